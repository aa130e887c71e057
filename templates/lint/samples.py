"""Facts to try a mail with: something harmless for every one it takes."""

from collections.abc import Mapping

from templates.facts import Fact, Flag, Key, Kind, Line, Number, Rows, Tag, Text
from templates.labels import labels
from templates.mails import COMMON, Mail

SAMPLES = {
    "desk_name": "Cedar Desk",
    "desk_address": "help@desk.example",
    "fingerprint": "0123456789ABCDEF0123456789ABCDEF01234567",
    "to": "reporter@mail.example",
    "from_desk": "help@desk.example",
    "sender_shown": "reporter@mail.example",
    "nonce_line": "-- hirz H-7K4Q-M2XD k7f3qmk7f3qm --",
    "examples": "#take",
    "word": "#take",
    "undo_line": "#undo",
}
# An operator's own lines come on top of a mail; its length is measured without them.
OPERATORS = "danger_lines"


def sample(mail: Mail, *, full: bool = True) -> dict[str, Fact]:
    """Every fact a mail takes, or only those it cannot do without."""
    kinds: Mapping[str, Kind] = {**COMMON, **mail.facts}
    return {name: _sample(name, kind) for name, kind in kinds.items() if name != OPERATORS and (full or _needed(kind))}


def _needed(kind: Kind) -> bool:
    return not kind.optional if isinstance(kind, Rows) else kind.default is None


def _sample(name: str, kind: Kind) -> Fact:
    match kind:
        case Flag():
            return True
        case Number():
            return 3
        case Tag():
            return "H-7K4Q-M2XD"
        case Key():
            return next(iter(labels("en").get(kind.kind, ("missing",))))  # what has no labels is told by whoever writes
        case Text():
            return "First line.\nSecond line."
        case Line():
            return SAMPLES.get(name, name.replace("_", " "))
        case Rows():
            return (_sample_row(kind), _sample_row(kind))


def _sample_row(kind: Rows) -> str | dict[str, str | int | bool]:
    if isinstance(kind.each, Line | Key):
        value = _sample("line", kind.each)
        return value if isinstance(value, str) else ""
    row: dict[str, str | int | bool] = {}
    for field, one in kind.each.items():
        value = _sample(field, one)
        if isinstance(value, str | int):
            row[field] = value
    return row
