"""What facts are read from: octets that travelled, letters as their readers opened them, and what `hirz list` tells."""

import re
from collections.abc import Iterable

from daemon.demo.letters import Read
from daemon.demo.timeline import NotFound

TAG = re.compile(r"\bH-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
OCTETS = "the octets that travelled"


def nothing_of(letter: Read, words: Iterable[str]) -> bool:
    """None of these words stands in the octets that travelled, in the opened letter, its text, or its headers."""
    octets = (letter.raw, letter.everything)
    places = [piece.decode("utf-8", "replace") for piece in octets] + [letter.text, letter.subject]
    places += [file.name for file in letter.files] + [file.data.decode("utf-8", "replace") for file in letter.files]
    return not any(word.casefold() in place.casefold() for word in words for place in places)


def nothing_readable(raw: bytes, words: Iterable[str]) -> bool:
    """None of these words stands in octets that anybody on the way could read."""
    return not any(word.encode() in raw for word in words)


def tag_in(letter: Read, where: str) -> str:
    """The ticket's name. Raises NotFound."""
    found = TAG.search(letter.text)
    if found is None:
        raise NotFound("a ticket's name stands in it", where)
    return found[0]


def statuses(listing: str) -> dict[str, str]:
    """Every ticket with its status, in what `hirz list` printed."""
    rows = [line.split() for line in listing.splitlines() if TAG.match(line)]
    return {row[0]: row[2] for row in rows}


def mostly_arabic(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum("\u0600" <= sign <= "\u06ff" for sign in letters) * 2 > len(letters)


def section(text: str, heading: str) -> str:
    """The lines under a heading of a notice, up to the next empty line."""
    lines = text.splitlines()
    rest = lines[lines.index(heading) :] if heading in lines else lines
    return "\n".join(rest[: rest.index("")] if "" in rest else rest)
