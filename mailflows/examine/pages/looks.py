"""What is asked of pages and pictures, and how they are opened."""

from mailflows.examine.look import Look
from mailflows.examine.opener import Opener
from mailflows.examine.pages import codes, documents, pictures, readings, web
from mailflows.examine.showing import Showing

OF_INSIDES: tuple[Look, ...] = documents.ROWS + web.ROWS + codes.ROWS + pictures.ROWS
OPENERS: tuple[Opener, ...] = readings.OPENERS
SHOWINGS: tuple[Showing, ...] = readings.SHOWINGS


def warm_up() -> None:
    """Load what every child would load anew."""
    pictures.warm_up()
    codes.warm_up()
