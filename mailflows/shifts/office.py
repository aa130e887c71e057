"""The office: when people are there, by the clock on its wall, and how long a promise in service hours lasts.

Moments are UTC; days and hours are the office's own. Times are half open: at the minute of closing it is closed.
A time that the clock skips or shows twice is read as RFC 5545 section 3.3.5 reads it: by the offset before the gap,
and the first of the two. So one shift ends in the very moment in which the next begins, whatever the clock does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MIDNIGHT = 24 * 60  # minutes
DAY = timedelta(days=1)
FURTHEST = 800  # days that are looked through for an open hour
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class NeverOpen(Exception):
    """The calendar leaves no open hour within FURTHEST days."""


class NoSuchZone(ValueError):
    """No time zone of that name is known on this machine."""


@dataclass(frozen=True)
class Hours:
    """From one time of the day to another, in minutes after midnight; `ends` may lie on the day after."""

    begins: int
    ends: int

    def __str__(self) -> str:
        return f"{wall(self.begins)}–{wall(self.ends)}"


@dataclass(frozen=True)
class Days:
    """A stretch of days, the last one included; `hours` where others hold on them than usual."""

    first: date
    last: date
    hours: Hours | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Office:
    """When people are there."""

    zone: str = "UTC"
    weekend: frozenset[str] = frozenset({"sat", "sun"})
    hours: Hours = Hours(8 * 60, 20 * 60)
    ramadan_hours: Hours | None = None  # where a Ramadan is told without hours of its own
    holidays: tuple[Days, ...] = ()
    ramadans: tuple[Days, ...] = ()
    night_oncall: bool = False  # somebody is on call at any hour


def zone_named(name: str) -> tzinfo:
    """A time zone as this machine knows it. Raises NoSuchZone."""
    if name == "UTC":
        return UTC  # holds where no list of zones is installed
    try:
        return _zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NoSuchZone(name) from None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def wall(minutes: int) -> str:
    """Minutes after midnight as a clock shows them; the end of the day is 24:00."""
    shown = minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT
    return f"{shown // 60:02}:{shown % 60:02}"


def moment(office: Office, day: date, minutes: int) -> datetime:
    """The moment at which the office's clock shows this; `minutes` may reach into the days after."""
    days, left = divmod(minutes, MIDNIGHT)
    shown = datetime(day.year, day.month, day.day, left // 60, left % 60, tzinfo=zone_named(office.zone))
    return (shown + days * DAY).astimezone(UTC)  # moves the wall clock by whole days, not by 24 hours


def local(office: Office, now: datetime) -> datetime:
    """What the office's clock shows."""
    return now.astimezone(zone_named(office.zone))


def day_of(office: Office, now: datetime) -> date:
    return local(office, now).date()


def is_workday(office: Office, day: date) -> bool:
    """Neither weekend nor holiday."""
    return WEEK[day.weekday()] not in office.weekend and not any(day in holiday for holiday in office.holidays)


def hours_on(office: Office, day: date) -> Hours:
    """The hours that hold on this day, were it a workday."""
    for ramadan in office.ramadans:
        if day in ramadan:
            return ramadan.hours or office.ramadan_hours or office.hours
    return office.hours


def open_on(office: Office, day: date) -> tuple[datetime, datetime] | None:
    """From when until when the office is open on this day; None where it is not."""
    if not is_workday(office, day):
        return None
    hours = hours_on(office, day)
    begins, ends = moment(office, day, hours.begins), moment(office, day, hours.ends)
    return (begins, ends) if begins < ends else None  # a clock that skips all of it leaves nothing


def open_times(office: Office, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Every stretch in which the office is open, in order, without what lies before `now`; for FURTHEST days."""
    first, until = day_of(office, now), now.astimezone(UTC)
    for number in range(-1, FURTHEST):  # hours over midnight belong to the day on which they begin
        found = open_on(office, first + number * DAY)
        if found is not None and found[1] > until:
            yield max(found[0], until), found[1]
            until = found[1]


def is_open(office: Office, now: datetime) -> bool:
    """Whether it is service time."""
    days = (day_of(office, now), day_of(office, now) - DAY)
    return any(found is not None and found[0] <= now < found[1] for found in (open_on(office, day) for day in days))


def next_opening(office: Office, now: datetime) -> datetime:
    """The first moment of service time from now on, which is now while it is open. Raises NeverOpen."""
    for begins, _ in open_times(office, now):
        return begins
    raise NeverOpen


def add_service_time(office: Office, since: datetime, amount: timedelta) -> datetime:
    """When so much service time has passed since then. What is used up at closing time is due at closing time.

    Of nothing, or less, nothing has to pass. Raises NeverOpen.
    """
    left = amount
    if left <= timedelta(0):
        return since.astimezone(UTC)
    for begins, ends in open_times(office, since):
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    raise NeverOpen


def service_time(office: Office, since: datetime, until: datetime) -> timedelta:
    """How much service time lies between two moments; nothing where the second is not later."""
    passed = timedelta(0)
    for begins, ends in open_times(office, since):
        if begins >= until:
            break
        passed += min(ends, until) - begins
    return passed
