"""Access: which tickets somebody at the desk may see and work on."""

from datetime import datetime

from db.questions import escalated_to_lab, named_on, person_by_id
from db.store import Books
from db.tables import Person, Ticket
from mailflows.commands.refused import Refused
from mailflows.consents import spoken_against
from mailflows.seats import LEADS, WORKS_TICKETS
from mailflows.shifts.oncall import has_duty


def must_reach(books: Books, ticket: Ticket, person: Person, now: datetime) -> None:
    """Raises Refused where this person may not see the ticket, without telling what it is about."""
    if not reaches(books, ticket, person, now):
        raise Refused("restricted" if ticket.restricted else "not_yours")


def reaches(books: Books, ticket: Ticket, person: Person, now: datetime) -> bool:
    """Whether somebody may see this ticket and speak in it.

    Leads: every one. Handlers: their own, those nobody active has, and while they are on call every one: at night
    nobody else is there to take it. The threat lab: what was escalated to it, unless the person spoke against that.
    A restricted one: whoever is named on it; leads too, once nobody named is here any more.
    """
    if ticket.restricted:
        named = [one for one in named_on(books, ticket.id) if one.active]
        return any(one.id == person.id for one in named) or (not named and person.role in LEADS)
    if person.role in LEADS:
        return True
    if person.role == "threat_lab":
        return escalated_to_lab(books, ticket.id) and not spoken_against(books, ticket, "threat_lab")
    if person.role not in WORKS_TICKETS:
        return False
    return _owner(books, ticket) in ("", person.id) or has_duty(books, person, now)


def _owner(books: Books, ticket: Ticket) -> str:
    """Whose the ticket is; "" while nobody who is active has it."""
    if ticket.handler_id is None or not person_by_id(books, ticket.handler_id).active:
        return ""
    return ticket.handler_id
