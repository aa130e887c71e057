"""Merged tickets: where one went on, and that all that became one are as careful as the most careful of them."""

from collections.abc import Collection, Iterable

from db.casework import Named
from db.questions import (
    merged_into,
    named_on,
    named_rows,
    notices_waiting,
    parts_of,
    ticket_by_id,
    tickets_merged_into,
)
from db.store import Books
from db.tables import Ticket

MOST_MERGES = 8  # that are followed, one behind the other


def went_on_in(books: Books, ticket: Ticket) -> Ticket | None:
    """The ticket in which a merged one goes on today; None for one that was merged into nothing that is known."""
    there: Ticket | None = None
    for _ in range(MOST_MERGES):
        into = merged_into(books, (there or ticket).id)
        if into is None:
            return there
        there = ticket_by_id(books, into)
    return there


def note_sealed(books: Books, ticket: Ticket) -> None:
    """Sealed content came into this ticket: from now on content leaves only sealed (LEAK-01).

    Also from those that were merged into it: their reporter's letters come into this one, and it is one conversation.
    """
    waiting, done = [ticket], set[str]()
    while waiting:
        one = waiting.pop()
        if one.id in done:
            continue
        done.add(one.id)
        if not one.held_sealed:
            one.held_sealed = True
            books.session.add(one)
        waiting += tickets_merged_into(books, (one.id,))[one.id]


def closed_alike(books: Books, ticket: Ticket) -> list[Ticket]:
    """What was merged into a ticket, or is a part of it, and is as open or closed as it is; not by itself alone."""
    parts = (*tickets_merged_into(books, (ticket.id,))[ticket.id], *parts_of(books, ticket.id))
    here = _closed_to(books, ticket)
    return [part for part in parts if part.key is not None and _closed_to(books, part) == here]


def close_alike(books: Books, ticket: Ticket, parts: Iterable[Ticket]) -> None:
    """These parts are for whom the ticket is for now: whoever reads them reads what was said in it."""
    named = [person.id for person in named_on(books, ticket.id)]
    for part in parts:
        part.restricted = ticket.restricted
        if part.restricted and part.handler_id not in named:
            part.handler_id = ticket.handler_id
        books.session.add(part)
        _name_alone(books, part, named)


def _closed_to(books: Books, ticket: Ticket) -> frozenset[str] | None:
    return frozenset(person.id for person in named_on(books, ticket.id)) if ticket.restricted else None


def _name_alone(books: Books, ticket: Ticket, named: Collection[str]) -> None:
    """These people are named on the ticket, nobody else; what waits for others at the desk does not leave (PR-20)."""
    there = {row.person_id: row for row in named_rows(books, ticket.id)}
    for ident, row in there.items():
        if ident not in named:
            books.session.delete(row)
    for ident in named:
        if ident not in there:
            books.append(Named(ticket_id=ticket.id, person_id=ident))
    books.session.flush()
    for outbound in notices_waiting(books, ticket.id):
        if ticket.restricted and outbound.person_id not in named:
            outbound.state = "spared"
            books.session.add(outbound)
