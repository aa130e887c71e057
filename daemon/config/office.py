"""What the config file says of the office: its time zone, its hours, and a file with its holidays."""

import difflib
import re
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator

from mailflows.shifts.office import Days, Hours, NoSuchZone, zone_named
from mailflows.shifts.said import date_in, hours_in

ZONE_SHAPED = re.compile(r"[A-Za-z][A-Za-z_]{1,20}(?:/[A-Za-z][A-Za-z_+-]{1,30}){1,2}", re.ASCII)
BIGGEST_FILE = 1 << 16  # octets
LONGEST_HOLIDAY = 366  # days


class BadHoliday(ValueError):
    """A line of the file with holidays cannot be read; the text names the line, never what stands there."""


def zone(value: str) -> str:
    """Check the name of a time zone as this machine knows it. A value is shown only where it is shaped like one."""
    try:
        zone_named(value)
    except NoSuchZone:
        said = f" {value}" if ZONE_SHAPED.fullmatch(value) else ""
        near = difflib.get_close_matches(value, available_timezones(), 1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        raise ValueError(
            f"this machine has no time zone{said}{meant}; should be as in Asia/Beirut (tzdata brings them)"
        ) from None
    return value


def hours(value: object) -> Hours:
    """Read `08:00-20:00`; `20:00-02:00` is over midnight."""
    found = value if isinstance(value, Hours) else hours_in(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('should be from one time to another, as in "08:00-20:00"')
    return found


def maybe_hours(value: object) -> Hours | None:
    """Read hours; an empty text is none."""
    return None if value in ("", None) else hours(value)


def holidays_in(path: Path) -> tuple[Days, ...]:
    """Read a file of one day or stretch of days a line: `2026-12-25` or `2027-03-10 2027-03-12`, `#` begins a remark.

    Raises BadHoliday; OSError.
    """
    with open(path, "rb") as file:
        octets = file.read(BIGGEST_FILE + 1)
    if len(octets) > BIGGEST_FILE:
        raise BadHoliday("it is larger than a calendar is")
    found = []
    for number, line in enumerate(octets.decode("utf-8", "replace").splitlines(), 1):
        said = line.partition("#")[0].split()
        if not said:
            continue
        days = [date_in(one, date.max) if one[:1].isdigit() else None for one in said]
        first, last = days[0], days[-1]
        if len(days) > 2 or first is None or last is None or not 0 <= (last - first).days <= LONGEST_HOLIDAY:
            raise BadHoliday(f"line {number} should be a day or the first and the last of some, as in 2026-12-25")
        found.append(Days(first, last))
    return tuple(found)


Zone = Annotated[str, AfterValidator(zone)]
OpenHours = Annotated[Hours, BeforeValidator(hours)]
MaybeHours = Annotated[Hours | None, BeforeValidator(maybe_hours)]
