"""What is asked of Office documents, and how they are opened."""

from mailflows.examine.look import Look
from mailflows.examine.office import locks, macros
from mailflows.examine.opener import Opener
from mailflows.examine.showing import Showing

OF_INSIDES: tuple[Look, ...] = macros.ROWS + locks.ROWS
OPENERS: tuple[Opener, ...] = ()
SHOWINGS: tuple[Showing, ...] = ()


def warm_up() -> None:
    """Load what every child would load anew."""
    macros.warm_up()
    locks.warm_up()
