"""Questions about those who were called: what was asked of platforms, and what was told without consent."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from db.casework import Draft
from db.clocks import PlatformCase
from db.store import Books


def platform_cases_since(books: Books, since: datetime) -> Sequence[PlatformCase]:
    """Requests to platforms of all tickets, the oldest first."""
    asked = select(PlatformCase).where(col(PlatformCase.sent_at) >= since)
    return books.session.exec(asked.order_by(col(PlatformCase.sent_at), PlatformCase.id)).all()


def confirmed_since(books: Books, what: str, since: datetime) -> Sequence[Draft]:
    """Mails of this kind that two people agreed on since then, the oldest first."""
    asked = select(Draft).where(Draft.what == what, Draft.needs == "second", col(Draft.done_at) >= since)
    return books.session.exec(asked.order_by(col(Draft.done_at), Draft.id)).all()
