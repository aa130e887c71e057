"""Homes for gpg: a directory with a short path, nobody else's, gone with its agent; also where a crash left one."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pgp.errors import GpgBroken
from pgp.gpg import environment

LONGEST_PATH = 80  # octets; the agent's socket name must fit behind it in 108
PREFIX = "hirz-gpg-"
HELD = "held"  # the file whose lock says that somebody lives here


def places(where: Path | None) -> list[Path]:
    """Where a home may be made, the best first."""
    return [where] if where else [Path("/run/hirz"), Path("/dev/shm"), Path(tempfile.gettempdir()), Path("/tmp")]


def new_home(where: Path | None = None) -> Path:
    """A fresh directory of mode 0700 with a path short enough for the agent's socket, on a tmpfs where there is one.

    Raises GpgBroken where there is no such place.
    """
    for place in places(where):
        with suppress(OSError):
            if not os.access(place, os.W_OK | os.X_OK):
                continue
            home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
            if len(os.fsencode(home)) < LONGEST_PATH:
                return home
            home.rmdir()
    raise GpgBroken("there is no writable directory with a short path for the gpg home")


def remove(home: Path) -> None:
    """Stop the agent of this home, however it feels, and remove the directory."""
    command = ["gpgconf", "--homedir", str(home), "--kill", "all"]
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, env=environment(), capture_output=True, timeout=2.0, check=False)
    for pid in _processes_of(home):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)  # an agent that is stopped does not hear gpgconf (R22)
    shutil.rmtree(home, ignore_errors=True)


def _processes_of(home: Path) -> Iterator[int]:
    """The programs that were started with this home, which nobody else knows, on their command line."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if os.fsencode(home) in (entry / "cmdline").read_bytes().split(b"\0"):
                    yield int(entry.name)


def hold(home: Path) -> int:
    """Say that somebody lives here, until the descriptor is closed or its process is gone. Raises OSError."""
    early = home / f"{HELD}.new"
    number = os.open(early, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    fcntl.flock(number, fcntl.LOCK_EX)
    early.rename(home / HELD)  # only now can it be found: it is never there without its lock
    return number


def sweep(where: Path | None = None) -> int:
    """Remove homes of ours that nobody lives in any more: a process that was killed leaves its keys behind.

    Returns how many there were.
    """
    swept = 0
    for place in places(where):
        with suppress(OSError):
            for home in place.glob(f"{PREFIX}*"):
                if home.stat().st_uid == os.getuid() and _left(home):
                    remove(home)
                    swept += 1
    return swept


def _left(home: Path) -> bool:
    try:
        number = os.open(home / HELD, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False  # not a keyring's, or one that is only just being made
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(number)
    return True
