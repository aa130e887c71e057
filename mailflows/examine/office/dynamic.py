"""Looks at dynamic data exchange: a field, a cell or a link that starts another program to ask it for data."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.cells import asked_of_the_web, formulas_in_text
from mailflows.examine.office.compounds import compound
from mailflows.examine.office.container import Container, opened, tags
from mailflows.examine.office.instructions import instructions_of
from mailflows.examine.office.plain import flat_xml
from mailflows.examine.office.records import biff, biff12, wide_string
from mailflows.examine.seen import DECODED, Part, Saw

# Programs nobody asks for data. Anything else may be a terminal of a stock exchange.
_PROGRAMS = re.compile(
    r"\b(cmd|powershell|pwsh|mshta|rundll32|regsvr32|wscript|cscript|msiexec|certutil|explorer|msexcel|winword|bash|sh|"
    r"control|schtasks|bitsadmin|curl|wmic|cmstp|forfiles|\w{1,30}\.exe)\b|/[ck]\s|\\\.\.\\|https?://",
    re.IGNORECASE,
)
_SUPBOOK, _EXTERN_SHEET, _LINK12 = 0x1AE, 0x17, 360
_DDE12 = 1  # MS-XLSB 2.5.10 of BrtBeginSupBook: a link by DDE
_ASKS = re.compile(r"formula=\"([^\"<>]{0,200}?\bDDE\([^\"<>]{1,800})", re.IGNORECASE)
_ON_OPENING = re.compile(r"refreshOnLoad\s{0,5}=\s{0,5}[\"'](?:1|true)", re.IGNORECASE)
_PATH = re.compile(r"<(?:[\w.-]{1,40}:)?Path>([^<]{1,1000})</")


def asks_a_program(part: Part) -> Iterable[Saw]:
    """F06: something that starts a program to ask it for data."""
    told: dict[str, None] = {}
    for how, asked in _asked(part):
        told[f"{how}: {asked}"[:500]] = None
        if len(told) == 20:
            break
    for shown in told:
        grave = _PROGRAMS.search(shown.partition(": ")[2])
        severity, weight = (Severity.HIGH, 6) if grave else (Severity.MEDIUM, 3)
        yield Saw("data exchange", shown_codes(shown), DECODED, severity, weight)
    for shown, severity, weight in _fetched(zipped) if (zipped := opened(part.content)) else ():
        yield Saw("connection", shown_codes(shown[:500]), DECODED, severity, weight)
    yield from (Saw("formula", shown_codes(text), DECODED, *weighed) for text, weighed in asked_of_the_web(part))


def _asked(part: Part) -> Iterator[tuple[str, str]]:
    content = part.content
    for word, instruction in instructions_of(content):
        if word in ("DDE", "DDEAUTO"):
            yield "field", instruction
    if zipped := opened(content):
        yield from _zipped(zipped)
    elif text := flat_xml(content):
        yield from (("link", path) for path in _PATH.findall(text) if "|" in path)
        yield from _in_cells(text)
    elif whole := compound(content):
        for name in ("Workbook", "Book"):
            yield from (("link", link) for link in _binary(whole.read(name)))
    else:
        yield from (("cell", formula) for formula in formulas_in_text(part))


def _zipped(zipped: Container) -> Iterator[tuple[str, str]]:
    for entry in zipped.named(".xml", ".bin", under="xl/externallinks/"):
        if entry.name.endswith(".bin"):
            for kind, data in biff12(zipped.read(entry)):
                if kind == _LINK12 and int.from_bytes(data[:2], "little") == _DDE12:
                    service, end = wide_string(data, 2)
                    yield "link", f"{service}|{wide_string(data, end)[0]}"
        else:
            for _, given in tags(zipped.text(entry), "ddeLink"):
                yield "link", f"{given.get('ddeservice', '')}|{given.get('ddetopic', '')}"
    for entry in zipped.named("content.xml"):  # OpenDocument: a section or a cell that is linked by DDE
        for _, given in tags(zipped.text(entry), "dde-source", "dde-connection-decl"):
            yield "link", f"{given.get('dde-application', '')}|{given.get('dde-topic', '')}"
        yield from _in_cells(zipped.text(entry))


def _in_cells(text: str) -> Iterator[tuple[str, str]]:
    """Cells of OpenDocument whose formula asks a program, at most 20."""
    for number, found in enumerate(_ASKS.finditer(text)):
        if number == 20:
            return
        yield "cell", unescape(found[1])


def _fetched(zipped: Container) -> Iterator[tuple[str, Severity, int]]:
    """Connections of a workbook that ask a web page, or a source of data as soon as it is opened."""
    for entry in zipped.named("connections.xml", under="xl/"):
        text = zipped.text(entry)
        opening = _ON_OPENING.search(text) is not None
        for number, (tag, given) in enumerate(tags(text, "webPr", "dbPr")):
            if number == 20:
                return
            if tag == "webPr" and (address := given.get("url", "")):
                yield f"asks a web page: {address}", *((Severity.MEDIUM, 3) if opening else (Severity.LOW, 1))
            elif tag == "dbPr" and opening:
                yield f"asks a source of data on opening: {given.get('connection', '')}", Severity.LOW, 1


def _binary(stream: bytes) -> Iterator[str]:
    """Links of .xls: program and topic stand in one string, parted by the sign 3 (MS-XLS 2.5.277)."""
    for kind, data in biff(stream):
        if kind in (_SUPBOOK, _EXTERN_SHEET) and b"\x03" in data[3:]:
            text = data[4:] if kind == _SUPBOOK else data[1:]
            wide = text[:1] == b"\x01" and text[2:3] == b"\x00"
            letters = text[1:].decode("utf-16-le", "replace") if wide else text.lstrip(b"\x00\x01").decode("latin-1")
            service, _, topic = letters.partition("\x03")
            if not topic.lower().startswith(("http:", "https:")) and _is_program(service):
                yield f"{service}|{topic}"


def _is_program(service: str) -> bool:
    """Linked documents name their class (Word.Document.8), and stand in the same record."""
    return "." not in service or service.lower().endswith(".exe")


ROWS = (
    Look("F06", Group.FILE, Severity.HIGH, 6, "high", ("T1559.002", "T1204.002"), "documents", asks_a_program,
         "sheets that ask a trading terminal for prices, or fetch rates from the web"),
)  # fmt: skip
