"""Finds the people of the desk that a word names, and tells whoever had a ticket who has it now."""

from datetime import datetime

from db.papers import name_of
from db.questions import active_handlers, people_at, person_by_id
from db.store import Books
from db.tables import Person, Ticket
from mailflows.access import reaches
from mailflows.answer import answer
from mailflows.commands.case import Case, Refused
from mailflows.commands.work.picking import all_of
from mailflows.desk import Desk
from mailflows.notices import at_once
from mailflows.people import address_mark
from mailflows.seats import WORKS_TICKETS
from mailflows.spelling import fold


def handler_called(said: str, case: Case) -> Person:
    """Whoever works on tickets here and has this name, one word of it that nobody else has, or this address.

    Raises Refused with the names there are.
    """
    if "@" in said:
        found = [one for one in people_at(case.books, address_mark(case.books, said.strip())) if one.active]
        found = [one for one in found if one.role in WORKS_TICKETS]
    else:
        found = _named(said, case)
    if len(found) != 1:
        raise Refused("no_such_handler", ", ".join(name_of(case.books, one) for one in active_handlers(case.books)))
    return found[0]


def _named(said: str, case: Case) -> list[Person]:
    """The whole name, else one of its words."""
    names = [(one, fold(name_of(case.books, one)).split()) for one in active_handlers(case.books)]
    wanted = fold(said).split()
    whole = [one for one, words in names if words == wanted]
    return whole or [one for one, words in names if len(wanted) == 1 and wanted[0] in words]


def handlers_called(said: str, case: Case) -> tuple[Person, ...]:
    """Several of them, by name or address, with or without commas between. Raises Refused."""
    names = [name_of(case.books, one) for one in active_handlers(case.books)]
    rest = " ".join(word for word in said.split() if "@" not in word.strip(",،;؛"))
    found = [handler_called(word.strip(",،;؛"), case) for word in said.split() if "@" in word]
    try:
        picked = list(all_of(rest, dict.fromkeys(names, ())))
    except Refused:
        raise Refused("no_such_handler", ", ".join(names)) from None
    if any(one.off for one in picked):
        raise Refused("no_such_handler", ", ".join(names))
    found += [handler_called(one.key, case) for one in picked]
    return tuple({one.id: one for one in found}.values())


def tell_former(books: Books, desk: Desk, ticket: Ticket, former: Person, now: datetime) -> None:
    """That the ticket is somebody else's now; nothing of what is in it, which is not theirs to read any more."""
    if ticket.restricted and not reaches(books, ticket, former, now):
        return
    by = person_by_id(books, ticket.handler_id) if ticket.handler_id else None
    facts = {
        "tag": ticket.name,
        "event": "taken",
        "status": ticket.status,
        "handler": name_of(books, by) if by else "",
    }
    answer(books, desk, ticket, former, "notify_handler", facts, at_once(now), now)
