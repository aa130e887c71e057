"""Looks at OneNote sections: what is attached to their pages, cut out by its mark."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.kinds import ACTING, ACTING_MEDIA, detected, extension
from mailflows.examine.look import Look
from mailflows.examine.opener import LARGEST
from mailflows.examine.seen import DECODED, Part, Saw

ATTACHED = 200
TRIES = 20_000  # places that could be the end of a name

_SECTION = b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3"
_CONTENTS = b"\xa1\x2f\xff\x43\xd9\xef\x76\x4c\x9e\xe2\x10\xea\x57\x22\x76\x5f"
_STORED = b"\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac"  # FileDataStoreObject, MS-ONESTORE 2.6.13
_ENDING = re.compile(rb"\.\x00(?:[A-Za-z0-9]\x00){1,12}")
# Letters of names; others before them are octets of something else that only look like letters.
_BEFORE = re.compile(r"[ !#-)+-.0-9;=@-\[\]-{}~\u00a0-\u052f\u0590-\u06ff\u200c-\u200f]{1,120}$")
_HTML_PROGRAM = re.compile(rb"<(?:hta:application|script)\b", re.IGNORECASE)
_COMMANDS = re.compile(
    rb"\s*(?:@echo|@?powershell|cmd\s|start\s|Set\s\w+\s?=|On Error|Dim\s|function\s|var\s)", re.IGNORECASE
)


@dataclass(frozen=True)
class Attached:
    """One thing attached to a page."""

    name: str
    content: bytes

    @property
    def acts(self) -> bool:
        return (
            extension(self.name) in ACTING
            or detected(self.content) in ACTING_MEDIA
            or bool(_HTML_PROGRAM.search(self.content[:20_000]) or _COMMANDS.match(self.content[:200]))
        )

    @property
    def is_picture(self) -> bool:
        return detected(self.content).startswith("image/")


def is_notebook(content: bytes) -> bool:
    return content[:16] in (_SECTION, _CONTENTS)


@lru_cache(maxsize=2)
def attached_to(content: bytes) -> tuple[Attached, ...]:
    """Everything attached to the pages, at most 200 things; names are guessed from those the pages tell, in order."""
    found: list[bytes] = []
    at = content.find(_STORED)
    while at >= 0 and len(found) < ATTACHED:
        size = int.from_bytes(content[at + 16 : at + 24], "little")
        found.append(content[at + 36 : at + 36 + min(size, LARGEST)])
        at = content.find(_STORED, at + 36 + (size if size < len(content) else 0))
    names = [name for name in names_in(content) if not name.endswith(".one")]
    told: list[Attached] = []
    for number, raw in enumerate(found, start=1):
        picture = detected(raw).startswith("image/")
        fitting = [name for name in names if picture == extension(name).startswith(("png", "jp", "gif", "bmp", "emf"))]
        name = fitting[0] if fitting else f"attached-{number}"
        if fitting:
            names.remove(name)
        told.append(Attached(name, raw))
    return tuple(told)


def names_in(content: bytes) -> list[str]:
    """The file names that stand in a section, each once."""
    names: dict[str, None] = {}
    for tries, hit in enumerate(_ENDING.finditer(content)):
        before = content[max(0, hit.start() - 120) : hit.start()]
        base = _BEFORE.search(before[len(before) & 1 :].decode("utf-16-le", "replace"))
        if base:
            names[f"{base[0].strip()}{hit[0].decode('utf-16-le')}"] = None
        if len(names) == ATTACHED or tries == TRIES:
            break
    return list(names)


def notes(part: Part) -> Iterable[Saw]:
    """F14: a OneNote section in a mail; it is used to carry scripts under a picture of a button."""
    if not is_notebook(part.content):
        return
    attached = attached_to(part.content)
    acting = [one for one in attached if one.acts]
    others = [one for one in attached if not one.acts and not one.is_picture]
    for one in acting[:3]:
        yield Saw("attached", shown_codes(f"{one.name}, which runs when clicked"), DECODED)
    if acting:
        return
    if others:
        shown = shown_codes(f"attached: {', '.join(one.name for one in others[:5])}")
        yield Saw("attached", shown, DECODED, Severity.MEDIUM, 3)
    else:
        yield Saw("notes", f"a OneNote section, {len(attached)} pictures attached", DECODED, Severity.LOW, 1)


ROWS = (
    Look("F14", Group.FILE, Severity.HIGH, 6, "high", ("T1204.002", "T1027.009"), "OneNote sections", notes,
         "teachers and teams that mail a page of notes"),
)  # fmt: skip
