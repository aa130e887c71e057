"""What may be put into a mail: plain words, numbers and lists of them, tamed and bounded before a template sees it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import assert_never

WHAT_A_FACT_IS = "a fact is str, int, bool, a tuple of them or of flat mappings of them"

Plain = str | int | bool
Fact = Plain | tuple[Plain | Mapping[str, Plain], ...]
Wording = Callable[[str, str], str]  # (kind of label, key) -> the word for it in the language of the mail


@dataclass(frozen=True)
class Line:
    """One line of text; longer than `most` characters is cut and ends in an ellipsis."""

    default: str | None = None  # None: the fact must be given
    most: int = 300


@dataclass(frozen=True)
class Tag:
    """A ticket's name. The only fact that may stand in a Subject, so its shape is checked."""

    default: str | None = None


@dataclass(frozen=True)
class Key:
    """The key of a label; the template sees the word for it. Empty stays empty.

    An unknown key is an error, except where `loose` lets other text through as one line.
    """

    kind: str
    default: str | None = None
    loose: bool = False


@dataclass(frozen=True)
class Text:
    """Lines of text. Over `most` octets it is cut where `cut` says so, and refused otherwise."""

    default: str | None = None
    most: int = 40_000
    cut: bool = False


@dataclass(frozen=True)
class Number:
    """A whole number."""

    default: int | None = None


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    default: bool | None = None


@dataclass(frozen=True)
class Rows:
    """A list. What does not fit into `most` rows or `budget` octets is counted in `more`, never lost silently."""

    each: "Line | Key | Mapping[str, Line | Key | Text | Number]"
    optional: bool = True
    most: int = 40
    budget: int = 12_000
    newest: bool = False  # keep the end of the list rather than its beginning


Kind = Line | Tag | Key | Text | Number | Flag | Rows
Seen = Plain | tuple[Plain | Mapping[str, Plain], ...] | Mapping[str, int]

TAG = re.compile(r"[A-Z0-9]{1,12}(-[A-Z0-9]{1,12}){0,4}")
BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# C0, C1, lone surrogates, interlinear marks, tag characters. Joiners (U+200C, U+200D) are orthography and stay.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
EMBEDDING, ISOLATE = "\u202a\u202b", "\u2066\u2067\u2068"


class TooLong(ValueError):
    """A text that must not be cut is larger than a mail may be. Names the fact, never its content."""


def see(
    kinds: Mapping[str, Kind], common: Mapping[str, Kind], facts: Mapping[str, Fact], wording: Wording
) -> dict[str, Seen]:
    """The facts as a template sees them: all of `kinds` and nothing else, plus `more` for what was left out.

    Raises TypeError for a fact that is not plain data, missing or unknown; TooLong; KeyError for an unknown label.
    """
    if unknown := sorted(facts.keys() - kinds.keys() - common.keys()):
        raise TypeError(f"no such fact in this mail: {', '.join(unknown)}")
    seen: dict[str, Seen] = {}
    more: dict[str, int] = {}
    for name, kind in {**common, **kinds}.items():
        if isinstance(kind, Rows):
            seen[name], more[name] = _rows(name, kind, facts.get(name, () if kind.optional else None), wording)
        else:
            value = facts.get(name, kind.default)
            if value is None:
                raise TypeError(f"fact {name} is missing")
            seen[name] = _one(name, kind, value, wording)
    seen["more"] = MappingProxyType(more)
    return seen


