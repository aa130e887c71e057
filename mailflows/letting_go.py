"""Letting go: tickets and shifts of somebody who works on no ticket any more; those who lead hear what is open now."""

from collections.abc import Sequence
from datetime import datetime

from db.questions import person_by_id, shifts_from, tickets_of_handler
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.leading import Told
from mailflows.seats import works_here
from mailflows.shifts.calendar import gaps, with_seasons
from mailflows.shifts.office import DAY, Office, local

IN_A_LINE = 16  # tickets
AHEAD = 7 * DAY  # looked over for times at which nobody is on call
MOST_SHIFTS = 5_000  # far more than the calendar takes
MOST_GAPS = 7


def let_go(books: Books, office: Office, person: Person, now: datetime, by: str) -> list[Told]:
    """Takes everything from whoever leaves, or sits where nobody works on tickets; returns what to say of it."""
    orphans = tickets_of_handler(books, person.id)
    for ticket in orphans:
        ticket.handler_id = None
        books.session.add(ticket)
        write_record(books, now, by, "unassigned", ticket.id)
    told: list[Told] = [("staff_orphans", {}), *listed([ticket.name for ticket in orphans])] if orphans else []
    return told + _off_the_calendar(books, office, person, now, by)


def _off_the_calendar(books: Books, office: Office, person: Person, now: datetime, by: str) -> list[Told]:
    """They are on no shift any more: where there is a deputy it is theirs, else it is gone, and the gaps are told."""
    theirs = shifts_from(books, now, person_id=person.id, most=MOST_SHIFTS)
    if not theirs:
        return []
    since = max(now, theirs[0].begins_at)
    for shift in theirs:
        deputy = person_by_id(books, shift.deputy_id) if shift.deputy_id else None
        if shift.person_id != person.id:
            shift.deputy_id = None
        elif deputy is not None and works_here(deputy):
            shift.person_id, shift.deputy_id, shift.made_at = deputy.id, None, now
        else:
            books.session.delete(shift)
            continue
        books.session.add(shift)
    write_record(books, now, by, "shifts let go", None, person.id)
    books.session.flush()
    told: list[Told] = [("staff_shifts", {"number": len(theirs)})]
    office = with_seasons(books, office, now)
    for begins, ends in gaps(books, office, since, since + AHEAD)[:MOST_GAPS]:
        first, last = (f"{local(office, at):%Y-%m-%d %H:%M}" for at in (begins, ends))
        told.append(("staff_gap", {"first": first, "last": last}))
    return told


def listed(names: Sequence[str]) -> list[Told]:
    """Names of tickets, as many in each line as can be read."""
    rows = [names[at : at + IN_A_LINE] for at in range(0, len(names), IN_A_LINE)]
    return [("staff_tickets", {"tickets": " ".join(row)}) for row in rows]
