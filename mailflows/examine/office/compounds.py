"""Compound files (OLE): the old documents themselves, and those that lie hidden in newer ones and in texts."""

import io
import re
import zlib
from binascii import a2b_base64
from collections.abc import Iterator
from functools import lru_cache

import olefile

from mailflows.examine.office.container import opened
from mailflows.examine.opener import LARGEST

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = 2000
COMPOUNDS = 20  # of one file that are looked into
TRIED = 50  # streams that are read to their end, to see whether the file is whole
WHOLE = 1_000_000  # octets of such a stream
HIDDEN = 8 * 1024 * 1024  # octets of a compound file inside another file

_ACTIVE_MIME = b"ActiveMime"
_IN_BASE64 = re.compile(rb"QWN0aXZlTWltZQ[A-Za-z0-9+/=\s]{100,12000000}")  # "ActiveMime", as mail and XML carry it
_BIN_DATA = re.compile(rb"<w:binData[^<>]{0,500}>([A-Za-z0-9+/=\s]{100,12000000})<")
_SLIDES, _STORED = "powerpoint document", 0x1011  # MS-PPT 2.10.34: an object or a VBA project inside the stream


class Compound:
    """A compound file: its streams by their paths."""

    def __init__(self, content: bytes) -> None:
        self._ole = olefile.OleFileIO(io.BytesIO(content))
        self.streams = tuple("/".join(path) for path in self._ole.listdir()[:STREAMS])
        self._paths = {"/".join(path).lower(): path for path in self._ole.listdir()[:STREAMS]}

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        """A stream, in whichever capitals; empty where there is none."""
        path = self._paths.get(name.lower())
        return bytes(self._ole.openstream(path).read(limit)) if path else b""

    def holds(self, name: str) -> bool:
        return name.lower() in self._paths

    def cut_short(self) -> bool:
        """Say whether one of its streams is longer than what is left of it."""
        for path in self._ole.listdir()[:TRIED]:
            size = self._ole.get_size(path)
            if size <= WHOLE and len(self._ole.openstream(path).read(size)) < size:
                return True
        return False

    def classes(self) -> tuple[str, ...]:
        """The classes of its storages, in capitals, each once: which program is asked to show them."""
        entries = (entry for entry in self._ole.direntries[:STREAMS] if entry is not None)
        return tuple(dict.fromkeys(str(entry.clsid).upper() for entry in entries if entry.clsid))


@lru_cache(maxsize=4)
def compound(content: bytes) -> Compound | None:
    """The compound file in these octets; None where they are none, or where it cannot be opened."""
    try:
        return Compound(content) if content[:8] == MAGIC else None
    except Exception:  # noqa: BLE001 - a boundary: olefile raises whatever a broken file makes it raise
        return None


def compounds(content: bytes) -> Iterator[tuple[str, Compound]]:
    """The file itself where it is one, and every compound file that its kind can hide; broken ones are left out."""
    for number, (where, raw) in enumerate(_hidden(content)):
        if number == COMPOUNDS:
            return
        if found := compound(raw):
            yield where, found


def _hidden(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:8] == MAGIC:
        yield "", content
        yield from (("slides", raw) for raw in in_slides(content) if raw[:8] == MAGIC)
    elif zipped := opened(content):
        for entry in zipped.entries:
            if 512 < entry.size <= HIDDEN and zipped.read(entry, 8) == MAGIC:
                yield entry.written, zipped.read(entry, HIDDEN)
            elif 64 < entry.size <= HIDDEN and _ACTIVE_MIME in zipped.read(entry, 16):
                yield entry.written, from_active_mime(zipped.read(entry, HIDDEN))
    else:
        yield from (("ActiveMime", raw) for raw in in_text(content))


def in_text(content: bytes) -> Iterator[bytes]:
    """Compound files that a web archive or an XML document carries in base64."""
    if b"QWN0aXZlTWltZQ" in content:
        yield from (from_active_mime(_from_base64(found[0])) for found in _IN_BASE64.finditer(content))
    if b"<w:binData" in content:
        for found in _BIN_DATA.finditer(content):
            raw = _from_base64(found[1])
            if raw[:8] == MAGIC:
                yield raw
                yield from _deflated_in(raw)


def _deflated_in(raw: bytes) -> Iterator[bytes]:
    """Word 2003 packs each object of an XML document once more, as a stream that begins with its size."""
    whole = compound(raw)
    for stream in whole.streams[:COMPOUNDS] if whole else ():
        held = whole.read(stream, HIDDEN) if whole else b""
        if held[4:5] == b"\x78":
            yield _inflated(held[4:])


def in_slides(content: bytes) -> Iterator[bytes]:
    """What a presentation of the old kind stores inside its stream of records."""
    whole = compound(content)
    stream = whole.read(_SLIDES) if whole else b""
    at, told = 0, 0
    while at + 8 <= len(stream) and told < COMPOUNDS:
        head, kind = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        size = int.from_bytes(stream[at + 4 : at + 8], "little")
        if kind == _STORED:
            told += 1
            raw = stream[at + 8 : at + 8 + size]
            yield _inflated(raw[4:]) if head >> 4 == 1 else raw
        at += 8 if head & 0xF == 0xF else 8 + size  # a record of records is entered, not skipped


def from_active_mime(raw: bytes) -> bytes:
    """The compound file inside an ActiveMime envelope: compressed, after a header whose length varies."""
    if raw[:10] != _ACTIVE_MIME:
        return b""
    for at in (0x32, 0x22A, *(at for at in range(0x1E, min(len(raw), 0x300)) if raw[at : at + 1] == b"\x78")):
        if raw[at : at + 1] == b"\x78" and (found := _inflated(raw[at:])):
            return found
    return b""


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, HIDDEN)
    except zlib.error:
        return b""


def _from_base64(written: bytes) -> bytes:
    """The octets up to the first padding; a last letter that stands for nothing is dropped."""
    letters = b"".join(written.split()).partition(b"=")[0]
    return a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
