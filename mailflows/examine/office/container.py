"""A zipped document (OOXML, OpenDocument) laid open: what lies in it, and each part read within bounds.

The only place that unpacks such documents. Names are compared as Word compares them, which takes a backslash for a
slash and does not care for capitals; of two parts with one name both are looked at.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from mailflows.examine.opener import EXPANDED, RATIO

ENTRIES = 3000
LARGEST_XML = 8 * 1024 * 1024  # octets of one part that are read
ALL_XML = 24 * 1024 * 1024  # octets of all parts of one kind that are searched
_STEP = 512  # octets that are unpacked at once where a part is damaged: what came before the damage is kept
_SMALL = 10 * 1024 * 1024  # below this nothing is a bomb

_MARKS = (b"[Content_Types].xml", b"[content_types].xml", b"word/", b"xl/", b"ppt/", b"word\\", b"xl\\", b"ppt\\")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
# Inside a tag: attributes whose values may hold ">", but never "<". Every step takes what it can and gives none back.
TAG = r"<(?:[\w.-]++:)?"
IN_TAG = r"((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)"
_ATTRIBUTE = re.compile(r"(?<![\w.:-])([\w.:-]{1,80})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")


@dataclass(frozen=True)
class Entry:
    """One part of the document."""

    name: str  # lower case, slashes only
    written: str  # as the zip names it
    size: int  # octets, as the zip claims
    number: int  # its place in the zip


class TooMuch(ValueError):
    """The document claims more than is unpacked."""


class Container:
    """A zipped document: its parts in the order of the zip."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        infos = self._zip.infolist()
        claimed = sum(info.file_size for info in infos)
        if len(infos) > ENTRIES or (claimed > _SMALL and claimed > min(EXPANDED, RATIO * len(content))):
            raise TooMuch("the document claims more than is unpacked")
        self._infos = infos
        self.entries = tuple(
            Entry(info.filename.replace("\\", "/").lstrip("/").lower(), info.filename, info.file_size, number)
            for number, info in enumerate(infos)
            if not info.is_dir()
        )

    def read(self, entry: Entry, limit: int = LARGEST_XML) -> bytes:
        """The first octets of a part, at most `limit`; of a damaged one what can still be read, as Word mends it."""
        try:
            return self.read_strictly(entry, limit)
        except Exception:  # noqa: BLE001 - a boundary: zipfile raises whatever a broken part makes it raise
            return self._mended(self._infos[entry.number], limit)

    def read_strictly(self, entry: Entry, limit: int) -> bytes:
        """The first octets of a part; the size it claims is not believed. Raises what a broken part raises."""
        with self._zip.open(self._infos[entry.number]) as stream:
            return stream.read(limit)

    def _mended(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """A part whose check sum, name or end is wrong, as far as it goes."""
        at = info.header_offset
        lengths = self._content[at + 26 : at + 30]
        start = at + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        packed = self._content[start : start + info.compress_size]
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return packed[:limit] if info.compress_type == zipfile.ZIP_STORED else b""
        inflater = zlib.decompressobj(-15)
        found = bytearray()
        try:
            for place in range(0, len(packed), _STEP):
                found += inflater.decompress(packed[place : place + _STEP], limit - len(found))
                if len(found) >= limit:
                    break
        except zlib.error:
            pass
        return bytes(found)

    def text(self, entry: Entry) -> str:
        return as_xml(self.read(entry))

    def texts(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
        """These parts as text, until 24 MB of them were read; what is longer is told by unpacked.damaged()."""
        read = 0
        for entry in entries:
            if read > ALL_XML:
                return
            raw = self.read(entry)
            read += len(raw)
            yield entry, as_xml(raw)

    def named(self, *endings: str, under: str = "") -> Iterator[Entry]:
        """The parts whose name begins and ends so."""
        return (entry for entry in self.entries if entry.name.startswith(under) and entry.name.endswith(endings))

    def holds(self, name: str) -> bool:
        return any(entry.name == name for entry in self.entries)

    @property
    def is_office(self) -> bool:
        return self.holds("[content_types].xml") or any(
            entry.name.startswith(("word/document", "xl/workbook", "ppt/presentation")) for entry in self.entries
        )

    @property
    def is_open_document(self) -> bool:
        return self.holds("content.xml") and (self.holds("mimetype") or self.holds("meta-inf/manifest.xml"))


def may_be_document(content: bytes) -> bool:
    """Say from the first and last octets whether this zip could be a document; cheap."""
    if content[:2] != b"PK":
        return False
    head = content[:4096] + content[-65536:]
    return _OPEN_DOCUMENT in content[:200] or any(mark in head for mark in _MARKS) or b"content.xml" in head


@lru_cache(maxsize=2)
def opened(content: bytes) -> Container | None:
    """The document in these octets; None where they are none, or where it cannot be opened: damaged() tells that."""
    try:
        return laid_open(content)
    except Exception:  # noqa: BLE001 - a boundary: zipfile raises whatever a broken zip makes it raise
        return None


def laid_open(content: bytes) -> Container | None:
    """The document in these octets; None where they are none. Raises TooMuch, and what a broken zip raises."""
    if not may_be_document(content):
        return None
    container = Container(content)
    return container if container.is_office or container.is_open_document else None


def as_xml(raw: bytes) -> str:
    """XML as characters, in whichever of the encodings that Office reads; comments gone, what is quoted as itself."""
    if raw[:2] in (b"\xff\xfe", b"<\x00"):
        text = raw.decode("utf-16-le", "replace")
    elif raw[:2] in (b"\xfe\xff", b"\x00<"):
        text = raw.decode("utf-16-be", "replace")
    else:
        text = raw.decode("utf-8", "replace")
    text = text.lstrip("\ufeff").replace("\x00", "")
    if "<!--" in text:
        first, *others = text.split("<!--")
        text = first + "".join(other.partition("-->")[2] for other in others)
    if "<![CDATA[" in text:
        first, *others = text.split("<![CDATA[")
        text = first + "".join(_unquoted(other) for other in others)
    return text


def _unquoted(piece: str) -> str:
    quoted, _, after = piece.partition("]]>")
    return escape(quoted) + after


def tags(text: str, *names: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every start tag of these names, whatever its prefix, with its attributes (without prefix, lower case)."""
    for found in _finder(names).finditer(text):
        yield found[1], attributes(found[2])


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, with what is escaped in them as itself."""
    return {
        key.rpartition(":")[2].lower(): unescape(double or single)
        for key, double, single in _ATTRIBUTE.findall(written)
    }


@lru_cache(maxsize=64)
def _finder(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{TAG}({'|'.join(names)})(?=[\s/>]){IN_TAG}")
