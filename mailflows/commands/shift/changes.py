"""Changes of the calendar: each is told to whom it concerns, and the transcript says which times nobody is on call."""

from datetime import date

from db.papers import name_of
from db.questions import person_by_id
from db.shifts import Shift
from db.tables import Person
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.shift.asked import EXAMPLES, Asked, not_over
from mailflows.commands.shift.people import person_called
from mailflows.commands.shift.seasons import add_season, remove_season, season_named
from mailflows.commands.shift.written import written_down
from mailflows.seats import LEADS
from mailflows.shifts.calendar import Overlap, add_shifts, office_of, shifts_on
from mailflows.shifts.office import DAY, Office, day_of, moment

CHANGED = "calendar"
LOOKED_OVER = 7 * DAY  # behind a change, for times at which nobody is on call
SHOWN = 12  # shifts that one line each is written for


def add(asked: Asked, case: Case) -> Done:
    """Somebody is on call on these days."""
    _leads(case)
    person = person_called(asked.name, case, EXAMPLES["add"])
    deputy = person_called(asked.deputy, case, EXAMPLES["add"]) if asked.deputy else None
    if deputy is not None and deputy.id == person.id:
        raise Refused("oncall_same")
    if asked.hours is None:
        raise Refused("oncall_hours", EXAMPLES["add"])
    office, today = _office(case)
    _, last = asked.stretch("add")
    not_over(last, today)
    days = [day for day in asked.each_day("add") if moment(office, day, asked.hours.ends) > case.now]
    if not days:
        raise Refused("oncall_past", f"{today:%Y-%m-%d}")
    try:
        made = add_shifts(case.books, office, person, deputy, days, asked.hours, case.now)
    except Overlap as other:
        name = name_of(case.books, person_by_id(case.books, other.shift.person_id))
        raise Refused("oncall_overlap", f"#oncall remove {name} {other.shift.day:%Y-%m-%d}") from None
    return written_down("oncall_added", "shift added", made, case, office)


def remove(asked: Asked, case: Case) -> Done:
    """Somebody is not on call on these days, neither as the first nor as the deputy; or a holiday is none."""
    _leads(case)
    office, _ = _office(case)
    first, last = asked.stretch("remove")
    if kind := season_named(asked.name):
        return remove_season(kind, first, last, case)
    person = person_called(asked.name, case, EXAMPLES["remove"])
    days = frozenset(asked.each_day("remove"))
    theirs = [
        one
        for one in shifts_on(case.books, office, first, last, case.now)
        if person.id in (one.person_id, one.deputy_id) and one.day in days
    ]
    if asked.hours is not None:
        theirs = [one for one in theirs if (one.begins, one.ends) == (asked.hours.begins, asked.hours.ends)]
    if not theirs:
        raise Refused("oncall_none", "#oncall")

    def take_away() -> None:
        for shift in theirs:
            if shift.person_id == person.id:
                case.books.session.delete(shift)
            else:
                shift.deputy_id = None
                case.books.session.add(shift)

    return written_down("oncall_removed", "shift removed", theirs, case, office, then=take_away)


def swap(asked: Asked, case: Case) -> Done:
    """A shift goes to somebody else, who is told; behind `for`, one of theirs comes back, which leads alone may say.

    Whoever is on call sees every ticket that is not restricted: nobody takes that by themselves.
    """
    if asked.back:
        _leads(case)
    other = person_called(asked.name, case, EXAMPLES["swap"])
    office, _ = _office(case)
    if len(asked.days) != 1 or len(asked.back) > 1:
        raise Refused("oncall_days", EXAMPLES["swap"])
    given = _meant(asked.days[0], asked, case, office, other)
    giver = person_by_id(case.books, given.person_id)
    handed = [given]
    if asked.back:
        theirs = shifts_on(case.books, office, asked.back[0], asked.back[0], case.now)
        theirs = [one for one in theirs if one.person_id == other.id]
        if len(theirs) != 1:
            raise Refused("oncall_none", "#oncall")
        _hand(theirs[0], giver, case)
        handed.append(theirs[0])
    _hand(given, other, case)
    return written_down("oncall_swapped", "shift handed on", handed, case, office, also=(giver, other))


def _meant(day: date, asked: Asked, case: Case, office: Office, other: Person) -> Shift:
    """The shift of this day that is handed on: one's own; or, for leads, the only one there is."""
    there = [one for one in shifts_on(case.books, office, day, day, case.now) if one.person_id != other.id]
    begins = asked.hours.begins if asked.hours else asked.begins
    there = [one for one in there if begins is None or one.begins == begins]
    mine = [one for one in there if one.person_id == case.handler.id]
    if not mine and case.handler.role not in LEADS:
        raise Refused("oncall_not_yours", EXAMPLES["swap"])
    found = mine or there
    if len(found) != 1:
        raise Refused("oncall_which" if found else "oncall_none", f"{EXAMPLES['swap']} 08:00" if found else "#oncall")
    return found[0]


def _hand(shift: Shift, to: Person, case: Case) -> None:
    if shift.deputy_id == to.id:
        shift.deputy_id = None  # nobody is a deputy of their own
    shift.person_id, shift.made_at = to.id, case.now
    case.books.session.add(shift)


def holiday(asked: Asked, case: Case) -> Done:
    """The office is closed on these days."""
    _leads(case)
    if asked.name or asked.hours or asked.weekdays:
        raise Refused("oncall_how", EXAMPLES["holiday"])
    first, last = asked.stretch("holiday")
    not_over(last, _office(case)[1])
    return add_season("holiday", first, last, None, case)


def ramadan(asked: Asked, case: Case) -> Done:
    """From the first to the last day of Ramadan other hours hold."""
    _leads(case)
    hours = asked.hours or case.desk.office.ramadan_hours
    if asked.name or asked.weekdays or hours is None or len(asked.days) != 2:
        raise Refused("oncall_how", EXAMPLES["ramadan"])
    first, last = asked.stretch("ramadan")
    not_over(last, _office(case)[1])
    return add_season("ramadan", first, last, hours, case)


def _leads(case: Case) -> None:
    if case.handler.role not in LEADS:
        raise Refused("oncall_leads", EXAMPLES["swap"])


def _office(case: Case) -> tuple[Office, date]:
    office = office_of(case.books, case.desk, case.now)
    return office, day_of(office, case.now)
