"""Hand-made OpenPGP: packets no honest program writes, and mails around them."""

import binascii
import hashlib
from collections.abc import Sequence

from pgp.armour import put_on
from pgp.packets import SEIPD, Packet, framed, walk
from tests.mails import encrypted_part, mailbox
from tests.people import People, Person


def packets_of(data: bytes) -> list[Packet]:
    return list(walk(data))


def message_of(packets: Sequence[Packet]) -> bytes:
    return b"".join(map(framed, packets))


def octets_of(armoured: bytes) -> bytes:
    """The octets in an armour gpg wrote."""
    body = armoured.replace(b"\r", b"").split(b"\n\n", 1)[1].split(b"\n-----END")[0]
    return binascii.a2b_base64(b"".join(line for line in body.split(b"\n") if not line.startswith(b"=")))


def unwrapped(people: People, armoured: bytes) -> bytes:
    """The signed message inside, as the desk's gpg hands it over."""
    return people.desk.gpg("--decrypt", "--unwrap", given=armoured)


def wrapped_again(people: People, message: bytes) -> bytes:
    """Packets of any kind, encrypted to the desk as they are: what an attacker does with a captured signature."""
    options = ("--armor", "--no-literal", "--compress-algo", "none", "--encrypt")
    return people.mallory.gpg(*options, "-r", people.desk.fingerprint, given=message)


def letter(frm: Person, people: People, armoured: bytes, *, subject: str = "x") -> bytes:
    """A PGP/MIME mail from somebody around any armour."""
    head = f"From: {mailbox(frm)}\r\nTo: {people.desk.address}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    return head.encode() + encrypted_part(armoured)


def armoured(message: bytes) -> bytes:
    return put_on(message, "MESSAGE")


def digest_of(message: bytes) -> str:
    """SHA-256 of the encrypted packet's body, reckoned the plain way."""
    return hashlib.sha256(next(p.body for p in packets_of(message) if p.tag == SEIPD)).hexdigest()


def signed_and_sealed(frm: Person, people: People, part: bytes, *, subject: str = "x") -> bytes:
    """A PGP/MIME mail from somebody around any MIME part."""
    return letter(frm, people, frm.seals(part, people.desk), subject=subject)
