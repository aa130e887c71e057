"""Looks at rich text (RTF): objects that open a hole in Word, and tricks that keep readers from seeing them."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import MAGIC
from mailflows.examine.office.packages import Package, from_object
from mailflows.examine.office.rich import FONTS, Carried, classes_of, fonts_of, has_word, is_rich, objects_of
from mailflows.examine.seen import DECODED, Part, Saw

Weighed = tuple[str, Severity, int]

_EQUATION = re.compile(
    rb"equation\.[23]|e\0q\0u\0a\0t\0i\0o\0n\0 \0n\0a\0t|\x02\xce\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", re.IGNORECASE
)
_URL_MONIKER = b"\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b"
_LINK = b"\x00\x03\x00\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
_CONTROLS = re.compile(rb"mscomctl|forms\.|shockwave|otkloadr|htmlfile|shell\.explorer", re.IGNORECASE)
_WIDE_ADDRESS = re.compile(rb"(?:h\0t\0t\0p\0(?:s\0)?:\0/\0/\0|\\\0\\\0)(?:[\x21-\x7e]\0){3,300}", re.IGNORECASE)
_PLAIN_CLASSES = (
    "excel.",
    "word.",
    "powerpoint.",
    "paint.",
    "pbrush",
    "visio.",
    "msgraph.",
    "acroexch.",
    "static",
    "mspgraph",
)


def objects_in_rich_text(part: Part) -> Iterable[Saw]:
    """F15: an object of a kind that exploits use, a packed program, or a text built to break Word or its readers."""
    content = part.content
    if not is_rich(content):
        return
    told: dict[Weighed, None] = {}
    carried = objects_of(content)
    for one in carried:
        told.update(dict.fromkeys(_of_object(one)))
    for name in classes_of(content):
        if _EQUATION.search(name.encode("latin-1", "replace")):
            told["the old equation editor is asked for (CVE-2017-11882)", Severity.HIGH, 6] = None
    if has_word(content, b"objupdate") and (carried or has_word(content, b"objdata")):
        told["an object that is loaded without a click", Severity.MEDIUM, 3] = None
    if (fonts := fonts_of(content)) > FONTS:
        told[f"a table of {fonts} fonts (CVE-2023-21716)", Severity.HIGH, 6] = None
    if content.lstrip()[:5] != b"{\\rtf" and carried:
        told["a damaged beginning that hides from readers what Word opens", Severity.MEDIUM, 3] = None
    for shown, severity, weight in sorted(told, key=lambda one: -one[2]):
        yield Saw("object", shown_codes(shown), DECODED, severity, weight)


def _of_object(one: Carried) -> Iterator[Weighed]:
    package = from_object(one.raw)
    if one.obfuscated:
        yield "an object whose digits are broken up to hide it", Severity.HIGH, 5
    if _EQUATION.search(one.raw):
        yield "the old equation editor is asked for (CVE-2017-11882)", Severity.HIGH, 6
        return
    if _URL_MONIKER in one.raw or (_LINK in one.raw and _WIDE_ADDRESS.search(one.raw)):
        hit = _WIDE_ADDRESS.search(one.raw)
        where = hit[0].decode("utf-16-le", "replace") if hit else "somewhere"
        yield f"an object fetched from {where} (CVE-2017-0199)", Severity.HIGH, 6
        return
    if _CONTROLS.search(one.raw[:2000]):
        yield "a control", Severity.MEDIUM, 3
    elif package:
        yield _of_package(package)
    elif MAGIC in one.raw:
        yield "an object without a class", Severity.MEDIUM, 3
    else:
        yield "an object that no reader of ours understands", Severity.MEDIUM, 3


def _of_package(package: Package) -> Weighed:
    name = package.name or package.source or package.kind or "without a name"
    if package.acts:
        return f"packed: {name}, which runs when clicked", Severity.HIGH, 6
    if package.kind.lower().startswith(_PLAIN_CLASSES):
        return f"an object of {package.kind}", Severity.INFO, 0
    return f"packed: {name}", Severity.LOW, 1


ROWS = (
    Look("F15", Group.FILE, Severity.HIGH, 6, "high", ("T1203", "T1221"), "rich text", objects_in_rich_text,
         "old scientific texts with formulas"),
)  # fmt: skip
