"""What an opened OpenPGP message holds: one text, and at most one signature over all of it."""

import bz2
import hashlib
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pgp.packets import COMPRESSED, LITERAL, MARKER, ONE_PASS, PADDING, SIGNATURE, Packet, framed, walk
from pgp.reasons import Refused

INFLATED = 64 * 1024 * 1024  # octets; DOS-04: 809 octets can hold a gigabyte
BLANKS = b" \t\r\n\v\f"
SIGNATURE_SIZE = 64 * 1024  # octets


@dataclass(frozen=True)
class Signature:
    """The facts a signature packet states about itself. Nothing here is proof."""

    packet: bytes  # framed, for the judge
    version: int
    kind: int  # 0x00 over octets, 0x01 over text
    hash: int  # RFC 9580, 9.5
    algorithm: int
    made: datetime | None
    expires: datetime | None
    issuers: tuple[str, ...]  # fingerprints first, then key ids; upper-case hex
    digest: str  # SHA-256, hex, of what it covers: single use of a signed mail rests on it
    hashed: tuple[tuple[int, bytes], ...] = ()  # the subpackets that the signature covers
    unhashed: tuple[tuple[int, bytes], ...] = ()  # anybody may have written these
    covered: bytes = b""  # the packet's body as far as the signature covers it
    rest: bytes = b""  # behind the subpackets: two octets of the digest, the salt, and the numbers


@dataclass(frozen=True)
class Message:
    """A text and the signature over it."""

    text: bytes
    signature: Signature | None
    whole: bytes  # the signed message as packets, never compressed; b"" where there is no signature


def read_message(data: bytes) -> Message:
    """The text of an opened OpenPGP message: `(Compressed)? (One-Pass Literal Signature | Literal)` and nothing else.

    Raises Refused for any other order (SIG-17), a second signature (SIG-09, DOS-07), a second compression (DOS-05),
    and more than 64 MiB inside (DOS-04). The literal's file name and date are never looked at (SIG-07, ATT-02).
    """
    packets = _of_substance(data)
    if [packet.tag for packet in packets] == [COMPRESSED]:
        packets = _of_substance(inflated(packets[0].body))
    tags = [packet.tag for packet in packets]
    if COMPRESSED in tags:
        raise Refused("compressed_twice")
    if tags.count(SIGNATURE) > 1 or tags.count(ONE_PASS) > 1:
        raise Refused("signatures_too_many")
    if tags == [LITERAL]:
        return Message(_text(packets[0].body), None, b"")
    if tags == [ONE_PASS, LITERAL, SIGNATURE]:
        text = _text(packets[1].body)
        return Message(text, _over(text, signature(packets[2])), b"".join(map(framed, packets)))
    raise Refused("packets_malformed")


def detached(text: bytes, data: bytes) -> Message:
    """A text with its signature from beside it, put together as the one message the second engine reads.

    Raises Refused unless `data` is exactly one signature packet.
    """
    packets = _of_substance(data)
    if [packet.tag for packet in packets] != [SIGNATURE]:
        raise Refused("signatures_too_many" if len(packets) > 1 else "signature_malformed")
    made = _over(text, signature(packets[0]))
    if made.version != 4:
        return Message(text, made, b"")  # gpg reads version 4 only; the judge needs no message
    key_id = bytes.fromhex(made.issuers[-1][-16:]) if made.issuers else bytes(8)
    start = Packet(ONE_PASS, bytes([3, made.kind, made.hash, made.algorithm]) + key_id + b"\x01")
    literal = Packet(LITERAL, b"b\x00\x00\x00\x00\x00" + text)
    return Message(text, made, framed(start) + framed(literal) + framed(packets[0]))


def inflated(body: bytes) -> bytes:
    """The packets in a compressed packet's body, at most 64 MiB of them.

    Nothing may follow the compressed stream but the padding of Sequoia, which stands behind a raw deflate stream:
    octets that no program reads, and that are left out here before anything is judged.
    """
    kind, stream = body[:1], body[1:]
    if kind == b"\x00":
        return stream
    try:
        if kind == b"\x03":
            unzip: bz2.BZ2Decompressor | zlib._Decompress = bz2.BZ2Decompressor()
        elif kind in (b"\x01", b"\x02"):
            unzip = zlib.decompressobj(-zlib.MAX_WBITS if kind == b"\x01" else zlib.MAX_WBITS)
        else:
            raise Refused("packets_malformed")
        data = unzip.decompress(stream, INFLATED + 1)
    except (OSError, ValueError, EOFError, zlib.error):
        raise Refused("packets_malformed") from None
    if len(data) > INFLATED:
        raise Refused("too_large_inside")
    if not unzip.eof or (unzip.unused_data and kind != b"\x01"):
        raise Refused("packets_malformed")
    return data


