"""Questions of the leak guard: what was given out, and what somebody was shown lately."""

from collections.abc import Sequence

from sqlmodel import col, select

from db.casework import Draft
from db.store import Books
from db.tables import Entry, Nonce, Proposal, Ticket

LATELY = 200  # notices and transcripts that are looked back on


def codes_known(books: Books, marks: Sequence[str]) -> list[str]:
    """Which of these marks belong to a nonce, a proposal or a draft of ours, used or not."""
    found: list[str] = []
    for table in (Nonce, Proposal, Draft):
        found += books.session.exec(select(table.mark).where(col(table.mark).in_(marks))).all()
    return found


def entries_of_kinds(books: Books, ticket_id: str, kinds: Sequence[str], most: int) -> Sequence[Entry]:
    """The newest entries of these kinds, at most so many."""
    asked = select(Entry).where(Entry.ticket_id == ticket_id, col(Entry.kind).in_(kinds))
    return books.session.exec(asked.order_by(col(Entry.number).desc()).limit(most)).all()


def tickets_shown_to(books: Books, person_id: str, most: int, *, besides: str) -> Sequence[Ticket]:
    """The tickets that somebody got notices about last, the newest first."""
    issued = select(Nonce.ticket_id).where(Nonce.person_id == person_id).order_by(col(Nonce.issued_at).desc())
    lately = dict.fromkeys(books.session.exec(issued.limit(LATELY)).all())
    lately.pop(besides, None)
    return books.session.exec(select(Ticket).where(col(Ticket.id).in_(list(lately)[:most]))).all()
