"""Finding one's way in DER and BER, as signatures are written in; only what is needed, never verified."""

from collections.abc import Iterator
from dataclasses import dataclass

ELEMENTS = 20_000  # of one structure
DEPTH = 60

DATA = bytes.fromhex("2a864886f70d010701")  # id-data
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")

_OID, _OCTETS, _SEQUENCE, _FIRST = 0x06, 0x04, 0x30, 0xA0
_CONSTRUCTED = 0x20
_SIGNED_DEPTH = 3  # of the fields of SignedData below the outermost sequence


@dataclass(frozen=True)
class Element:
    """One element of a structure."""

    depth: int
    tag: int
    begins: int  # of the whole element
    start: int  # of its content
    end: int  # of its content; of everything there is, where its length is not told


def is_signed(octets: bytes) -> bool:
    """Say whether this is a CMS signature with something in it, by its first bytes."""
    return octets[:1] == b"\x30" and SIGNED_DATA in octets[:40]


def signed_content(octets: bytes) -> bytes:
    """What was signed, its pieces put together; b"" where the signature stands alone. Raises ValueError."""
    told = -1  # depth at which it was said that what follows is plain data
    pieces: list[bytes] = []
    for element in elements(octets):
        if told >= 0 and element.depth <= told and element.tag != _FIRST:
            break
        if element.tag == _OID and octets[element.start : element.end] == DATA:
            told = element.depth
        elif told >= 0 and element.tag == _OCTETS:
            pieces.append(octets[element.start : element.end])
    return b"".join(pieces)


def certificates(octets: bytes) -> tuple[bytes, ...]:
    """Every X.509 certificate that a CMS signature carries, as it stands. Raises ValueError."""
    found: list[bytes] = []
    inside = False
    for element in elements(octets):
        if element.depth == _SIGNED_DEPTH:
            inside = element.tag == _FIRST
        elif inside and element.depth == _SIGNED_DEPTH + 1 and element.tag == _SEQUENCE:
            found.append(octets[element.begins : element.end])
    return tuple(found)


def elements(octets: bytes) -> Iterator[Element]:
    """Every element, outer ones before inner ones, with a stack instead of recursion. Raises ValueError."""
    at, ends = 0, [(len(octets), False)]
    for _ in range(ELEMENTS):
        while len(ends) > 1 and not ends[-1][1] and at >= ends[-1][0]:
            ends.pop()
        if at + 2 > len(octets):
            return
        if octets[at : at + 2] == b"\0\0" and ends[-1][1]:
            ends.pop()
            at += 2
            continue
        begins, tag = at, octets[at]
        if tag & 0x1F == 0x1F or len(ends) > DEPTH:
            raise ValueError("not a structure that is read here")
        start, size = _length(octets, at + 1)
        end = ends[-1][0] if size is None else start + size
        if end > len(octets):
            raise ValueError("a structure that is cut off")
        yield Element(len(ends) - 1, tag, begins, start, end)
        if tag & _CONSTRUCTED:
            ends.append((end, size is None))
            at = start
        elif size is None:
            raise ValueError("a value without end")
        else:
            at = end
        if len(ends) == 1 and at >= ends[0][0]:
            return
    raise ValueError("too many elements")


def _length(octets: bytes, at: int) -> tuple[int, int | None]:
    """Where the content begins and how long it is; None where its end is marked instead."""
    first = octets[at]
    if first < 0x80:
        return at + 1, first
    count = first & 0x7F
    if count > 4:
        raise ValueError("a length no file has")
    return at + 1 + count, int.from_bytes(octets[at + 1 : at + 1 + count], "big") if count else None
