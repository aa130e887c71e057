"""What lies inside the desk stays there: codes, notes, and whatever belongs to another ticket (LEAK-02, CMD-03)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.papers import entry_paper
from db.questions import belongs_to, codes_known, entries_of_kinds, newest_of_each, tickets_named, tickets_shown_to
from db.store import Books
from db.tables import Entry, Person, Ticket
from mailflows.guard.leak import SHOWN, Leak
from mailflows.guard.plainly import RUN, runs, shown, words_of
from mailflows.quoting import own_words
from mailflows.spelling import plain

# Any of the words we give out: twelve letters of a nonce, of a code for a person or for a draft.
CODE = re.compile(r"(?<![a-z0-9])[a-hjkmnp-z2-9]{8,16}(?![a-z0-9])")
CODES = ("nonce", "proposal", "draft")
_DASH = r"[\-_\u2010-\u2015\u2212]"
_FOUR = r"([2-9A-HJKMNP-TV-Z]{4})"
# A tag as people write it: other dashes, blanks, on two lines, or without the letter in front.
_LOOSE = r"[\s\-_\u2010-\u2015\u2212]*"
TAG = re.compile(rf"(?<![A-Z0-9])(?:H{_LOOSE}{_FOUR}{_LOOSE}|{_FOUR}\s?{_DASH}\s?){_FOUR}(?![A-Z0-9])")
MOST_CODES, MOST_TAGS = 400, 200
NOTES = ("note", "log")
DESKS = ("note", "log", "change", "reply")  # entries that hold what handlers said among themselves
SHORT_NOTE = 4  # words of a note that may be shorter than a run and is looked for whole
MOST_NOTES = 50  # of a ticket, the newest
MOST_TICKETS = 12  # that this handler was shown last: what could be pasted by mistake
MOST_LETTERS = 3  # of each, the newest
LOOKED_AT = 12_000  # characters of each


@dataclass(frozen=True)
class Said:
    """What people wrote into a mail, made ready to be compared."""

    text: str
    runs: frozenset[str]
    strung: str


def said(text: str) -> Said:
    words = words_of(text)
    return Said(text, frozenset(runs(words)), f" {' '.join(words)} ")


def codes_told(books: Books, text: str) -> Iterator[Leak]:
    """A nonce, or a code by which a second person confirms: whoever holds one could try to speak for a handler."""
    found = list(dict.fromkeys(CODE.findall(plain(text).lower())))[:MOST_CODES]
    marks = {books.vault.mark(kind, code): code for code in found for kind in CODES}
    for mark in codes_known(books, list(marks)):
        yield Leak("leak_nonce", marks[mark])


def tags_told(books: Books, ticket: Ticket, reader: Person, text: str) -> Iterator[Leak]:
    """The tag of a ticket that the reader has no part in, however it is written."""
    found = {f"H-{one or other}-{last}": None for one, other, last in TAG.findall(plain(text).upper())}
    found.pop(ticket.name, None)
    if not found:
        return
    others = tickets_named(books, list(found)[:MOST_TAGS])
    theirs = belongs_to(books, reader.id, [one.id for one in others])
    for other in others:
        if other.id not in theirs:
            yield Leak("leak_other_tag", other.name)


def notes_told(books: Books, ticket: Ticket, mail: Said, own: frozenset[str]) -> Iterator[Leak]:
    """Eight words of a note of this ticket, or a short note as a whole; not its letters' `own` as well."""
    for entry in entries_of_kinds(books, ticket.id, DESKS, MOST_NOTES):
        if run := _told(_pieces(books, ticket, entry), mail, own, short=entry.kind in NOTES):
            yield Leak("leak_note", shown(run, mail.text, SHOWN))


def others_told(
    books: Books, ticket: Ticket, author: Person, reader: Person, mail: Said, own: frozenset[str]
) -> Iterator[Leak]:
    """Eight words of a ticket that the author was shown lately: of what handlers said there, and of its letters.

    Not of the reader's own letters; nor what this ticket's letters say as well, as where many got the same lure.
    """
    if not mail.runs:
        return
    shown_lately = tickets_shown_to(books, author.id, MOST_TICKETS, besides=ticket.id)
    others = {other.id: other for other in shown_lately if other.key is not None}
    theirs = belongs_to(books, reader.id, list(others))
    newest = {
        **newest_of_each(books, others.keys() - theirs, ("letter", *DESKS), MOST_LETTERS),
        **newest_of_each(books, theirs, DESKS, MOST_LETTERS),
    }
    for ident, other in others.items():
        for entry in newest.get(ident, ()):
            if run := _told(_pieces(books, other, entry), mail, own, short=entry.kind in NOTES):
                kind = "leak_other_text" if entry.kind == "letter" else "leak_note"
                yield Leak(kind, shown(run, mail.text, SHOWN))
                break


def _told(pieces: Sequence[str], mail: Said, own: frozenset[str], *, short: bool) -> str:
    """The first run of words of these pieces that the mail has too, and the ticket's own letters have not."""
    for piece in pieces:
        words = words_of(piece[:LOOKED_AT])
        whole = " ".join(words) if short and SHORT_NOTE <= len(words) < RUN else ""
        if whole and f" {whole} " in mail.strung:
            return whole
        if run := next((run for run in runs(words) if run in mail.runs and run not in own), ""):
            return run
    return ""


def _pieces(books: Books, ticket: Ticket, entry: Entry) -> tuple[str, ...]:
    """What an entry holds that is nobody else's: a reporter's own words, or what handlers wrote for each other.

    What a letter quotes of ours was sent by us, and so was what a reply says below the desk's own lines.
    """
    paper = entry_paper(books, ticket, entry)
    text = str(paper.get("text", ""))
    if entry.kind == "letter":
        return (own_words(text[:LOOKED_AT]).text,)
    lines, told = text.splitlines(), int(paper.get("told", 0))
    ours, below = "\n".join(lines[:told]), "\n".join(lines[told:])
    return (ours,) if entry.kind == "reply" else (below, ours)


def runs_of_letters(books: Books, ticket: Ticket) -> frozenset[str]:
    """What the newest letters of a ticket say, in runs of words: told to their writer it is no leak."""
    letters = entries_of_kinds(books, ticket.id, ("letter",), MOST_LETTERS)
    texts = (str(entry_paper(books, ticket, letter).get("text", "")) for letter in letters)
    return frozenset(run for text in texts for run in runs(words_of(text[:LOOKED_AT])))
