"""What is asked of archives and disk images, and how they are opened."""

from mailflows.examine.archives import coverage, opening, tricks
from mailflows.examine.archives.streams import list_stream
from mailflows.examine.archives.zips import list_zip
from mailflows.examine.look import Look
from mailflows.examine.opener import Opener
from mailflows.examine.showing import Showing

OF_INSIDES: tuple[Look, ...] = tricks.ROWS + coverage.ROWS
OPENERS: tuple[Opener, ...] = opening.OPENERS
SHOWINGS: tuple[Showing, ...] = ()


def warm_up() -> None:
    """Let the libraries load what they read with."""
    list_stream(b"!<arch>\n")
    list_zip(b"PK\x05\x06" + bytes(18))
    "é".encode("cp437")
