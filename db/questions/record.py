"""Questions about the record, and about what this store is."""

from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlmodel import col, select

from db.store import Books
from db.tables import Record, Setting

LAST_RECORD = select(Record).where(Record.writer == bindparam("writer")).order_by(col(Record.number).desc()).limit(1)
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
