"""The shape of a block of commands: lines `#word [value]`, one under the other, ended by an empty line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mailflows.spelling import blank, fold, plain

_SAID = 120
_CONTROLS = "".join(map(chr, (*range(32), *range(127, 160), 0x2028, 0x2029)))
_UNSEEN_BEFORE = " " + _CONTROLS  # nobody sees these before a sigil, so they hide none
_SIGILS = frozenset("#＃﹟")
_ENDS_WORD = frozenset(":=：＝")


@dataclass(frozen=True)
class Line:
    """A line that looks like a command: `#`, a letter, a word, perhaps a value."""

    at: int
    said: str
    spelled: str
    first: str  # of the value; the rest may have been folded onto lines that begin with a blank
    clean: bool  # no control character on it
    folded: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        return " ".join(part for part in (self.first, *(plain(line).strip() for line in self.folded)) if part)


def block_of(lines: Sequence[str]) -> tuple[list[Line], int, bool]:
    """The command lines at the top, the line (from 0) where the text below begins, and whether it begins well.

    It begins well below an empty line, or where the mail ends.
    """
    start = next((at for at, line in enumerate(lines) if not blank(line)), len(lines))
    block: list[Line] = []
    for at in range(start, len(lines)):
        line = lines[at]
        if blank(line):
            return block, (at if block else 0), True
        if command := command_on(line, at):
            block.append(command)
        elif not block:
            return [], 0, True
        elif plain(line)[:1] == " ":
            block[-1].folded.append(line)
        else:
            return block, at, False
    return block, (len(lines) if block else 0), True


def command_on(line: str, at: int) -> Line | None:
    """The command that this line looks like; None for text, a number (`#1042`) or a heading (`# Steps`)."""
    rest = plain(line).lstrip(_UNSEEN_BEFORE)
    if rest[:1] not in _SIGILS or not fold(rest[1:8].lstrip(_CONTROLS))[:1].isalpha():
        return None
    size = next((i for i, c in enumerate(rest[1:], 1) if c.isspace() or c in _ENDS_WORD), len(rest))
    value = rest[size:].lstrip(" ")
    if value[:1] in _ENDS_WORD:
        value = value[1:]
    return Line(at, shown(line), fold(rest[1:size]), value.strip(" "), seen(line))


def seen(line: str) -> bool:
    """Whether the line is free of control characters; those are never part of a command (CMD-07)."""
    return all(c.isprintable() or c == " " for c in plain(line))


def shown(line: str) -> str:
    """The line as it may be shown back: without controls and unseen marks, at most 120 characters."""
    return "".join(c for c in plain(line[: 2 * _SAID]) if c.isprintable()).strip()[:_SAID]
