"""Questions that a notice asks: who changed something last."""

from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlmodel import col, select

from db.store import Books
from db.tables import Record

LAST_CHANGE = (
    select(Record)
    .where(Record.ticket_id == bindparam("ticket"), col(Record.what).in_(bindparam("whats", expanding=True)))
    .order_by(col(Record.at).desc(), col(Record.number).desc())
    .limit(1)
)


def last_change(books: Books, ticket_id: str, whats: Sequence[str]) -> Record | None:
    """The last line of the record that says one of these of a ticket."""
    return books.session.exec(LAST_CHANGE, params={"ticket": ticket_id, "whats": list(whats)}).first()
