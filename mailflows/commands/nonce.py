"""The line that ties a handler's mail to one notification: `-- hirz H-7K4Q-M2XD k7f3qm --`, written and found here.

It is found quoted, wrapped by the mail program, with dashes made long by a phone, and between marks of Arabic text.
A line found is a claim and nothing more: whoever reads it checks the nonce against what the desk gave out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailflows.spelling import plain

MARK = "hirz"
_DASHES = frozenset("-‐‑‒–—―−")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_QUOTES = frozenset(">＞")
_TAG_LENGTH = range(6, 33)
_NONCE_LENGTH = range(4, 129)
_WRAPPED = 4  # lines a wrapped nonce line may spread over


@dataclass(frozen=True)
class NonceLine:
    """A ticket tag and a nonce as the mail states them; `line` counts from 1."""

    tag: str  # upper case
    nonce: str  # as written
    line: int


def nonce_line(tag: str, nonce: str, mark: str = MARK) -> str:
    """The line as notifications carry it; it stands alone, so that no direction of writing can reorder it."""
    return f"-- {mark} {tag} {nonce} --"


def unquoted(line: str) -> tuple[int, str]:
    """How deep a line is quoted with `>`, and what it says below the quoting; unseen marks are gone."""
    said = plain(line)
    depth = at = 0
    for at, c in enumerate(said):  # noqa: B007
        if c in _QUOTES:
            depth += 1
        elif c != " ":
            break
    else:
        at = len(said)
    return depth, said[at:]


def nonce_lines(lines: Sequence[str], mark: str = MARK) -> tuple[tuple[NonceLine, int], ...]:
    """Every nonce line, and over how many lines it is spread. A line is looked at `_WRAPPED` times at most."""
    found = []
    for at, line in enumerate(lines):
        if len(line) < len(mark) or mark not in plain(line).lower():
            continue
        words = unquoted(line)[1].split()
        if len(words) < 2 or not _dashes(words[0]) or words[1].casefold() != mark:
            continue
        spread = 1
        while (read := _tag_and_nonce(words[2:])) is None and spread < _WRAPPED and at + spread < len(lines):
            words = _joined(words, unquoted(lines[at + spread])[1].split())
            spread += 1
        if read:
            found.append((NonceLine(*read, at + 1), spread))
    return tuple(found)


def typed(value: str, line: int, mark: str = MARK) -> NonceLine | None:
    """What a handler types behind `#ticket`: tag and nonce, or the whole nonce line copied."""
    words = [word for word in plain(value).split() if not _dashes(word)]
    if words and words[0].casefold() == mark:
        words = words[1:]
    read = _tag_and_nonce([*words, "--"]) if len(words) == 2 else None
    return NonceLine(*read, line) if read else None


def marked(text: str, mark: str = MARK) -> bool:
    """Whether anything in the text still looks like the beginning of our line, wherever it stands."""
    words = plain(text).replace(">", " ").split()
    return any(second.casefold() == mark and _DASHES.issuperset(first[-2:]) for first, second in pairwise(words))


def _tag_and_nonce(words: Sequence[str]) -> tuple[str, str] | None:
    if len(words) < 3 or not _dashes(words[2]):
        return None
    tag, nonce = words[0], words[1]
    groups = tag.split("-")
    if len(tag) not in _TAG_LENGTH or len(groups) < 2 or not all(g and _LETTERS.issuperset(g) for g in groups):
        return None
    if len(nonce) not in _NONCE_LENGTH or not _LETTERS.issuperset(nonce.translate({ord(c): None for c in "-_."})):
        return None
    return tag.upper(), nonce


def _dashes(word: str) -> bool:
    return 0 < len(word) <= 3 and _DASHES.issuperset(word)


def _joined(words: list[str], more: list[str]) -> list[str]:
    """A tag broken behind its hyphen by the wrapping is made whole again."""
    if more and words[-1].endswith("-") and not _dashes(words[-1]):
        return [*words[:-1], words[-1] + more[0], *more[1:]]
    return [*words, *more]
