"""Questions about the record, and about what this store is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from db.store import Books
from db.tables import Record, Setting

LAST_RECORD = select(Record).where(Record.writer == bindparam("writer")).order_by(col(Record.number).desc()).limit(1)
OF_TICKET = select(Record).where(Record.ticket_id == bindparam("ticket")).order_by(col(Record.at), col(Record.number))
HEAD = (
    select(Record.number, Record.chain)
    .where(Record.writer == bindparam("writer"))
    .order_by(col(Record.number).desc())
    .limit(1)
)


def head_of_record(books: Books, writer: str) -> tuple[int, str] | None:
    """Number and chain of the last line: all that the next one needs."""
    found = books.session.connection().execute(HEAD, {"writer": writer}).first()
    return (found.number, found.chain) if found else None


def last_record(books: Books, writer: str) -> Record | None:
    return books.session.exec(LAST_RECORD, params={"writer": writer}).first()


def record_lines(books: Books, writer: str) -> Sequence[Record]:
    return books.session.exec(select(Record).where(Record.writer == writer).order_by(col(Record.number))).all()


def setting(books: Books, name: str) -> bytes | None:
    row = books.session.exec(select(Setting).where(Setting.name == name)).first()
    return row.value if row else None


def record_of_ticket(books: Books, ticket_id: str) -> Sequence[Record]:
    """Every line about one ticket, whoever wrote it, in order."""
    return books.session.exec(OF_TICKET, params={"ticket": ticket_id}).all()


def last_reads_of(books: Books, ticket_id: str, most: int) -> Sequence[tuple[str, datetime]]:
    """Who read a ticket and when each did so last, the latest in front."""
    last = func.max(Record.at)
    asked = select(Record.who, last).where(Record.ticket_id == ticket_id, Record.what == "read")
    return books.session.exec(asked.group_by(Record.who).order_by(last.desc()).limit(most)).all()
