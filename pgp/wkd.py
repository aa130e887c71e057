"""The Web Key Directory: where the key of an address stands at its own domain, and which key of a file is meant."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from pgp import armour
from pgp.certificates import SIZE, Certificate, address_in, canonical
from pgp.packets import PUBLIC_KEY, SIGNATURE, USER_ID, Packet, framed, walk
from pgp.reasons import Refused

ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769"  # z-base-32: letters that are not mistaken for one another
CERTIFICATES = 10  # in one file; a domain may publish revoked ones beside the one that counts


@dataclass(frozen=True)
class Place:
    """Where the key of one address is published (draft-koch-openpgp-webkey-service, 3.1)."""

    domain: str
    name: str  # of the file: 32 letters that tell the local part only to those who guess it
    local: str  # as written in the address

    @property
    def hosts(self) -> tuple[tuple[str, str], ...]:
        """Host and path, the advanced way first."""
        asked = f"{self.name}?l={quote(self.local, safe='')}"
        return (
            (f"openpgpkey.{self.domain}", f"/.well-known/openpgpkey/{self.domain}/hu/{asked}"),
            (self.domain, f"/.well-known/openpgpkey/hu/{asked}"),
        )


def place_of(address: str) -> Place:
    """The place for an address that was checked to be one."""
    local, _, domain = address.rpartition("@")
    lowered = "".join(char.lower() if char.isascii() else char for char in local)  # the draft maps ASCII alone
    digest = hashlib.sha1(lowered.encode(), usedforsecurity=False).digest()
    return Place(domain.lower(), z_base_32(digest), local)


def z_base_32(data: bytes) -> str:
    """Five bits a letter; what is left over is filled up with zeros."""
    letters = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (letters * 5 - len(data) * 8)
    return "".join(ALPHABET[number >> (5 * at) & 31] for at in reversed(range(letters)))


def certificates_for(address: str, data: bytes) -> tuple[Certificate, ...]:
    """The certificates in these octets that name the address themselves, each with the names of this address alone.

    Raises Refused where there is no certificate that could be read at all.
    """
    if len(data) > SIZE:
        raise Refused("certificate_too_large")
    found, refusals = [], []
    for octets in _apart(data):
        try:
            found.append(canonical(octets))
        except Refused as refused:
            refusals.append(refused)
    if not found:
        raise refusals[0] if refusals else Refused("certificate_malformed")
    return tuple(only_names_of(address, one) for one in found if address.lower() in one.addresses)


def only_names_of(address: str, certificate: Certificate) -> Certificate:
    """The certificate without the names of other addresses: nobody need learn from one where else its owner writes.

    Raises Refused where it does not name this address.
    """
    kept: list[bytes] = []
    dropping = False
    for packet in walk(certificate.data, 4000):
        if packet.tag == USER_ID:
            dropping = not _names(packet, address)
        elif packet.tag != SIGNATURE:
            dropping = False
        if not dropping:
            kept.append(framed(packet))
    return canonical(b"".join(kept))


def _names(packet: Packet, address: str) -> bool:
    with suppress(UnicodeDecodeError):
        return address_in(packet.body.decode()) == address.lower()
    return False


def _apart(data: bytes) -> Iterator[bytes]:
    """Each certificate by itself, of those that may stand in one file behind each other."""
    try:
        packets = list(walk(armour.octets(data, "PUBLIC KEY BLOCK"), 2000))
    except Refused:
        raise Refused("certificate_malformed") from None
    starts = [at for at, packet in enumerate(packets) if packet.tag == PUBLIC_KEY]
    if not starts or starts[0] != 0 or len(starts) > CERTIFICATES:
        raise Refused("certificate_malformed")
    for start, end in zip(starts, [*starts[1:], len(packets)], strict=True):
        yield b"".join(map(framed, packets[start:end]))
