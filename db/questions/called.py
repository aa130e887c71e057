"""Questions about those who were called: what was asked of platforms, and what was told without consent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, select

from db.casework import Draft, Tie
from db.clocks import PlatformCase
from db.store import Books
from db.tables import Ticket

WHOLE = (
    select(Ticket)
    .join(Tie, col(Tie.other_id) == Ticket.id)
    .where(Tie.ticket_id == bindparam("ticket"), Tie.kind == "part")
    .limit(1)
)
IS_PART = select(Tie.id).where(Tie.ticket_id == bindparam("ticket"), Tie.kind == "part").limit(1)


def platform_cases_since(books: Books, since: datetime) -> Sequence[PlatformCase]:
    """Requests to platforms of all tickets, the oldest first."""
    asked = select(PlatformCase).where(col(PlatformCase.sent_at) >= since)
    return books.session.exec(asked.order_by(col(PlatformCase.sent_at), PlatformCase.id)).all()


def confirmed_since(books: Books, what: str, since: datetime) -> Sequence[Draft]:
    """Mails of this kind that two people agreed on since then, the oldest first."""
    asked = select(Draft).where(Draft.what == what, Draft.needs == "second", col(Draft.done_at) >= since)
    return books.session.exec(asked.order_by(col(Draft.done_at), Draft.id)).all()


def is_part(books: Books, ticket_id: str) -> bool:
    """Whether this is one thing to be done for another ticket."""
    return books.session.exec(IS_PART, params={"ticket": ticket_id}).first() is not None


def whole_of(books: Books, ticket_id: str) -> Ticket | None:
    """The ticket that this one is a thing to be done for."""
    return books.session.exec(WHOLE, params={"ticket": ticket_id}).first()


def parts_of(books: Books, ticket_id: str) -> Sequence[Ticket]:
    """What is to be done for a ticket by tickets of their own, the earliest in front."""
    asked = select(Ticket).join(Tie, col(Tie.ticket_id) == Ticket.id)
    return books.session.exec(asked.where(Tie.other_id == ticket_id, Tie.kind == "part").order_by(col(Tie.at))).all()
