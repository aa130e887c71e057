"""What a certificate's owner made: the names, subkeys and revocations that its own key signed, and nothing else.

Anybody can write packets into somebody's certificate, and programs that read them unproven can be told that a key was
revoked, has expired, or belongs to another address. So nothing is read from a signature before it was verified here.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pgp.keymaterial import made_by
from pgp.message import Signature, signature
from pgp.packets import PUBLIC_KEY, SIGNATURE, SUBKEY, USER_ATTRIBUTE, USER_ID, Packet
from pgp.reasons import Refused

SIGNATURES = 100  # that claim to be the owner's; each costs a verification (KEY-04)
BACK_SIGNATURES = 3  # in one binding
EMBEDDED, FLAGS, ISSUER, ISSUER_FINGERPRINT = 32, 27, 16, 33  # subpackets (RFC 9580, 5.2.3)
MAY_SIGN = 0x02

BACK_SIGNATURE, DIRECT = 0x19, 0x1F
KEY_REVOCATION, SUBKEY_REVOCATION, NAME_REVOCATION = 0x20, 0x28, 0x30
BINDS: Mapping[int, tuple[int, ...]] = {USER_ID: (0x10, 0x11, 0x12, 0x13), SUBKEY: (0x18,), PUBLIC_KEY: (DIRECT,)}
REVOKES: Mapping[int, int] = {USER_ID: NAME_REVOCATION, SUBKEY: SUBKEY_REVOCATION, PUBLIC_KEY: KEY_REVOCATION}

DIGESTS = {2: "sha1", 8: "sha256", 9: "sha384", 10: "sha512", 11: "sha224", 12: "sha3_256", 14: "sha3_512"}
SALTS = {8: 16, 9: 24, 10: 32, 11: 16, 12: 16, 14: 32}  # octets, version 6 only (RFC 9580, 9.5)
EPOCH = datetime.fromtimestamp(0, UTC)
SHA1, SHA1_ENDED = 2, datetime(2023, 2, 1, tzinfo=UTC)  # the day Sequoia's policy names for what an owner signs


@dataclass
class Component:
    """The primary key, a name or a subkey, with the owner's verified signatures about it, each once."""

    packet: Packet
    signed: dict[bytes, tuple[Signature, Packet]] = field(default_factory=dict)  # by the digest that was signed

    @property
    def bound(self) -> bool:
        return any(made.kind in BINDS[self.packet.tag] for made, _ in self.signed.values())

    @property
    def revoked(self) -> bool:
        """Whether its newest word is a revocation; a subkey that was revoked once stays so."""
        tag = self.packet.tag
        ends = [made.made for made, _ in self.signed.values() if made.kind == REVOKES[tag] and made.made]
        binds = [made.made for made, _ in self.signed.values() if made.kind in BINDS[tag] and made.made]
        return bool(ends) and (tag != USER_ID or not binds or max(ends) >= max(binds))

    def newest(self) -> "Component":
        """The same with its newest binding and its newest revocation alone."""
        kept: dict[bool, tuple[bytes, tuple[Signature, Packet]]] = {}
        for digest, (made, packet) in sorted(self.signed.items(), key=lambda item: item[1][0].made or EPOCH):
            kept[made.kind == REVOKES[self.packet.tag]] = (digest, (made, packet))
        return Component(self.packet, dict(kept.values()))


def identity(body: bytes) -> tuple[str, str]:
    """Fingerprint and key id of a key packet, upper-case hex (RFC 9580, 5.5.4). Raises Refused."""
    if body[:1] == b"\x04":
        fingerprint = hashlib.sha1(_as_key(body), usedforsecurity=False).hexdigest().upper()
        return fingerprint, fingerprint[-16:]
    if body[:1] == b"\x06":
        fingerprint = hashlib.sha256(_as_key(body)).hexdigest().upper()
        return fingerprint, fingerprint[:16]
    raise Refused("certificate_malformed")


def owners_word(packets: Iterable[Packet], signatures: int = SIGNATURES) -> list[Component]:
    """The primary key, then the names, then the subkeys that it bound, each with its own verified signatures.

    `packets` may be those of several states of one certificate. A signature about the whole key counts wherever it
    stands, one about a name or subkey right behind it. Everything else is left out (KEY-13): what others certified,
    what does not verify, pictures, and subkeys that sign without having agreed to it themselves (0x19).
    Raises Refused with more than that many signatures to verify.
    """
    found: dict[tuple[int, bytes], Component] = {}
    primary: Component | None = None
    beneath: Component | None = None
    looked = 0
    for packet in packets:
        if packet.tag in (PUBLIC_KEY, USER_ID, SUBKEY):
            beneath = found.setdefault((packet.tag, packet.body), Component(packet))
            primary = primary or beneath
        elif packet.tag == USER_ATTRIBUTE:  # pictures: weight that nobody reads here
            beneath = None
        elif packet.tag == SIGNATURE and primary and (made := _claimed_by(packet, primary.packet.body)):
            about = primary if made.kind in (DIRECT, KEY_REVOCATION) else beneath
            looked += 1
            if looked > signatures:
                raise Refused("certificate_too_large")
            if about and (proof := _proven(made, primary.packet.body, about.packet)):
                digest, kept = proof
                about.signed.setdefault(digest, (signature(kept), kept))
    order = (PUBLIC_KEY, USER_ID, SUBKEY)
    bound = [one for one in found.values() if one.packet.tag == PUBLIC_KEY or one.bound]
    return sorted(bound, key=lambda one: order.index(one.packet.tag))


