"""A showing: what one kind of file shows a reader, so that it is judged like the words and links of a mail."""

from collections.abc import Callable
from dataclasses import dataclass

from mailflows.examine.seen import NO_MAIL, Part, Shown

NOTHING = Shown(NO_MAIL, "", (), (), "file")


@dataclass(frozen=True)
class Showing:
    """One kind of file that people read or scan."""

    what: str
    fits: Callable[[Part], bool]  # from first bytes and name, cheap, never raises
    show: Callable[[Part], Shown]  # form "file"; may raise whatever a parser raises
