"""Where a picture or a program truly ends, and what stands behind that end.

What comes after the end is shown to nobody by those who show pictures, and read first by those who read archives.
"""

import struct
from dataclasses import dataclass

from mailflows.examine import kinds

_STEPS = 20_000  # of one file: chunks, segments, sections


@dataclass(frozen=True)
class Appended:
    """What stands behind the end."""

    at: int
    media: str


def appended(content: bytes, media: str = "") -> Appended | None:
    """What stands behind the true end of a picture or a Windows program; None where nothing does, or nobody knows."""
    find = _ENDS.get(media or kinds.detected(content))
    try:
        end = find(content) if find else 0
    except (struct.error, IndexError):
        return None
    rest = content[end : end + 4096].lstrip(b"\0\r\n ") if end else b""
    if not rest:
        return None
    at = content.index(rest[:64], end)
    return Appended(at, kinds.detected(content[at:]))


def _png(content: bytes) -> int:
    at = 8
    for _ in range(_STEPS):
        kind = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if len(kind) < 4:
            return 0
        if kind == b"IEND":
            return at
    return 0


def _jpeg(content: bytes) -> int:
    at = 2
    for _ in range(_STEPS):
        if content[at] != 0xFF:
            return 0
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark == 0xD9:
            return at + 2
        elif mark == 0x01 or 0xD0 <= mark <= 0xD8:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if mark == 0xDA:
                at = _after_scan(content, at)
    return 0


def _after_scan(content: bytes, at: int) -> int:
    """The next marker that is no part of the picture's own data."""
    for _ in range(_STEPS * 50):
        at = content.find(b"\xff", at)
        if at < 0:
            raise IndexError
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    raise IndexError


def _gif(content: bytes) -> int:
    flags = content[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    for _ in range(_STEPS):
        kind = content[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x2C:
            flags = content[at + 9]
            at += 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
        elif kind == 0x21:
            at += 2
        else:
            return 0
        while size := content[at]:
            at += 1 + size
        at += 1
    return 0


def _bmp(content: bytes) -> int:
    claimed, offset, width, height, bits = struct.unpack_from("<2xI4xI4xii2xH", content)
    size = offset + (width * bits + 31) // 32 * 4 * abs(height)
    fits = 54 <= size <= len(content) and claimed <= len(content)
    return int(max(size, claimed) if fits else 0)


def _riff(content: bytes) -> int:
    size: int = struct.unpack_from("<4xI", content)[0]
    return 8 + size + (size & 1)


def _windows_program(content: bytes) -> int:
    """Where the last section ends, and the signature, which is kept behind it."""
    start = struct.unpack_from("<I", content, 0x3C)[0]
    sections, optional = struct.unpack_from("<6xH12xH", content, start)
    ends = [0]
    for number in range(min(sections, 96)):
        size, place = struct.unpack_from("<16xII", content, start + 24 + optional + 40 * number)
        ends.append(place + size)
    wide = struct.unpack_from("<H", content, start + 24)[0] == 0x20B
    place, size = struct.unpack_from("<II", content, start + 24 + (112 if wide else 96) + 32)
    end = max(ends)
    return int(place + size) if size and place >= end and place - end < 16 else end


_ENDS = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/webp": _riff,
    "application/x-msdownload": _windows_program,
}
