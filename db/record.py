"""The record: each change, read and send is one line, chained by SHA-256 to the line before it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from db.questions import head_of_record, record_lines
from db.store import Books
from db.tables import Record
from db.vault import new_id

WRITER = "desk"  # one chain per writer; a second daemon brings a name of its own
START = "0" * 64


def write_record(
    books: Books, now: datetime, who: str, what: str, ticket_id: str | None = None, detail: str = ""
) -> Record:
    """Adds one line. `detail` holds codes and ids only, never what a person wrote."""
    last, before = head_of_record(books, WRITER) or (0, START)
    line = _following(last, before, now, who, what, ticket_id, detail)
    books.append(line)
    return line


def write_records(books: Books, now: datetime, who: str, whats: Sequence[str], ticket_id: str | None = None) -> None:
    """Adds a line for each of these, in their order: the words of one mail, at the price of one."""
    last, before = head_of_record(books, WRITER) or (0, START)
    lines: list[Record] = []
    for what in whats:
        line = _following(last, before, now, who, what, ticket_id, "")
        last, before = line.number, line.chain
        lines.append(line)
    books.append_all(Record, [line.model_dump() for line in lines])


def write_lines(books: Books, now: datetime, who: str, lines: Sequence[tuple[str, str | None, str]]) -> None:
    """Adds a line for each of these (what, the ticket's id, detail), in their order and in one go."""
    last, before = head_of_record(books, WRITER) or (0, START)
    rows = []
    for what, ticket_id, detail in lines:
        row = _following(last, before, now, who, what, ticket_id, detail)
        last, before = row.number, row.chain
        rows.append(row.model_dump())
    books.append_all(Record, rows)


def _following(
    last: int, before: str, now: datetime, who: str, what: str, ticket_id: str | None, detail: str
) -> Record:
    """The line behind the one of this number and this chain."""
    number = last + 1
    return Record(
        id=new_id(),
        writer=WRITER,
        number=number,
        at=now,
        who=who,
        what=what,
        ticket_id=ticket_id,
        detail=detail,
        before=before,
        chain=_chained(before, WRITER, number, now, who, what, ticket_id, detail),
    )


def broken_line(books: Books, writer: str = WRITER) -> int | None:
    """The number of the first line that does not follow from the one before it, or None."""
    before = START
    for number, line in enumerate(record_lines(books, writer), start=1):
        told = _chained(before, writer, line.number, line.at, line.who, line.what, line.ticket_id, line.detail)
        if line.number != number or line.before != before or line.chain != told:
            return number
        before = line.chain
    return None


def _chained(before: str, *facts: object) -> str:
    told = [fact.isoformat() if isinstance(fact, datetime) else fact for fact in facts]
    return hashlib.sha256(json.dumps([before, *told], ensure_ascii=True).encode()).hexdigest()
