"""The words of documents of the old kind (.doc, .xls, .ppt), read roughly: enough to judge what they tell a reader."""

import re
from collections.abc import Iterator

from mailflows.examine.office.compounds import Compound
from mailflows.examine.office.records import biff

TEXT = 200_000  # characters
STREAM = 4_000_000  # octets

_CODES = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14")
_SHARED_STRINGS, _LABEL = 0xFC, 0x204  # MS-XLS 2.4.265, 2.4.148
_WIDE, _EXTENDED, _RICH = 1, 4, 8
_TEXT_WIDE, _TEXT_NARROW = 0x0FA0, 0x0FA8  # MS-PPT 2.9.42 and 43
_CONTAINER = 0xF


def old_words(whole: Compound) -> str:
    """The words of the document, at most 200,000 characters."""
    if whole.holds("WordDocument"):
        return _of_text(whole.read("WordDocument", STREAM))
    if whole.holds("PowerPoint Document"):
        return "\n".join(_of_slides(whole.read("PowerPoint Document", STREAM)))[:TEXT]
    return "\n".join(_of_sheets(whole.read("Workbook", STREAM) or whole.read("Book", STREAM)))[:TEXT]


def _of_text(stream: bytes) -> str:
    """The text of a .doc, by its place as the header tells it; complex files are read as if they were simple."""
    start, end = int.from_bytes(stream[0x18:0x1C], "little"), int.from_bytes(stream[0x1C:0x20], "little")
    raw = stream[start : min(end, start + 4 * TEXT)] if start < end else stream[0x200 : 4 * TEXT]
    second = raw[1:4000:2]
    wide = sum(second.count(high) for high in (0, 6)) * 2 > len(second)  # Latin and Arabic letters in two octets
    text = raw.decode("utf-16-le", "replace") if wide else raw.decode("cp1252", "replace")
    text = _CODES.sub("", text).replace("\r", "\n").replace("\x07", "\t")
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")[:TEXT]


def _of_sheets(stream: bytes) -> Iterator[str]:
    for kind, data in biff(stream):
        if kind == _SHARED_STRINGS:
            yield from _shared(data)
        elif kind == _LABEL and len(data) > 8:
            yield data[8:].decode("cp1252", "replace")


def _shared(data: bytes) -> Iterator[str]:
    """The strings of the first record; what continues in others is left out."""
    at = 8
    while at + 3 <= len(data):
        count, flags = int.from_bytes(data[at : at + 2], "little"), data[at + 2]
        at += 3
        runs = int.from_bytes(data[at : at + 2], "little") if flags & _RICH else 0
        at += 2 if flags & _RICH else 0
        more = int.from_bytes(data[at : at + 4], "little") if flags & _EXTENDED else 0
        at += 4 if flags & _EXTENDED else 0
        size = 2 * count if flags & _WIDE else count
        yield data[at : at + size].decode("utf-16-le" if flags & _WIDE else "latin-1", "replace")
        at += size + 4 * runs + more


def _of_slides(stream: bytes) -> Iterator[str]:
    at = 0
    while at + 8 <= len(stream):
        head, kind = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        size = int.from_bytes(stream[at + 4 : at + 8], "little")
        if kind in (_TEXT_WIDE, _TEXT_NARROW):
            raw = stream[at + 8 : at + 8 + size]
            yield raw.decode("utf-16-le" if kind == _TEXT_WIDE else "latin-1", "replace").replace("\r", "\n")
        at += 8 if head & _CONTAINER == _CONTAINER else 8 + size
