"""Reading Apple's property lists within bounds: XML and binary, also inside a signature."""

import plistlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from xml.parsers.expat import ExpatError

from mailflows.examine.phones.der import is_signed, signed_content

SIZE = 2 * 1024 * 1024
VALUES = 10_000  # that are walked over
SIGNED_TWICE = 3  # signatures around one another
_BINARY = b"bplist00"
_TRAILER = 32
_ROOM = 8 * 1024 * 1024  # octets that the objects of a binary list may claim together; they can overlap


class Unreadable(ValueError):
    """A property list that is cut off, too large, or built to be expensive."""


def plist_in(content: bytes) -> Mapping[str, Any]:
    """The property list; {} where the content is none or not a dictionary. Raises ValueError."""
    for _ in range(SIGNED_TWICE):
        if not is_signed(content):
            break
        content = signed_content(content)
    if not _begins_like_one(content):
        return {}
    if len(content) > SIZE:
        raise Unreadable("a property list of more than 2 MB")
    if content.startswith(_BINARY) and not _modest(content):
        raise Unreadable("a property list that claims more than its size")
    try:
        # Entities are refused by plistlib itself, so that nothing can multiply.
        found = plistlib.loads(content)
    except (
        ExpatError,
        plistlib.InvalidFileException,
        ValueError,
        OverflowError,
        AttributeError,
        IndexError,
    ) as trouble:
        raise Unreadable("a property list that cannot be read") from trouble
    return found if isinstance(found, dict) else {}


def inner(value: object, depth: int = 12) -> Iterator[tuple[str, object]]:
    """Every (key, value) below, at most 10,000, in order; a value in a list has the key of the list."""
    waiting: list[tuple[str, object, int]] = [("", value, 0)]
    for _ in range(VALUES):
        if not waiting:
            return
        key, found, deep = waiting.pop()
        room = VALUES - len(waiting)
        if isinstance(found, dict) and deep < depth:
            listed = list(islice(found.items(), room))
            waiting.extend((str(name), below, deep + 1) for name, below in reversed(listed))
        elif isinstance(found, list) and deep < depth:
            waiting.extend((key, below, deep + 1) for below in reversed(found[:room]))
        if deep:
            yield key, found


def dictionaries(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _begins_like_one(content: bytes) -> bool:
    head = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return head.startswith((_BINARY, b"<?xml", b"<plist", b"<!DOCTYPE plist"))


def _modest(content: bytes) -> bool:
    """Whether the objects of a binary list together claim no more than a small multiple of the file."""
    trailer = content[-_TRAILER:]
    width, reference = trailer[6], trailer[7]
    count, table = int.from_bytes(trailer[8:16], "big"), int.from_bytes(trailer[24:32], "big")
    if count > VALUES or not 0 < width <= 8 or table + count * width > len(content):
        return False
    claimed = 0
    for number in range(count):
        at = int.from_bytes(content[table + number * width : table + (number + 1) * width], "big")
        if at >= len(content):
            return False
        kind, size = content[at] >> 4, content[at] & 0x0F
        if kind in (0x4, 0x5, 0x6, 0xA, 0xC, 0xD) and size == 0x0F:
            long = 1 << (content[at + 1] & 3) if at + 1 < len(content) else 0
            size = int.from_bytes(content[at + 2 : at + 2 + long], "big")
        claimed += size * (2 * max(1, reference) * 8 if kind in (0xA, 0xC, 0xD) else 2 if kind == 0x6 else 1)
        if claimed > _ROOM:
            return False
    return True
