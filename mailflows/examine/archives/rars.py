"""Walking the headers of a RAR, for what libarchive does not tell: locks, volumes, and streams beside the files.

After the technical notes that come with RAR. A stream service header writes into an alternate data stream of a file;
one whose name leads elsewhere writes anywhere (CVE-2025-8088).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

FOUR, FIVE = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_HEADERS = 5000
_LARGEST_HEADER = 64 * 1024


@dataclass(frozen=True)
class Marks:
    """What the headers say."""

    sealed: bool = False  # all names are locked
    volume: bool = False
    locked: frozenset[str] = frozenset()  # names of files that are
    streams: tuple[str, ...] = ()


def marks_of(content: bytes) -> Marks:
    """Read the headers as far as they go; a broken one ends the walk and is no error here."""
    try:
        if content.startswith(FIVE):
            return _five(content)
        return _four(content) if content.startswith(FOUR) else Marks()
    except (IndexError, struct.error):
        return Marks()


def _five(content: bytes) -> Marks:
    sealed = volume = False
    locked, streams = set(), []
    for kind, head, at, extra in _headers_of_five(content):
        if kind == 4:
            sealed = True
            break
        if kind == 1:
            flags, _ = _number(head, at)
            volume = bool(flags & 1)
        if kind in (2, 3):
            name, records = _file_of_five(head, at, extra)
            if kind == 2 and 1 in records:
                locked.add(name)
            if kind == 3 and name == "STM":
                streams.append(records.get(7, b"").decode("utf-8", "replace"))
    return Marks(sealed, volume, frozenset(locked), tuple(streams[:100]))


def _headers_of_five(content: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Each header: its type, its octets, where its own fields begin, and how many octets of records end it."""
    place = len(FIVE)
    for _ in range(_HEADERS):
        if place + 7 > len(content):
            return
        size, start = _number(content, place + 4)
        head = content[start : start + min(size, _LARGEST_HEADER)]
        kind, at = _number(head, 0)
        flags, at = _number(head, at)
        extra = data = 0
        if flags & 1:
            extra, at = _number(head, at)
        if flags & 2:
            data, at = _number(head, at)
        yield kind, head, at, extra
        place = start + size + data


def _file_of_five(head: bytes, at: int, extra: int) -> tuple[str, dict[int, bytes]]:
    flags, at = _number(head, at)
    for _ in range(2):  # size, attributes
        _, at = _number(head, at)
    at += 4 * bool(flags & 2) + 4 * bool(flags & 4)  # time, checksum
    for _ in range(2):  # compression, system
        _, at = _number(head, at)
    size, at = _number(head, at)
    name = head[at : at + size].decode("utf-8", "replace")
    records: dict[int, bytes] = {}
    place = max(at + size, len(head) - extra)
    while place < len(head) and len(records) < 20:
        length, start = _number(head, place)
        kind, inner = _number(head, start)
        records.setdefault(kind, head[inner : start + length])
        place = start + max(1, length)
    return name, records


def _four(content: bytes) -> Marks:
    sealed = volume = False
    locked, streams = set(), []
    place = len(FOUR)
    for _ in range(_HEADERS):
        if place + 7 > len(content):
            break
        kind, flags, size = struct.unpack_from("<2xBHH", content, place)
        head = content[place : place + size]
        following = struct.unpack_from("<I", head, 7)[0] if flags & 0x8000 and len(head) >= 11 else 0
        if kind == 0x73:
            sealed, volume = sealed or bool(flags & 0x80), bool(flags & 1)
        if kind in (0x74, 0x7A) and len(head) >= 32:
            length = struct.unpack_from("<H", head, 26)[0]
            start = 40 if flags & 0x100 else 32
            name = head[start : start + length].partition(b"\0")[0].decode("utf-8", "replace")
            if kind == 0x74 and flags & 4:
                locked.add(name.replace("\\", "/"))
            if kind == 0x7A and name == "STM":
                streams.append(head[start + length :].decode("utf-16-le", "replace"))
        if sealed or size < 7:
            break
        place += size + following
    return Marks(sealed, volume, frozenset(locked), tuple(streams[:100]))


def _number(octets: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits to the octet, and where it ends. Raises IndexError."""
    value = shift = 0
    while True:
        octet = octets[at]
        value |= (octet & 0x7F) << shift
        at += 1
        if not octet & 0x80 or shift > 56:
            return value, at
        shift += 7
