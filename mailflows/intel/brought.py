"""Lists that came by mail: a deed notes which files are meant, a round reads them later, and a mail tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.papers import brought_paper, write_brought
from db.questions import brought_by_id, lists_brought, person_by_id
from db.record import write_record
from db.sightings import Brought
from db.store import Books
from db.tables import Person
from db.vault import new_id
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.examine.indicators.feed import ENDINGS, Feed, unreadable
from mailflows.intel.lists import take_list
from mailflows.intel.telling import lines_of_taken
from mailflows.letter import Attachment
from mailflows.notices import at_once
from mailflows.seats import LEADS

FILES = 10  # of one mail
WAITING = 5  # mails that one round reads
TRIES = 3

_NEVER_LISTS = ("application/pgp", "text/vcard", "text/x-vcard", "image/", "message/", "multipart/")


@dataclass(frozen=True)
class Waiting:
    """One mail whose files are to be read."""

    ident: str
    kept: str
    trouble: str  # what its sender says it is about; "" where they say nothing
    files: tuple[tuple[str, str], ...]  # path in the mail, name


def may_be_lists(files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The files of a mail that could be lists: those named like one, or else whatever is no key, picture or mail."""
    fit = [file for file in files if file.size and not file.declared.startswith(_NEVER_LISTS)]
    named = [file for file in fit if file.name.rpartition(".")[2].lower() in ENDINGS]
    return tuple((named or fit)[:FILES])


def bring(books: Books, kept_id: str, person: Person, files: Sequence[Attachment], trouble: str, now: datetime) -> None:
    """Writes down that these files are to be read. They stay where they are: in the kept mail."""
    ident = new_id()
    paper = {"trouble": trouble, "files": [(file.path, file.name) for file in files]}
    sealed = write_brought(books, ident, person, paper)
    books.append(Brought(id=ident, kept_id=kept_id, person_id=person.id, at=now, sealed=sealed))


def count_brought(books: Books, _desk: Desk, _now: datetime) -> int:
    """A round's question: how many mails wait to be read."""
    return len(lists_brought(books, WAITING))


def waiting(books: Books) -> tuple[Waiting, ...]:
    """What a round has to read, the oldest first."""
    found = []
    for row in lists_brought(books, WAITING):
        paper = brought_paper(books, row, person_by_id(books, row.person_id))
        files = tuple((str(path), str(name)) for path, name in paper["files"])
        found.append(Waiting(row.id, row.kept_id, paper["trouble"], files))
    return tuple(found)


def take_brought(books: Books, desk: Desk, one: Waiting, feeds: Sequence[Feed], now: datetime) -> None:
    """Takes the lists in and tells their sender, sealed. Who leads no more by then has brought nothing."""
    row = brought_by_id(books, one.ident)
    if row.done_at is not None:
        return
    row.done_at = now
    books.session.add(row)
    person = person_by_id(books, row.person_id)
    if not person.active or person.role not in LEADS:
        write_record(books, now, "desk", "lists refused", None, row.id)
        return
    taken = [take_list(books, desk, feed, one.trouble, person.id, now) for feed in feeds]
    lines = tuple(line for each in taken for line in lines_of_taken(each, person.language))
    answer(books, desk, None, person, "intel", {"lines": lines}, at_once(now), now)


def count_try(books: Books, desk: Desk, one: Waiting, now: datetime) -> None:
    """A mail that cannot be opened again is tried a few times, and then told of."""
    row = brought_by_id(books, one.ident)
    row.tries += 1
    books.session.add(row)
    if row.tries >= TRIES:
        take_brought(books, desk, one, [unreadable(name, "gone") for _, name in one.files], now)
