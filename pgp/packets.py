"""OpenPGP packets, walked within limits and without any cryptography (RFC 9580, 4.2)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pgp.reasons import Refused

PKESK, SIGNATURE, SKESK, ONE_PASS, SECRET_KEY, PUBLIC_KEY, SECRET_SUBKEY = 1, 2, 3, 4, 5, 6, 7
COMPRESSED, SED, MARKER, LITERAL, TRUST, USER_ID, SUBKEY, USER_ATTRIBUTE, SEIPD = 8, 9, 10, 11, 12, 13, 14, 17, 18
MDC, AEAD, PADDING = 19, 20, 21

NAMED_RECIPIENTS = 32
# DOS-06: gpg tries every secret key on every anonymous one, which costs up to 30 ms each (RSA-4096). Delta Chat hides
# all recipients, and people write in groups.
ANONYMOUS_RECIPIENTS = 16
READABLE = frozenset({1, 2, 16, 18})  # RSA, Elgamal, ECDH (RFC 9580, 9.1)
PIECES = 200_000  # a body of 36 MiB in the smallest pieces that honest programs cut


@dataclass(frozen=True)
class Packet:
    """One packet with its body put together again, however it was cut on the wire."""

    tag: int
    body: bytes


@dataclass(frozen=True)
class Recipient:
    """One key that a message is encrypted to, as its clear packet says."""

    key_id: str  # upper-case hex; "" where it is hidden
    packet: bytes
    readable: bool  # version 3 and an algorithm that gpg 2.2 has a key for; our keys are of no newer kind


@dataclass(frozen=True)
class Ciphertext:
    """What can be seen of an encrypted message from outside."""

    keys: tuple[Recipient, ...]
    sealed: bytes  # the encrypted data packet
    digest: str  # SHA-256 of that packet's body: the same however it is wrapped again (ORA-03)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Key ids in upper-case hex; "" for an anonymous recipient."""
        return tuple(recipient.key_id for recipient in self.keys)

    def for_keys(self, key_ids: frozenset[str]) -> "Ciphertext":
        """The same message without the recipients that cannot be any of these keys, and without doubles."""
        kept = [one for one in dict.fromkeys(self.keys) if one.readable and one.key_id in {"", *key_ids}]
        return Ciphertext(tuple(kept), self.sealed, self.digest)

    def why_not_for(self, key_ids: frozenset[str]) -> str:
        """Why none of these keys can open it: it is for others, or made in a way that these keys never asked for."""
        newer = any(not one.readable and one.key_id in {"", *key_ids} for one in self.keys)
        return "encryption_unsupported" if newer else "not_for_our_key"

    @property
    def message(self) -> bytes:
        return b"".join(recipient.packet for recipient in self.keys) + self.sealed


def walk(data: bytes, limit: int = 100) -> Iterator[Packet]:
    """The packets in `data`, one after the other.

    Raises Refused on anything cut short, on reserved forms, and on more than `limit` packets.
    """
    at = 0
    for _ in range(limit):
        if at == len(data):
            return
        tag, body, at = _packet(data, at)
        yield Packet(tag, body)
    if at != len(data):
        raise Refused("packets_malformed")


def ciphertext(data: bytes) -> Ciphertext:
    """The facts of one encrypted message: recipients, then one encrypted and integrity-protected packet, then nothing.

    Raises Refused for everything else: ORA-05 (no integrity protection), SIG-18 (not encrypted at all), SIG-19
    (a password), DOS-06 (floods of recipients), and version 2 of the encrypted data packet, which our keys do not
    announce and gpg cannot read.
    """
    keys: list[Recipient] = []
    sealed: Packet | None = None
    for packet in walk(data, NAMED_RECIPIENTS + ANONYMOUS_RECIPIENTS + 10):
        if packet.tag in (MARKER, PADDING):
            continue
        if sealed is not None:
            raise Refused("packets_malformed")
        if packet.tag == PKESK:
            keys.append(_recipient(packet))
        elif packet.tag == SEIPD:
            sealed = packet
        else:
            raise Refused(_REFUSED_OUTSIDE.get(packet.tag, "packets_malformed"))
        anonymous = sum(key.readable and key.key_id == "" for key in keys)
        if anonymous > ANONYMOUS_RECIPIENTS or len(keys) - anonymous > NAMED_RECIPIENTS:
            raise Refused("too_many_recipients")
    if sealed is None or not keys:
        raise Refused("packets_malformed")
    if sealed.body[:1] != b"\x01":
        raise Refused("encryption_unsupported")
    return Ciphertext(tuple(keys), framed(sealed), hashlib.sha256(sealed.body).hexdigest())


