"""How the guard compares texts: without case, accents, marks and punctuation, a run of words at a time."""

import re
from collections.abc import Iterator, Sequence

from mailflows.spelling import fold

RUN = 8  # words that nobody writes twice by chance
APART = re.compile(r"[\W_]+")
# Letters that do not fall apart into a letter and a mark; and the joiner that Persian writes between two words.
LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "æ": "ae", "ß": "ss", "\u200c": " "}
)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, without anything that is not a letter or a digit."""
    return [word for word in APART.split(fold(text.translate(LETTERS))) if word]


def runs(words: Sequence[str], length: int = RUN) -> Iterator[str]:
    """Every run of so many words."""
    for start in range(len(words) - length + 1):
        yield " ".join(words[start : start + length])


def strung(text: str) -> str:
    """A text as one string of folded words with a blank at both ends: a run of words is found in it whole."""
    return f" {' '.join(words_of(text))} "


def shown(run: str, text: str, most: int) -> str:
    """The line of the text that reads like this run, as it was written; else the run itself. At most so long."""
    line = next((line for line in text.splitlines() if f" {run} " in strung(line)), "")
    return (line.strip() or run)[:most]
