"""Recurrence: whoever writes again long after their ticket ended gets a new one, and it says which one came before.

Within COMES_BACK the same ticket is opened again. Only whoever belongs to a ticket is told, by anything that happens,
that it ended: for everybody else each letter opens a ticket of its own, as if there had been none (THR-10).
"""

from datetime import datetime, timedelta

from db.casework import Named, Tie
from db.questions import came_again_in, member_of, named_on, ticket_by_id
from db.record import write_record
from db.store import Books
from db.tables import Person, Ticket
from db.vault import new_id
from mailflows.carrying import carry_to_part
from mailflows.threads import goes_on_in
from mailflows.tickets import ENDED

COMES_BACK = timedelta(days=30)
MOST = 20  # tickets of one trouble that comes again and again


def is_over(ticket: Ticket, at: datetime) -> bool:
    """Whether a ticket had ended so long before this moment that it is not opened again."""
    return ticket.status in ENDED and ticket.closed_at is not None and at - ticket.closed_at > COMES_BACK


def goes_on_for(books: Books, ticket: Ticket, person: Person, at: datetime) -> Ticket | None:
    """Where somebody's thread goes on: the ticket, or the one in which its trouble came again; it may be over.

    None where nothing is added any more, or where they do not belong.
    """
    there = goes_on_in(books, ticket)
    if there is None or member_of(books, there.id, person.id) is None:
        return None
    for _ in range(MOST):
        again = came_again_in(books, there.id, person.id) if is_over(there, at) else None
        later = goes_on_in(books, ticket_by_id(books, again)) if again else None
        if later is None or later.id == there.id or member_of(books, later.id, person.id) is None:
            break
        there = later
    return there


def comes_again(books: Books, ticket: Ticket, before: Ticket | None, now: datetime) -> None:
    """Ties a ticket that was just opened to the one before, if any: as careful and as closed to others as that."""
    if before is None:
        return
    books.append(Tie(id=new_id(), ticket_id=ticket.id, other_id=before.id, kind="recurrence", at=now))
    ticket.held_sealed, ticket.restricted = before.held_sealed, before.restricted
    if before.safe == "no":  # what was called safe so long ago is asked anew
        ticket.safe = "no"
    for person in named_on(books, before.id):
        books.append(Named(ticket_id=ticket.id, person_id=person.id))
    books.session.add(ticket)
    carry_to_part(books, before, ticket)
    write_record(books, now, "desk", "came again", ticket.id, before.id)
