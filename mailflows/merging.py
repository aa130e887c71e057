"""Merged tickets: where one went on, and that all that became one are as careful as the most careful of them."""

from db.questions import merged_into, ticket_by_id, tickets_merged_into
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
