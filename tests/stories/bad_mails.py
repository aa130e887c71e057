"""Mails that mallory made to hurt: each builder gives the octets of one, small to write down and heavy to read."""

import base64
import bz2
import io
import itertools
import zipfile
import zlib

from pgp.armour import put_on
from pgp.packets import COMPRESSED, LITERAL, PKESK, PUBLIC_KEY, USER_ID, Packet, framed, walk
from tests.mails import encrypted_part, folded, mail
from tests.people import People, Person

MEGABYTE = 1 << 20
GIGABYTE = 1 << 30
RLO = "\u202e"

_senders = itertools.count(1)


def mallory() -> str:
    """Mallory under an address that wrote nothing yet, so that no budget hides what is tried."""
    return f"Mallory <mallory{next(_senders)}@evil.test>"


def raw(people: People, *fields: str | bytes, body: bytes = b"please look\r\n", frm: bool = True) -> bytes:
    """A mail from mallory with exactly these further header fields."""
    head = [f"From: {mallory()}"] * frm + [f"To: {people.desk.address}"]
    lines = [line if isinstance(line, bytes) else line.encode() for line in (*head, *fields)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def parts(people: People, *inside: bytes, close: bool = True) -> bytes:
    """A multipart/mixed of these parts, each with its own header fields."""
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in inside) + (b"--edge--\r\n" if close else b"")
    return raw(people, "Subject: parts", 'Content-Type: multipart/mixed; boundary="edge"', body=body)


def file(name: str, data: bytes, kind: str = "application/octet-stream") -> bytes:
    """A part with a file; the name stands there as it is given."""
    fields = f'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return fields.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + folded(data)


def nested_parts(people: People, depth: int) -> bytes:
    levels = range(depth)
    body = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in levels)
    return raw(people, "Subject: deep").removesuffix(b"\r\nplease look\r\n") + body + b"\r\ninnermost\r\n"


def nested_mails(people: People, depth: int) -> bytes:
    return raw(people, "Content-Type: message/rfc822", body=b"Content-Type: message/rfc822\r\n\r\n" * depth + b"end")


def of_size(people: People, octets: int) -> bytes:
    """A mail of about so many octets on the wire, nearly all of them one attached file."""
    line = base64.b64encode(bytes(range(57))) + b"\r\n"
    head = b'Content-Type: application/octet-stream; name="disk.img"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return parts(people, b"\r\nsee the file\r\n", head + line * ((octets - 500) // len(line)))


def many_files(people: People, count: int) -> bytes:
    return parts(people, *(file(f"{number}.txt", b"x%d" % number, "text/plain") for number in range(count)))


