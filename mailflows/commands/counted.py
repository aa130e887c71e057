"""Reads several numbers on one line: `2 4-6`, `1, 3`; each once, in the order they were said."""

import re

from mailflows.spelling import plain

MOST = 100  # numbers on one line
_ONE = re.compile(r"(\d{1,5})(?:\s*[-‐–—−]\s*(\d{1,5}))?")
_BETWEEN = re.compile(r"[\s,،;؛و]*")  # Arabic lists with an "and"


def numbers_in(said: str) -> list[int]:
    """The numbers; nothing where anything else was said, or more than a hundred."""
    said, found, at = plain(said).strip(), dict[int, None](), 0
    while at < len(said):
        one = _ONE.match(said, at)
        if one is None:
            return []
        first = int(one[1])
        last = int(one[2] or first)
        if not first <= last < first + MOST:
            return []
        found |= dict.fromkeys(range(first, last + 1))
        gap = _BETWEEN.match(said, one.end())
        at = gap.end() if gap else one.end()
    return list(found) if len(found) <= MOST else []
