"""Certificates of other people, made small and plain before anyone believes or keeps them."""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pysequoia

from pgp import armour
from pgp.message import Signature, signature
from pgp.packets import (
    PUBLIC_KEY,
    SECRET_KEY,
    SECRET_SUBKEY,
    SIGNATURE,
    SUBKEY,
    USER_ATTRIBUTE,
    USER_ID,
    Packet,
    framed,
    walk,
)
from pgp.reasons import Refused

SIZE = 64 * 1024  # octets (KEY-04)
NAMES = 10
SUBKEYS = 10
EPOCH = datetime.fromtimestamp(0, UTC)

CERTIFICATIONS = range(0x10, 0x14)
SUBKEY_BINDING, SUBKEY_REVOCATION = 0x18, 0x28
SELF_SIGNATURES = frozenset({*CERTIFICATIONS, SUBKEY_BINDING, 0x1F, 0x20, SUBKEY_REVOCATION, 0x30})

# Joiners and direction marks that Arabic and Persian names need; every other invisible character is refused.
INVISIBLE_BUT_HONEST = frozenset("\u200c\u200d\u200e\u200f")
ADDRESS = re.compile(r"[^\s<>\"(),:;@\[\]\\]{1,64}@[^\s<>\"(),:;@\[\]\\]{1,255}")


@dataclass(frozen=True)
class Key:
    """The primary key or a subkey of a certificate."""

    fingerprint: str  # upper-case hex
    key_id: str
    made: datetime
    expires_at: datetime | None  # its own, not the primary key's
    revoked: bool
    encrypts: bool
    signs: bool


@dataclass(frozen=True)
class Certificate:
    """One person's public certificate: canonical octets and the facts in them. Its names are claims, never proof."""

    data: bytes  # binary; no signatures but the owner's own
    fingerprint: str  # primary key, upper-case hex
    names: tuple[str, ...]  # user ids as written
    addresses: tuple[str, ...]  # lower-case
    expires_at: datetime | None  # of the whole certificate
    revoked: bool
    keys: tuple[Key, ...]  # the primary key first

    @property
    def key_ids(self) -> frozenset[str]:
        return frozenset(key.key_id for key in self.keys)

    @property
    def encryption_keys(self) -> tuple[Key, ...]:
        return tuple(key for key in self.keys if key.encrypts)

    @property
    def encryption_expires_at(self) -> datetime | None:
        """When the last key that can be encrypted to expires; None where one never does."""
        ends = [key.expires_at for key in self.encryption_keys if not key.revoked]
        last = None if None in ends else max((end for end in ends if end), default=None)
        return min((end for end in (last, self.expires_at) if end), default=None)

    @property
    def can_encrypt(self) -> bool:
        return any(not key.revoked for key in self.encryption_keys)

    def key(self, named: str) -> Key | None:
        """The key of this fingerprint or key id."""
        return next((key for key in self.keys if named in (key.fingerprint, key.key_id)), None)


@functools.lru_cache(maxsize=128)  # the same few people write all day, and the answer rests on the octets alone
def canonical(data: bytes) -> Certificate:
    """The one certificate in these octets (armoured or not), stripped to what its owner signed, with its facts.

    Raises Refused: more than 64 kB, 10 names or 10 subkeys, names that cannot be shown, a secret key, several
    certificates, or nothing that current algorithms can vouch for (KEY-04, KEY-13). What others certified is
    dropped: it is weight, and it tells who knows whom.
    """
    if len(data) > SIZE:
        raise Refused("certificate_too_large")
    try:
        octets = armour.octets(data, "PUBLIC KEY BLOCK")
        packets = list(walk(octets, 2000))
    except Refused:
        raise Refused("certificate_malformed") from None
    tags = [packet.tag for packet in packets]
    if SECRET_KEY in tags or SECRET_SUBKEY in tags:
        raise Refused("certificate_secret")
    if tags.count(PUBLIC_KEY) != 1 or tags[0] != PUBLIC_KEY:
        raise Refused("certificate_malformed")
    if tags.count(USER_ID) > NAMES or tags.count(SUBKEY) > SUBKEYS:
        raise Refused("certificate_too_large")
    for packet in packets:
        if packet.tag == USER_ID:
            _name(packet.body)
    own = _own_packets(packets, *_identity(packets[0].body))
    return _facts(_parsed(b"".join(map(framed, own))))


def readable(octets: Iterable[bytes]) -> list[Certificate]:
    """Those of these certificates that can be believed at all; the others are passed over."""
    found: list[Certificate] = []
    for data in octets:
        with suppress(Refused):
            found.append(canonical(data))
    return found


def merged(certificates: Sequence[Certificate]) -> Certificate:
    """Several states of one certificate as one: nothing is taken away, so a revocation stays (KEY-09)."""
    first, *others = (_parsed(certificate.data) for certificate in certificates)
    for other in others:
        first = first.merge(other)
    return _facts(first) if others else certificates[0]


def public_part(secret: bytes) -> Certificate:
    """The certificate of a secret key of our own. Raises Refused where it is not one OpenPGP secret key."""
    try:
        return _facts(pysequoia.Tsk.from_bytes(secret).extract_certificate())
    except (RuntimeError, ValueError, OSError):
        raise Refused("certificate_malformed") from None


