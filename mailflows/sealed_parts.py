"""Sealed parts: ciphertext that came within letters. It is listed, and stays closed until a handler asks for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.papers import Paper, entry_paper
from db.questions import ciphertext_seen, entries_of_kind, letter_before, letters_of
from db.store import Books
from db.tables import Entry, Ticket
from mailflows.letter import readable_size
from pgp.opened import SealedPart
from templates import label

MOVED = "moved"  # the kind of what stands where an entry was that went into another ticket

Row = Sequence[str | int]


@dataclass(frozen=True)
class Lying:
    """A sealed part as it lies in a ticket."""

    letter: Entry
    number: int  # through the whole ticket, whichever letter it came in
    kind: str
    size: int
    digest: str
    ciphertext: str = ""

    def line(self, tongue: str) -> str:
        return f"{self.number}: {label('sealed_part', self.kind, tongue)}, {readable_size(self.size)}"


def numbered(books: Books, ticket: Ticket, parts: Iterable[SealedPart]) -> list[Row]:
    """Rows for a letter's paper; numbers go on where the letter before left off, so that each names one part."""
    parts = tuple(parts)
    after = _last_number(books, ticket) if parts else 0
    return [(after + at, part.kind, part.size, part.digest, part.ciphertext) for at, part in enumerate(parts, 1)]


def _last_number(books: Books, ticket: Ticket) -> int:
    there = (_lying(letter, paper) for letter, paper in letters_backwards(books, ticket))
    return max(next((lying[-1].number for lying in there if lying), 0), moved_until(books, ticket, "sealed_parts"))


def moved_until(books: Books, ticket: Ticket, what: str) -> int:
    """The last number among what went into another ticket; it is not given a second time."""
    gone = entries_of_kind(books, ticket.id, MOVED)
    return max((int(entry_paper(books, ticket, entry)["until"][what]) for entry in gone), default=0)


def letters_backwards(books: Books, ticket: Ticket) -> Iterator[tuple[Entry, Paper]]:
    """The letters of a ticket from the last one on, so that numbering in a long ticket costs no more than it must."""
    letter = letter_before(books, ticket.id)
    while letter is not None:
        yield letter, entry_paper(books, ticket, letter)
        letter = letter_before(books, ticket.id, letter.number)


def parts_of(books: Books, ticket: Ticket, letters: Iterable[Entry] | None = None) -> list[Lying]:
    """The sealed parts of these letters, or of all that are in the ticket."""
    there = letters_of(books, ticket.id) if letters is None else letters
    return [one for letter in there for one in _lying(letter, entry_paper(books, ticket, letter))]


def rows_of(paper: Paper, letter: Entry, tongue: str) -> tuple[str, ...]:
    """One line for each sealed part of a letter."""
    return tuple(one.line(tongue) for one in _lying(letter, paper))


def came_from_another(books: Books, part: Lying) -> bool:
    """Whether this very ciphertext came from somebody else: it may have been captured, to have us read it (ORA-02)."""
    if not part.ciphertext:
        return False
    seen = ciphertext_seen(books, books.vault.mark("ciphertext", part.ciphertext))
    return seen is not None and seen.person_id != part.letter.person_id


def _lying(letter: Entry, paper: Paper) -> list[Lying]:
    return [Lying(letter, *row) for row in paper.get("sealed_parts", ())]
