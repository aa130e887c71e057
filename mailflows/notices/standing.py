"""Where a ticket stands, as a notice tells it: category and priority with why, whose it is, what it belongs to."""

from collections.abc import Iterable
from typing import Any

from db.papers import figures_of, name_of
from db.questions import campaign_of, is_tied, last_change, person_by_id, related_to
from db.store import Books
from db.tables import Record, Ticket
from mailflows.notices.lines import CAMPAIGN
from mailflows.suggest.hinting import RAISED, hint_lines, hint_shown, quoted_words
from mailflows.tickets import category_of
from templates import label

DESK = "desk"
USUAL = "P2"  # of a ticket that was just opened
TIED = 10  # tickets tied to this one that a notice names

# A tie is said of its first ticket; read from the other end it has another name.
FROM_BEHIND = {"merged": "merged_here", "split": "split_off", "part": "has_part", "recurrence": "came_again"}

# What a finding speaks for, as long as nobody said what kind of trouble it is. The first that was found counts.
SPEAKS_FOR: tuple[tuple[str, frozenset[str]], ...] = (
    ("targeted_spyware", frozenset({"B03", "F23"})),
    ("blackmail", frozenset({"B04"})),
    ("account_compromise", frozenset({"U12"})),
    ("device_suspicious", frozenset({"F16", "F17", "F18", "F19", "U13"})),
    ("phishing_suspicious_message", frozenset({"A01", "B01", "B02", "B05", "B06", "B08", "F03", "F04", "F05", "F09"})),
    ("phishing_suspicious_message", frozenset({"F10", "F11", "F13", "F20", "F21", "S02", "S03", "S05", "U01", "U03"})),
    ("phishing_suspicious_message", frozenset({"U05", "U06", "U07", "U08", "U09", "U11"})),
)


def standing_facts(books: Books, ticket: Ticket, looks: Iterable[str], tongue: str) -> dict[str, Any]:
    """Category, priority, status, owner and ties; `looks` are the ids of what was found in the letter shown."""
    category = category_of(books, ticket)
    return {
        "category": category,
        "category_why": _category_why(books, ticket, category, frozenset(looks), tongue),
        "priority": ticket.priority,
        "priority_why": _priority_why(books, ticket, tongue),
        "status": ticket.status,
        "handler": name_of(books, person_by_id(books, ticket.handler_id)) if ticket.handler_id else "",
        "language_name": label("language", ticket.language, tongue),
        "campaign": ", ".join(campaign_of(books, ticket.id, CAMPAIGN)),
        "related": tuple(related_lines(books, ticket, tongue)) if is_tied(books, ticket.id) else (),
        "plain_warning": not ticket.held_sealed,
    }


def suggested(looks: frozenset[str]) -> str:
    """The category that the findings speak for; "" where they speak for none."""
    return next((category for category, speaking in SPEAKS_FOR if speaking & looks), "")


def said_in_menu(books: Books, ticket: Ticket) -> str:
    """The kind of trouble that they chose by a number from our first answer; "" where they did not."""
    figures = figures_of(books, ticket)
    return str(figures["hint"]) if figures.get("hint_from") == "menu" else ""


def _category_why(books: Books, ticket: Ticket, category: str, looks: frozenset[str], tongue: str) -> str:
    if category:
        return _who_said(books, last_change(books, ticket.id, ("category",)), tongue)
    if chosen := said_in_menu(books, ticket):
        return label("set_by", "said_in_menu", tongue).format(category=label("category", chosen, tongue))
    if likely := suggested(looks):
        return label("set_by", "looks_like", tongue).format(category=label("category", likely, tongue))
    lines = hint_lines(hint_shown(books, ticket), tongue)
    if lines:
        return label("set_by", "sounds_like", tongue).format(lines="; ".join(lines))
    return label("set_by", "no_category", tongue)


def _priority_why(books: Books, ticket: Ticket, tongue: str) -> str:
    if ticket.status == "new" and ticket.priority == USUAL:  # as it was made, and nobody has touched it
        return label("set_by", "as_new", tongue)
    said = last_change(books, ticket.id, (f"priority {ticket.priority}", RAISED))
    if said is not None and said.what == RAISED and ticket.priority == "P1":
        because = [why for key, words in hint_shown(books, ticket).get("categories", ()) for why in words[:1]]
        words = hint_shown(books, ticket).get("danger") or because
        return label("set_by", "by_words", tongue).format(words=quoted_words(words))
    return _who_said(books, said, tongue) if said else label("set_by", "as_new", tongue)


def _who_said(books: Books, said: Record | None, tongue: str) -> str:
    if said is None or said.who == DESK:
        return label("set_by", "rules", tongue)
    return label("set_by", "person", tongue).format(name=name_of(books, person_by_id(books, said.who)))


def related_lines(books: Books, ticket: Ticket, tongue: str) -> Iterable[str]:
    """One line for each ticket that this one is tied to: its name, how, and how it stands."""
    for tie in related_to(books, ticket.id)[:TIED]:
        how = FROM_BEHIND.get(tie.kind, tie.kind) if tie.of_it else tie.kind
        stands = "" if tie.ticket.restricted else f", {label('status', tie.ticket.status, tongue)}"
        yield f"{tie.ticket.name}: {label('tie', how, tongue)}{stands}"
