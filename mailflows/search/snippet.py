"""A short piece of a ticket around a word that was looked for; and whether the words really stand there at all."""

import re
from collections.abc import Iterable, Sequence

from mailflows.search.folding import words_in
from mailflows.search.stems import stems_in, stems_of

BEFORE, AFTER = 60, 100  # characters around the first word that is found
_RUN = re.compile(r"\S+")

Wanted = Sequence[frozenset[str]]


def snippet_of(texts: Iterable[str], wanted: Wanted) -> str | None:
    """Around the first word that stands there, from the text that has most of them; None unless all stand somewhere.

    A mark may be another word's by chance, and what a mark was made of may be gone.
    """
    best, most = "", 0
    missing = set(wanted)
    for text in texts:
        stems = stems_in((text,))
        here = {stems_ for stems_ in wanted if not stems.isdisjoint(stems_)}
        if len(here) > most:
            best, most = text, len(here)
        missing -= here
        if not missing and most == len(wanted):
            break
    return None if missing else _around(best, wanted)


def _around(text: str, wanted: Wanted) -> str:
    stems = frozenset().union(*wanted)
    start, end = next(
        (found.span() for found in _RUN.finditer(text) if any(_is_one(word, stems) for word in words_in(found[0], 20))),
        (0, 0),  # a number that blanks divide
    )
    first, last = max(0, start - BEFORE), min(len(text), end + AFTER)
    if first:  # whole words
        first = min(start, (text.find(" ", first, start) + 1) or first)
    if last < len(text):
        last = max(end, text.rfind(" ", end, last))
    cut = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{cut}{' …' if last < len(text) else ''}"


def _is_one(word: str, stems: frozenset[str]) -> bool:
    return not stems.isdisjoint(stems_of(word))
