"""Gathering: what somebody who wants digests is told of later lies in rows until their digest is written."""

from datetime import datetime

from db.casework import Gathered
from db.store import Books
from db.tables import Person, Ticket
from db.vault import new_id

# What may wait. Everything else comes at once: what names its reader, falls due, was forged, or is held back.
MAY_WAIT = frozenset(
    "new_ticket new_letter claims_ticket joined_letter reopened role_answer returned merged split_off evidence undone "
    "list_matched unassigned".split()
)


def may_wait(person: Person, ticket: Ticket, event: str) -> bool:
    """Whether somebody hears of this in their next digest; never of what is most urgent."""
    return person.notices == "digest" and event in MAY_WAIT and ticket.priority != "P1"


def put_by(books: Books, person: Person, ticket: Ticket, event: str, now: datetime) -> None:
    """A row for the next digest, in the transaction of what happened. It holds a code and no word of anybody's."""
    books.append(Gathered(id=new_id(), person_id=person.id, ticket_id=ticket.id, event=event, at=now))
