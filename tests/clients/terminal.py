"""A terminal that a test sits at: it types, and reads the screen as a person would."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

ROWS, COLUMNS = 60, 160
PATIENCE = 20.0


class Terminal:
    """One program on a screen of its own."""

    def __init__(self, command: Sequence[str], folder: Path, surroundings: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            ["setsid", "--ctty", *command],  # neomutt asks /dev/tty how large it is
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={"TERM": "linux", "LC_ALL": "C.UTF-8", **surroundings},
        )
        os.close(theirs)

    @property
    def shown(self) -> str:
        """What is on the screen now; the second cell of a wide letter is empty."""
        return "\n".join(line.rstrip() for line in self._screen.display).strip()

    def types(self, keys: str, *, once: str = "") -> None:
        """Presses keys, as soon as these words are shown."""
        if once:
            self.shows(once)
        os.write(self._ours, keys.encode())

    def shows(self, *words: str) -> str:
        """The screen on which all these words stand; waits for it."""
        deadline = time.monotonic() + PATIENCE
        while not all(one in self.shown for one in words):
            assert time.monotonic() < deadline, f"waited {PATIENCE:.0f} s for {words}; the screen:\n{self.shown}"
            assert self._process.poll() is None, f"it ended; the screen:\n{self.shown}"
            self._reads(0.1)
        return self.shown

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)
        os.close(self._ours)

    def _reads(self, seconds: float) -> None:
        while select.select([self._ours], [], [], seconds)[0]:
            try:
                self._stream.feed(os.read(self._ours, 65536))
            except OSError:  # the other end was closed
                return
            seconds = 0.0