def packets_of(components: Iterable[Component]) -> list[Packet]:
    return [packet for one in components for packet in (one.packet, *(kept for _, kept in one.signed.values()))]


def _claimed_by(packet: Packet, primary: bytes) -> Signature | None:
    try:
        made = signature(packet)
    except Refused:
        return None
    return made if set(identity(primary)) & set(made.issuers) else None


def _proven(made: Signature, primary: bytes, about: Packet) -> tuple[bytes, Packet] | None:
    """What was signed (its digest), and the signature as it is kept; None where it is not the owner's or not whole.

    What stands outside the signed part is made anew, so that nobody can hang weight or claims there, and the same
    signature in another shape (elliptic ones have two) is no second one.
    """
    if made.kind not in (*BINDS[about.tag], REVOKES[about.tag]):
        return None
    over = _as_key(primary) + (b"" if about.tag == PUBLIC_KEY else _as_signed(about))
    digest = _verified(made, over, primary)
    if digest is None:
        return None
    unhashed = _issuer(primary)
    if made.kind in BINDS[SUBKEY] and _may_sign(made):
        agreed = _agreed(made, over, about.body)
        if agreed is None:
            return None
        unhashed += agreed
    width = 2 if made.version == 4 else 4
    return digest, Packet(SIGNATURE, made.covered + len(unhashed).to_bytes(width) + unhashed + made.rest)


def _may_sign(binding: Signature) -> bool:
    return any(kind == FLAGS and value and value[0] & MAY_SIGN for kind, value in binding.hashed)


def _agreed(binding: Signature, over: bytes, subkey: bytes) -> bytes | None:
    """What to keep outside the signed part of the subkey's own signature that it belongs there; None without one."""
    inside = [value for kind, value in binding.hashed if kind == EMBEDDED]
    outside = [value for kind, value in binding.unhashed if kind == EMBEDDED]
    for value in (inside + outside)[:BACK_SIGNATURES]:
        try:
            back = signature(Packet(SIGNATURE, value))
        except Refused:
            continue
        if back.kind == BACK_SIGNATURE and _verified(back, over, subkey):
            if value in inside:
                return b""
            unhashed = _issuer(subkey)
            width = 2 if back.version == 4 else 4
            return _subpacket(EMBEDDED, back.covered + len(unhashed).to_bytes(width) + unhashed + back.rest)
    return None


def _verified(made: Signature, over: bytes, key: bytes) -> bytes | None:
    """The digest of what was signed (RFC 9580, 5.2.4), where this key made the signature; else None."""
    if made.version != int.from_bytes(key[:1]) or made.made is None or made.hash not in DIGESTS:
        return None
    revokes = made.kind in REVOKES.values()  # in doubt a revocation is believed
    if made.hash == SHA1 and not revokes and made.made >= SHA1_ENDED:
        return None
    salt, proof = b"", made.rest[2:]
    if made.version == 6:
        size = SALTS.get(made.hash, 0)
        salt, proof = made.rest[3 : 3 + size], made.rest[3 + size :]
        if not size or made.rest[2:3] != bytes([size]):
            return None
    trailer = bytes([made.version, 0xFF]) + len(made.covered).to_bytes(4)
    digest = hashlib.new(DIGESTS[made.hash], salt + over + made.covered + trailer, usedforsecurity=False).digest()
    if made.rest[:2] != digest[:2]:
        return None
    return digest if made_by(key, made.algorithm, made.hash, digest, proof) else None


def _as_key(body: bytes) -> bytes:
    """A key as it goes into a digest (RFC 9580, 5.2.4)."""
    return (b"\x99" + len(body).to_bytes(2) if body[:1] == b"\x04" else b"\x9b" + len(body).to_bytes(4)) + body


def _as_signed(packet: Packet) -> bytes:
    return b"\xb4" + len(packet.body).to_bytes(4) + packet.body if packet.tag == USER_ID else _as_key(packet.body)


def _issuer(key: bytes) -> bytes:
    """Who made a signature, for programs that look for it outside the signed part."""
    fingerprint, key_id = identity(key)
    if key[0] == 4:
        return _subpacket(ISSUER, bytes.fromhex(key_id))
    return _subpacket(ISSUER_FINGERPRINT, key[:1] + bytes.fromhex(fingerprint))


def _subpacket(kind: int, value: bytes) -> bytes:
    size = len(value) + 1
    return (bytes([size]) if size < 192 else b"\xff" + size.to_bytes(4)) + bytes([kind]) + value
