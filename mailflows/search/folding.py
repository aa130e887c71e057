"""Which words stand in a text, letter by letter as they are compared: no accents, one letter for each family."""

import re
from collections.abc import Iterator
from itertools import islice

from mailflows.search.everyday import EVERYDAY
from mailflows.spelling import LONGEST_WORD, fold

# Letters that `fold` leaves alone: Kurdish ones, h of three keyboards, ligatures, the slashed and the turned.
_LETTERS = str.maketrans({**dict(zip("ۆێڵڕھہڤۇۋ", "ويلرههفوو", strict=True)), "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
                         | {"đ": "d", "ə": "e", "ð": "d"})  # fmt: skip
# A run of what may stand in one word, one address or one host name; it begins and ends with a letter or a digit.
_RUN = re.compile(r"[^\W_]+(?:[.@'+:/-]+[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d(?:[ ()./-]{0,3}\d){6,17}")  # of a telephone, however it was grouped
_DEFANGED = (("[.]", "."), ("(.)", "."), ("[at]", "@"), ("(at)", "@"), ("[@]", "@"))
LONGEST_RUN = 254  # characters of an address (RFC 5321)
LABELS = 4  # of a host name, counted from its end, by which it is found


def folded(text: str) -> str:
    """The text as it is compared. Nothing that people see is ever made of it."""
    said = fold(text)
    if said.isascii():
        return _undone(said) if "[" in said or "(" in said else said
    return _undone(said.translate(_LETTERS))


def _undone(said: str) -> str:
    """Addresses that were made harmless by brackets are found like others."""
    for shown, meant in _DEFANGED:
        said = said.replace(shown, meant)
    return said


def words_in(text: str, most: int) -> Iterator[str]:
    """Single words, then whole addresses, hosts and telephone numbers, of the first `most` runs; a few more than once.

    Words everybody uses in every letter are left out, and what is too long to be anybody's word.
    """
    said = folded(text)
    for run in dict.fromkeys(found[0] for found in islice(_RUN.finditer(said), most)):
        if run.isalnum():
            if worth(run):
                yield run
            continue
        yield from (part for part in _PART.findall(run) if worth(part))
        if len(run) <= LONGEST_RUN and ("." in run or "@" in run):
            yield from _wholes(run)
    for number in _NUMBER.findall(said):
        yield "".join(digit for digit in number if digit.isdigit())


def _wholes(run: str) -> Iterator[str]:
    """An address as a whole, and each host of the run with the names above it."""
    yield from _ADDRESS.findall(run)
    for host in _HOST.findall(run):
        labels = host.split(".")[-LABELS:]
        yield from (".".join(labels[at:]) for at in range(len(labels) - 1))


def worth(word: str) -> bool:
    """Whether anybody would look for this word. Both are folded."""
    return 1 < len(word) <= 2 * LONGEST_WORD and word not in EVERYDAY
