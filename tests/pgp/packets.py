"""Hand-made OpenPGP: packets no honest program writes, and mails around them."""

import binascii
import hashlib
import zlib
from collections.abc import Sequence

from pgp.armour import put_on
from pgp.packets import COMPRESSED, LITERAL, SEIPD, Packet, framed, walk
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


COMMAND = b'From: bahia@desk.test\r\nContent-Type: text/plain; hp="cipher"\r\n\r\n#close\r\n'


def signed_message(people: People, text: bytes = COMMAND, *options: str, by: Person | None = None) -> bytes:
    """What somebody's gpg puts into the encryption: the signed packets, not compressed; a handler's by default."""
    signer = by or people.handler
    return signer.gpg("--sign", "--compress-algo", "none", *options, "-u", signer.fingerprint + "!", given=text)


def around(frm: Person, people: People, media: str, parts: Sequence[bytes]) -> bytes:
    """A multipart mail from somebody around any parts."""
    edge = "outer-edge"
    head = f"From: {mailbox(frm)}\r\nTo: {people.desk.address}\r\nMIME-Version: 1.0\r\n"
    body = b"".join(f"--{edge}\r\n".encode() + part + b"\r\n" for part in parts)
    kind = f'Content-Type: {media}; boundary="{edge}"\r\n\r\n'
    return head.encode() + kind.encode() + body + f"--{edge}--\r\n".encode()


def squeezed(message: bytes) -> Packet:
    return Packet(COMPRESSED, b"\x02" + zlib.compress(message))


def literal(text: bytes) -> Packet:
    """A text without a name or a date."""
    return Packet(LITERAL, b"b\x00\x00\x00\x00\x00" + text)