def _one(name: str, kind: Line | Tag | Key | Text | Number | Flag, value: object, wording: Wording) -> Plain:
    if isinstance(kind, Flag | Number):
        if type(value) is not (bool if isinstance(kind, Flag) else int):
            raise TypeError(f"fact {name} must be {'a bool' if isinstance(kind, Flag) else 'an int'}: {WHAT_A_FACT_IS}")
        if isinstance(kind, Number) and abs(int(value)) > 10**12:
            raise TypeError(f"fact {name} is no number that a person would read")
        return value
    if not isinstance(value, str):
        raise TypeError(f"fact {name} must be a str: {WHAT_A_FACT_IS}")
    text = str.__str__(value)  # a StrEnum becomes its plain value; no method of the object runs
    match kind:
        case Tag():
            if text and not TAG.fullmatch(text):
                raise TypeError(f"fact {name} has not the shape of a ticket's name")
            return text
        case Key():
            return _worded(kind, text, wording) if text else ""
        case Line():
            return _line(text, kind.most)
        case Text():
            return tame(_fit(name, kind, text)).strip("\n")
        case _:
            assert_never(kind)


def _worded(kind: Key, key: str, wording: Wording) -> str:
    try:
        return wording(kind.kind, key)
    except KeyError:
        if not kind.loose:
            raise
        return _line(key, 300)


def _line(text: str, most: int) -> str:
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return " ".join(tame(cut).split("\n")).strip()


def _fit(name: str, kind: Text, text: str) -> str:
    octets = text.encode("utf-8", "surrogatepass")
    if len(octets) <= kind.most:
        return text
    if not kind.cut:
        raise TooLong(f"fact {name} is longer than {kind.most} octets")
    return octets[: kind.most].decode("utf-8", "ignore") + "\n[…]"


def _rows(
    name: str, kind: Rows, value: object, wording: Wording
) -> tuple[tuple[Plain | Mapping[str, Plain], ...], int]:
    if not isinstance(value, tuple):
        raise TypeError(
            f"fact {name} must be a tuple: {WHAT_A_FACT_IS}" if value is not None else f"fact {name} is missing"
        )
    kept: list[Plain | Mapping[str, Plain]] = []
    left = kind.budget
    for row in reversed(value) if kind.newest else value:
        seen = _row(name, kind.each, row, wording)
        left -= _octets(seen)
        if len(kept) == kind.most or left < 0:
            break
        kept.append(seen)
    return tuple(reversed(kept) if kind.newest else kept), len(value) - len(kept)


def _row(
    name: str, each: Line | Key | Mapping[str, Line | Key | Text | Number], row: object, wording: Wording
) -> Plain | Mapping[str, Plain]:
    if isinstance(each, Line | Key):
        return _one(name, each, row, wording)
    if not isinstance(row, Mapping):
        raise TypeError(f"each of {name} must be a mapping: {WHAT_A_FACT_IS}")
    if unknown := sorted(set(map(str, row)) - each.keys()):
        raise TypeError(f"no such fact in {name}: {', '.join(unknown)}")
    seen: dict[str, Plain] = {}
    for field, kind in each.items():
        value = row.get(field, kind.default)
        if value is None:
            raise TypeError(f"fact {name}.{field} is missing")
        seen[field] = _one(f"{name}.{field}", kind, value, wording)
    return MappingProxyType(seen)


def _octets(seen: Plain | Mapping[str, Plain]) -> int:
    values = seen.values() if isinstance(seen, Mapping) else (seen,)
    return sum(len(str(value).encode()) + 40 for value in values)  # 40: the words a template puts around a value


def tame(text: str) -> str:
    """Line ends become LF; what would be invisible, or would turn the words after it around, is shown by its number.

    Isolates and embeddings that close on their own line are how Arabic and Hebrew are rightly written: they stay.
    """
    lines = UNPRINTABLE.sub(_number, BREAKS.sub("\n", text)).split("\n")
    return "\n".join(line if _closed(line) else BIDI.sub(_number, line) for line in lines)


def _number(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def _closed(line: str) -> bool:
    open_marks: list[str] = []
    for mark in BIDI.findall(line):
        if mark in EMBEDDING or mark in ISOLATE:
            open_marks.append(mark)
        elif mark in "\u202d\u202e" or not open_marks or open_marks.pop() not in _opener(mark):
            return False
        if len(open_marks) > 8:
            return False
    return not open_marks


def _opener(closing: str) -> str:
    return EMBEDDING if closing == "\u202c" else ISOLATE
