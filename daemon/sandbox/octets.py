"""Believing pictures and zips no more than words: what a child hands back must be built as our own code builds it.

Nothing is unpacked or decoded for it. Whoever took a child over could otherwise hand a handler two files in one, or a
dangerous file without its lock.
"""

import re
import struct
import zlib
from collections.abc import Iterator

LONGEST = 1600  # pixels a side, as they are drawn; a test compares
_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")
_SHAPE = struct.Struct(">IIBBBBB")  # IHDR: width, height, depth, colour, compression, filter, interlace
_COLOURS = {0: (8,), 2: (8,), 3: (1, 2, 4, 8)}  # grey, RGB, palette, each with the depths that we write
_ORDER = re.compile(rb"IHDR(PLTE)?(IDAT)+IEND")

_LOCAL = struct.Struct("<4s5H3I2H")
_AFTER = struct.Struct("<4s3I")
_LISTED = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NAME = re.compile(rb"[A-Za-z0-9][A-Za-z0-9.]{0,63}\.bin")
_LOCKED, _SIZES_AFTER = 1, 8
_LOCK = 12  # octets that the lock puts before what it locks
_EXTRAS = {0x5455, 0x7875}  # times and owner; others give an entry a second name or size
_EXTRA = 64  # octets of them


def believed_picture(octets: bytes) -> bytes | None:
    """The octets, where they are one PNG of the size and kind that we draw, with nothing beside the pixels."""
    kinds, shape = b"", b""
    try:
        for kind, content in _chunks(octets):
            kinds += kind
            shape = content if kind == b"IHDR" else shape
        width, height, depth, colour, *rest = _SHAPE.unpack(shape)
    except (ValueError, struct.error):
        return None
    fits = 0 < width <= LONGEST and 0 < height <= LONGEST and depth in _COLOURS.get(colour, ()) and not any(rest)
    return octets if fits and _ORDER.fullmatch(kinds) else None


def _chunks(octets: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not octets.startswith(_PNG):
        raise ValueError
    at = len(_PNG)
    while at < len(octets):
        size, kind = _CHUNK.unpack_from(octets, at)
        end = at + _CHUNK.size + size
        if octets[end : end + 4] != zlib.crc32(octets[at + 4 : end]).to_bytes(4, "big"):
            raise ValueError
        yield kind, octets[at + _CHUNK.size : end]
        at = end + 4


def believed_zip(octets: bytes) -> bytes | None:
    """The octets, where they are one zip with one locked file in it, under a harmless name, and nothing beside it."""
    try:
        return octets if _is_locked(octets) else None
    except struct.error:
        return None


def _is_locked(octets: bytes) -> bool:
    """Every octet has its place: the file, its line in the list, the end. What two programs read is then the same."""
    end = len(octets) - _END.size
    if end < 0:
        return False
    mark, disk, first, here, count, listed, at, comment = _END.unpack_from(octets, end)
    if (mark, disk, first, here, count, comment) != (b"PK\5\6", 0, 0, 1, 1, 0) or at + listed != end:
        return False
    line = _LISTED.unpack_from(octets, at)
    local = _LOCAL.unpack_from(octets)
    mark, _, _, flags, method, _, _, _, packed, size, named, extra, comment, disk, _, _, start = line
    name = octets[at + _LISTED.size : at + _LISTED.size + named]
    named_first = octets[_LOCAL.size : _LOCAL.size + local[9]]
    same = (b"PK\3\4", flags, method, packed, size, name) == (local[0], *local[2:4], *local[7:9], named_first)
    whole = at + _LISTED.size + named + extra == end and (comment, disk, start) == (0, 0, 0)
    begins = _LOCAL.size + local[9] + local[10]
    after = _AFTER.unpack_from(octets, at - _AFTER.size)
    filled = begins + packed + _AFTER.size == at and after[0] == b"PK\7\x08" and after[2:] == (packed, size)
    extras = octets[_LOCAL.size + local[9] : begins], octets[at + _LISTED.size + named : end]
    locked = packed == size + _LOCK and flags == _LOCKED | _SIZES_AFTER
    empty = packed == size == 0 and flags == _SIZES_AFTER
    return (
        (mark, method) == (b"PK\1\2", 0)
        and same
        and whole
        and filled
        and (locked or empty)
        and _NAME.fullmatch(name) is not None
        and all(map(_only_times, extras))
    )


def _only_times(extra: bytes) -> bool:
    at = 0
    while at < len(extra) <= _EXTRA:
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind not in _EXTRAS:
            return False
        at += 4 + size
    return at == len(extra)
