"""`hirz` as the demo uses it: a command in this process, a command in one of its own, and the daemon beside it all."""

import contextlib
import io
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from daemon.demo.timeline import NotFound
from daemon.shell.cli import main

CODE = Path(__file__).resolve().parents[2]  # where daemon/ lies
START = 20.0  # seconds
STOP = 30.0  # seconds the daemon may take to put down what it has in hand


def start(config: Path) -> subprocess.Popen[bytes]:
    """The daemon, in a session of its own: a Ctrl-C is for the demo, which then stops the daemon properly."""
    with open(config.parent / "daemon.out", "wb") as output:
        return subprocess.Popen(
            _hirz(("run",), config), cwd=CODE, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip


def wait_until_it_runs(daemon: subprocess.Popen[bytes], config: Path) -> None:
    """Until the log says so. Raises NotFound."""
    until = time.monotonic() + START
    while '"started"' not in log_of(config):
        alive(daemon, config)
        if time.monotonic() > until:
            raise NotFound(f"the daemon did not start within {START:.0f} s", "its log")
        time.sleep(0.05)


def alive(daemon: subprocess.Popen[bytes], config: Path) -> None:
    """Raises NotFound where the daemon is gone."""
    if daemon.poll() is not None:
        said = (config.parent / "daemon.out").read_text("utf-8", errors="replace").strip()
        raise NotFound(f"the daemon ended by itself with {daemon.returncode}: {said[-1000:]}", "its process")


def failing_parts(config: Path) -> list[str]:
    """What `hirz check` cannot make work, line by line."""
    done = subprocess.run(_hirz(("check",), config), cwd=CODE, capture_output=True, timeout=60, check=False)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line for line in lines if "FAILED" in line.split(maxsplit=1)[:1]]


def log_of(config: Path) -> str:
    log = config.parent / "hirz.log"
    return log.read_text("utf-8", errors="replace") if log.exists() else ""


def _configured(arguments: Sequence[str], config: Path) -> list[str]:
    return [arguments[0], "--config", str(config), *arguments[1:]]


def _hirz(arguments: Sequence[str], config: Path) -> list[str]:
    return [sys.executable, "-m", "daemon", *_configured(arguments, config)]


def run(arguments: Sequence[str], config: Path) -> str:
    done = subprocess.run(
        _hirz(arguments, config), cwd=CODE, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()[-1000:]
        raise NotFound(f"`hirz {arguments[0]}` ended with {done.returncode}: {said}", "its exit code")
    return done.stdout.decode("utf-8")


def ask(arguments: Sequence[str], config: Path) -> str:
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        code = main(_configured(arguments, config))
    if code != 0:
        raise NotFound(f"`hirz {arguments[0]}` ended with {code}", "its exit code")
    return heard.getvalue()


def stop(daemon: subprocess.Popen[bytes]) -> int:
    """Asks the daemon to stop, as systemd does; returns its exit code. Raises NotFound where it does not end."""
    daemon.send_signal(signal.SIGTERM)
    try:
        return daemon.wait(STOP)
    except subprocess.TimeoutExpired:
        raise NotFound(f"the daemon did not end within {STOP:.0f} s", "its process") from None


def end(daemon: subprocess.Popen[bytes]) -> None:
    """For when the story broke off: the daemon must not outlive it."""
    if daemon.poll() is None:
        daemon.terminate()
        try:
            daemon.wait(STOP)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()
