"""Questions about who works at the desk: what waits for a second person, and what somebody could read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, or_, select

from db.store import Books
from db.tables import Entry, Outbound, Proposal, Record, Ticket


def proposal_marked(books: Books, mark: str) -> Proposal | None:
    """What is confirmed by the code of this mark, whether it still can be or not."""
    return books.session.exec(select(Proposal).where(Proposal.mark == mark)).first()


def proposals_waiting(books: Books, since: datetime) -> Sequence[Proposal]:
    """What was asked for since then and neither confirmed nor taken back, the oldest first."""
    asked = select(Proposal).where(col(Proposal.done_at).is_(None), Proposal.at > since)
    return books.session.exec(asked.order_by(col(Proposal.at))).all()


def take_proposal(books: Books, ident: str, now: datetime) -> bool:
    """Uses a proposal up; False where somebody else did so before, even in this very moment."""
    books.session.flush()
    used = update(Proposal).where(col(Proposal.id) == ident, col(Proposal.done_at).is_(None)).values(done_at=now)
    return books.session.connection().execute(used).rowcount == 1


def end_proposals_of(books: Books, person_id: str, now: datetime) -> None:
    """What somebody asked for waits no longer: they may not ask for it any more."""
    books.session.flush()
    theirs = update(Proposal).where(col(Proposal.person_id) == person_id, col(Proposal.done_at).is_(None))
    books.session.connection().execute(theirs.values(done_at=now))


def tickets_read_by(books: Books, person_id: str) -> Sequence[str]:
    """Names of the tickets that somebody had, wrote into, asked to see, or got mail about that left."""
    told = select(Outbound.ticket_id).where(Outbound.person_id == person_id, Outbound.state == "sent")
    wrote = select(Entry.ticket_id).where(Entry.person_id == person_id)
    looked = select(Record.ticket_id).where(Record.who == person_id)
    asked = select(Ticket.name).where(
        or_(
            Ticket.handler_id == person_id,
            *(col(Ticket.id).in_(tickets) for tickets in (told, wrote, looked)),
        )
    )
    return books.session.exec(asked.order_by(col(Ticket.opened_at))).all()
