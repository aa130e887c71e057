"""What is asked of the headers of the mail that frightened, and of nothing else."""

from mailflows.examine.headers import (
    addressing,
    alerts,
    alike,
    borrowed,
    journey,
    known,
    lettering,
    marks,
    route,
    sender,
    speaking,
    tools,
)
from mailflows.examine.look import Look

OF_HEADERS: tuple[Look, ...] = (
    route.ROWS
    + marks.ROWS
    + journey.ROWS
    + tools.ROWS
    + sender.ROWS
    + borrowed.ROWS
    + alike.ROWS
    + addressing.ROWS
    + lettering.ROWS
    + speaking.ROWS
)

# Asked of the headers together with the words and links they stand over.
OF_SHOWN: tuple[Look, ...] = alerts.ROWS


def warm_up() -> None:
    """Read the tables of well-known names once."""
    known.loose_names()
    alike.protected()
