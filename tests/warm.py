"""Starts daemons in a tenth of a second: everything is imported once, and each start is a fork that begins at `main`.

What is spared is Python's own start and the imports, which touch neither mail nor store. From the config file on,
such a process does all that `hirz` does, has its own threads and children, and dies of SIGKILL like any other.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class WarmProcess:
    """One daemon that was forked; a stand-in for subprocess.Popen."""

    def __init__(self, warm: "Warm", pid: int) -> None:
        self._warm, self.pid = warm, pid
        self.returncode: int | None = None

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)  # it cannot be another's pid: nobody has buried it yet

    def poll(self) -> int | None:
        return self._asked(block=False)

    def wait(self, timeout: float | None = None) -> int:
        code = self._asked(block=True, timeout=timeout)
        if code is None:
            raise subprocess.TimeoutExpired("hirz", timeout or 0)
        return code

    def _asked(self, *, block: bool, timeout: float | None = None) -> int | None:
        if self.returncode is None:
            self.returncode = self._warm.ask({"wait": self.pid, "seconds": (timeout or 60) if block else 0})["code"]
        return self.returncode


class Warm:
    """The process that has everything imported."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def starts(self, arguments: Sequence[str], surroundings: Mapping[str, str], errors: Path) -> WarmProcess:
        told = self.ask({"start": list(arguments), "surroundings": dict(surroundings), "errors": str(errors)})
        return WarmProcess(self, told["pid"])

    def ask(self, what: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def stop(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


def serve() -> None:
    """Reads one order a line until its standard input ends."""
    for module in ("alembic.command", "sqlalchemy.dialects.sqlite.pysqlite", "daemon.running", "daemon.shell.cli"):
        importlib.import_module(module)
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork of a process with threads is no fresh start"
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        told = _start(order) if "start" in order else {"code": _wait(order["wait"], order["seconds"])}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _start(order: Mapping[str, Any]) -> dict[str, int]:
    pid = os.fork()
    if pid == 0:
        _live(order["start"], order["surroundings"], order["errors"])
    return {"pid": pid}


def _live(arguments: Sequence[str], surroundings: Mapping[str, str], errors: str) -> None:
    import traceback

    from daemon.shell.cli import main

    null = os.open("/dev/null", os.O_RDWR)
    said = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for standard, stands in ((0, null), (1, said), (2, said)):
        os.dup2(stands, standard)
    os.closerange(3, 256)
    os.environ.clear()
    os.environ.update(surroundings)
    code = 1
    try:
        code = main(arguments)
    except BaseException:  # noqa: BLE001  # the end of a process: whatever it was, it is shown and the code is 1
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _wait(pid: int, seconds: float) -> int | None:
    import select

    handle = os.pidfd_open(pid)
    try:
        eyes = select.poll()
        eyes.register(handle, select.POLLIN)
        if not eyes.poll(seconds * 1000):
            return None
    finally:
        os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    serve()
