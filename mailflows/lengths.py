"""Lengths of time as people write them: `90 min`, `2h`, `3 days`, `ساعتان`, `1 jour`."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from mailflows.spelling import fold

_SAID = re.compile(r"(\d{1,5})? *([^\d\s]{1,12})")

UNITS: Mapping[timedelta, Sequence[str]] = {
    timedelta(minutes=1): ("m", "min", "mins", "minute", "minutes", "دقيقة", "دقائق", "د"),
    timedelta(hours=1): ("h", "hour", "hours", "heure", "heures", "ساعة", "ساعات", "س"),
    timedelta(days=1): ("d", "day", "days", "j", "jour", "jours", "يوم", "أيام", "ايام"),
}
TWO: Mapping[str, timedelta] = {  # Arabic says two of a thing in one word
    "دقيقتان": timedelta(minutes=2),
    "دقيقتين": timedelta(minutes=2),
    "ساعتان": timedelta(hours=2),
    "ساعتين": timedelta(hours=2),
    "يومان": timedelta(days=2),
    "يومين": timedelta(days=2),
}


def length_of(said: str) -> timedelta | None:
    """How long that is; None where it is no length. A unit without a number is one of it."""
    folded = fold(said).strip()
    if two := next((length for word, length in TWO.items() if fold(word) == folded), None):
        return two
    found = _SAID.fullmatch(folded)
    if found is None:
        return None
    unit = next((unit for unit, words in UNITS.items() if found[2] in map(fold, words)), None)
    return unit * int(found[1] or 1) if unit is not None else None
