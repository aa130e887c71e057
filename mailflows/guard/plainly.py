"""How the guard compares texts: without case, accents, marks and punctuation, a run of words at a time."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from mailflows.spelling import fold

RUN = 8  # words that nobody writes twice by chance
APART = re.compile(r"[\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, without anything that is not a letter or a digit."""
    return [word for word in APART.split(fold(text)) if word]


def runs(words: Sequence[str], length: int = RUN) -> Iterator[str]:
    """Every run of so many words, with a blank at both ends."""
    for start in range(len(words) - length + 1):
        yield f" {' '.join(words[start : start + length])} "


def strung(text: str) -> str:
    """A text as one string of folded words with a blank at both ends: a run of words is found in it whole."""
    return f" {' '.join(words_of(text))} "


def shown(run: str, text: str, most: int) -> str:
    """The place in the text that reads like this run, as it was written; else the run itself. At most so long."""
    first, *_, last = run.split()
    folded = unicodedata.normalize("NFKC", text)
    for line in folded.splitlines():
        if run in strung(line):
            pieces = line.split()
            starts = [at for at, piece in enumerate(pieces) if first in fold(piece)]
            ends = [at for at, piece in enumerate(pieces) if last in fold(piece)]
            if starts and ends and starts[0] <= ends[-1]:
                return " ".join(pieces[starts[0] : ends[-1] + 1])[:most]
    return run.strip()[:most]
