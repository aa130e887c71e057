"""The calendar: shifts as they stand in the rows, the office with the holidays and Ramadans told by mail, and gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from db.questions import seasons_from, shifts_between
from db.shifts import Season, Shift
from db.store import Books
from db.tables import Person
from db.vault import new_id
from mailflows.desk import Desk
from mailflows.shifts.office import DAY, Days, Hours, Office, day_of, is_workday, local, moment, open_times

AROUND = 3 * DAY  # no shift is longer, and no change of the clock larger


class Overlap(Exception):
    """Somebody else is on call at that time already."""

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift.id)
        self.shift = shift


def office_of(books: Books, desk: Desk, since: datetime) -> Office:
    """The office as the config tells it, with what was told by mail about the days from this moment on."""
    return with_seasons(books, desk.office, since)


def with_seasons(books: Books, office: Office, since: datetime) -> Office:
    """The holidays and Ramadans that were told by mail put into an office of the config."""
    seasons = seasons_from(books, day_of(office, since) - DAY)
    told = {kind: tuple(_days(one) for one in seasons if one.kind == kind) for kind in ("holiday", "ramadan")}
    return replace(
        office,
        holidays=(*office.holidays, *told["holiday"]),
        ramadans=(*told["ramadan"], *office.ramadans),
    )


def _days(season: Season) -> Days:
    return Days(season.first, season.last, Hours(season.begins, season.ends) if season.ends else None)


def add_shifts(
    books: Books,
    office: Office,
    person: Person,
    deputy: Person | None,
    days: Iterable[date],
    hours: Hours,
    now: datetime,
) -> list[Shift]:
    """Puts somebody on call on each of these days. Raises Overlap: only a deputy may be there beside the first."""
    made = []
    for day in days:
        shift = Shift(
            id=new_id(),
            person_id=person.id,
            deputy_id=deputy.id if deputy else None,
            day=day,
            begins=hours.begins,
            ends=hours.ends,
            begins_at=moment(office, day, hours.begins),
            ends_at=moment(office, day, hours.ends),
            made_at=now,
        )
        if (other := next(iter(shifts_between(books, shift.begins_at, shift.ends_at)), None)) is not None:
            raise Overlap(other)
        books.session.add(shift)
        books.session.flush()
        made.append(shift)
    return made


def shifts_on(books: Books, office: Office, first: date, last: date, now: datetime) -> Sequence[Shift]:
    """Shifts that begin on these days and are not over."""
    near = shifts_between(books, moment(office, first, 0) - DAY, moment(office, last, 0) + AROUND)
    return [one for one in near if first <= one.day <= last and one.ends_at > now]


def set_moments(books: Books, office: Office, now: datetime) -> int:
    """Works out anew when the shifts of these days begin and end; returns how many it had wrong.

    What people agreed on is the clock on the wall, and when it changes is told at short notice in some countries.
    """
    wrong = 0
    for shift in shifts_between(books, now - AROUND, now + 2 * AROUND):
        right = (moment(office, shift.day, shift.begins), moment(office, shift.day, shift.ends))
        if right != (shift.begins_at, shift.ends_at):
            shift.begins_at, shift.ends_at = right
            books.session.add(shift)
            wrong += 1
    return wrong


def gaps(books: Books, office: Office, now: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """When somebody should be on call and nobody is: at any hour where there is night duty, else in service time."""
    covered = [(one.begins_at, one.ends_at) for one in shifts_between(books, now, until)]
    wanted = [(now, until)] if office.night_oncall else _service(office, now, until)
    found = []
    for start, end in wanted:
        at = start
        for begins, ends in covered:
            if begins >= end or ends <= at:
                continue
            if begins > at:
                found.append((at, begins))
            at = max(at, ends)
        if at < end:
            found.append((at, end))
    return found


def _service(office: Office, now: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    found = []
    for begins, ends in open_times(office, now):
        if begins >= until:
            break
        found.append((begins, min(ends, until)))
    return found


def end_of_day(office: Office, now: datetime) -> datetime:
    return moment(office, day_of(office, now) + timedelta(days=1), 0)


def works_today(office: Office, now: datetime) -> bool:
    return is_workday(office, local(office, now).date())
