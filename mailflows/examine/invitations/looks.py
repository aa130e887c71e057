"""What is asked of invitations and contacts, and how they are opened."""

from mailflows.examine.invitations import inside, tricks
from mailflows.examine.look import Look
from mailflows.examine.opener import Opener
from mailflows.examine.showing import Showing

OF_HEADERS: tuple[Look, ...] = tricks.ROWS_OF_MAILS  # of the mail that brings an invitation
OF_INSIDES: tuple[Look, ...] = tricks.ROWS
OPENERS: tuple[Opener, ...] = (inside.OPENER,)
SHOWINGS: tuple[Showing, ...] = (inside.SHOWING,)


def warm_up() -> None:
    """Load what every child would load anew; everything here is our own and small."""
