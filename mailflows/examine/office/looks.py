"""What is asked of Office documents, and how they are opened."""

from mailflows.examine.look import Look
from mailflows.examine.office import (
    carried,
    dynamic,
    locks,
    macros,
    notebook,
    opendocument,
    reaching,
    richtext,
    sheets,
    unpacked,
    words,
)
from mailflows.examine.opener import Opener
from mailflows.examine.showing import Showing

OF_INSIDES: tuple[Look, ...] = (
    macros.ROWS
    + opendocument.ROWS
    + sheets.ROWS
    + reaching.ROWS
    + dynamic.ROWS
    + locks.ROWS
    + carried.ROWS
    + notebook.ROWS
    + richtext.ROWS
    + unpacked.ROWS
)
OPENERS: tuple[Opener, ...] = unpacked.OPENERS
SHOWINGS: tuple[Showing, ...] = words.SHOWINGS


def warm_up() -> None:
    """Load what every child would load anew."""
    macros.warm_up()
