"""`make bench-triage ARGS="FOLDER ..."`: our verdicts on folders of mails, beside rspamd's on the same mails.

rspamd runs in a network namespace of its own, where nothing answers but loopback; what needs the network, a date of
today or a memory is switched off, for offline it would fire on wanted and unwanted mail alike.
"""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PORT = 11333
WAIT = 30.0  # seconds until rspamd listens
BARS = (4, 6, 15)  # its scores at which it would greylist, mark, refuse
OFF = (
    "rbl surbl fuzzy_check hfilter asn greylist ratelimit replies history_redis neural reputation mx_check dmarc spf "
    "arc rspamd_update clickhouse elastic metadata_exporter url_redirector antivirus external_services bimi"
).split()
SETTINGS = {
    "options.inc": 'dns { timeout = 0.01s; retransmits = 1; nameserver = ["127.0.0.1:1"]; }',
    "logging.inc": 'type = "console"; level = "error";',
    "worker-normal.inc": f'bind_socket = "127.0.0.1:{PORT}"; count = 1; enabled = true;',
    "worker-controller.inc": "enabled = false;",
    "worker-proxy.inc": "enabled = false;",
    "worker-fuzzy.inc": "enabled = false;",
    "phishing.conf": "openphish_enabled = false; phishtank_enabled = false;",
    **{f"{module}.conf": "enabled = false;" for module in OFF},
}
DATES = ("DATE_IN_PAST", "DATE_IN_FUTURE", "R_DKIM_TEMPFAIL", "HFILTER_HOSTNAME_UNKNOWN", "RDNS_NONE")


def main(folders: list[str]) -> int:
    if not folders:
        print('usage: make bench-triage ARGS="FOLDER ..."', file=sys.stderr)
        return 2
    if os.environ.get("HIRZ_ALONE") == "yes":
        return _as_rspamd(folders)
    for line in _ours(folders):
        print(line)
    if not (shutil.which("rspamd") and shutil.which("unshare") and shutil.which("ip")):
        print("rspamd, unshare or ip is not installed: nothing to compare with")
        return 0
    alone = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-m", "tests.bench.triage", *folders]
    return subprocess.run(alone, env={**os.environ, "HIRZ_ALONE": "yes"}, check=False).returncode


def _ours(folders: list[str]) -> Iterator[str]:
    hirz = str(Path(sys.executable).with_name("hirz"))
    done = subprocess.run([hirz, "evaluate", "--json", *folders], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        told = json.loads(line)
        grave = told["dangerous"] + told["suspicious"]
        share = 100 * grave / (told["n"] or 1)
        yield f"hirz    {told['folder']}: suspicious or worse {share:.1f} % of {told['n']}, p50 {told['p50_ms']} ms"


def _as_rspamd(folders: list[str]) -> int:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with TemporaryDirectory(prefix="hirz-") as place:
        Path(place, "override.d").mkdir()
        for name, setting in SETTINGS.items():
            Path(place, "override.d", name).write_text(setting + "\n")
        where = [f"--var={name}={place}" for name in ("DBDIR", "RUNDIR", "LOGDIR", "LOCAL_CONFDIR")]
        line = ["rspamd", "-f", "-i", *where, "-c", "/etc/rspamd/rspamd.conf"]
        with Path(place, "said").open("w") as said:
            running = subprocess.Popen(line, stdout=said, stderr=said)
        try:
            _wait()
            for folder in folders:
                _one(Path(folder))
        except OSError as trouble:
            print(f"rspamd did not answer: {trouble}", Path(place, "said").read_text()[-2000:], sep="\n")
            return 1
        finally:
            running.terminate()
            running.wait()
    return 0


def _wait() -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            _score(b"Subject: x\r\n\r\nx\r\n")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _one(folder: Path) -> None:
    scores, times = [], []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        began = time.perf_counter()
        scores.append(_score(path.read_bytes()))
        times.append(time.perf_counter() - began)
    number = len(scores) or 1
    shares = ", ".join(f">= {bar}: {100 * sum(score >= bar for score in scores) / number:.1f} %" for bar in BARS)
    middle = 1000 * sorted(times)[len(times) // 2] if times else 0.0
    print(f"rspamd  {folder}: {shares} of {len(scores)}, p50 {middle:.1f} ms", flush=True)


def _score(mail: bytes) -> float:
    """Its score without the signs that only tell how old a mail is, or that there is no network."""
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    line.request("POST", "/checkv2", mail)
    told = json.loads(line.getresponse().read())
    line.close()
    ignored = sum(one["score"] for name, one in told.get("symbols", {}).items() if name in DATES)
    score: float = told["score"] - ignored
    return score


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
