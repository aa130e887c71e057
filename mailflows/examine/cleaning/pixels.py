"""Pictures inside documents: only what draws them stays; camera, place, time, comments and profiles are left out."""

import struct
import zlib

from mailflows.examine.cleaning.stays import Stays

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_END, _SCAN = 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"pHYs"})


def bare_picture(octets: bytes) -> bytes:
    """A JPEG or PNG with the same pixels and nothing beside them. Raises Stays for anything else."""
    try:
        if octets.startswith(_JPEG):
            return bare_jpeg(octets)
        if octets.startswith(_PNG):
            return bare_png(octets)
    except (IndexError, struct.error):
        raise Stays("unreadable") from None
    raise Stays("hidden")


def bare_jpeg(octets: bytes) -> bytes:
    """Without APP and COM segments, but for those two that say how colours are stored (ITU-T T.81, B.2.4)."""
    kept, at = bytearray(_JPEG), 2
    while True:
        if octets[at] != 0xFF:
            raise Stays("unreadable")
        marker = octets[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            return bytes(kept + b"\xff\xd9")
        if marker in _ALONE:
            kept += octets[at : at + 2]
            at += 2
            continue
        end = at + 2 + int.from_bytes(octets[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(octets):
            raise Stays("unreadable")
        segment = octets[at:end]
        if _stays(marker, segment):
            kept += segment
        at = end
        if marker == _SCAN:
            end = _end_of_scan(octets, at)
            kept += octets[at:end]
            at = end


def _stays(marker: int, segment: bytes) -> bool:
    if marker == 0xEE:
        return segment[4:9] == b"Adobe" and len(segment) <= 16
    if marker == 0xE0:
        return segment[4:9] == b"JFIF\0" and len(segment) == 18  # no thumbnail
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scan(octets: bytes, at: int) -> int:
    while True:
        at = octets.find(b"\xff", at)
        if at < 0:
            raise Stays("unreadable")
        if octets[at + 1] != 0 and octets[at + 1] not in _ALONE:
            return at
        at += 2


def bare_png(octets: bytes) -> bytes:
    """Only the chunks that draw."""
    kept, at = bytearray(_PNG), len(_PNG)
    while True:
        size, kind = struct.unpack_from(">I4s", octets, at)
        end = at + 12 + size
        if end > len(octets) or octets[end - 4 : end] != zlib.crc32(octets[at + 4 : end - 4]).to_bytes(4, "big"):
            raise Stays("unreadable")
        if kind in _DRAWS:
            kept += octets[at:end]
        at = end
        if kind == b"IEND":
            return bytes(kept)
