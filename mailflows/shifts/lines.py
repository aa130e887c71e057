"""How shifts are said: the day of the week, the day and the hours, in the reader's language and the office's time."""

from collections.abc import Sequence
from datetime import date, datetime

from db.papers import name_of
from db.questions import person_by_id, shifts_from
from db.shifts import Season, Shift
from db.store import Books
from db.tables import Person
from mailflows.shifts.office import WEEK, Hours, Office, local, wall
from templates import label


def day_said(day: date, tongue: str) -> str:
    return _said("day", tongue, weekday=_weekday(day, tongue), date=f"{day:%Y-%m-%d}")


def when(day: date, begins: int, ends: int, tongue: str) -> str:
    """A day and hours: `Tue 2026-12-01 08:00–16:00`."""
    hours = str(Hours(begins, ends))
    return _said("when", tongue, weekday=_weekday(day, tongue), date=f"{day:%Y-%m-%d}", hours=hours)


def stretch(office: Office, begins: datetime, ends: datetime, tongue: str) -> str:
    """From one moment to another, by the office's clock."""
    first, last = local(office, begins), local(office, ends)
    start, minutes = first.hour * 60 + first.minute, (last.date() - first.date()).days * 1440
    minutes += last.hour * 60 + last.minute
    if minutes <= 1440 or (minutes < start + 1440 and minutes < 2880):
        return when(first.date(), start, minutes, tongue)
    facts = {"first": f"{first:%Y-%m-%d %H:%M}", "last": f"{last:%Y-%m-%d %H:%M}"}
    return _said("long", tongue, **facts)


def shift_when(shift: Shift, tongue: str) -> str:
    return when(shift.day, shift.begins, shift.ends, tongue)


def shift_line(books: Books, shift: Shift, tongue: str) -> str:
    """When it is and who has it, with the deputy."""
    facts = {"when": shift_when(shift, tongue), "name": name_of(books, person_by_id(books, shift.person_id))}
    if shift.deputy_id is None:
        return _said("row", tongue, **facts)
    return _said("row_deputy", tongue, **facts, deputy=name_of(books, person_by_id(books, shift.deputy_id)))


def next_line(books: Books, person: Person, now: datetime, *, after: Shift | None = None) -> str:
    """The next shift that somebody has, or that they have none."""
    coming = shifts_from(books, now, person_id=person.id, most=2)
    shift = next((one for one in coming if after is None or one.id != after.id), None)
    if shift is None:
        return _said("next_none", person.language)
    key = "next_yours" if shift.person_id == person.id else "next_deputy"
    return _said(key, person.language, when=shift_when(shift, person.language))


def gap_lines(office: Office, found: Sequence[tuple[datetime, datetime]], tongue: str, most: int = 7) -> list[str]:
    """Each time at which nobody is on call who should be; what is too much is counted."""
    lines = [_said("gap", tongue, when=stretch(office, *one, tongue)) for one in found[:most]]
    return lines + ([_said("more", tongue, number=len(found) - most)] if len(found) > most else [])


def season_line(season: Season, tongue: str) -> str:
    first, last = day_said(season.first, tongue), day_said(season.last, tongue)
    days = first if season.first == season.last else _said("days", tongue, first=first, last=last)
    if not season.ends:
        return _said(season.kind, tongue, days=days)
    return _said("ramadan_hours", tongue, days=days, hours=f"{wall(season.begins)}–{wall(season.ends)}")


def _weekday(day: date, tongue: str) -> str:
    return label("weekday", WEEK[day.weekday()], tongue)


def _said(key: str, tongue: str, **facts: object) -> str:
    return label("shift", key, tongue).format(**facts)
