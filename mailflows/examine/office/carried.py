"""Looks at what a document carries besides its text: packed files, controls, and documents that are add-ins."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import Compound, compounds
from mailflows.examine.office.container import Container, opened, tags
from mailflows.examine.office.packages import Package, packages_of
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw

Weighed = tuple[str, Severity, int]

# Kinds of documents that Office loads as part of itself, or that hold code by nature.
_BY_ENDING: dict[str, Weighed] = {
    "xll": ("an Excel add-in, which is a program", Severity.HIGH, 6),
    "wll": ("a Word add-in, which is a program", Severity.HIGH, 6),
    "vsto": ("an add-in for Office that installs itself", Severity.HIGH, 6),
    "ppam": ("a PowerPoint add-in", Severity.MEDIUM, 3),
    "ppa": ("a PowerPoint add-in", Severity.MEDIUM, 3),
    "xlam": ("an Excel add-in", Severity.MEDIUM, 3),
    "xla": ("an Excel add-in", Severity.MEDIUM, 3),
    "accde": ("a database with compiled code", Severity.HIGH, 5),
    "mde": ("a database with compiled code", Severity.HIGH, 5),
    "ade": ("a database with compiled code", Severity.HIGH, 5),
    "mam": ("a shortcut to a database macro", Severity.HIGH, 5),
    "maf": ("a shortcut to a database form", Severity.HIGH, 5),
    "accdb": ("a database, which may hold code", Severity.MEDIUM, 3),
    "mdb": ("a database, which may hold code", Severity.MEDIUM, 3),
    "pub": ("a Publisher document, which may hold code", Severity.LOW, 1),
}
_DATABASE = re.compile(rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB")
_DEPLOYMENT = re.compile(rb"urn:schemas-microsoft-com:(?:vsta\.v3|asm\.v[12])")
# Programs that a document asks to show a part of it, by the number of their class.
_CLASSES: dict[str, Weighed] = {
    "0002CE02-0000-0000-C000-000000000046": ("the old equation editor", Severity.MEDIUM, 2),
    "00021700-0000-0000-C000-000000000046": ("the old equation editor", Severity.MEDIUM, 2),
    "D27CDB6E-AE6D-11CF-96B8-444553540000": ("a Flash film", Severity.HIGH, 5),
    "8856F961-340A-11D0-A96B-00C04FD705A2": ("a web browser", Severity.MEDIUM, 3),
    "EAB22AC3-30C1-11CF-A7EB-0000C05BAE0B": ("a web browser", Severity.MEDIUM, 3),
    "0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC": ("a control that runs scripts", Severity.HIGH, 6),
    "06290BD3-48AA-11D2-8432-006008C3FBFC": ("a scriptlet", Severity.HIGH, 6),
    "3050F4D8-98B5-11CF-BB82-00AA00BDCE0B": ("a program written as HTML", Severity.HIGH, 6),
    "C08AFD90-F2A1-11D1-8455-00A0C91F3880": ("a window of the shell", Severity.HIGH, 6),
    "66833FE6-8583-11D1-B16A-00C0F0283628": ("an old control with known holes", Severity.MEDIUM, 3),
    "BDD1F04B-858B-11D1-B16A-00C0F0283628": ("an old control with known holes", Severity.MEDIUM, 3),
    "996BF5E0-8044-4650-ADEB-0B013914E99C": ("an old control with known holes", Severity.MEDIUM, 3),
    "1EFB6596-857C-11D1-B16A-00C0F0283628": ("an old control with known holes", Severity.MEDIUM, 3),
    "F4754C9B-64F5-4B40-8AF4-679732AC0607": ("a document inside a document, by its number", Severity.INFO, 0),
}
_ASSEMBLY = re.compile(rb"_AssemblyLocation")
_LEFT_ALONE = ("xml", "rels", "vml")


def carries(part: Part) -> Iterable[Saw]:
    """F08: an add-in, a file packed into a document, or a control that runs more than a form needs."""
    yield from _by_kind(part)
    told: dict[tuple[str, Severity, int], None] = {}
    for _, whole in compounds(part.content):
        told.update(dict.fromkeys(_of_compound(whole)))
    if zipped := opened(part.content):
        told.update(dict.fromkeys(_of_container(zipped)))
    for shown, severity, weight in sorted(told, key=lambda one: -one[2]):
        yield Saw("carried", shown_codes(shown), DECODED, severity, weight)


def _by_kind(part: Part) -> Iterator[Saw]:
    found = next((_BY_ENDING[end] for name in part.names if (end := kinds.extension(name)) in _BY_ENDING), None)
    if not found and _DATABASE.match(part.content):
        found = _BY_ENDING["mdb"]
    if not found and part.content[:6].lstrip(b"\xef\xbb\xbf")[:1] == b"<" and _DEPLOYMENT.search(part.content[:3000]):
        found = _BY_ENDING["vsto"]
    if found:
        yield Saw("file", shown_codes(f"{part.name}: {found[0]}"), VISIBLE, found[1], found[2])
    if b"QWN0aXZlTWltZQ" in part.content and kinds.detected(part.content) != "application/zip":
        as_word = kinds.extension(part.name) in ("doc", "dot", "xls", "ppt", "docx", "xlsx")
        severity, weight = (Severity.HIGH, 5) if as_word else (Severity.MEDIUM, 3)
        yield Saw("file", shown_codes(f"{part.name}: a web archive with a hidden project"), DECODED, severity, weight)


def _of_compound(whole: Compound) -> Iterator[Weighed]:
    for package in packages_of(whole):
        yield weighed(package)
    for number in whole.classes():
        if number in _CLASSES:
            what, severity, weight = _CLASSES[number]
            yield f"shown by {what}", severity, weight
    if any(stream.lower().endswith("equation native") for stream in whole.streams):
        yield "shown by the old equation editor", Severity.MEDIUM, 2
    if _ASSEMBLY.search(whole.read("\x05DocumentSummaryInformation", 200_000)):
        yield "loads an add-in when it is opened", Severity.HIGH, 5


def weighed(package: Package) -> Weighed:
    """How grave a packed thing is."""
    name = package.name or package.source or package.kind or "something without a name"
    if package.acts:
        return f"packed: {name}, which runs when clicked", Severity.HIGH, 6
    if not package.name and kinds.detected(package.content).startswith("image/"):
        return "a picture drawn by another program", Severity.INFO, 0
    return f"packed: {name}", Severity.LOW, 1


def _of_container(zipped: Container) -> Iterator[Weighed]:
    for entry in zipped.entries:
        ending = kinds.extension(entry.name)
        if entry.name == "docprops/custom.xml":
            text = zipped.text(entry)
            if "_AssemblyLocation" in text:
                away = "://" in text.partition("_AssemblyLocation")[2][:2000]
                yield "loads an add-in when it is opened", Severity.HIGH, 6 if away else 5
        elif "activex/" in entry.name and ending == "xml":
            for _, given in tags(zipped.text(entry), "ocx"):
                what = _CLASSES.get(given.get("classid", "").strip("{} ").upper())
                yield (f"shown by {what[0]}", what[1], what[2]) if what else ("a control", Severity.INFO, 0)
        elif entry.name.startswith("ppt/slides/") and ending == "xml":
            yield from _actions(zipped.text(entry))
        elif ending in kinds.ACTING and ending not in ("inf", "app"):
            yield f"inside the document: {entry.written}", Severity.HIGH, 6
        elif ending not in _LEFT_ALONE and kinds.detected(zipped.read(entry, 64)) in kinds.ACTING_MEDIA:
            yield f"inside the document: {entry.written}, a program", Severity.HIGH, 6


def _actions(slide: str) -> Iterator[Weighed]:
    """What a slide does when it is clicked, or when the mouse only passes over it."""
    for tag, given in tags(slide, "hlinkClick", "hlinkMouseOver", "hlinkHover"):
        action = given.get("action", "").lower()
        if action.startswith("ppaction://program"):
            yield "a slide that starts a program", Severity.HIGH, 6
        elif tag != "hlinkClick" and given.get("id") and not action.startswith("ppaction://hlinkshowjump"):
            yield "a slide that follows a link when the mouse passes over it", Severity.MEDIUM, 3


ROWS = (
    Look("F08", Group.FILE, Severity.HIGH, 6, "high", ("T1137.006", "T1204.002"), "documents", carries,
         "reports that carry their tables as packed files; databases of small offices"),
)  # fmt: skip
