"""The hint of a letter in its ticket: sealed with it, shown to handlers, and able to do one thing: raise the ticket.

It never sets a category, never lowers anything and sends nothing to anybody but the shift: who writes the letters must
not steer the desk.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.papers import entry_paper, figures_of
from db.questions import letter_before
from db.record import write_record
from db.store import Books
from db.tables import Ticket
from mailflows.clocks.winding import wind
from mailflows.desk import Desk
from mailflows.letter import Letter
from mailflows.paging import page
from mailflows.people import Sender
from mailflows.quoting import own_words
from mailflows.suggest.hint import SHOWN, Hint, suggest
from mailflows.suggest.tokens import LIMIT
from mailflows.tickets import category_of, set_figure, write_entry
from templates import label

USUAL, URGENT = "P2", "P1"
RAISED = "priority P1 hint"  # as the record says it
TEXT = "text"  # where a hint came from; what a person chose from the menu wins
WORDS = 60  # characters of one reason that are shown


def hint_of(desk: Desk, sender: Sender, letter: Letter, *, robot: bool) -> Hint | None:
    """What a reporter wrote themselves is looked at, not what they quote, unless that is all; of others nothing."""
    if robot or sender.person.role != "reporter":
        return None
    said = letter.text[:LIMIT]
    return suggest(desk.casework.lexicon, f"{letter.subject[: WORDS * 5]}.\n{own_words(said).text or said}")


def paper_of(hint: Hint) -> dict[str, Any]:
    """As it lies in the letter's sealed paper."""
    return {
        "categories": [[one.key, list(one.because)] for one in hint.categories[:SHOWN]],
        "flags": [[one.key, list(one.because)] for one in hint.flags],
        "priority": hint.priority,
        "danger": list(hint.danger),
    }


def note_hint(books: Books, desk: Desk, ticket: Ticket, hint: Hint | None, now: datetime) -> tuple[str, ...]:
    """Keeps the likeliest category as a figure, and raises a ticket nobody has looked at; keys of "reason"."""
    if hint is None:
        return ()
    if hint.categories and not figures_of(books, ticket).get("hint"):
        set_figure(books, ticket, "hint", hint.categories[0].key)
        set_figure(books, ticket, "hint_from", TEXT)
    untriaged = ticket.status == "new" and not ticket.handler_id and not category_of(books, ticket)
    if hint.priority == URGENT and ticket.priority == USUAL and untriaged:
        ticket.priority = URGENT
        books.session.add(ticket)
        write_record(books, now, "desk", RAISED, ticket.id)
        wind(books, desk, ticket, now)
        write_entry(books, ticket, "change", None, {"text": "P2 > P1: #hint", "hint": paper_of(hint)}, now)
        return ("raised_by_words",)
    if not hint.danger:
        return ()
    # said anew in a ticket that was known: whoever is called hears of it, unless not everybody may know
    rang = not ticket.restricted and page(books, desk, now)
    return ("danger_said", "rang") if rang else ("danger_said",)


def hint_shown(books: Books, ticket: Ticket) -> Mapping[str, Any]:
    """The hint of a ticket's last letter as `paper_of` wrote it; empty where there is none."""
    letter = letter_before(books, ticket.id)
    paper = entry_paper(books, ticket, letter) if letter is not None else {}
    return dict(paper.get("hint") or {})


def likeliest(hint: Mapping[str, Any]) -> str:
    """The category that the words speak for most; "" for none."""
    return str(hint["categories"][0][0]) if hint.get("categories") else ""


def hint_lines(hint: Mapping[str, Any], tongue: str) -> tuple[str, ...]:
    """The hint in words: what it may be about, which flags, and the words of the letter that say so."""
    lines = [
        label("hint", "category", tongue).format(category=label("category", key, tongue), words=quoted_words(because))
        for key, because in hint.get("categories", ())
        if key in _known("category", tongue, key)
    ]
    lines += [
        label("hint", "flag", tongue).format(flag=key, words=quoted_words(because))
        for key, because in hint.get("flags", ())
    ]
    if hint.get("danger"):
        lines.append(label("hint", "danger", tongue).format(words=quoted_words(hint["danger"])))
    return tuple(lines)


def _known(kind: str, tongue: str, key: str) -> tuple[str, ...]:
    try:
        label(kind, key, tongue)
    except KeyError:  # a category of the operator's own
        return ()
    return (key,)


def quoted_words(because: list[str]) -> str:
    """The letter's own words on one line, cut short."""
    cut = (" ".join("".join(c if c.isprintable() else " " for c in one).split())[:WORDS] for one in because[:SHOWN])
    return " / ".join(cut)