def signature(packet: Packet) -> Signature:
    """What a signature packet says of itself (RFC 9580, 5.2). Raises Refused where it cannot be read."""
    body = packet.body
    if not 10 <= len(body) <= SIGNATURE_SIZE or body[0] not in (4, 6):
        raise Refused("signature_malformed")  # version 3 has no room for the facts a verdict needs
    width = 2 if body[0] == 4 else 4
    hashed, at = _area(body, 4, width)
    unhashed, end = _area(body, at, width)
    facts = dict(hashed)
    if len(facts) != len(hashed) and any([kind for kind, _ in hashed].count(once) > 1 for once in (2, 3)):
        raise Refused("signature_malformed")  # two dates: which one is shown, which one is believed?
    made = _moment(facts.get(2))
    if len(facts.get(3, bytes(4))) != 4:
        raise Refused("signature_malformed")  # no number of seconds, or one beyond the end of time
    lasts = int.from_bytes(facts.get(3, b""))
    issuers = [value[1:].hex().upper() for kind, value in hashed + unhashed if kind == 33 and len(value) in (21, 33)]
    issuers += [value.hex().upper() for kind, value in hashed + unhashed if kind == 16 and len(value) == 8]
    return Signature(
        packet=framed(packet),
        version=body[0],
        kind=body[1],
        algorithm=body[2],
        hash=body[3],
        made=made,
        expires=made + timedelta(seconds=lasts) if made and lasts else None,
        issuers=tuple(dict.fromkeys(issuers))[:4],
        digest=hashlib.sha256(body[:at]).hexdigest(),
        hashed=tuple(hashed),
        unhashed=tuple(unhashed),
        covered=body[:at],
        rest=body[end:],
    )


def _over(text: bytes, made: Signature) -> Signature:
    """The signature with the digest that is the same whoever wraps it again (ORA-02).

    Anybody can change what stands outside the signed part, the shape of its numbers, and the line ends under a text
    mode signature, and it still holds: none of that is counted.
    """
    words = hashlib.sha256(text.translate(None, BLANKS)).digest()
    return replace(made, digest=hashlib.sha256(made.covered + words).hexdigest())


def _of_substance(data: bytes) -> list[Packet]:
    return [packet for packet in walk(data, 12) if packet.tag not in (MARKER, PADDING)]


def _text(body: bytes) -> bytes:
    """What a literal packet holds, without its format, file name and date."""
    start = 6 + (body[1] if len(body) > 1 else 0)
    if len(body) < start or body[:1] not in (b"b", b"t", b"u", b"m"):
        raise Refused("packets_malformed")
    return body[start:]


def _area(body: bytes, at: int, width: int) -> tuple[list[tuple[int, bytes]], int]:
    """The subpackets of one area as (type, value), and where the area ends (RFC 9580, 5.2.3.7)."""
    end = at + width + int.from_bytes(body[at : at + width])
    if end > len(body):
        raise Refused("signature_malformed")
    at += width
    found: list[tuple[int, bytes]] = []
    while at < end:
        first = body[at]
        octets: int
        octets, size = (1, first) if first < 192 else (2, 0) if first < 255 else (5, 0)
        if octets == 2:
            size = ((first - 192) << 8) + int.from_bytes(body[at + 1 : at + 2]) + 192
        elif octets == 5:
            size = int.from_bytes(body[at + 1 : at + 5])
        at += octets
        if not size or at + size > end:
            raise Refused("signature_malformed")
        found.append((body[at] & 0x7F, body[at + 1 : at + size]))
        at += size
    return found, end


def _moment(value: bytes | None) -> datetime | None:
    return datetime.fromtimestamp(int.from_bytes(value), UTC) if value and len(value) == 4 else None
