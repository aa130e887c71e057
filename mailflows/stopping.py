"""Stopping: what somebody wrote and has not left is taken back once they work here no more, or their key is lost.

A mail may wait for seven days and a draft for three; whoever held the key may have written them (KEY-15).
"""

from datetime import datetime

from db.questions import drafts_of, take_draft, ticket_by_id, unsent_by
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.followups import nobody_was_told, winds_itself


def take_back_of(books: Books, person: Person, now: datetime, by: str) -> list[str]:
    """The names of the tickets from which mail or drafts of theirs were taken back, in order."""
    mails, drafts = unsent_by(books, person.id), drafts_of(books, person.id)
    for outbound in mails:
        outbound.state, outbound.reason = "undone", f"by {by}"
        books.session.add(outbound)
    for draft in drafts:
        take_draft(books, draft.id, now)
    tickets = {one.ticket_id for one in mails if one.ticket_id} | {one.ticket_id for one in drafts}
    touched = [ticket_by_id(books, ident) for ident in sorted(tickets)]
    for ticket in touched:
        write_record(books, now, by, "undone", ticket.id, person.id)
        if nobody_was_told(books, ticket):
            winds_itself(books, ticket, now)
    return sorted(ticket.name for ticket in touched)
