"""Reads several names on one line, with or without commas between them: `minor mailbox watched, -detained`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailflows.commands.refused import Refused
from mailflows.spelling import LONGEST_WORD, as_compared, fold, meant, nearest, plain

LONGEST_NAME = 6  # words of one name
BETWEEN = re.compile(r"[,،;؛]")
Known = Mapping[str, Sequence[str]]  # key → other spellings


@dataclass(frozen=True)
class Picked:
    """One name that was understood, and whether it is to be taken away."""

    key: str
    off: bool = False


def first_of(said: str, known: Known) -> tuple[str, str]:
    """The key at the beginning of a line, and the rest of it. Raises Refused with the nearest."""
    words = plain(said).split()
    for many in range(min(len(words), LONGEST_NAME), 0, -1):
        if key := meant(" ".join(words[:many]), known):
            return key, " ".join(words[many:])
    raise Refused("bad_value", _near(words[0] if words else "", known))


def all_of(said: str, known: Known) -> Iterator[Picked]:
    """Every name of a line, each of which may have a minus before it. Raises Refused with the nearest."""
    for piece in filter(None, map(str.strip, BETWEEN.split(plain(said)))):
        rest = piece
        while rest:
            off = fold(rest[0]) == "-"
            key, rest = first_of(rest[1:] if off else rest, known)
            yield Picked(key, off)


def _near(said: str, known: Known) -> str:
    keys = {as_compared(spelling): key for key, others in known.items() for spelling in (key, *others)}
    near = nearest(as_compared(said), keys) if len(said) <= LONGEST_WORD else ""
    return keys[near] if near else ", ".join(known)[:90]
