"""Lengths of time as people write them: `90 min`, `2h30`, `une heure et demie`, `ساعتين`, `3 days`."""

import re
from collections.abc import Mapping
from datetime import timedelta

from mailflows.spelling import fold


def spelled(rows: Mapping[float, str]) -> dict[str, float]:
    """Folded words, each with what it stands for."""
    return {fold(word): value for value, words in rows.items() for word in words.split()}


MINUTE, HOUR, DAY, WEEK, MONTH = 1, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60
UNITS = spelled(
    {
        MINUTE: "m mn min mins minute minutes دقيقة دقائق دقيقه د",
        HOUR: "h hr hrs hour hours heure heures ساعة ساعات س",
        DAY: "d day days j jour jours يوم يوما أيام",
        WEEK: "w wk week weeks sem semaine semaines أسبوع أسابيع",
        MONTH: "mo month months mois شهر أشهر شهور",
    }
)
# Arabic has a form of its own for two of a thing.
PAIRS = spelled(
    {
        2 * MINUTE: "دقيقتين دقيقتان",
        2 * HOUR: "ساعتين ساعتان",
        2 * DAY: "يومين يومان",
        2 * WEEK: "أسبوعين أسبوعان",
        2 * MONTH: "شهرين شهران",
    }
)
NUMBERS = spelled(
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
# Words that say nothing about when.
EMPTY = frozenset(map(fold, "in for after at on the next until till dans pour après à le la prochain".split()))
EMPTY |= frozenset(map(fold, "jusqu'au jusqu'à au et and بعد خلال لمدة في الساعة حتى يوم القادم و".split()))

_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['-][^\W\d_]+)*")


def length_of(said: str) -> timedelta | None:
    """How long that is; None where it is no length, or none at all. A unit without a number is one of it."""
    try:
        return _stretch(" ".join(fold(said).split()))
    except (ValueError, OverflowError):
        return None


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
