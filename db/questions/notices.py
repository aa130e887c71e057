"""Questions that notices ask: who changed something last, and what waits for somebody's digest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func
from sqlmodel import col, or_, select

from db.casework import Gathered, Tie
from db.store import Books
from db.tables import Record, Ticket

LAST_CHANGE = (
    select(Record)
    .where(Record.ticket_id == bindparam("ticket"), col(Record.what).in_(bindparam("whats", expanding=True)))
    .order_by(col(Record.at).desc(), col(Record.number).desc())
    .limit(1)
)

TIED = select(Tie.id).where(or_(Tie.ticket_id == bindparam("ticket"), Tie.other_id == bindparam("ticket"))).limit(1)


def last_change(books: Books, ticket_id: str, whats: Sequence[str]) -> Record | None:
    """The last line of the record that says one of these of a ticket."""
    return books.session.exec(LAST_CHANGE, params={"ticket": ticket_id, "whats": list(whats)}).first()


def is_tied(books: Books, ticket_id: str) -> bool:
    """Whether anybody tied this ticket to another: few are, and every notice asks."""
    books.session.flush()
    return books.session.connection().execute(TIED, {"ticket": ticket_id}).first() is not None


def gathered_for(books: Books) -> Sequence[tuple[str, int, datetime, datetime | None]]:
    """Whose digest something waits for: person, how much, since when, and when the first promise of it falls due."""
    asked = (
        select(Gathered.person_id, func.count(), func.min(Gathered.at), func.min(Ticket.next_due_at))
        .join(Ticket)
        .group_by(Gathered.person_id)
    )
    return books.session.exec(asked).all()


def gathered_of(books: Books, person_id: str) -> Sequence[Gathered]:
    """What waits for somebody's digest, in the order in which it happened."""
    asked = select(Gathered).where(Gathered.person_id == person_id).order_by(col(Gathered.at), col(Gathered.id))
    return books.session.exec(asked).all()


def forget_gathered(books: Books, idents: Iterable[str]) -> None:
    """What is told in a digest, or to nobody any more, waits no longer."""
    books.session.flush()
    books.session.connection().execute(delete(Gathered).where(col(Gathered.id).in_(list(idents))))
