"""Agreements: whom the person agreed to have told, and a rejection that waits for a second person, in words."""

from collections.abc import Iterator

from db.papers import figures_of
from db.store import Books
from db.tables import Ticket
from mailflows.consents import EVERYONE, consents_of
from templates import label

REJECTION = "rejection"  # the figure that holds who proposed it; "" once it was approved or declined


def consent_lines(books: Books, ticket: Ticket, tongue: str) -> Iterator[str]:
    """One line for each role that anything was said about, the newest last."""
    for role, word in sorted(consents_of(books, ticket).items(), key=lambda one: one[1]["at"]):
        whom = label("consent", EVERYONE, tongue) if role == EVERYONE else role
        said = "until" if word["until"] and word["said"] == "given" else word["said"]
        yield label("agreed", said, tongue).format(role=whom, until=word["until"], day=word["at"][:10])


def rejection_lines(books: Books, ticket: Ticket, tongue: str) -> Iterator[str]:
    """That somebody proposes to reject the ticket, while it waits. Why stands in its history."""
    if figures_of(books, ticket).get(REJECTION):
        yield label("agreed", "rejection_waits", tongue)
