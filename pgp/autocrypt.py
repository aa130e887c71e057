"""Certificates that a mail brings along: the Autocrypt header, read and written, and attached keys (Autocrypt 1.1)."""

import binascii
from contextlib import suppress

from pgp import armour
from pgp.certificates import Certificate, canonical
from pgp.headers import Head, split_head
from pgp.parts import leaves, part_of
from pgp.reasons import Refused

HEADERS = 5  # Autocrypt headers that are looked at
ATTACHED = 3  # certificates in attachments that are looked at


def brought_in(part: bytes, sender: str | None) -> list[Certificate]:
    """The certificates in a mail or protected part: its Autocrypt header's, then attached ones. None are proof.

    Of a mail that is protected as a whole, only the protected part may be asked: what stands outside, anybody wrote.
    """
    found: list[Certificate] = []
    with suppress(Refused):
        head, _ = split_head(part)
        if (header := read_autocrypt(head, sender)) is not None:
            found.append(header)
        root = part_of(part)
        if root.kind.media == "multipart/report":
            return found
        files = (leaf for leaf, _ in leaves(root) if leaf.kind.media == "application/pgp-keys")
        for _, leaf in zip(range(ATTACHED), files, strict=False):
            with suppress(Refused):
                found.append(canonical(leaf.content))
    return found


def offered_in(part: bytes, sender: str | None) -> list[Certificate]:
    """Those of them that may be kept for the sender: their address stands in a name that the key itself signed."""
    return [certificate for certificate in brought_in(part, sender) if sender in certificate.addresses]


def read_autocrypt(head: Head, sender: str | None) -> Certificate | None:
    """The certificate of the one valid Autocrypt header for the sender, whose address it must name (KEY-05).

    Level 1: more than one valid header, more than one From, or a multipart/report: none counts. Which date it counts
    from, and whether it counts at all for an unproven mail, is for the flows to say (KEY-07). Stricter than Level 1:
    the address must also stand in a name that the key itself signed, or one person's key would be another's (KEY-01).
    """
    content_type = b" ".join(head.all("content-type")).lower()
    if not sender or b"multipart/report" in content_type:
        return None
    valid = [found for value in head.all("autocrypt")[:HEADERS] if (found := _read_value(value, sender))]
    return valid[0] if len(valid) == 1 and sender in valid[0].addresses else None


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


def _read_value(value: bytes, sender: str) -> Certificate | None:
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
        return canonical(binascii.a2b_base64(attributes.get("keydata", b"").translate(None, b" \t\r\n")))
    except (Refused, binascii.Error):
        return None


def _escaped(name: str) -> str:
    shown = "".join(char for char in name if char.isprintable())
    return shown.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
