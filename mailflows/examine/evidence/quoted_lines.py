"""The lines of a text, how deep each is quoted, and words made comparable whatever program printed them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from mailflows.examine.evidence.label_blocks import ANSWER_MARKS, FORWARD_MARKS

# Marks of direction that programs put around names; an override (U+202D, U+202E) is nobody's courtesy and stays.
COURTESY = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
_ALIKE = str.maketrans("یىکەة：﹕", "ييكهه::")
EDGES = " \t\xa0\u3000\u200b"


@dataclass(frozen=True)
class Line:
    """One line of a text, and how deep it is quoted."""

    depth: int
    text: str  # without quote marks, marks of direction and blanks around it
    start: int  # where it begins in what it was read from
    end: int  # and where it ends
    raw: str  # without the quote marks only


def folded(words: str) -> str:
    """Words for comparing only: no marks, no accents, one kind of each letter, single blanks."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(COURTESY).translate(_ALIKE))
    kept = (sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf") and sign not in 'ـ*_"“”')
    return " ".join("".join(kept).translate(_ALIKE).split())


def words_of_rows(rows: Iterable[str]) -> tuple[str, ...]:
    """The words of a table, folded, each once."""
    return tuple(dict.fromkeys(folded(word) for row in rows for word in row.split(" / ")))


_FORWARDS, _ANSWERS = frozenset(words_of_rows(FORWARD_MARKS)), frozenset(words_of_rows(ANSWER_MARKS))


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text."""
    lines, at = [], 0
    for raw in text.split("\n"):
        depth, shown = _unquoted(raw)
        lines.append(Line(depth, shown.translate(COURTESY).strip(EDGES + "\r"), at, at + len(raw), shown.rstrip("\r")))
        at += len(raw) + 1
    return lines


def marks_of(subject: str) -> tuple[bool, bool]:
    """Whether a Subject says that this is a forward, and whether it says that it is an answer: by its first mark."""
    first, colon, _ = subject.translate(COURTESY).strip()[:40].replace("：", ":").partition(":")
    mark = folded(first).rstrip(". ") if colon else ""
    return mark in _FORWARDS, mark in _ANSWERS


def _unquoted(raw: str) -> tuple[int, str]:
    """How many `>` stand before a line, and what stands behind them."""
    at = depth = 0
    for place, sign in enumerate(raw[:60]):
        if sign in ">|":
            depth, at = depth + 1, place + 1
        elif sign not in " \t\xa0" and ord(sign) not in COURTESY:
            break
    shown = raw[at:]
    return depth, shown[1:] if depth and shown[:1] == " " else shown
