"""The certificates that a mail brings along: in its Autocrypt header, as files, in vCards. None of them is proof."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from pgp import armour, vcards
from pgp.autocrypt import read_autocrypt, wants_sealed
from pgp.certificates import Certificate, canonical
from pgp.headers import split_head
from pgp.parts import Part, leaves, part_of
from pgp.reasons import Refused

FILES = 3  # certificates in attachments that are looked at
CARDS = 3  # vCards that are looked at
SIZE = 128 * 1024  # octets of one such file, unpacked; more than any certificate that is taken
PACKED = 200 * 1024  # the same in its transfer encoding

KEY_NAME = re.compile(r"\.(?:asc|pgp|key)(?: |$)")
CARD_NAME = re.compile(r"\.vcf(?: |$)")
KEY_ARMOUR = b"-----BEGIN PGP PUBLIC KEY BLOCK-----"
CARD_KINDS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})


@dataclass(frozen=True)
class Brought:
    """What came along with one mail or protected part."""

    certificates: tuple[Certificate, ...] = ()
    asks_sealed: bool = False  # whoever sends a key on purpose, or says so in the header, wants sealed answers


def brought_in(part: bytes, sender: str | None) -> Brought:
    """The certificates in a mail or protected part: its Autocrypt header's first, then attached ones, then vCards'.

    Of a mail that is protected as a whole, only the protected part may be asked: what stands outside, anybody wrote.
    What lies in a forwarded mail is evidence, not the sender's own key; a report brings nothing.
    """
    found: list[Certificate] = []
    asks = False
    with suppress(Refused):
        head, _ = split_head(part)
        if (header := read_autocrypt(head, sender)) is not None:
            found.append(header)
            asks = wants_sealed(head, sender)
        root = part_of(part)
        attached = [] if root.kind.media == "multipart/report" else list(_attached(root))
        found += attached
        asks = asks or bool(attached)
    return Brought(tuple({certificate.data: certificate for certificate in found}.values()), asks)


def _attached(root: Part) -> Iterator[Certificate]:
    """The certificates in files and vCards. Raises Refused where the mail cannot be walked."""
    files = cards = 0
    for leaf, _ in leaves(root, forwarded=False):
        if _may_be_card(leaf) and cards < CARDS:
            cards += 1
            keys = vcards.keys_in(_content(leaf))
        elif _may_be_key(leaf) and files < FILES:
            files += 1
            keys = [_content(leaf)]
        else:
            continue
        for key in keys:
            with suppress(Refused):
                yield canonical(armour.octets(key, "PUBLIC KEY BLOCK"))


def _may_be_card(leaf: Part) -> bool:
    return leaf.kind.media in CARD_KINDS or bool(CARD_NAME.search(leaf.file_name))


def _may_be_key(leaf: Part) -> bool:
    """A file that says it is a key, or one with such a name that starts like one; ciphertext has the same names."""
    if leaf.kind.media == "application/pgp-keys":
        return True
    plain = leaf.kind.media in ("application/octet-stream", "text/plain")
    return plain and bool(KEY_NAME.search(leaf.file_name)) and _content(leaf).lstrip().startswith(KEY_ARMOUR)


def _content(leaf: Part) -> bytes:
    """The octets of a small file, nothing of a large one or one that cannot be read."""
    with suppress(Refused):
        content = leaf.content if len(leaf.body) <= PACKED else b""
        return content if len(content) <= SIZE else b""
    return b""
