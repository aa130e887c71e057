"""An opener: how one kind of file that has something inside is opened, in memory and within bounds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mailflows.examine.seen import Member, Part

LARGEST = 32 * 1024 * 1024  # octets of one member that are read
EXPANDED = 100 * 1024 * 1024  # octets that all members of one file may claim together
OPENED = 15  # of one file that get a turn of their own; the others are named in a finding
RATIO = 200  # times its own size that a file may claim to hold


@dataclass(frozen=True)
class Opener:
    """One kind of container."""

    what: str
    fits: Callable[[Part], bool]  # from first bytes and name, cheap, never raises
    members: Callable[[Part], Iterable[Member]]  # may raise whatever a parser raises
