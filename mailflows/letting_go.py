"""Letting go: the tickets of somebody who works on none any more are nobody's, and those who lead hear which."""

from collections.abc import Sequence
from datetime import datetime

from db.questions import tickets_of_handler
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.leading import Told

IN_A_LINE = 16  # tickets


def let_go(books: Books, person: Person, now: datetime, by: str) -> list[Told]:
    """Takes everything from whoever leaves, or sits where nobody works on tickets; returns what to say of it."""
    orphans = tickets_of_handler(books, person.id)
    for ticket in orphans:
        ticket.handler_id = None
        books.session.add(ticket)
        write_record(books, now, by, "unassigned", ticket.id)
    return [("staff_orphans", {}), *listed([ticket.name for ticket in orphans])] if orphans else []


def listed(names: Sequence[str]) -> list[Told]:
    """Names of tickets, as many in each line as can be read."""
    rows = [names[at : at + IN_A_LINE] for at in range(0, len(names), IN_A_LINE)]
    return [("staff_tickets", {"tickets": " ".join(row)}) for row in rows]
