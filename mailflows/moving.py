"""Moving: an entry goes from one ticket to another, with its mail and findings, sealed anew under the other's key."""

from datetime import datetime

from db.papers import entry_paper, kept_key, read_paper, ticket_key, write_paper
from db.questions import findings_of, kept_by_id, move_observables
from db.record import write_record
from db.store import Books
from db.tables import Entry, Person, Ticket
from db.vault import new_id
from mailflows.custody import mark_of
from mailflows.sealed_parts import MOVED


def move_entry(books: Books, entry: Entry, leaves: Ticket, into: Ticket, by: Person, said: str, now: datetime) -> None:
    """The entry is the last one of `into` from now on; in its old place stands `said`, under the same number.

    Its files and sealed parts keep their numbers. Raises Erased where either ticket's key was destroyed.
    """
    paper, place, number = entry_paper(books, leaves, entry), f"entry:{entry.id}", entry.number
    into.entries += 1
    entry.ticket_id, entry.number = into.id, into.entries
    entry.sealed = write_paper(ticket_key(books, into), place, paper)
    books.session.add_all([entry, into])
    books.session.flush()
    _move_mail(books, entry, leaves, into)
    _move_findings(books, entry, leaves, into)
    _move_files(books, entry, paper.get("files", ()), leaves, into, by, now)
    ident = new_id()
    last = {name: max((int(row[0]) for row in paper.get(name, ())), default=0) for name in ("files", "sealed_parts")}
    sealed = write_paper(ticket_key(books, leaves), f"entry:{ident}", {"text": said, "told": 1, "until": last})
    books.append(
        Entry(id=ident, ticket_id=leaves.id, number=number, at=now, kind=MOVED, person_id=by.id, sealed=sealed)
    )


def _move_mail(books: Books, entry: Entry, leaves: Ticket, into: Ticket) -> None:
    """The mail's octets stay as they are; what opens them lies under the other ticket's key alone."""
    if entry.kept_id is None:
        return
    kept = kept_by_id(books, entry.kept_id)
    key = kept_key(books, kept, leaves)
    kept.key = ticket_key(books, into).seal(key.secret, f"kept-key:{kept.id}")
    kept.ticket_id = into.id
    books.session.add(kept)


def _move_findings(books: Books, entry: Entry, leaves: Ticket, into: Ticket) -> None:
    old, new = ticket_key(books, leaves), ticket_key(books, into)
    for row in findings_of(books, leaves.id):
        if row.entry_id == entry.id:
            row.sealed = write_paper(new, f"look:{row.id}", read_paper(old, f"look:{row.id}", row.sealed))
            row.ticket_id = into.id
            books.session.add(row)
    books.session.flush()
    move_observables(books, entry.id, into.id)


def _move_files(
    books: Books,
    entry: Entry,
    rows: list[list[str | int]],
    leaves: Ticket,
    into: Ticket,
    by: Person,
    now: datetime,
) -> None:
    """The chain of custody goes on: where each file went, under the mark it has there."""
    for row in rows:
        file, sha256 = f"{entry.id} {row[0]}", str(row[4])
        write_record(books, now, by.id, "file moved", leaves.id, f"{file} {mark_of(books, leaves, sha256)}")
        write_record(books, now, by.id, "file came", into.id, f"{file} {mark_of(books, into, sha256)}")
