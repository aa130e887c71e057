"""Questions about mailboxes, whoever writes from them: whether automatic mail was stopped there, and when one rang."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from db.store import Books
from db.tables import Address, Outbound, Person

STOPPED = (
    select(Address.id)
    .where(col(Address.root).in_(bindparam("roots", expanding=True)), col(Address.stopped_at).is_not(None))
    .limit(1)
)
ROOTED = (
    select(Address, Person)
    .join(Person)
    .where(col(Address.root).in_(bindparam("roots", expanding=True)), Person.role == "reporter")
)
RANG = select(func.count()).where(
    Outbound.person_id == bindparam("person"), Outbound.kind == "pager", Outbound.made_at > bindparam("since")
)


def is_stopped(books: Books, roots: Sequence[str]) -> bool:
    """Whether somebody said of one of these mailboxes that no more automatic mail shall come there."""
    books.session.flush()
    return bool(roots) and books.session.exec(STOPPED, params={"roots": list(roots)}).first() is not None


def reporters_at(books: Books, roots: Sequence[str]) -> Sequence[tuple[Address, Person]]:
    """Every address of a reporter that lies in one of these mailboxes, with whose it is."""
    return books.session.exec(ROOTED, params={"roots": list(roots)}).all()


def pages_since(books: Books, person_id: str, since: datetime) -> int:
    """How often somebody's pager was rung since then."""
    return books.session.exec(RANG, params={"person": person_id, "since": since}).one()
