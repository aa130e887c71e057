"""Reading winmail.dat, the wrapping in which Outlook sends what only Outlook reads (MS-OXTNEF)."""

import struct
from collections.abc import Iterator

from mailflows.examine.evidence.mapi import (
    BODY,
    FILE_DATA,
    FILE_MEDIA,
    LONG_FILE_NAME,
    MESSAGE_ID,
    OBJECT,
    SENDER_ADDRESS,
    SENDER_NAME,
    STRING8,
    SUBJECT,
    UNICODE,
    Enclosed,
    Properties,
    charset_of,
    file_name,
    mail_of,
)
from mailflows.examine.evidence.wrappings import MAGIC_OF_TNEF, wrapped_by_outlook
from mailflows.examine.read import is_mail
from mailflows.examine.seen import Mail

ATTRIBUTES = 5000
PROPERTIES = 5000  # of one message or attachment
BLOCKS = 120  # of properties, in one file
ENCLOSED = 100

# Attributes by the lower half of their number.
_FROM, _SUBJECT, _MESSAGE_ID, _BODY, _FILE, _TITLE, _CODE_PAGE = 0x8000, 0x8004, 0x8009, 0x800C, 0x800F, 0x8010, 0x9007
_MESSAGE, _FILE_PROPERTIES, _FILE_BEGINS = 0x9003, 0x9005, 0x9002
_OF_MESSAGE = {_SUBJECT: SUBJECT, _MESSAGE_ID: MESSAGE_ID, _BODY: BODY}
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_LONG = frozenset({STRING8, UNICODE, 0x102, OBJECT})
_MANY = 0x1000  # of a type: several values
_KEY = 16  # octets before the stream of an object that say what it is

_Values = dict[int, tuple[int, bytes]]


def unwrapped_mail(content: bytes) -> Mail:
    """The mail in a winmail.dat, as far as it can be read. Raises ValueError where it is none."""
    if not wrapped_by_outlook(content):
        raise ValueError("no TNEF")
    message: _Values = {}
    files: list[_Values] = []
    charset = None
    blocks = 0
    for number, octets in _attributes(content):
        blocks += number in (_MESSAGE, _FILE_PROPERTIES)
        if blocks > BLOCKS:
            break
        if number == _CODE_PAGE:
            charset = charset_of(int.from_bytes(octets[:4], "little"))
        elif number in _OF_MESSAGE:
            message.setdefault(_OF_MESSAGE[number], (STRING8, octets))
        elif number == _FROM:
            message |= {kind: value for kind, value in _sender(octets).items() if kind not in message}
        elif number == _MESSAGE:
            message |= _properties(octets)
        elif number == _FILE_BEGINS and len(files) < ENCLOSED:
            files.append({})
        elif files and number == _TITLE:
            files[-1].setdefault(LONG_FILE_NAME, (STRING8, octets))
        elif files and number == _FILE:
            files[-1][FILE_DATA] = (0x102, octets)
        elif files and number == _FILE_PROPERTIES:
            # An object of another program stands here, its picture in the attribute before; the object counts.
            files[-1] |= _properties(octets)
    return mail_of(Properties(message, charset), (), [_enclosed(Properties(values, charset)) for values in files])


def _enclosed(known: Properties) -> Enclosed:
    kind, content = known.values.get(FILE_DATA, (0, b""))
    if kind == OBJECT:
        content = content[_KEY:]
    names = file_name(known)
    declared = known.words(FILE_MEDIA).strip().lower()[:100] or "application/octet-stream"
    return Enclosed(names, declared, content, is_mail(declared, names, content), tuple(known.far_places()))


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each attribute with the lower half of its number; a file that is cut off gives what it still has."""
    at = len(MAGIC_OF_TNEF) + 2
    for _ in range(ATTRIBUTES):
        if at + 9 > len(content):
            return
        _, number, size = struct.unpack_from("<BII", content, at)
        yield number & 0xFFFF, content[at + 9 : at + 9 + size]
        at += 9 + size + 2


def _properties(octets: bytes) -> _Values:
    found: _Values = {}
    at = 4
    for _ in range(min(PROPERTIES, int.from_bytes(octets[:4], "little"))):
        if at + 4 > len(octets):
            break
        type_, number = struct.unpack_from("<HH", octets, at)
        at += 4
        if number >= 0x8000:
            kind, size = struct.unpack_from("<II", octets.ljust(at + 24, b"\0"), at + 16)
            at += 24 + (_padded(size) if kind == 1 else 0)
        single = type_ & ~_MANY
        count = 1
        if type_ & _MANY or single in _LONG:
            count = int.from_bytes(octets[at : at + 4], "little")
            at += 4
        for place in range(min(count, PROPERTIES)):
            size = _SIZES.get(single, 0)
            if single in _LONG:
                size = int.from_bytes(octets[at : at + 4], "little")
                at += 4
            elif not size:
                return found  # a type nobody knows: where the next one begins cannot be told
            if place == 0:
                found[number] = (type_, octets[at : at + size])
            at += _padded(size)
            if at > len(octets):
                return found
    return found


def _sender(octets: bytes) -> _Values:
    """The old triple of the sender's name and address (MS-OXTNEF 2.1.3.3.1)."""
    if len(octets) < 8:
        return {}
    _, _, name, address = struct.unpack_from("<4H", octets)
    kept = octets[8 + name : 8 + name + address].rstrip(b"\0")
    return {
        SENDER_NAME: (STRING8, octets[8 : 8 + name]),
        SENDER_ADDRESS: (STRING8, kept.partition(b":")[2] or kept),
    }


def _padded(size: int) -> int:
    return size + -size % 4
