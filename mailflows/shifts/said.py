"""How people say days and times: a date, hours, days of the week, in three languages and with any digits."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from mailflows.shifts.office import DAY, MIDNIGHT, WEEK, Hours
from mailflows.spelling import fold

# Looked for in folded text: marks and accents are gone, every dash is `-`, digits are ASCII.
DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)?", re.ASCII)
HOURS = re.compile(rf"({TIME.pattern})-({TIME.pattern})", re.ASCII)
LOOSE = re.compile(r"(?<![\d/.-])(\d{1,2}(?:[:.h]\d{2}|h)?) ?- ?(\d{1,2}(?:[:.h]\d{2}|h)?)(?![\d/.-])", re.ASCII)

TODAY = frozenset(map(fold, ("today", "اليوم", "aujourd'hui")))
TOMORROW = frozenset(map(fold, ("tomorrow", "غدا", "demain")))
DAILY = frozenset(map(fold, ("daily", "everyday", "يوميا", "quotidien", "quotidiennement")))
DAYS_OF_THE_WEEK: Mapping[str, Sequence[str]] = {
    "mon": ("monday", "الاثنين", "الإثنين", "اثنين", "lundi", "lun"),
    "tue": ("tuesday", "tues", "الثلاثاء", "ثلاثاء", "mardi", "mar"),
    "wed": ("wednesday", "الأربعاء", "أربعاء", "mercredi", "mer"),
    "thu": ("thursday", "thurs", "الخميس", "خميس", "jeudi", "jeu"),
    "fri": ("friday", "الجمعة", "جمعة", "vendredi", "ven"),
    "sat": ("saturday", "السبت", "سبت", "samedi", "sam"),
    "sun": ("sunday", "الأحد", "أحد", "dimanche", "dim"),
}
_WEEKDAYS = {fold(said): key for key, others in DAYS_OF_THE_WEEK.items() for said in (key, *others)}


def hours_in(said: str) -> Hours | None:
    """`08:00-16:00`, `8-16` or `8h-16h30`; from 22:00 to 06:00 is over midnight. None where it is anything else."""
    if not (found := HOURS.fullmatch(fold(said))):
        return None
    times = [time_in(found[1]), time_in(found[4])]
    if times[0] is None or times[1] is None or times[0] == times[1] or times[0] == MIDNIGHT:
        return None
    begins, ends = times[0], times[1]
    return Hours(begins, ends if ends > begins else ends + MIDNIGHT)


def time_in(said: str) -> int | None:
    """Minutes after midnight; 24:00 is the end of a day."""
    if not (found := TIME.fullmatch(fold(said))):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= MIDNIGHT else None


def date_in(said: str, today: date) -> date | None:
    """`2026-12-01`, today or tomorrow; None where it is anything else, or no day of any month."""
    word = fold(said)
    if word in TODAY or word in TOMORROW:
        return today + DAY if word in TOMORROW else today
    if not (found := DATE.fullmatch(word)):
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def weekdays_in(said: str) -> frozenset[str]:
    """`mon-fri`, `sat,sun`, `daily` or one day; a stretch may go over the end of the week. Empty where it is none."""
    word = fold(said)
    if word in DAILY:
        return frozenset(WEEK)
    found: set[str] = set()
    for piece in re.split("[,،+]", word):
        first, dash, last = piece.partition("-")
        ends = (_WEEKDAYS.get(first), _WEEKDAYS.get(last) if dash else _WEEKDAYS.get(first))
        if ends[0] is None or ends[1] is None:
            return frozenset()
        begin, many = WEEK.index(ends[0]), (WEEK.index(ends[1]) - WEEK.index(ends[0])) % 7
        found |= {WEEK[(begin + at) % 7] for at in range(many + 1)}
    return frozenset(found)


def joined(said: str) -> str:
    """Hours written with blanks around their dash become one word: `08:00 - 16:00`."""
    return LOOSE.sub(r"\1-\2", said)
