"""The Autocrypt header, read and written (Autocrypt 1.1), and our own key as people are given it."""

import binascii
from dataclasses import dataclass

from pgp import armour
from pgp.certificates import Certificate, canonical
from pgp.headers import Head
from pgp.reasons import Refused

HEADERS = 5  # Autocrypt headers that are looked at


def read_autocrypt(head: Head, sender: str | None) -> Certificate | None:
    """The certificate of the one valid Autocrypt header for the sender, whose address it must name (KEY-05).

    Level 1: more than one valid header, more than one From, or a multipart/report: none counts. Which date it counts
    from, and whether it counts at all for an unproven mail, is for the flows to say (KEY-07). Stricter than Level 1:
    the address must also stand in a name that the key itself signed, or one person's key would be another's (KEY-01).
    """
    found = _valid(head, sender)
    return found.certificate if found else None


def wants_sealed(head: Head, sender: str | None) -> bool:
    """Whether the one valid header asks for sealed answers. What it does not ask for weakens nothing (KEY-07)."""
    found = _valid(head, sender)
    return found is not None and found.mutual


@dataclass(frozen=True)
class _Offer:
    certificate: Certificate
    mutual: bool


def _valid(head: Head, sender: str | None) -> _Offer | None:
    content_type = b" ".join(head.all("content-type")).lower()
    if not sender or b"multipart/report" in content_type:
        return None
    valid = [found for value in head.all("autocrypt")[:HEADERS] if (found := _read_value(value, sender))]
    return valid[0] if len(valid) == 1 and sender in valid[0].certificate.addresses else None


def autocrypt_header(address: str, certificate: bytes) -> str:
    """The value of the Autocrypt header for mail that leaves, folded into short lines."""
    data = binascii.b2a_base64(certificate, newline=False).decode()
    lines = "\r\n ".join(data[at : at + 72] for at in range(0, len(data), 72))
    return f"addr={address}; prefer-encrypt=mutual; keydata=\r\n {lines}"


def vcard(address: str, name: str, certificate: bytes) -> bytes:
    """A vCard 4 with the certificate in it: what Delta Chat needs before it can write to somebody."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"EMAIL:{address}",
        f"FN:{_escaped(name)}",
        "KEY:data:application/pgp-keys;base64," + binascii.b2a_base64(certificate, newline=False).decode(),
        "END:VCARD",
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def export_public(certificate: bytes) -> bytes:
    """The certificate in ASCII armour, for people to read, print and paste."""
    return armour.put_on(certificate, "PUBLIC KEY BLOCK")


def _read_value(value: bytes, sender: str) -> _Offer | None:
    """One header: `addr` and `keydata`, unknown attributes allowed only where they start with an underscore."""
    attributes: dict[str, bytes] = {}
    for piece in value.split(b";"):
        name, _, content = piece.partition(b"=")
        key = name.strip().decode("ascii", "replace").lower()
        if key in attributes or (key not in ("addr", "prefer-encrypt", "keydata") and not key.startswith("_")):
            return None
        attributes[key] = content.strip()
    if attributes.get("addr", b"").decode("ascii", "replace").lower() != sender:
        return None
    try:
        certificate = canonical(binascii.a2b_base64(attributes.get("keydata", b"").translate(None, b" \t\r\n")))
    except (Refused, binascii.Error):
        return None
    return _Offer(certificate, attributes.get("prefer-encrypt", b"").lower() == b"mutual")


def _escaped(name: str) -> str:
    shown = "".join(char for char in name if char.isprintable())
    return shown.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
