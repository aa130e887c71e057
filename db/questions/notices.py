"""Questions that a notice asks: who changed something last, and which tickets are tied to this one."""

from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlmodel import col, or_, select

from db.casework import Tie
from db.store import Books
from db.tables import Record

LAST_CHANGE = (
    select(Record)
    .where(Record.ticket_id == bindparam("ticket"), col(Record.what).in_(bindparam("whats", expanding=True)))
    .order_by(col(Record.at).desc(), col(Record.number).desc())
    .limit(1)
)
TIES = select(Tie).where(or_(Tie.ticket_id == bindparam("ticket"), Tie.other_id == bindparam("ticket")))
TIES = TIES.order_by(col(Tie.at)).limit(bindparam("most"))


def last_change(books: Books, ticket_id: str, whats: Sequence[str]) -> Record | None:
    """The last line of the record that says one of these of a ticket."""
    return books.session.exec(LAST_CHANGE, params={"ticket": ticket_id, "whats": list(whats)}).first()


def ties_of(books: Books, ticket_id: str, most: int) -> Sequence[Tie]:
    """How a ticket is tied to others, whichever of the two it was said of, the oldest first."""
    return books.session.exec(TIES, params={"ticket": ticket_id, "most": most}).all()
