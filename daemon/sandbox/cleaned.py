"""Believing cleaned files no more than words: every octet has its place, and no place tells of a maker.

Nothing is unpacked or decoded for it. A PDF is followed object by object as our own code writes it, and its list of
objects has to name exactly those; a package holds parts known by name, stored as they are, and nothing beside them.
"""

import re
import struct
import zlib

from mailflows.examine.cleaning.packages import PARTS, tells

_HEAD = re.compile(rb"%PDF-\d\.\d\n%\xbf\xf7\xa2\xfe\n")
_OBJECT = re.compile(rb"(\d{1,8}) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d{1,9})(?! \d+ R)\b")
_LIST = re.compile(rb"xref\n0 (\d{1,8})\n0000000000 65535 f \n((?:\d{10} 00000 n \n)*)trailer (<<[^\n]*>>)\n")
_TRAILER = re.compile(rb"<< /Root \d+ 0 R /Size \d+ /ID \[(?:<[0-9a-f]*>)+\] >>")
_TAIL = re.compile(rb"startxref\n(\d{1,10})\n%%EOF\n")
# Names that tell of a maker, act, or hide something; a name written with # could be any of them.
_NAMES = re.compile(
    rb"/(?:Info|Metadata|PieceInfo|LastModified|Author|Creator|Producer|CreationDate|ModDate|AF|AA|OpenAction|JS"
    rb"|JavaScript|Launch|EmbeddedFiles?|EF|Filespec|ObjStm|XRef|StructTreeRoot|AcroForm|RichMedia|Properties"
    rb"|Keywords|ICCBased)\b|/[^\s/<>\[\]()]*#"
)
_ELSEWHERE = re.compile(rb"/URI\s*(?:<|\((?!https?://|mailto:))")  # a link that leads to no web page
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)

_LOCAL = struct.Struct("<4s5H3I2H")
_LISTED = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DAY = (0, 33)  # midnight of 1 January 1980, as a zip writes it


def believed_pdf(octets: bytes) -> bytes | None:
    """The octets, where they are one PDF as ours are written, without any name that tells of its maker."""
    head = _HEAD.match(octets)
    at = head.end() if head else -1
    places: list[int] = []
    while at >= 0 and (begins := _OBJECT.match(octets, at)):
        places.append(at)
        at = _after(octets, begins.end()) if int(begins[1]) == len(places) else -1
    listed = _LIST.match(octets, at) if at >= 0 else None
    tail = _TAIL.fullmatch(octets, listed.end()) if listed else None
    if listed is None or tail is None or int(tail[1]) != at or not _TRAILER.fullmatch(listed[3]):
        return None
    count, lines = int(listed[1]), listed[2]
    named = [int(lines[line : line + 10]) for line in range(0, len(lines), 20)]
    return octets if named == places and count == len(places) + 1 else None


def _after(octets: bytes, at: int) -> int:
    """Where the object that begins here has ended; -1 where it is none of ours."""
    closes, streams = octets.find(b"\nendobj\n", at), octets.find(b"\nstream\n", at)
    end = min((place for place in (closes, streams) if place >= 0), default=-1)
    said = _STRING.sub(b"()", octets[at:end]) if end >= 0 else b"#"
    if end < 0 or _NAMES.search(said) or _ELSEWHERE.search(octets, at, end):
        return -1
    if end == closes:
        return _past(octets, closes, b"\nendobj\n")
    lengths = _LENGTH.findall(said)
    if len(lengths) != 1:
        return -1
    return _past(octets, end + len(b"\nstream\n") + int(lengths[0]), b"endstream\nendobj\n", b"\nendstream\nendobj\n")


def _past(octets: bytes, at: int, *marks: bytes) -> int:
    return next((at + len(mark) for mark in marks if octets.startswith(mark, at)), -1)


def believed_package(octets: bytes, ending: str) -> bytes | None:
    """The octets, where they are a package of that kind with known parts, none of which tells of its maker."""
    try:
        return octets if _is_bare(octets, ending) else None
    except (struct.error, UnicodeDecodeError):
        return None


def _is_bare(octets: bytes, ending: str) -> bool:
    """Part after part, then the same parts in the list, then the end."""
    at, parts = 0, []
    while octets.startswith(b"PK\3\4", at):
        _, _, flags, method, *day, crc, packed, size, named, extra = _LOCAL.unpack_from(octets, at)
        begins = at + _LOCAL.size + named
        name, content = octets[at + _LOCAL.size : begins], octets[begins : begins + size]
        fits = (flags, method, tuple(day), extra) == (0, 0, _DAY, 0) and packed == size == len(content)
        if not fits or zlib.crc32(content) != crc or not PARTS[ending].fullmatch(name.decode("ascii")):
            return False
        if b"/media/" not in name and not name.endswith(b".odttf") and tells(content):
            return False
        parts.append((name, crc, size, at))
        at = begins + size
    begins = at
    for name, crc, size, place in parts:
        mark, _, _, flags, method, *day, sum_, packed, whole, named, extra, comment, disk, _, _, start = (
            _LISTED.unpack_from(octets, at)
        )
        there = octets[at + _LISTED.size : at + _LISTED.size + named]
        wanted = (b"PK\1\2", 0, 0, _DAY, crc, size, size, 0, 0, 0, place, name)
        if (mark, flags, method, tuple(day), sum_, packed, whole, extra, comment, disk, start, there) != wanted:
            return False
        at += _LISTED.size + named
    end = (b"PK\5\6", 0, 0, len(parts), len(parts), at - begins, begins, 0)
    return bool(parts) and len(octets) == at + _END.size and _END.unpack_from(octets, at) == end