def zip_bomb(people: People) -> bytes:
    """A zip of a zip of sixteen names for the same gigabyte of nothing (DOS-12)."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.doc", bytes(64 * MEGABYTE) if number == 0 else bytes(MEGABYTE))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return parts(people, b"\r\nsee the file\r\n", file("photos.zip", outer.getvalue(), "application/zip"))


def deflated_zeros(head: bytes, size: int) -> bytes:
    """What zlib would make of a head and so many zeros, without doing all of it: one megabyte is repeated."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = press.compress(head) + press.flush(zlib.Z_FULL_FLUSH)
    repeated = press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH)
    return first + repeated * (size // MEGABYTE) + press.flush(zlib.Z_FINISH)


def bzipped_zeros(head: bytes, size: int) -> bytes:
    """The same for bzip2, whose blocks begin at any bit: a stream is magic, blocks, end mark, checksum of all."""
    checksum, bits = 0, ""
    for data, times in ((head, 1), (bytes(32 * MEGABYTE), size // (32 * MEGABYTE))):
        whole = "".join(f"{octet:08b}" for octet in bz2.compress(data))
        block = whole[32 : whole.rindex(f"{0x177245385090:048b}")]
        for _ in range(times):
            bits += block
            checksum = ((checksum << 1 | checksum >> 31) & 0xFFFFFFFF) ^ int(block[48:80], 2)
    bits += f"{0x177245385090:048b}{checksum:032b}"
    bits += "0" * (-len(bits) % 8)
    return b"BZh9" + int(bits, 2).to_bytes(len(bits) // 8)


def sealed_bomb(people: People, algorithm: str) -> bytes:
    """A message of a few hundred octets or kilobytes to the desk, with a gigabyte inside (DOS-04)."""
    inside = b"b\0\0\0\0\0"  # a literal of octets, without a name or a date (RFC 9580, 5.9)
    head = bytes([0xC0 | LITERAL, 255]) + (GIGABYTE + len(inside)).to_bytes(4) + inside
    squeezed = {
        "zip": b"\1" + deflated_zeros(head, GIGABYTE),
        "bzip2": b"\3" + bzipped_zeros(head, GIGABYTE),
    }[algorithm]
    return sealed_packets(people, framed(Packet(COMPRESSED, squeezed)))


def sealed(people: People, inner: bytes, *, squeezed: bool = True) -> bytes:
    """A sealed mail that is only bad inside."""
    as_it_is = () if squeezed else ("-z", "0")
    signed = ("--sign", "-u", people.mallory.fingerprint, *as_it_is)
    return around(
        people, people.mallory.gpg("--armor", *signed, "--encrypt", "-r", people.desk.fingerprint, given=inner)
    )


def sealed_packets(people: People, message: bytes) -> bytes:
    """A sealed mail around packets of any kind."""
    to_desk = ("--no-literal", "-z", "0", "--encrypt", "-r", people.desk.fingerprint)
    return around(people, people.mallory.gpg("--armor", *to_desk, given=message))


def around(people: People, armoured: bytes) -> bytes:
    head = raw(people, "Subject: sealed", "MIME-Version: 1.0").removesuffix(b"\r\nplease look\r\n")
    return head + encrypted_part(armoured)


def anonymous_flood(people: People, count: int) -> bytes:
    """A message for a thousand nobodies: each of them would be tried with every key (DOS-06)."""
    hidden = people.mallory.gpg("--throw-keyids", "--encrypt", "-r", people.desk.fingerprint, given=b"hello")
    packets = list(walk(hidden))
    recipient = next(packet for packet in packets if packet.tag == PKESK)
    return around(people, put_on(b"".join(map(framed, [recipient] * count + packets[1:])), "MESSAGE"))


def signature_flood(people: People, count: int) -> bytes:
    """Five thousand signatures around one word (DOS-07)."""
    one, literal, signature = walk(people.mallory.gpg("-z", "0", "--sign", given=b"hello"))
    return sealed_packets(people, b"".join(map(framed, [one] * count + [literal] + [signature] * count)))


def truncated(people: People) -> bytes:
    sealed = people.mallory.seals(b"Content-Type: text/plain\r\n\r\nhello\r\n" * 40, people.desk)
    return around(people, sealed[: len(sealed) * 2 // 3])


def damaged(people: People) -> bytes:
    """Whole to look at, but one octet of the ciphertext was changed and the armour put on anew."""
    plain = people.mallory.gpg("--encrypt", "-r", people.desk.fingerprint, given=b"hello" * 100)
    *before, last = walk(plain)
    changed = Packet(last.tag, last.body[:-40] + bytes([last.body[-40] ^ 1]) + last.body[-39:])
    return around(people, put_on(b"".join(map(framed, [*before, changed])), "MESSAGE"))


def many_names(person: Person, count: int) -> bytes:
    """A certificate with hundreds of user ids, whoever certified them."""
    key, name, *rest = walk(person.certificate)
    assert (key.tag, name.tag) == (PUBLIC_KEY, USER_ID)
    names = [Packet(USER_ID, f"{number} <{number}@evil.test>".encode()) for number in range(count)]
    return b"".join(
        framed(packet) for packet in (key, name, rest[0], *(p for n in names for p in (n, rest[0])), *rest[1:])
    )


def key_bomb(people: People) -> bytes:
    certificate = many_names(people.mallory, 300)
    return parts(
        people, b"\r\nmy key\r\n", file("key.asc", put_on(certificate, "PUBLIC KEY BLOCK"), "application/pgp-keys")
    )


def autocrypt_bomb(people: People, octets: int) -> bytes:
    data = base64.b64encode(many_names(people.mallory, 3000))[:octets].decode()
    lines = "\r\n ".join(data[at : at + 72] for at in range(0, len(data), 72))
    return raw(
        people,
        f"From: {people.mallory.address}",
        f"Autocrypt: addr={people.mallory.address}; keydata=\r\n {lines}",
        frm=False,
    )


def good(people: People, address: str) -> bytes:
    return mail(f"Someone <{address}>", people.desk, "somebody asks for my password, what shall I do?")
