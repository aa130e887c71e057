"""How a specimen is spoiled: octets and pieces changed, also below the armour and inside the packets."""

import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from random import Random
from types import MappingProxyType

from pgp.packets import Packet, framed, walk
from pgp.reasons import Refused
from tests.fuzz.repacking import Change, in_a_picture, in_a_zip, in_base64
from tests.fuzz.words import WORDS

LONGEST = 70_000  # octets; what grows beyond is cut
ENCODED = re.compile(rb"(?:[A-Za-z0-9+/]{20,80}\r?\n[ \t]?){2,}[A-Za-z0-9+/=]{1,80}")


def spoiled(data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
    """The specimen after a few changes; `others` lend it pieces."""
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        data = random.choice(CHANGES_OF.get(kind, CHANGES))(data, kind, others, random)[:LONGEST]
    return data


def babble(kind: str, random: Random) -> bytes:
    """Words of the kind's language in no order."""
    return b"".join(random.choices(WORDS[kind], k=random.randint(1, 40)))


def _octet(data: bytes, _kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    value = random.choice((0, 1, 0x7F, 0x80, 0xC0, 0xFE, 0xFF, 10, 13, 32, 34, 45, random.randrange(256)))
    return data[:at] + bytes([value]) + data[at + random.choice((0, 1, 1, 1)) :]


def _bit(data: bytes, _kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    if not data:
        return b"\x80"
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, _kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _end(data: bytes, _kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _again(data: bytes, _kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def _word(data: bytes, kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(WORDS[kind]) + data[random.choice((start, end)) :]


def _lines(data: bytes, _kind: str, _others: Sequence[bytes], random: Random) -> bytes:
    lines = data.split(b"\n")
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    if random.random() < 0.5:
        lines[one], lines[two] = lines[two], lines[one]
    else:
        lines.insert(one, lines[two])
    return b"\n".join(lines)


def _splice(data: bytes, _kind: str, others: Sequence[bytes], random: Random) -> bytes:
    other = random.choice(others)
    start, end = _span(other, random)
    at = random.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[random.choice((at, min(len(data), at + end - start))) :]


def _below(data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
    """Change what lies below a base64 text, and encode it again: the armour holds, what it holds does not."""
    found = list(ENCODED.finditer(data))
    if not found:
        return _bit(data, kind, others, random)
    one = random.choice(found)
    with suppress(binascii.Error):
        octets = binascii.a2b_base64(one[0])
        octets = random.choice((_packets, _packets, _bit, _octet, _cut))(octets, kind, others, random)
        encoded = binascii.b2a_base64(octets, newline=False)
        lines = b"\r\n".join(encoded[at : at + 64] for at in range(0, len(encoded), 64))
        return data[: one.start()] + lines + data[one.end() :]
    return data


def _packets(data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
    """Change one packet, its place or its kind, and frame all of them anew."""
    try:
        packets = list(walk(data, 200))
    except Refused:
        packets = []
    if not packets:
        return _bit(data, kind, others, random)
    at = random.randrange(len(packets))
    body = packets[at].body
    how = random.randrange(6)
    if how == 0:
        packets[at] = Packet(random.randrange(22), body)
    elif how == 1:
        packets.insert(random.randrange(len(packets) + 1), packets[at])
    elif how == 2:
        del packets[at]
    else:
        packets[at] = Packet(packets[at].tag, random.choice((_bit, _octet, _cut, _again))(body, kind, others, random))
    return b"".join(map(framed, packets))


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 4, 16, 64, 500)))


def _below_what(packs: Callable[[Change, bytes, str, Sequence[bytes], Random], bytes]) -> Change:
    def changed(data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
        return packs(random.choice(SIMPLE), data, kind, others, random)

    return changed


CHANGES: tuple[Change, ...] = (
    _octet,
    _bit,
    _cut,
    _end,
    _again,
    _word,
    _lines,
    _splice,
    _below,
    _below,
    _packets,
    _packets,
)
SIMPLE: tuple[Change, ...] = (_octet, _bit, _cut, _end, _again, _word, _lines, _splice)
_BELOW_BASE64, _BELOW_ZIP, _BELOW_PNG = map(_below_what, (in_base64, in_a_zip, in_a_picture))
# Nothing of OpenPGP lies in these.
CHANGES_OF: Mapping[str, tuple[Change, ...]] = MappingProxyType(
    {
        "letter": (*SIMPLE, _word, _BELOW_BASE64, _BELOW_BASE64),
        "file": (*SIMPLE, _word, _BELOW_BASE64, _BELOW_ZIP, _BELOW_ZIP, _BELOW_PNG),
        "picture": (*SIMPLE, _BELOW_PNG, _BELOW_PNG, _BELOW_PNG),
        "list": (*SIMPLE, _word),
        "forward": (*SIMPLE, _word),
    }
)
