"""What an archive says of itself: what lies in it, what is locked, and why the list may be short."""

from dataclasses import dataclass
from typing import Literal

MOST = 1000  # things of one archive that are named
CLAIMS = "claims to hold"  # how the trouble of a bomb begins

Kind = Literal["file", "folder", "symbolic link", "hard link", "device"]


@dataclass(frozen=True)
class Entry:
    """One thing in an archive, as the archive describes it."""

    number: int  # from 1, in the order of the archive, folders counted
    name: str  # as written: tricks and all
    size: int  # octets, as claimed; -1 where it does not say
    kind: Kind
    points_to: str = ""  # of a link
    locked: bool = False


@dataclass(frozen=True)
class Listing:
    """All of them, and what is to be told about the whole."""

    entries: tuple[Entry, ...]
    trouble: str = ""  # why the list ends early; "" where it is whole
    sealed: bool = False  # even the names are locked
    volume: bool = False  # one piece of several
    streams: tuple[str, ...] = ()  # what a RAR writes beside its files, into alternate data streams

    @property
    def files(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "file")

    @property
    def claimed(self) -> int:
        return sum(max(entry.size, 0) for entry in self.entries)


NOTHING = Listing(())
