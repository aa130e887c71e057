"""Certificates of other people, made small and plain before anyone believes or keeps them."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pysequoia

from pgp import armour
from pgp.message import Signature
from pgp.packets import PUBLIC_KEY, SECRET_KEY, SECRET_SUBKEY, SUBKEY, USER_ID, framed, walk
from pgp.reasons import Refused
from pgp.selfmade import BINDS, EPOCH, SIGNATURES, Component, identity, owners_word, packets_of

SIZE = 64 * 1024  # octets (KEY-04)
NAMES = 10
SUBKEYS = 10
ROUNDS = 3  # of leaving out what the other engine cannot read; one is enough for what honest programs write
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

    data: bytes  # binary; nothing in it that the owner's key did not sign
    fingerprint: str  # primary key, upper-case hex
    names: tuple[str, ...]  # user ids as written
    addresses: tuple[str, ...]  # lower-case; of the names that the owner did not revoke
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
        return self._last_end(self.encryption_keys)

    @property
    def signing_expires_at(self) -> datetime | None:
        """When the last key that signs expires; None where one never does."""
        return self._last_end(key for key in self.keys if key.signs)

    def _last_end(self, keys: Iterable[Key]) -> datetime | None:
        ends = [key.expires_at for key in keys if not key.revoked]
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

    Names, subkeys, revocations, dates and purposes count only where the primary key's own signature over them was
    verified; everything else is dropped (KEY-13). What others certified is weight, and it tells who knows whom.
    Raises Refused: more than 64 kB, 10 names or 10 subkeys, names that cannot be shown, a secret key, several
    certificates, or nothing that current algorithms can vouch for (KEY-04).
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
    certificate = _facts(owners_word(packets))
    if len(certificate.data) > SIZE:
        raise Refused("certificate_too_large")  # or what is kept today could not be read tomorrow
    return certificate


def readable(octets: Iterable[bytes]) -> list[Certificate]:
    """Those of these certificates that can be believed at all; the others are passed over."""
    found: list[Certificate] = []
    for data in octets:
        with suppress(Refused):
            found.append(canonical(data))
    return found


def merged(certificates: Sequence[Certificate]) -> Certificate:
    """Several states of one certificate as one, the one we hold first: its owner's every word counts (KEY-09).

    So a revocation stays, and nothing that somebody left out is lost. Where the whole would be too large to be read
    again, the names and subkeys of the first remain, each with the newest that was said of it in any state.
    """
    states = tuple(dict.fromkeys(certificate.data for certificate in certificates))
    return certificates[0] if len(states) == 1 else _merged(states)


@functools.lru_cache(maxsize=128)
def _merged(states: tuple[bytes, ...]) -> Certificate:
    first = canonical(states[0])
    words = owners_word((packet for data in states for packet in walk(data, 4000)), signatures=SIGNATURES * len(states))
    known = {packet.body for packet in walk(first.data, 4000)}
    terse = [component.newest() for component in words if component.packet.body in known]
    for components in (words, terse):
        tags = [component.packet.tag for component in components]
        if tags.count(USER_ID) <= NAMES and tags.count(SUBKEY) <= SUBKEYS:
            with suppress(Refused):
                whole = _facts(components)
                if len(whole.data) <= SIZE:
                    return whole
    return first


def public_part(secret: bytes) -> Certificate:
    """The certificate of a secret key of our own. Raises Refused where it is not one OpenPGP secret key."""
    try:
        octets = bytes(pysequoia.Tsk.from_bytes(secret).extract_certificate())
    except (RuntimeError, ValueError, OSError):
        raise Refused("certificate_malformed") from None
    return _facts(owners_word(walk(octets, 4000)))


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


def _facts(components: Sequence[Component], rounds: int = ROUNDS) -> Certificate:
    """A certificate of exactly these components. Raises Refused where Sequoia's policy does not believe them."""
    packets = packets_of(components)
    written = b"".join(map(framed, packets))
    try:
        cert = pysequoia.Cert.from_bytes(written)
    except (RuntimeError, ValueError, OSError):
        raise Refused("certificate_malformed") from None
    try:
        data, expires_at, revoked = bytes(cert), cert.expiration, cert.is_revoked
    except (RuntimeError, ValueError, OSError):  # Sequoia's policy finds no self-signature it can believe
        raise Refused("certificate_weak") from None
    kept = list(walk(data, 4000))
    if len(kept) < len(packets):  # Sequoia left out what it cannot read: what rested on that is not the owner's word
        if not rounds:
            raise Refused("certificate_malformed")
        return _facts(owners_word(kept), rounds - 1)
    order = {(packet.tag, packet.body): number for number, packet in enumerate(kept)}
    held = [one for one in components if (one.packet.tag, one.packet.body) in order]
    components = sorted(held, key=lambda one: order[one.packet.tag, one.packet.body])
    names = [(_name(one.packet.body), one.revoked) for one in components if one.packet.tag == USER_ID]
    if not names:
        raise Refused("certificate_names")
    about_all = [made for one in components if one.packet.tag != SUBKEY for made, _ in one.signed.values()]
    keys = tuple(
        _key(one, [made for made, _ in one.signed.values()] if one.packet.tag == SUBKEY else about_all)
        for one in components
        if one.packet.tag != USER_ID
    )
    addresses = dict.fromkeys(address for name, revoked in names if not revoked and (address := address_in(name)))
    return Certificate(
        data, keys[0].fingerprint, tuple(name for name, _ in names), tuple(addresses), expires_at, revoked, keys
    )


def _key(component: Component, signatures: Sequence[Signature]) -> Key:
    """The facts of one key from the newest verified signature that binds it."""
    bindings = [made for made in signatures if any(made.kind in kinds for kinds in BINDS.values())]
    newest = max(bindings, key=lambda made: made.made or EPOCH, default=None)
    said = dict(newest.hashed) if newest else {}
    flags = said.get(27, b"\x00")[:1] or b"\x00"
    lasts = int.from_bytes(said.get(9, b"")[:4])  # of what is longer nobody could reckon the end
    made = datetime.fromtimestamp(int.from_bytes(component.packet.body[1:5]), UTC)
    fingerprint, key_id = identity(component.packet.body)
    return Key(
        fingerprint=fingerprint,
        key_id=key_id,
        made=made,
        expires_at=made + timedelta(seconds=lasts) if lasts else None,
        revoked=component.revoked,
        encrypts=bool(flags[0] & 0x0C),
        signs=bool(flags[0] & 0x02),
    )


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
