"""Looks at Excel 4 macros: code in the cells of a sheet, thirty years old and still run.

Our own walk over the workbook's parts and records, for such sheets also lie where other readers do not look: in
.xlsm, .xltm and .xlsb, in workbooks of Excel 5, and in texts of the SYLK format.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import compounds
from mailflows.examine.office.container import Container, as_xml, opened, tags
from mailflows.examine.office.records import biff, biff12, wide_string
from mailflows.examine.seen import DECODED, Part, Saw

SHEETS = 30  # of one workbook that are looked into
CELLS = 20_000  # formulas of one workbook that are looked at

# Functions that reach outside the sheet, by the numbers the binary formats use (MS-XLS 2.5.198.17).
_REACHING = {110: "EXEC", 150: "CALL", 149: "REGISTER", 132: "FOPEN", 138: "FWRITE", 137: "FWRITELN"}
_CALLED = re.compile(rb"[\x22\x42\x62].([\x6e\x96\x95\x84\x8a\x89])\x00", re.DOTALL)
_CALLED_IN_TEXT = re.compile(r"\b(EXEC|CALL|REGISTER|FOPEN|FWRITELN|FWRITE|FORMULA\.FILL)\(", re.IGNORECASE)
_AUTO = re.compile(r"(?:_xlnm\.)?auto_(?:open|close|activate|deactivate)", re.IGNORECASE)
_SYLK_NAME = re.compile(rb"^NN;N(?:[^;\r\n]{0,100};)?.{0,40}auto_", re.IGNORECASE | re.MULTILINE)
_SYLK_CALL = re.compile(
    rb"^C;[^\r\n]{0,200};E[^\r\n]{0,2000}\b(?:EXEC|CALL|REGISTER|FOPEN)\(", re.IGNORECASE | re.MULTILINE
)

# BIFF records and what they say.
_SHEET, _NAME, _FORMULA, _BUILT_IN = 0x85, 0x18, 0x06, 0x20
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_AUTO_NUMBERS = {1: "auto_open", 2: "auto_close", 10: "auto_activate", 11: "auto_deactivate"}
# The same in .xlsb.
_SHEET12, _NAME12 = 156, 39


@dataclass
class Book:
    """What was seen of the Excel 4 macros of one workbook."""

    sheets: list[str] = field(default_factory=list)
    hidden: int = 0
    starts: dict[str, None] = field(default_factory=dict)
    calls: dict[str, None] = field(default_factory=dict)


def excel4(part: Part) -> Iterable[Saw]:
    """F04: a macro sheet. One that starts by itself, or that runs or fetches something, is as good as a program."""
    for where, book in _books(part.content):
        if not book.sheets:
            continue
        shown = shown_codes(
            f"macro sheet {', '.join(book.sheets[:3])}; starts: {', '.join(book.starts) or 'by a click'}; "
            f"uses: {', '.join(book.calls) or 'nothing known'}"
            + ("; hidden from the menu" if book.hidden else "")
            + (f" ({where})" if where else "")
        )
        if book.starts or book.calls:
            yield Saw("macro sheet", shown, DECODED)
        else:
            yield Saw("macro sheet", shown, DECODED, Severity.MEDIUM, 3)


def _books(content: bytes) -> Iterator[tuple[str, Book]]:
    if zipped := opened(content):
        yield "", _zipped(zipped)
    if content[:4] == b"ID;P":
        yield "SYLK", _sylk(content)
    for where, whole in compounds(content):
        for stream in whole.streams:
            if stream.rpartition("/")[2].lower() in ("workbook", "book"):
                yield (
                    where,
                    _binary(whole.read(stream), old=stream.lower().endswith("/book") or stream.lower() == "book"),
                )


def _zipped(zipped: Container) -> Book:
    """Macro sheets by their folder, and by the relationship that leads to them, whatever they are called."""
    book = Book()
    led_to = _led_to(zipped)
    for entry in zipped.entries:
        last = entry.name.rpartition("/")[2]
        foreign = last.endswith(".rels") or last.startswith("binaryindex")
        if ("macrosheets/" in entry.name or last in led_to) and not foreign and len(book.sheets) < SHEETS:
            book.sheets.append(last)
            raw = zipped.read(entry)
            found = _CALLED_IN_TEXT.findall(as_xml(raw)) if last.endswith(".xml") else []
            book.calls.update(dict.fromkeys([*(word.upper() for word in found[:CELLS]), *_numbers(raw)]))
        elif last.endswith("workbook.bin"):
            _names12(zipped.read(entry), book)
        elif last.startswith("workbook") and last.endswith(".xml"):
            for tag, given in tags(zipped.text(entry), "sheet", "definedName"):
                if tag == "sheet":
                    book.hidden += given.get("state", "").lower() == "veryhidden"
                elif hit := _AUTO.search(given.get("name", "")):
                    book.starts[hit[0].lower().removeprefix("_xlnm.")] = None
    book.sheets += [name for name in led_to if name not in book.sheets]
    return book


def _led_to(zipped: Container) -> list[str]:
    found: dict[str, None] = {}
    for _, text in zipped.texts(zipped.named(".rels")):
        for _, given in tags(text, "Relationship") if "acrosheet" in text.lower() else ():
            if given.get("type", "").lower().endswith(("xlmacrosheet", "xlintlmacrosheet")):
                found[given.get("target", "?").replace("\\", "/").rpartition("/")[2].lower()] = None
    return list(found)[:SHEETS]


def _names12(stream: bytes, book: Book) -> None:
    for kind, data in biff12(stream):
        if kind == _SHEET12:
            book.hidden += int.from_bytes(data[:4], "little") == 2
        elif kind == _NAME12 and (hit := _AUTO.search(wide_string(data, 9)[0])):
            book.starts[hit[0].lower().removeprefix("_xlnm.")] = None


def _binary(stream: bytes, old: bool) -> Book:
    book = Book()
    formulas = 0
    for kind, data in biff(stream):
        if kind == _SHEET and len(data) > 7:
            if data[5] == 1:
                book.sheets.append(data[7 if old else 8 :].replace(b"\x00", b"").decode("latin-1")[:40])
                book.hidden += data[4] & 3 == 2
        elif kind == _NAME and len(data) > 15:
            _name(data, old, book)
        elif kind in _FORMULAS and formulas < CELLS:
            formulas += 1
            book.calls.update(dict.fromkeys(_numbers(data[20:])))
    if not book.sheets:
        book.calls.clear()
    return book


def _name(data: bytes, old: bool, book: Book) -> None:
    text = data[14:] if old else data[15:]
    if data[0] & _BUILT_IN and text[0] in _AUTO_NUMBERS:
        book.starts[_AUTO_NUMBERS[text[0]]] = None
    elif hit := _AUTO.search(text[: 2 * data[3]].replace(b"\x00", b"").decode("latin-1")):
        book.starts[hit[0].lower()] = None


def _numbers(formula: bytes) -> Iterator[str]:
    return (_REACHING[found[0]] for found in _CALLED.findall(formula)[:50])


def _sylk(content: bytes) -> Book:
    book = Book()
    if b";E" in content:
        if _SYLK_NAME.search(content):
            book.starts["auto_open"] = None
        if _SYLK_CALL.search(content):
            book.calls["EXEC or CALL"] = None
        if book.starts or book.calls:
            book.sheets.append("SYLK")
    return book


ROWS = (
    Look("F04", Group.FILE, Severity.HIGH, 6, "high", ("T1059.005", "T1204.002"), "workbooks", excel4,
         "tools of banks and insurers from the nineties"),
)  # fmt: skip
