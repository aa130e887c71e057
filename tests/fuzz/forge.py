"""An owner who means harm: a key of their own, and valid signatures of it over whatever the fuzzer says.

What is signed properly gets past every check of who made it; all that it then says of itself is a stranger's word.
"""

import hashlib
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pgp import armour
from pgp.packets import PUBLIC_KEY, SIGNATURE, SUBKEY, USER_ID, Packet, framed
from tests.mails import folded

KEY = Ed25519PrivateKey.from_private_bytes(b"an owner who means harm, and who")
ADDRESS = b"eve@evil.test"
ED25519 = bytes.fromhex("2B06010401DA470F01")
CV25519 = bytes.fromhex("2B060104019755010501")
MADE = bytes.fromhex("60000000")
TEXT = b"Content-Type: text/plain\r\n\r\nhello\r\n"


def pieces(data: bytes) -> Iterator[bytes]:
    """The fuzzer's octets as fields, each behind one octet that says how long it is; empty ones for ever after."""
    while True:
        size = data[0] if data else 0
        yield data[1 : 1 + size]
        data = data[1 + size :]


def joined(*fields: bytes) -> bytes:
    return b"".join(bytes([len(field)]) + field for field in fields)


def certificate(data: bytes) -> bytes:
    """Key, words about it, a name, words about it, a subkey, words about it, a revocation: all signed by the owner."""
    said = pieces(data)
    primary = _key_body(next(said) or MADE)
    about_key, name, about_name, subkey, about_subkey = (next(said) for _ in range(5))
    packets = [Packet(PUBLIC_KEY, primary)]
    if about_key:
        packets.append(_signed(0x1F, about_key, primary, _as_key(primary)))
    packets.append(Packet(USER_ID, name or b"Eve <" + ADDRESS + b">"))
    over = _as_key(primary) + b"\xb4" + len(packets[-1].body).to_bytes(4) + packets[-1].body
    packets.append(_signed(0x13, about_name or SELF, primary, over))
    if about_subkey:
        body = subkey or b"\x04" + MADE + b"\x12" + bytes([len(CV25519)]) + CV25519 + b"\x01\x07\x40" + bytes(32) + KDF
        packets.append(Packet(SUBKEY, body))
        packets.append(_signed(0x18, about_subkey, primary, _as_key(primary) + _as_key(body)))
    if revokes := next(said):
        packets.append(_signed(0x20, revokes, primary, _as_key(primary)))
    return b"".join(map(framed, packets))


def mail(data: bytes) -> bytes:
    """A signed mail that brings the certificate along; what the signature says of itself comes first."""
    said = pieces(data)
    about, kind = next(said), next(said)
    rest = data[2 + len(about) + len(kind) :]
    key = folded(certificate(rest)).replace(b"\r\n", b"\r\n ").rstrip()
    made = _signed(kind[0] if kind else 0, about or MAIL, _key_body(next(pieces(rest)) or MADE), TEXT)
    return (
        b"From: Eve <" + ADDRESS + b">\r\nMIME-Version: 1.0\r\n"
        b"Autocrypt: addr=" + ADDRESS + b"; keydata=\r\n " + key
        + b'\r\nContent-Type: multipart/signed; protocol="application/pgp-signature"; boundary=e\r\n\r\n--e\r\n'
        + TEXT + b"\r\n--e\r\nContent-Type: application/pgp-signature\r\n\r\n"
        + armour.put_on(framed(made), "SIGNATURE") + b"\r\n--e--\r\n"
    )  # fmt: skip


KDF = b"\x03\x01\x08\x07"
SELF = b"\x05\x02" + MADE + b"\x02\x1b\x03"
MAIL = b"\x05\x02" + MADE
HONEST = joined(MADE, b"", b"", SELF + b"\x05\x09\x70\x00\x00\x00", b"", b"\x05\x02" + MADE + b"\x02\x1b\x0c")


def _key_body(made: bytes) -> bytes:
    point = b"\x40" + KEY.public_key().public_bytes_raw()
    return b"\x04" + made[:4].rjust(4, b"\x00") + b"\x16" + bytes([len(ED25519)]) + ED25519 + b"\x01\x07" + point


def _signed(kind: int, hashed: bytes, primary: bytes, over: bytes) -> Packet:
    """A version 4 signature by the owner (RFC 9580, 5.2.3 and 5.2.4)."""
    covered = bytes([4, kind, 22, 8]) + len(hashed).to_bytes(2) + hashed
    digest = hashlib.sha256(over + covered + b"\x04\xff" + len(covered).to_bytes(4)).digest()
    proof = KEY.sign(digest)
    issuer = b"\x09\x10" + hashlib.sha1(_as_key(primary)).digest()[-8:]
    numbers = b"".join(map(_number, (proof[:32], proof[32:])))
    return Packet(SIGNATURE, covered + len(issuer).to_bytes(2) + issuer + digest[:2] + numbers)


def _number(octets: bytes) -> bytes:
    value = int.from_bytes(octets)
    return value.bit_length().to_bytes(2) + value.to_bytes((value.bit_length() + 7) // 8)


def _as_key(body: bytes) -> bytes:
    return b"\x99" + len(body).to_bytes(2) + body
