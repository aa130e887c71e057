"""What is left: tickets as rows of a digest, without a word of anybody who wrote, each with a line to act on it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from db.papers import name_of
from db.questions import last_entry, person_by_id
from db.store import Books
from db.tables import Person, Ticket
from mailflows.access import reaches
from mailflows.casework.wording import category_words
from mailflows.desk import Desk
from mailflows.notices import due_line, row_nonce
from mailflows.seats import works_here
from mailflows.shifts.apart import LeftAside, apart
from mailflows.shifts.office import local
from mailflows.tickets import ENDED, STATUSES, category_of
from templates import label

LEFT = tuple(status for status in STATUSES if status not in ENDED | {"resolved"})  # somebody still has to do something
MOST = 40  # rows of one digest
REST = ("due", "owner", "last", "act")  # of a row, besides the ticket's name and how it stands

Row = dict[str, str]


def shown_to(books: Books, tickets: Iterable[Ticket], person: Person, now: datetime) -> list[Ticket]:
    """Without the restricted ones that somebody may not see."""
    return [one for one in tickets if not one.restricted or reaches(books, one, person, now)]


def rows(
    books: Books, desk: Desk, tickets: Sequence[Ticket], reader: Person, now: datetime, left: list[LeftAside]
) -> tuple[Row, ...]:
    """One row for each of the first MOST tickets, in the reader's language; one that does not open says so."""
    told = []
    for ticket in tickets[:MOST]:
        row = _unreadable(ticket, reader.language)
        with apart(books, "ticket", ticket.id, left):
            row = _row(books, desk, ticket, reader, now)
        told.append(row)
    return tuple(told)


def _unreadable(ticket: Ticket, tongue: str) -> Row:
    return {"tag": ticket.name, "standing": label("shift", "unreadable", tongue), **dict.fromkeys(REST, "")}


def _row(books: Books, desk: Desk, ticket: Ticket, reader: Person, now: datetime) -> Row:
    tongue = reader.language
    category = category_of(books, ticket)
    standing = label("shift", "ticket", tongue).format(
        priority=label("priority", ticket.priority, tongue),
        status=label("status", ticket.status, tongue),
        category=category_words(desk.casework, category, tongue) if category else "–",
    )
    return {
        "tag": ticket.name,
        "standing": standing,
        "due": due_line(ticket, tongue, now),
        "owner": _owner(books, ticket, tongue),
        "last": _last(books, desk, ticket, tongue),
        "act": _act(books, ticket, reader, now),
    }


def _owner(books: Books, ticket: Ticket, tongue: str) -> str:
    owner = person_by_id(books, ticket.handler_id) if ticket.handler_id else None
    if owner is None or not works_here(owner):
        return label("shift", "owner_none", tongue)
    return label("shift", "owner", tongue).format(name=name_of(books, owner))


def _last(books: Books, desk: Desk, ticket: Ticket, tongue: str) -> str:
    """What sort of thing happened last, and when; what was said there is for `#show`."""
    entry = last_entry(books, ticket.id)
    if entry is None:
        return ""
    at = f"{local(desk.office, entry.at):%Y-%m-%d %H:%M}"
    return label("shift", "last", tongue).format(kind=label("entry", entry.kind, tongue), at=at)


def _act(books: Books, ticket: Ticket, reader: Person, now: datetime) -> str:
    """The word that binds a mail to the ticket. Many lines for quoting in one mail would bind to none of them."""
    if not reaches(books, ticket, reader, now):
        return ""
    return f"#ticket {ticket.name} {row_nonce(books, ticket, reader, now)}"
