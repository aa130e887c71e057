"""Looks at a file as a whole: whether it is a mail of its own, and whether anything at all can be said of it."""

import math
from collections import Counter
from collections.abc import Iterable

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw

_ENVELOPED = bytes.fromhex("06092a864886f70d010703")  # the name of enveloped data in CMS (RFC 5652, 6)
_SAMPLE = 32 * 1024  # octets
_ENOUGH = 1024
_DENSE = 7.5  # bits to the octet: packed or sealed, no matter by whom
_SAVED_BY_SAFARI = b"WebMainResource"
# Parts of a mail that are not in it: some programs put them together, or fetch them.
_ELSEWHERE = {
    "message/partial": "one piece of a mail that comes in several",
    "message/external-body": "a part that lies elsewhere and is to be fetched",
}
# Dense by their nature, with beginnings that differ from maker to maker.
_KNOWN_DENSE = frozenset(
    "mp3 mp4 m4a mov avi mkv 3gp ogg opus amr aac wav wma wmv flac jpg jpeg png gif webp heic heif avif tif tiff raw "
    "dng cr2 nef arw psd woff woff2 ttf otf pcap pcapng der p7s p7m p7c cer crt sig".split()
)


def closed_to_us(part: Part) -> Iterable[Saw]:
    """F25: sealed, or of a kind nobody here knows. Said aloud, for silence would read as harmless."""
    if part.forwarded:
        return
    media = kinds.detected(part.content)
    if part.declared in _ELSEWHERE:
        yield Saw("file", shown_codes(f"{part.declared}: {_ELSEWHERE[part.declared]}"), VISIBLE)
    elif _SAVED_BY_SAFARI in part.content[:4096]:
        yield Saw("file", shown_codes(f"{part.name}: a page saved by Safari, which nothing here reads"), DECODED)
    elif media == "application/pgp-encrypted":
        yield Saw("file", shown_codes(f"{part.name}: sealed with OpenPGP"), DECODED)
    elif part.content[:1] == b"\x30" and _ENVELOPED in part.content[:40]:
        yield Saw("file", shown_codes(f"{part.name}: sealed with S/MIME"), DECODED)
    elif media == "application/octet-stream" and _dense(part):
        yield Saw("file", shown_codes(f"{part.name}: an unknown kind, packed or sealed"), DECODED)


def _dense(part: Part) -> bool:
    known = kinds.extension(part.name) in _KNOWN_DENSE
    return not known and len(part.content) >= _ENOUGH and density(part.content[:_SAMPLE]) > _DENSE


def density(sample: bytes) -> float:
    """Bits to the octet, from 0 to 8 (Shannon)."""
    total = len(sample)
    return -sum(count / total * math.log2(count / total) for count in Counter(sample).values())


def a_mail(part: Part) -> Iterable[Saw]:
    """F22: a forwarded mail; it is cut out and looked at on its own."""
    if part.forwarded:
        yield Saw("file", shown_codes(part.name or part.declared), VISIBLE)


ROWS = (
    Look("F22", Group.FILE, Severity.INFO, 0, "high", ("T1566.001",), "files", a_mail, "every forwarded mail"),
)  # fmt: skip
ROWS_INSIDE = (
    Look("F25", Group.COVERAGE, Severity.LOW, 1, "high", ("T1027.013",), "files", closed_to_us,
         "whatever is sealed to somebody else, and rare kinds of files"),
)  # fmt: skip
