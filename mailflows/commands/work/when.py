"""Reads when something is to be: a stretch of time or a day, as people write it in Arabic, English and French.

`3d`, `2 h 30`, `tomorrow 14:00`, `2026-12-01 09:00`, `friday`; `ساعتين`, `بعد غد`, `٣ أيام`; `demain`, `2 semaines`.
A day without an hour means the morning. What could mean two things, such as `3` or `01/02/2026`, is no time.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo

from mailflows.spelling import fold

FURTHEST = timedelta(days=731)
MORNING, EVENING = time(9), time(20)
LONGEST = 60  # characters


class NoTime(Exception):
    """What was written says no time that lies ahead, or one too far away."""


def _table(rows: Mapping[float, str]) -> dict[str, float]:
    return {fold(word): value for value, words in rows.items() for word in words.split()}


MINUTE, HOUR, DAY, WEEK, MONTH = 1, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60
UNITS = _table(
    {
        MINUTE: "m mn min mins minute minutes دقيقة دقائق دقيقه د",
        HOUR: "h hr hrs hour hours heure heures ساعة ساعات س",
        DAY: "d day days j jour jours يوم يوما أيام",
        WEEK: "w wk week weeks sem semaine semaines أسبوع أسابيع",
        MONTH: "mo month months mois شهر أشهر شهور",
    }
)
# Arabic has a form of its own for two of a thing.
PAIRS = _table(
    {
        2 * MINUTE: "دقيقتين دقيقتان",
        2 * HOUR: "ساعتين ساعتان",
        2 * DAY: "يومين يومان",
        2 * WEEK: "أسبوعين أسبوعان",
        2 * MONTH: "شهرين شهران",
    }
)
NUMBERS = _table(
    {
        1: "a an one un une واحد واحدة",
        2: "two deux اثنين اثنان",
        3: "three trois ثلاث ثلاثة",
        4: "four quatre أربع أربعة",
        5: "five cinq خمس خمسة",
        6: "six ست ستة",
        7: "seven sept سبع سبعة",
        8: "eight huit ثماني ثمانية ثمان",
        9: "nine neuf تسع تسعة",
        10: "ten dix عشر عشرة",
    }
)
HALF = frozenset(map(fold, ("half", "demi", "demie", "نصف", "نص")))
DAYS_AHEAD = _table({0: "today aujourd'hui اليوم", 1: "tomorrow demain غدا غد بكرا بكرة", 2: "après-demain"})
TWO_AHEAD = tuple(map(fold, ("the day after tomorrow", "day after tomorrow", "après demain", "بعد غد", "بعد بكرا")))
TONIGHT = tuple(map(fold, ("tonight", "ce soir", "الليلة", "هذا المساء")))
WEEKDAYS = _table(
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
# Words that say nothing about when.
EMPTY = frozenset(map(fold, "in for after at on the next until till dans pour après à le la prochain".split()))
EMPTY |= frozenset(map(fold, "jusqu'au jusqu'à au et and بعد خلال لمدة في الساعة حتى يوم القادم و".split()))
OFF = frozenset(map(fold, ("off", "none", "never", "no", "non", "jamais", "aucun", "لا", "إلغاء", "بلا")))

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:t|\s+|$)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?::|h|\s?h\s?)(\d{2})?(?!\d)")
_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['-][^\W\d_]+)*")


def is_off(said: str) -> bool:
    """Whether it says that there is to be no such time."""
    return fold(said).strip() in OFF


def read_time(said: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """The moment that is meant, in UTC; days and hours are those of `zone`. Raises NoTime."""
    text = " ".join(fold(said[:LONGEST]).split())
    try:
        at = _date(text, zone) or _day(text, now, zone) or now + _stretch(text)
    except (ValueError, OverflowError):
        raise NoTime(said) from None
    if len(said) > LONGEST or not now < at <= now + FURTHEST:
        raise NoTime(said)
    return at.astimezone(UTC)


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


def _stretch(text: str) -> timedelta:
    """Numbers and units, one behind the other: `2 d 4 h`, `2h30`, `une heure et demie`. Raises ValueError."""
    minutes, number, unit = 0.0, 1.0, 0.0
    waiting = False  # a number was said, and not yet of what
    for piece in map(_without_and, _PIECE.findall(_nothing_else(text))):
        if piece in UNITS:
            unit = UNITS[piece]
            minutes += number * unit
            number, waiting = 1.0, False
        elif piece in PAIRS and not waiting:
            minutes += PAIRS[piece]
            unit = PAIRS[piece] / 2
        elif piece in HALF and unit and not waiting:
            minutes += unit / 2
        elif piece in HALF:
            number, waiting = number / 2, True
        elif piece in NUMBERS:
            number, waiting = number * NUMBERS[piece], True  # half an hour
        elif piece[0].isdigit() and not waiting:
            number, waiting = float(piece.replace(",", ".")), True
        elif piece not in EMPTY:
            raise ValueError(piece)
    if waiting and unit == HOUR and number < HOUR:  # the thirty of 2h30
        minutes, waiting = minutes + number, False
    if waiting or not minutes:
        raise ValueError(text)
    return timedelta(minutes=minutes)


def _nothing_else(text: str) -> str:
    """Raises ValueError where there are signs that no stretch of time is written with, such as a minus."""
    if re.search(r"[^\w\s.,'،-]|(?<!\w)-|-\d|\d-|[/_]", text):
        raise ValueError(text)
    return text


def _without_and(piece: str) -> str:
    """Arabic writes its "and" onto the word behind it."""
    known = piece in UNITS or piece in PAIRS or piece in NUMBERS or piece in EMPTY
    return piece if known or not piece.startswith("و") else piece[1:] or piece
