"""On call: who is called now, and who stands in for somebody whose mail could not be sealed."""

from datetime import datetime

from db.questions import active_at_the_desk, certificates_of, person_by_id, shifts_at
from db.shifts import Shift
from db.store import Books
from db.tables import Person
from db.vault import VaultShut
from mailflows.keys import certificate_data
from mailflows.seats import LEADS, WORKS_TICKETS
from pgp.certificates import canonical, unusable


def on_call(books: Books, now: datetime) -> tuple[Person, ...]:
    """Who is called at this moment, whoever is to be asked first in front; nobody where no shift lasts.

    The first and the deputy, the deputy in front where the first cannot be reached; the leads where neither can.
    """
    shift = shift_now(books, now)
    if shift is None:
        return ()
    there = tuple(one for one in people_of(books, shift) if not trouble_with(books, one, now))
    leads = (one for one in active_at_the_desk(books) if one.role in LEADS)
    return there or tuple(one for one in leads if not trouble_with(books, one, now))


def has_duty(books: Books, person: Person, now: datetime) -> bool:
    """Whether somebody is on call at this moment, as the first or as the deputy. Opens no certificate."""
    return any(person.id in (one.person_id, one.deputy_id) for one in shifts_at(books, now))


def shift_now(books: Books, now: datetime) -> Shift | None:
    """The shift that lasts at this moment."""
    return next(iter(shifts_at(books, now)), None)


def people_of(books: Books, shift: Shift) -> tuple[Person, ...]:
    """The first and, where there is one, the deputy."""
    idents = (shift.person_id, shift.deputy_id)
    return tuple(person_by_id(books, ident) for ident in idents if ident)


def trouble_with(books: Books, person: Person, now: datetime) -> str:
    """Why nothing can be sealed to somebody at the desk now, as a key of the labels "held"; "" where it can."""
    if not person.active or person.role not in WORKS_TICKETS:
        return "inactive"
    rows = [row for row in certificates_of(books, person.id) if row.standing == "pinned"]
    if len({row.mark for row in rows}) != 1:
        return "ambiguous" if rows else "no_key"
    try:
        return unusable(canonical(certificate_data(books, rows[0])), now) or ""
    except VaultShut:  # a damaged row is no key, and the others must still be called
        return "no_key"