def framed(packet: Packet) -> bytes:
    """The packet with a fresh header: new format, one definite length."""
    size = len(packet.body)
    if size < 192:
        length = bytes([size])
    elif size < 8384:
        length = bytes([((size - 192) >> 8) + 192, (size - 192) & 0xFF])
    else:
        length = b"\xff" + size.to_bytes(4)
    return bytes([0xC0 | packet.tag]) + length + packet.body


_REFUSED_OUTSIDE = {
    SED: "no_integrity_protection",
    SKESK: "password_encrypted",
    AEAD: "encryption_unsupported",
    ONE_PASS: "not_encrypted",
    SIGNATURE: "not_encrypted",
    COMPRESSED: "not_encrypted",
    LITERAL: "not_encrypted",
}


def _recipient(packet: Packet) -> Recipient:
    """Whom a PKESK names, in version 3 and 6 (RFC 9580, 5.1); of any other version nothing is known."""
    body = packet.body
    if len(body) < 10:
        raise Refused("packets_malformed")
    key_id = b""
    if body[0] == 3:
        key_id = body[1:9] if any(body[1:9]) else b""
    elif body[0] == 6 and body[1]:
        named = body[3 : 2 + body[1]]
        key_id = named[-8:] if body[2] == 4 else named[:8]
    return Recipient(key_id.hex().upper(), framed(packet), body[0] == 3 and body[9] in READABLE)


def _packet(data: bytes, at: int) -> tuple[int, bytes, int]:
    first = data[at]
    if not first & 0x80:
        raise Refused("packets_malformed")
    if first & 0x40:
        return _new_format(data, at + 1, first & 0x3F)
    tag, width = (first >> 2) & 0x0F, first & 3
    if width == 3:  # indeterminate: to the end of the data; only compressed data is still written so
        if tag not in (COMPRESSED, LITERAL, SEIPD):
            raise Refused("packets_malformed")
        return tag, data[at + 1 :], len(data)
    octets = (1, 2, 4)[width]
    start = at + 1 + octets
    return tag, *_body(data, start, int.from_bytes(data[at + 1 : start]))


def _new_format(data: bytes, at: int, tag: int) -> tuple[int, bytes, int]:
    pieces: list[bytes] = []
    while True:
        size, at, more = _length(data, at)
        piece, at = _body(data, at, size)
        if more and tag not in (COMPRESSED, LITERAL, SEIPD):
            raise Refused("packets_malformed")  # only data packets may be cut (RFC 9580, 4.2.1.4)
        if not more and not pieces:
            return tag, piece, at
        pieces.append(piece)
        if len(pieces) > PIECES:
            raise Refused("packets_malformed")
        if not more:
            return tag, b"".join(pieces), at


def _length(data: bytes, at: int) -> tuple[int, int, bool]:
    """(size, where the body starts, whether another piece follows)."""
    first = data[at] if at < len(data) else 0
    if at >= len(data) or at + (1 if first < 192 or 224 <= first < 255 else 2 if first < 224 else 5) > len(data):
        raise Refused("packets_malformed")
    if first < 192:
        return first, at + 1, False
    if first < 224:
        return ((first - 192) << 8) + data[at + 1] + 192, at + 2, False
    if first == 255:
        return int.from_bytes(data[at + 1 : at + 5]), at + 5, False
    return 1 << (first & 0x1F), at + 1, True


def _body(data: bytes, start: int, size: int) -> tuple[bytes, int]:
    if start + size > len(data):
        raise Refused("packets_malformed")
    return data[start : start + size], start + size