def unusable(certificate: Certificate, now: datetime) -> str | None:
    """Why nothing may be sealed to this certificate now: a key of REASONS, or None."""
    if certificate.revoked:
        return "certificate_revoked"
    if certificate.expires_at and certificate.expires_at <= now:
        return "certificate_expired"
    if not certificate.can_encrypt:
        return "certificate_cannot_encrypt"
    ends = certificate.encryption_expires_at
    return "certificate_expired" if ends and ends <= now else None


def address_in(name: str) -> str | None:
    """The address in a user id, lower-case: what stands in the last angle brackets, or all of it."""
    inside = name[name.rindex("<") + 1 : -1] if name.endswith(">") and "<" in name else name
    return inside.lower() if ADDRESS.fullmatch(inside) and _showable(inside, frozenset()) else None


def _own_packets(packets: list[Packet], fingerprint: str, key_id: str) -> list[Packet]:
    """The packets of a certificate that its owner made: keys, names, and signatures that claim to be self-made."""
    kept: list[Packet] = []
    beneath = PUBLIC_KEY  # what the signatures that follow are about
    for packet in packets:
        if packet.tag in (PUBLIC_KEY, USER_ID, SUBKEY):
            beneath = packet.tag
            kept.append(packet)
        elif packet.tag == USER_ATTRIBUTE:  # pictures: weight that nobody reads here
            beneath = USER_ATTRIBUTE
        elif packet.tag == SIGNATURE and beneath != USER_ATTRIBUTE and _self_made(packet, fingerprint, key_id):
            kept.append(packet)
    return kept


def _self_made(packet: Packet, fingerprint: str, key_id: str) -> bool:
    try:
        made = signature(packet)
    except Refused:
        return False
    return made.kind in SELF_SIGNATURES and (fingerprint in made.issuers or key_id in made.issuers)


def _parsed(octets: bytes) -> pysequoia.Cert:
    try:
        return pysequoia.Cert.from_bytes(octets)
    except (RuntimeError, ValueError, OSError):
        raise Refused("certificate_malformed") from None


def _facts(cert: pysequoia.Cert) -> Certificate:
    try:
        data, expires_at, revoked = bytes(cert), cert.expiration, cert.is_revoked
    except (RuntimeError, ValueError, OSError):  # Sequoia's policy finds no self-signature it can believe
        raise Refused("certificate_weak") from None
    packets = list(walk(data, 4000))
    keys: list[Key] = []
    names: list[str] = []
    for at, packet in enumerate(packets):
        if packet.tag in (PUBLIC_KEY, SUBKEY):
            keys.append(_key(packet, _behind(packets, at)))
        elif packet.tag == USER_ID:
            names.append(_name(packet.body))
    if not names:
        raise Refused("certificate_names")
    addresses = tuple(dict.fromkeys(address for name in names if (address := address_in(name))))
    return Certificate(data, keys[0].fingerprint, tuple(names), addresses, expires_at, revoked, tuple(keys))


def _key(packet: Packet, signatures: list[Signature]) -> Key:
    """The facts of one key from the newest signature that binds it; who uses the key verifies that binding."""
    bindings = [made for made in signatures if made.kind not in (SUBKEY_REVOCATION, 0x20, 0x30) and made.made]
    newest = max(bindings, key=lambda made: made.made or EPOCH, default=None)
    said = dict(newest.hashed) if newest else {}
    flags = said.get(27, b"\x00")[:1] or b"\x00"
    lasts = int.from_bytes(said.get(9, b""))
    made = datetime.fromtimestamp(int.from_bytes(packet.body[1:5]), UTC)
    fingerprint, key_id = _identity(packet.body)
    return Key(
        fingerprint=fingerprint,
        key_id=key_id,
        made=made,
        expires_at=made + timedelta(seconds=lasts) if lasts else None,
        revoked=any(made.kind == SUBKEY_REVOCATION for made in signatures),
        encrypts=bool(flags[0] & 0x0C),
        signs=bool(flags[0] & 0x02),
    )


def _behind(packets: list[Packet], at: int) -> list[Signature]:
    """The signatures about a key: right behind a subkey; anywhere before the first subkey for the primary key."""
    found: list[Signature] = []
    for packet in packets[at + 1 :]:
        if packet.tag == SUBKEY or (packet.tag != SIGNATURE and packets[at].tag == SUBKEY):
            break
        if packet.tag == SIGNATURE:
            with suppress(Refused):
                found.append(signature(packet))
    return found


def _identity(body: bytes) -> tuple[str, str]:
    """Fingerprint and key id of a key packet, upper-case hex (RFC 9580, 5.5.4)."""
    if body[:1] == b"\x04":
        fingerprint = hashlib.sha1(b"\x99" + len(body).to_bytes(2) + body, usedforsecurity=False).hexdigest().upper()
        return fingerprint, fingerprint[-16:]
    if body[:1] == b"\x06":
        fingerprint = hashlib.sha256(b"\x9b" + len(body).to_bytes(4) + body).hexdigest().upper()
        return fingerprint, fingerprint[:16]
    raise Refused("certificate_malformed")


def _name(body: bytes) -> str:
    try:
        name = body.decode()
    except UnicodeDecodeError:
        raise Refused("certificate_names") from None
    if not name or len(name) > 255 or not _showable(name, INVISIBLE_BUT_HONEST):
        raise Refused("certificate_names")
    return name


def _showable(text: str, honest: frozenset[str]) -> bool:
    """No character that breaks a line, hides, or turns the direction of what follows (KEY-04, LEAK-16)."""
    return all(char == " " or char in honest or unicodedata.category(char)[0] not in "CZ" for char in text)
