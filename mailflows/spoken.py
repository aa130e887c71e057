"""The language a reporter is answered in: the one they write now, unless a handler said which it shall be."""

from datetime import datetime

from db.papers import figures_of
from db.record import write_record
from db.store import Books
from db.tables import Person, Ticket
from mailflows.desk import Desk

FIXED = "lang"  # the facet by which a handler says it (`#facet lang=fr`); taken back, the letters decide again


def fixed(books: Books, ticket: Ticket) -> bool:
    """Whether a handler said in which language this ticket is answered."""
    return bool(figures_of(books, ticket).get("facets", {}).get(FIXED))


def follow_language(books: Books, desk: Desk, ticket: Ticket, person: Person, written: str, now: datetime) -> None:
    """Ticket and person go along with what was surely `written`, where the desk speaks it; "" changes nothing."""
    if person.role != "reporter" or written not in desk.languages or fixed(books, ticket):
        return
    if written == ticket.language == person.language:
        return
    ticket.language = person.language = written
    books.session.add_all((ticket, person))
    write_record(books, now, "desk", f"language {written}", ticket.id)
