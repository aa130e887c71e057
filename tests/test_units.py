"""The unit files: systemd understands every line of them, and next to nothing of the machine is exposed."""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from daemon.config import Config, Relay, load
from daemon.sandbox.examiner import Examiner
from tests.filtered import LIBRARY
from tests.house import ROOT

UNITS = ROOT / "systemd"
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 15  # tenths; systemd calls 9.2 what a unit without any of it has

pytestmark = [
    pytest.mark.units,
    pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed"),
]


def _said(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _keys(unit: str) -> dict[str, list[str]]:
    """The lines of a unit; a key may stand there several times."""
    found: dict[str, list[str]] = {}
    for line in (UNITS / unit).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def _exposed(unit: Path) -> tuple[int, str]:
    return _said(str(ANALYZE), "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit))


def _not_understood(folder: Path, *more: str) -> list[str]:
    """What systemd has to say about our units; programs that are not installed here are put aside."""
    for unit in ("hirz.service", "hirz-examine.service", "hirz-examine.socket"):
        text = re.sub(r"/opt/hirz/\.venv/bin/\S+", "/bin/true", (UNITS / unit).read_text())
        (folder / unit).write_text("\n".join([text, *more]))
    units = sorted(str(path) for path in folder.glob("hirz*"))
    code, said = _said(str(ANALYZE), "verify", "--man=no", "--recursive-errors=no", *units)
    ours = [line for line in said.splitlines() if "hirz" in line]
    return ours or ([] if code == 0 else [said])


@pytest.mark.parametrize("unit", ["hirz.service", "hirz-examine.service"])
def test_a_service_is_hardly_exposed(unit: str) -> None:
    code, said = _exposed(UNITS / unit)
    assert code == 0, said[-500:]


def test_a_service_without_its_walls_is_refused(tmp_path: Path) -> None:
    text = (UNITS / "hirz.service").read_text()
    (tmp_path / "hirz.service").write_text(text.replace("RestrictNamespaces=yes", "").replace("ProtectSystem", "#"))
    code, _ = _exposed(tmp_path / "hirz.service")
    assert code != 0


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    assert _not_understood(tmp_path) == []


def test_a_misspelt_line_would_be_found(tmp_path: Path) -> None:
    assert _not_understood(tmp_path, "RestrictNamespace=yes")


@pytest.mark.skipif(shutil.which("systemd-sysusers") is None, reason="systemd-sysusers is not installed")
def test_the_user_and_the_folders_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    code, said = _said("systemd-sysusers", f"--root={tmp_path}", str(UNITS / "hirz.sysusers"))
    assert code == 0, said
    assert re.search(
        r"^hirz:x:\d+:\d+:Hirz helpdesk:/var/lib/hirz:", (tmp_path / "etc/passwd").read_text(), re.MULTILINE
    )
    for line in (UNITS / "hirz.tmpfiles").read_text().splitlines():
        assert line.startswith("# ") or re.fullmatch(r"d /\S+ +0700 hirz hirz -", line)


def test_the_unit_hands_over_what_the_config_asks_for(tmp_path: Path) -> None:
    asked = set(re.findall(r'^\w+ = "credential:([a-z-]+)"', (UNITS / "hirz.toml").read_text(), re.MULTILINE))
    handed = {line.partition(":")[0] for line in _keys("hirz.service")["LoadCredential"]}
    assert asked == handed


def test_config_and_units_agree(tmp_path: Path) -> None:
    unit, door = _keys("hirz.service"), _keys("hirz-examine.socket")
    (tmp_path / "hirz.toml").write_text((UNITS / "hirz.toml").read_text())
    config: Config = load(tmp_path / "hirz.toml", look=False)
    assert isinstance(config.smtp, Relay)
    assert str(config.examine.socket) == door["ListenStream"][0]
    assert str(config.desk.gpg_folder) == f"/run/{unit['RuntimeDirectory'][0]}"
    assert config.store.url.startswith(f"sqlite:////var/lib/{unit['StateDirectory'][0]}/")
    assert str(config.store.backups).startswith(f"/var/lib/{unit['StateDirectory'][0]}/")


def test_the_sandbox_is_given_nothing() -> None:
    unit = _keys("hirz-examine.service")
    assert unit["PrivateNetwork"] == ["yes"] and unit["DynamicUser"] == ["yes"]
    assert not {"LoadCredential", "LoadCredentialEncrypted", "StateDirectory", "ReadWritePaths"} & unit.keys()
    assert "RestrictNamespaces" in unit and unit["RestrictAddressFamilies"] == ["AF_UNIX"]


# What no file can show: that the programs live with what their units allow.


def _libseccomp() -> bool:
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True


filtered = pytest.mark.skipif(not _libseccomp(), reason=f"{LIBRARY} is not installed")


def _under(unit: str, *command: str) -> list[str]:
    return [sys.executable, "-m", "tests.filtered", str(UNITS / unit), *command]


@filtered
def test_the_filter_filters() -> None:
    program = [sys.executable, "-c", "import os; os.sched_setaffinity(0, os.sched_getaffinity(0))"]
    assert subprocess.run(program, check=False).returncode == 0
    done = subprocess.run(_under("hirz.service", *program), cwd=ROOT, capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


@filtered
def test_gpg_lives_under_the_filter_of_the_service() -> None:
    home = tempfile.mkdtemp(dir="/tmp")
    gpg = "gpg --batch --no-tty -q --pinentry-mode loopback --passphrase ''"
    script = (
        f"{gpg} --quick-generate-key desk@desk.test ed25519 sign never && "
        f"print=$({gpg} --list-keys --with-colons | sed -n 's/^fpr:::::::::\\([^:]*\\):/\\1/p' | head -n 1) && "
        f"{gpg} --quick-add-key $print cv25519 encr never && "
        f"echo secret | {gpg} --trust-model always -s -e -r $print | {gpg} -d"
    )
    try:
        done = subprocess.run(
            _under("hirz.service", "sh", "-c", script),
            cwd=ROOT,
            env={**os.environ, "GNUPGHOME": home},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "secret\n", done.stderr
    finally:
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=False)
        shutil.rmtree(home, ignore_errors=True)


@filtered
@pytest.mark.skipif(shutil.which("systemd-socket-activate") is None, reason="systemd-socket-activate is not installed")
def test_the_sandbox_works_under_the_filter_of_its_service() -> None:
    """As systemd starts it: at the first knock, with the door handed over."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    door = folder / "door"
    activate = ["systemd-socket-activate", "-l", str(door), f"--setenv=PYTHONPATH={ROOT}"]
    program = [sys.executable, "-m", "daemon.sandbox"]
    waiting = subprocess.Popen(
        [*activate, *_under("hirz-examine.service", *program)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 20
        while not door.exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert Examiner.at(door).probe() is None
    finally:
        waiting.terminate()
        waiting.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
