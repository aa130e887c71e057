"""Questions about mails that were written and wait for a code."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import col, select

from db.casework import Draft
from db.store import Books
from db.tables import Outbound


def draft_marked(books: Books, mark: str) -> Draft | None:
    """What is confirmed by the code of this mark, whether it still can be or not."""
    return books.session.exec(select(Draft).where(Draft.mark == mark)).first()


def draft_by_id(books: Books, ident: str) -> Draft | None:
    return books.session.exec(select(Draft).where(Draft.id == ident)).first()


def drafts_waiting(books: Books, ticket_id: str, since: datetime) -> Sequence[Draft]:
    """What was written on a ticket since then and neither confirmed nor taken back, the oldest first."""
    asked = select(Draft).where(Draft.ticket_id == ticket_id, col(Draft.done_at).is_(None), Draft.at > since)
    return books.session.exec(asked.order_by(col(Draft.at))).all()


def drafts_of(books: Books, person_id: str) -> Sequence[Draft]:
    """What somebody wrote on whatever ticket and neither confirmed nor took back."""
    asked = select(Draft).where(Draft.person_id == person_id, col(Draft.done_at).is_(None))
    return books.session.exec(asked.order_by(col(Draft.at))).all()


def drafts_done(books: Books, ticket_id: str, what: str, since: datetime) -> Sequence[Draft]:
    """What was written on a ticket with this word since then and confirmed or taken back."""
    asked = select(Draft).where(Draft.ticket_id == ticket_id, Draft.what == what, col(Draft.done_at) > since)
    return books.session.exec(asked.order_by(col(Draft.at))).all()


def take_draft(books: Books, ident: str, now: datetime) -> bool:
    """Uses a draft up; False where somebody else did so before, even in this very moment."""
    books.session.flush()
    used = update(Draft).where(col(Draft.id) == ident, col(Draft.done_at).is_(None)).values(done_at=now)
    return books.session.connection().execute(used).rowcount == 1


def end_drafts_of(books: Books, ticket_id: str, person_id: str, now: datetime, since: datetime) -> int:
    """What somebody wrote on a ticket since then waits no longer; how many there were."""
    books.session.flush()
    theirs = update(Draft).where(
        col(Draft.ticket_id) == ticket_id,
        col(Draft.person_id) == person_id,
        col(Draft.done_at).is_(None),
        col(Draft.at) > since,
    )
    return books.session.connection().execute(theirs.values(done_at=now)).rowcount


def wrote_to_them(books: Books, ticket_id: str, kind: str) -> bool:
    """Whether a mail of this kind waits, is held or left on this ticket."""
    asked = select(func.count()).where(
        Outbound.ticket_id == ticket_id, Outbound.kind == kind, col(Outbound.state).in_(("waiting", "held", "sent"))
    )
    return books.session.exec(asked).one() > 0
