"""Files with secrets, written so that a power cut leaves the old one or the new one, and never half of either."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from daemon.config import ConfigError
from daemon.config.values import BIGGEST_SECRET

FROM_SYSTEMD = Path("/run/credentials")


def write_beside(path: Path, data: bytes, mode: int = 0o600) -> None:
    """A file that was not there before, all of it or nothing. Raises ConfigError where there is one already."""
    with _ready(path, data, mode) as early:
        try:
            os.link(early, path)
        except FileExistsError:
            raise ConfigError(f"{path}: is there already, and nothing is overwritten") from None
        except OSError as trouble:
            if trouble.errno not in (errno.EPERM, errno.EOPNOTSUPP):
                raise
            if path.exists():  # a stick whose file system knows no second names
                raise ConfigError(f"{path}: is there already, and nothing is overwritten") from None
            early.rename(path)


def replace(path: Path, data: bytes, mode: int | None = None) -> None:
    """The file's new content, in one step; whoever could read the old one can read this, unless `mode` says who."""
    owner: tuple[int, int] | None = None
    if mode is None:
        with _plainly(path):
            found = path.stat()
        mode, owner = found.st_mode & 0o770, (found.st_uid, found.st_gid)
    with _ready(path, data, mode, owner) as early:
        early.rename(path)


def keep_copy(path: Path, now: datetime) -> Path:
    """A second name for the file as it is, which stays when the first one is replaced."""
    for number in range(1, 100):
        copy = path.with_name(f"{path.name}-before-{now:%Y-%m-%d}{f'-{number}' if number > 1 else ''}")
        with suppress(FileExistsError), _plainly(copy):
            os.link(path, copy)
            _settle(path.parent)
            return copy
    raise ConfigError(f"{path}: has been changed too often today")


def folder_for(path: Path, into: Path | None) -> Path:
    """Where what belongs beside this file is to be written. Raises ConfigError where nothing can be."""
    if into is not None:
        if not into.is_dir():
            raise ConfigError(f"{into}: is no folder")
        return into
    if path.is_relative_to(FROM_SYSTEMD):
        raise ConfigError(
            "systemd hands the desk's key over, and nothing can be written there: say --into FOLDER, one in memory "
            "that the user hirz alone may enter (as root: install -d -m 700 -o hirz /dev/shm/hirz-keys)"
        )
    return path.parent


def read_small(path: Path) -> bytes:
    """Raises ConfigError."""
    try:
        with open(path, "rb") as file:
            return file.read(BIGGEST_SECRET)
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None


@contextmanager
def _ready(path: Path, data: bytes, mode: int, owner: tuple[int, int] | None = None) -> Iterator[Path]:
    """All of the data under a name of its own beside `path`, on the disk; the name is gone afterwards."""
    early = path.with_name(f".{path.name}.new")
    with _plainly(path):
        early.unlink(missing_ok=True)  # what an interrupted run left
        handle = os.open(early, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        try:
            with open(handle, "wb") as file:
                if owner is not None and owner != (os.geteuid(), os.getegid()):
                    os.fchown(handle, *owner)
                os.fchmod(handle, mode)
                file.write(data)
                file.flush()
                os.fsync(handle)
            yield early
            _settle(path.parent)
        finally:
            early.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """What the disk refuses, in one line for the person at the shell."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as trouble:
        raise ConfigError(f"{trouble.filename or path}: {trouble.strerror}") from None
