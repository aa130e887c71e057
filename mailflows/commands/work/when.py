"""Reads when something is to be: a stretch of time or a day, as people write it in Arabic, English and French.

`3d`, `2 h 30`, `tomorrow 14:00`, `2026-12-01 09:00`, `friday`; `ساعتين`, `بعد غد`, `٣ أيام`; `demain`, `2 semaines`.
A day without an hour means the morning. What could mean two things, such as `3` or `01/02/2026`, is no time.
"""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from mailflows.lengths import EMPTY, length_of, spelled
from mailflows.spelling import fold

FURTHEST = timedelta(days=731)
MORNING, EVENING = time(9), time(20)
LONGEST = 60  # characters


class NoTime(Exception):
    """What was written says no time that lies ahead, or one too far away."""


DAYS_AHEAD = spelled({0: "today aujourd'hui اليوم", 1: "tomorrow demain غدا غد بكرا بكرة", 2: "après-demain"})
TWO_AHEAD = tuple(map(fold, ("the day after tomorrow", "day after tomorrow", "après demain", "بعد غد", "بعد بكرا")))
TONIGHT = tuple(map(fold, ("tonight", "ce soir", "الليلة", "هذا المساء")))
WEEKDAYS = spelled(
    {
        0: "mon monday lundi الاثنين الإثنين",
        1: "tue tuesday mardi الثلاثاء",
        2: "wed wednesday mercredi الأربعاء",
        3: "thu thursday jeudi الخميس",
        4: "fri friday vendredi الجمعة",
        5: "sat saturday samedi السبت",
        6: "sun sunday dimanche الأحد",
    }
)
OFF = frozenset(map(fold, ("off", "none", "never", "no", "non", "jamais", "aucun", "لا", "إلغاء", "بلا")))

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:t|\s+|$)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?::|h|\s?h\s?)(\d{2})?(?!\d)")


def is_off(said: str) -> bool:
    """Whether it says that there is to be no such time."""
    return fold(said).strip() in OFF


def read_time(said: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """The moment that is meant, in UTC; days and hours are those of `zone`. Raises NoTime."""
    text = " ".join(fold(said[:LONGEST]).split())
    try:
        at = _date(text, zone) or _day(text, now, zone) or _from(text, now)
    except (ValueError, OverflowError):
        raise NoTime(said) from None
    if len(said) > LONGEST or not now < at <= now + FURTHEST:
        raise NoTime(said)
    return at.astimezone(UTC)


def _from(text: str, now: datetime) -> datetime:
    if (length := length_of(text)) is None:
        raise ValueError(text)
    return now + length


def _date(text: str, zone: tzinfo) -> datetime | None:
    """2026-12-01, with or without an hour."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    return datetime.combine(datetime(year, month, day, tzinfo=zone), _hour(text[found.end() :], MORNING), zone)


def _day(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """A day that has a name, or an hour of today or tomorrow, whichever comes next."""
    here = now.astimezone(zone)
    for words, ahead, usual in (*((w, 2, MORNING) for w in TWO_AHEAD), *((w, 0, EVENING) for w in TONIGHT)):
        if text == words or text.startswith(f"{words} "):
            return _on(here, ahead, text[len(words) :], usual)
    first, _, rest = text.partition(" ")
    if first in EMPTY and rest:
        first, _, rest = rest.partition(" ")
    if first in DAYS_AHEAD:
        return _on(here, int(DAYS_AHEAD[first]), rest, MORNING)
    if first in WEEKDAYS:
        return _on(here, (int(WEEKDAYS[first]) - here.weekday() - 1) % 7 + 1, rest, MORNING)
    if re.fullmatch(r"\d{1,2}:\d{2}", first) and not rest:
        at = _on(here, 0, first, MORNING)
        return at if at > now else _on(here, 1, first, MORNING)
    return None


def _on(here: datetime, ahead: int, rest: str, usual: time) -> datetime:
    return datetime.combine(here.date() + timedelta(days=ahead), _hour(rest, usual), here.tzinfo)


def _hour(rest: str, usual: time) -> time:
    """`14:30`, `14h`, `at 9:00`. Raises ValueError for anything else."""
    words = " ".join(word for word in rest.split() if word not in EMPTY)
    if not words:
        return usual
    found = _CLOCK.fullmatch(words)
    if not found:
        raise ValueError(rest)
    return time(int(found[1]), int(found[2] or 0))
