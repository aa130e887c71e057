"""Domains that wear a well-known name as a mask: rn for m, vv for w, cl for d, digits for letters, its ending.

The eye reads arnazon as amazon. Unlike a changed letter this is never a coincidence where digits or pairs of letters
do it, so short names and names that are also words are guarded here too.
"""

from functools import cache

from mailflows.examine.headers.known import Name, belongs, names

SHORTEST = 4  # letters
SURELY = 6  # letters from which "l" for "i" is no other name
_DIGITS = {ord(pair[0]): pair[1] for pair in "0o 1l 2z 3e 4a 5s 6b 7t 8b 9g".split()}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def masked(label: str, domain: str) -> tuple[Name, str, int] | None:
    """The name that the first part of a domain, or a piece of it, wears as a mask."""
    for piece in dict.fromkeys((label, *label.split("-"))):
        # What is itself a name, or of a name's very letters, wears none.
        if len(piece) < SHORTEST or piece.isdigit() or piece in names():
            continue
        name = _shapes().get(_shape(piece))
        if name and (len(piece) >= SURELY or _is_drawn(piece)) and not belongs(name, domain):
            return name, "looks like", 4
    if (name := _with_its_ending().get(label)) and not belongs(name, domain):
        return name, "carries the name of", 3
    return None


def _shape(word: str) -> str:
    """What the eye makes of it."""
    word = word.translate(_DIGITS)
    for drawn, read in _PAIRS:
        word = word.replace(drawn, read)
    return word.replace("i", "l")


def _is_drawn(word: str) -> bool:
    """Whether digits or pairs of letters stand for others, and not only one tall letter for another."""
    return any(sign.isdigit() for sign in word) or any(drawn in word for drawn, _ in _PAIRS)


@cache
def _shapes() -> dict[str, Name]:
    found: dict[str, Name] = {}
    for key, name in names().items():
        if key.isascii() and key.isalpha() and len(key) >= SHORTEST:
            found.setdefault(_shape(key), name)
    return found


@cache
def _with_its_ending() -> dict[str, Name]:
    """The owners' domains written as one word: signal-org, proton-me."""
    found: dict[str, Name] = {}
    for name in names().values():
        for domain in sorted(name.domains):
            if domain.count(".") == 1 and len(domain.partition(".")[0]) >= SHORTEST:
                found.setdefault(domain.replace(".", "-"), name)
    return found
