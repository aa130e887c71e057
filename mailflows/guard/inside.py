"""What lies inside the desk stays there: codes, notes, and whatever belongs to another ticket (LEAK-02, CMD-03)."""

import re
from collections.abc import Iterator, Sequence

from db.papers import Erased, entry_paper
from db.questions import (
    belongs_to,
    codes_known,
    entries_of_kinds,
    member_of,
    ticket_named,
    tickets_shown_to,
)
from db.store import Books
from db.tables import Entry, Person, Ticket
from mailflows.guard.leak import SHOWN, Leak
from mailflows.guard.plainly import RUN, runs, shown, strung, words_of
from mailflows.spelling import plain

# Any of the words we give out: twelve letters of a nonce, of a code for a person or for a draft.
CODE = re.compile(r"(?<![a-z0-9])[a-hjkmnp-z2-9]{8,16}(?![a-z0-9])")
TAG = re.compile(r"(?<![A-Z0-9])H-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}(?![A-Z0-9])")
MOST_CODES, MOST_TAGS = 400, 50
NOTES = ("note", "log")
SHORT_NOTE = 4  # words of a note that may be shorter than a run and is looked for whole
MOST_NOTES = 50  # of a ticket, the newest
MOST_TICKETS = 12  # that this handler was shown last: what could be pasted by mistake
MOST_LETTERS = 3  # of each, the newest
LOOKED_AT = 4_000  # characters of each letter


def codes_told(books: Books, text: str) -> Iterator[Leak]:
    """A nonce, or a code by which a second person confirms: whoever holds one could try to speak for a handler."""
    found = dict.fromkeys(CODE.findall(plain(text).lower()))
    candidates = list(found)[:MOST_CODES]
    marks = {books.vault.mark(kind, code): code for code in candidates for kind in ("nonce", "proposal", "draft")}
    for mark in codes_known(books, list(marks)):
        yield Leak("leak_nonce", marks[mark])


def notes_told(books: Books, ticket: Ticket, text: str) -> Iterator[Leak]:
    """Eight words of a note of this ticket, or a short note as a whole."""
    said = strung(text)
    for entry in entries_of_kinds(books, ticket.id, NOTES, MOST_NOTES):
        words = words_of(_text(books, ticket, entry))
        whole = [f" {' '.join(words)} "] if SHORT_NOTE <= len(words) < RUN else []
        if run := next((run for run in (*whole, *runs(words)) if run in said), None):
            yield Leak("leak_note", shown(run, text, SHOWN))


def tags_told(books: Books, ticket: Ticket, reader: Person, text: str) -> Iterator[Leak]:
    """The tag of a ticket that the reader has no part in."""
    for tag in list(dict.fromkeys(TAG.findall(plain(text).upper())))[:MOST_TAGS]:
        other = ticket_named(books, tag) if tag != ticket.name else None
        if other is not None and member_of(books, other.id, reader.id) is None:
            yield Leak("leak_other_tag", tag)


def letters_told(books: Books, ticket: Ticket, author: Person, reader: Person, text: str) -> Iterator[Leak]:
    """Eight words of a letter in a ticket that the author was shown lately and the reader has no part in.

    What this ticket's own letters say as well, as where many got the same lure, is nothing that would be told.
    """
    mine = list(runs(words_of(text)))
    if not mine:
        return
    others = [one for one in tickets_shown_to(books, author.id, MOST_TICKETS, besides=ticket.id) if one.key is not None]
    theirs_too = belongs_to(books, reader.id, [one.id for one in others])
    own = "".join(_lately(books, ticket))
    for other in others:
        if other.id in theirs_too:
            continue
        theirs = "".join(_lately(books, other))
        if run := next((run for run in mine if run in theirs and run not in own), None):
            yield Leak("leak_other_text", shown(run, text, SHOWN))


def _lately(books: Books, ticket: Ticket) -> Sequence[str]:
    letters = entries_of_kinds(books, ticket.id, ("letter", *NOTES), MOST_LETTERS)
    return [strung(_text(books, ticket, letter)[:LOOKED_AT]) for letter in letters]


def _text(books: Books, ticket: Ticket, entry: Entry) -> str:
    try:
        return str(entry_paper(books, ticket, entry).get("text", ""))
    except Erased:
        return ""
