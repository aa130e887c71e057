"""Access: which tickets somebody at the desk may see and work on."""

from collections.abc import Sequence
from datetime import datetime

from db.questions import active_handlers, escalated_to_lab, named_on, person_by_id, tickets_of_reporter
from db.store import Books
from db.tables import Person, Ticket
from mailflows.commands.refused import Refused
from mailflows.consents import spoken_against
from mailflows.seats import LEADS, works_here
from mailflows.shifts.oncall import has_duty


def must_reach(books: Books, ticket: Ticket, person: Person, now: datetime) -> None:
    """Raises Refused where this person may not see the ticket, without telling what it is about."""
    if not reaches(books, ticket, person, now):
        raise Refused("restricted" if ticket.restricted else "not_yours")


def reaches(books: Books, ticket: Ticket, person: Person, now: datetime) -> bool:
    """Whether somebody may see this ticket and speak in it.

    Leads: every one. Handlers: their own, those nobody has who is here, and while they are on call every one: at night
    nobody else is there to take it. The threat lab: what was escalated to it, unless the person spoke against that.
    A restricted one: `who_may_see_restricted`. "Here" is whoever works on tickets, `works_here`.
    """
    if ticket.restricted:
        return any(one.id == person.id for one in who_may_see_restricted(books, ticket))
    if person.role == "threat_lab":
        return escalated_to_lab(books, ticket.id) and not spoken_against(books, ticket, "threat_lab")
    if not works_here(person):
        return False
    return person.role in LEADS or _owner(books, ticket) in ("", person.id) or has_duty(books, person, now)


def who_may_see_restricted(books: Books, ticket: Ticket) -> Sequence[Person]:
    """Those named on it who are here; while none of them is, the leads, and where nobody leads, all who are here."""
    named = [one for one in named_on(books, ticket.id) if works_here(one)]
    return named or who_stands_in(books)


def who_stands_in(books: Books) -> Sequence[Person]:
    """Who sees a restricted ticket that has nobody any more: nothing that comes in may be seen by nobody."""
    there = active_handlers(books)
    return [one for one in there if one.role in LEADS] or there


def reaches_all_of(books: Books, reporter: Person, person: Person, now: datetime) -> bool:
    """Whether somebody may see every ticket of this reporter that can still be read.

    Who may not must not change how the reporter is reached either: answers in the other tickets go there too.
    """
    tickets = (one for one in tickets_of_reporter(books, reporter.id) if one.key is not None)
    return all(reaches(books, ticket, person, now) for ticket in tickets)


def _owner(books: Books, ticket: Ticket) -> str:
    """Whose the ticket is; "" while nobody who is here has it."""
    if ticket.handler_id is None or not works_here(person_by_id(books, ticket.handler_id)):
        return ""
    return ticket.handler_id
