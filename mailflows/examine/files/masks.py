"""How a name hides its ending: turned round, doubled, pushed out of sight, cut by a character nobody sees.

Right-to-left marks, joiners and isolates are ordinary in Arabic, Persian and Kurdish names. Overrides, and isolates
that stand at the ending, are tricks.
"""

import re
from dataclasses import dataclass

from mailflows.examine import kinds
from mailflows.examine.finding import Severity

_FILLING = "\\s\u00a0\u2000-\u200a\u2800\u3000\u3164\uffa0"  # what looks like nothing
_PADDING = re.compile(f"[{_FILLING}]{{5,}}")
_TURNED = re.compile("[\u202d\u202e]")
_ISOLATED_ENDING = re.compile(
    "[\u2066-\u2069\u202a-\u202c].{0,3}\\.?.{0,3}[a-z0-9]{2,5}[\u2066-\u2069\u202a-\u202c]*$", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PAGES = frozenset("html htm shtml xhtml svg".split())
_ROOM = 120  # characters after which an ending is out of sight in every window


@dataclass(frozen=True)
class Mask:
    """What is wrong with a name, and how grave that is."""

    what: str
    severity: Severity
    weight: int


def mask_of(name: str) -> Mask | None:
    """The gravest trick of a name; None where it has none."""
    endings = kinds.extensions(name)
    ending = endings[-1] if endings else ""
    acts = ending in kinds.ACTING
    if _TURNED.search(name):
        return Mask("it is turned round", Severity.HIGH, 5)
    if acts and _ISOLATED_ENDING.search(name):
        return Mask("its ending is turned round", Severity.HIGH, 4)
    if "\0" in name and kinds.extension(name.partition("\0")[0]) != ending:
        return Mask("a NUL cuts it short", Severity.HIGH, 5)
    if acts and len(endings) > 1 and endings[-2] in kinds.DOCUMENTS:
        return Mask("it has two endings", Severity.HIGH, 5)
    if acts and (_PADDING.search(name.strip()) or len(name) > _ROOM):
        return Mask("its ending is out of sight", Severity.HIGH, 5)
    if ending in _PAGES and len(endings) > 1 and endings[-2] in kinds.DOCUMENTS - {"html", "htm"}:
        return Mask("a page that is called like a document", Severity.MEDIUM, 2)
    if acts and name.rstrip("\r\n") != name.rstrip("\r\n").rstrip(". "):
        return Mask("it ends in a dot or a space", Severity.MEDIUM, 2)
    return Mask("it holds control characters", Severity.LOW, 1) if _CONTROL.search(name) else None
