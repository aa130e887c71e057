"""Certificates that a mail brings along: the Autocrypt header, read and written, and attached keys (Autocrypt 1.1)."""

import binascii
from collections.abc import Iterator

from pgp import armour
from pgp.certificates import Certificate, canonical
from pgp.headers import Head, split_head
from pgp.inside import from_address
from pgp.parts import leaves, part_of
from pgp.reasons import Refused

ATTACHED = 3  # certificates in attachments that are looked at


def offered_in(mail: bytes) -> Iterator[Certificate]:
    """The certificates a mail offers: its Autocrypt header, then attached keys. What cannot be believed is left out."""
    try:
        head, _ = split_head(mail)
        if (header := read_autocrypt(head)) is not None:
            yield header
        root = part_of(mail)
        if root.kind.media == "multipart/report":
            return
        files = (part for part, _ in leaves(root) if part.kind.media == "application/pgp-keys")
        for _, part in zip(range(ATTACHED), files, strict=False):
            try:
                yield canonical(part.content)
            except Refused:
                continue
    except Refused:
        return


def read_autocrypt(head: Head) -> Certificate | None:
    """The certificate of the one valid Autocrypt header, where its `addr` is the From address (KEY-05).

    Level 1: more than one valid header, more than one From, or a multipart/report: none counts. Which date it counts
    from, and whether it counts at all for an unproven mail, is for the flows to say (KEY-07).
    """
    sender = from_address(head)
    content_type = b" ".join(head.all("content-type")).lower()
    if not sender or b"multipart/report" in content_type:
        return None
    valid = [found for value in head.all("autocrypt")[:5] if (found := _read_value(value, sender))]
    return valid[0] if len(valid) == 1 else None


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
