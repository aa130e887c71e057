"""Files of a ticket: numbered through the whole ticket; that one came or was handed out is a line in the record.

The record holds no SHA-256 of a file, for whoever sent a file could then prove on a seized server that it arrived here.
It holds a mark of it under the ticket's own key, which nobody can compare any more once the ticket was erased.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.papers import entry_paper, ticket_key
from db.questions import letters_of
from db.record import write_record
from db.store import Books
from db.tables import Entry, Ticket
from mailflows.letter import Attachment, Letter
from mailflows.sealed_parts import letters_backwards, moved_until

RECORDED = 50  # files of one letter that get a line of their own in the record

Row = Sequence[str | int]


@dataclass(frozen=True)
class Filed:
    """A file as it lies in a ticket."""

    letter: Entry
    number: int  # through the whole ticket, whichever letter it came in
    name: str
    detected: str
    size: int  # octets
    sha256: str
    path: str = ""  # in the mail it came in; "" in stores from before files could be handed out


def numbered_on(books: Books, ticket: Ticket, letter: Letter) -> Letter:
    """The letter with its files numbered on from the ticket's last one, so that a number names one file."""
    if not letter.attachments:
        return letter
    after = next((int(rows[-1][0]) for rows in _filed_backwards(books, ticket) if rows), 0)
    after = max(after, moved_until(books, ticket, "files"))
    numbered = (replace(file, number=after + at) for at, file in enumerate(letter.attachments, 1))
    return replace(letter, attachments=tuple(numbered))


def _filed_backwards(books: Books, ticket: Ticket) -> Iterator[Sequence[Row]]:
    return (paper.get("files", ()) for _, paper in letters_backwards(books, ticket))


def rows_of(files: Sequence[Attachment]) -> list[Row]:
    """As they lie in a letter's paper."""
    return [(file.number, file.name, file.detected, file.size, file.sha256, file.path) for file in files]


def files_in(books: Books, ticket: Ticket) -> list[Filed]:
    """Every file of a ticket, in order."""
    found = []
    for letter in letters_of(books, ticket.id):
        found += [Filed(letter, *row) for row in entry_paper(books, ticket, letter).get("files", ())]
    return found


def record_arrival(books: Books, ticket: Ticket, entry: Entry, files: Sequence[Attachment], now: datetime) -> None:
    """The first line in the chain of custody of each file."""
    for file in files[:RECORDED]:
        detail = f"{entry.id} {file.number} {mark_of(books, ticket, file.sha256)}"
        write_record(books, now, entry.person_id or "desk", "file came", ticket.id, detail)


def record_asking(books: Books, ticket: Ticket, file: Filed, who: str, to: str, now: datetime) -> None:
    """A further line: who asked for it, and for whom; that the mail with it left is a line of its own."""
    detail = f"{file.letter.id} {file.number} {mark_of(books, ticket, file.sha256)} {to}"
    write_record(books, now, who, "file asked for", ticket.id, detail)


def mark_of(books: Books, ticket: Ticket, sha256: str) -> str:
    return ticket_key(books, ticket).mark("file", sha256)
