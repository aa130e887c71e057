"""What is asked of pages and pictures, and how they are opened."""

from mailflows.examine.look import Look
from mailflows.examine.opener import Opener
from mailflows.examine.showing import Showing

OF_INSIDES: tuple[Look, ...] = ()
OPENERS: tuple[Opener, ...] = ()
SHOWINGS: tuple[Showing, ...] = ()


def warm_up() -> None:
    """Load what every child would load anew."""
