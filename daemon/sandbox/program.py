"""Keeping the program in the sandbox running: started when it is needed, started again when it has died."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from daemon.sandbox.walls import command
from mailflows.examine.clean import one_line

START = 30.0  # seconds until it must be ready; 0.5 where nothing else runs
READY = b"ready\n"


class SandboxGone(Exception):
    """Nothing can be examined now, whatever the mail: our own trouble. The text says why, for whoever runs the desk."""


class Program:
    """One parent behind bwrap and the door it listens at. The door outlives the parent, so that questions can wait."""

    def __init__(self, program: Sequence[str], extra: Sequence[Path]) -> None:
        self._line = command(program, extra)
        self._guard = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._folder = tempfile.mkdtemp(prefix="hirz-", dir="/tmp")
        self.path = str(Path(self._folder, "door"))
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(self.path)
        self._door.listen(64)

    def ensure(self) -> None:
        """Start the parent unless it runs; returns when it listens. Raises SandboxGone."""
        with self._guard:
            if self._closed:
                raise SandboxGone("the sandbox was closed")
            if self._running is None or self._running.poll() is not None:
                self._bury()
                self._running = self._start()

    def pid(self) -> int | None:
        return self._running.pid if self._running else None

    def close(self) -> None:
        """Kill the parent with all its children and take the door away; for good."""
        with self._guard:
            self._closed = True
            self._bury()
            self._door.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: no terminal to write into, and one group that can be killed as a whole. When this
        # process dies, the other end of the program's standard output goes with it, and the program ends.
        try:
            running = subprocess.Popen(
                self._line,
                stdin=self._door.fileno(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={"PATH": os.defpath},
                start_new_session=True,
            )
        except FileNotFoundError:
            raise SandboxGone("bwrap (bubblewrap) is not installed") from None
        except OSError as trouble:
            raise SandboxGone(f"bwrap cannot be started: {os.strerror(trouble.errno or 0)}") from None
        if why := _not_ready(running):
            _kill(running)
            raise SandboxGone(why)
        return running

    def _bury(self) -> None:
        if self._running:
            _kill(self._running)
            self._running = None


def _not_ready(running: subprocess.Popen[bytes]) -> str | None:
    """Wait until the program says it is ready; otherwise the last thing that bwrap or Python complained about."""
    assert running.stdout and running.stderr
    until, said = time.monotonic() + START, b""
    while len(said) < len(READY) and (left := until - time.monotonic()) > 0:
        if select.select([running.stdout], [], [], left)[0]:
            piece = os.read(running.stdout.fileno(), len(READY))
            if not piece:
                break
            said += piece
    if said == READY:
        return None
    complaint = b""
    if select.select([running.stderr], [], [], 0.5)[0]:
        complaint = os.read(running.stderr.fileno(), 8192)
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return one_line(lines[-1], 200) if lines else "the program in the sandbox did not start"


def _kill(running: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    for pipe in (running.stdout, running.stderr):
        if pipe:
            pipe.close()
