"""Amounts of time in a profile: `30 min`, `2 service hours`, `30 duty min`, `2 working days`, `7 d`, `50 %`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflows.shifts.office import MIDNIGHT, NeverOpen, Office, add_service_time, hours_on, is_workday, local, moment

LONGEST = timedelta(days=366)
EXAMPLE = '"30 min", "2 service hours", "2 working days" or "7 d"'
_UNITS = {"min": 1, "h": 60, "hour": 60, "hours": 60, "d": MIDNIGHT, "day": MIDNIGHT, "days": MIDNIGHT}  # minutes
_WRITTEN = re.compile(r"(\d{1,5}) ?(?:(service|duty|working) )?(min|h|hours?|d|days?)", re.ASCII)
_FURTHEST = 800  # days that are looked through for a working day


class BadAmount(ValueError):
    """That is no amount of time."""


@dataclass(frozen=True)
class Amount:
    """How long: by every clock, in service time, around the clock where there is night duty, or in working days."""

    minutes: int
    by: str = "clock"  # "service", "duty", "working"

    def after(self, office: Office, since: datetime) -> datetime:
        """When so much has passed. Where the office never opens, every clock counts."""
        length = timedelta(minutes=self.minutes)
        if self.by == "clock" or (self.by == "duty" and office.night_oncall):
            return since + length
        try:
            if self.by == "working":
                return _working_days(office, since, self.minutes)
            return add_service_time(office, since, length)
        except NeverOpen:
            return since + length

    def part(self, percent: int) -> "Amount":
        return Amount(self.minutes * percent // 100, self.by)


def read_amount(said: object) -> Amount:
    """Raises BadAmount."""
    found = _WRITTEN.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise BadAmount
    by, minutes = found[2] or "clock", int(found[1]) * _UNITS[found[3]]
    in_days = _UNITS[found[3]] == MIDNIGHT
    if not 0 < minutes <= LONGEST // timedelta(minutes=1) or (by != "clock" and in_days != (by == "working")):
        raise BadAmount
    return Amount(minutes, by)


def _working_days(office: Office, since: datetime, minutes: int) -> datetime:
    """The same time of the day so many working days later; what begins on a free day begins as the next one opens."""
    shown = local(office, since)
    (left, rest), day = divmod(minutes, MIDNIGHT), shown.date()
    at = shown.hour * 60 + shown.minute if is_workday(office, day) else -1
    for _ in range(_FURTHEST):
        if is_workday(office, day):
            at = hours_on(office, day).begins if at < 0 else at
            if not left:
                return moment(office, day, at) + timedelta(minutes=rest)
            left -= 1
        day += timedelta(days=1)
    raise NeverOpen
