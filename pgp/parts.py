"""The parts of a mail, cut at exact boundary lines and walked without recursion."""

import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from pgp import armour
from pgp.headers import Head, Kind, kind_of, split_head
from pgp.opened import SealedPart
from pgp.packets import ciphertext
from pgp.reasons import Refused

DEPTH = 20
PARTS = 500
FIELDS = 10_000  # in the heads of all parts together; a million of them are 4 MB of mail and ten seconds of work
DISPOSITIONS = 2  # of one part that are read; honest ones have one
LOOKALIKES = 20_000  # lines that begin like a boundary
BLANKS = b" \t"
SEALED_NAME = re.compile(r"\.(?:asc|pgp|gpg)(?: |$)")
NAMED = re.compile(r"(?:file)?name(?:\*|$)")


@dataclass(frozen=True)
class Part:
    """A mail or one of its parts."""

    head: Head
    kind: Kind
    body: bytes

    @property
    def content(self) -> bytes:
        """The octets behind the transfer encoding. Raises Refused for an encoding nobody should use."""
        encoding = (self.head.one("content-transfer-encoding") or b"7bit").lower()
        if encoding in (b"7bit", b"8bit", b"binary"):
            return self.body
        if encoding == b"quoted-printable":
            return binascii.a2b_qp(self.body)
        if encoding == b"base64":
            try:
                return binascii.a2b_base64(self.body)
            except binascii.Error:
                raise Refused("mail_malformed") from None
        raise Refused("ambiguous_structure")

    @property
    def file_name(self) -> str:
        """The name it says it has, for its ending only; in pieces and percent signs too (RFC 2231)."""
        kinds = [_disposition(value) for value in self.head.all("content-disposition")[:DISPOSITIONS]] + [self.kind]
        named = [value for kind in kinds for name, value in kind.parameters if NAMED.match(name)]
        return unquote(b" ".join(named).decode("ascii", "replace")).strip().lower()


def part_of(data: bytes) -> Part:
    """A mail or part as its head, its Content-Type and its body. Raises Refused (DOS-03, DOS-10)."""
    head, body = split_head(data)
    return Part(head, kind_of(head.one("content-type")), body)


def split(part: Part) -> list[bytes]:
    """The parts of a multipart as octets, exactly as they stand between the boundary lines (RFC 2046, 5.1.1).

    What stands before the first and behind the last boundary belongs to no part. Raises Refused where the boundary
    is missing or malformed, and where the closing line is missing.
    """
    return [part.body[start:end] for start, end in spans(part)]


def spans(part: Part) -> list[tuple[int, int]]:
    """Where each part of a multipart starts and ends in its body. Raises Refused like `split`."""
    boundary = part.kind.parameter("boundary")
    if not boundary or len(boundary) > 100 or boundary.endswith(b" "):
        raise Refused("ambiguous_structure")
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at, after, last in _boundary_lines(part.body, b"--" + boundary):
        if start is not None:
            found.append((start, max(start, at)))
        if len(found) > PARTS:
            raise Refused("too_many_parts")
        if last:
            return found
        start = after
    raise Refused("ambiguous_structure")


def leaves(part: Part, *, forwarded: bool = True) -> Iterator[tuple[Part, bool]]:
    """Every part that has no parts, and whether it stands in a multipart/encrypted.

    Forwarded mails are walked into, or passed over where `forwarded` says so. Raises Refused above 20 levels,
    500 parts or 10,000 fields (DOS-01, DOS-02, DOS-03).
    """
    waiting: list[tuple[Part | bytes, int, bool]] = [(part, 0, False)]
    seen = fields = 0
    while waiting:
        found, depth, encrypted = waiting.pop()
        part = part_of(found) if isinstance(found, bytes) else found  # only now: those behind it may never be read
        seen, fields = seen + 1, fields + len(part.head.fields)
        if seen > PARTS:
            raise Refused("too_many_parts")
        if fields > FIELDS:
            raise Refused("too_many_headers")
        if part.kind.media.startswith("multipart/"):
            inside = split(part)
        elif part.kind.media == "message/rfc822":
            inside = [part.content] if forwarded else []
        else:
            yield part, encrypted
            continue
        if depth == DEPTH:
            raise Refused("nested_too_deep")
        encrypted = part.kind.media == "multipart/encrypted"
        waiting += [(data, depth + 1, encrypted) for data in reversed(inside)]


def sealed_parts(root: Part) -> tuple[SealedPart, ...]:
    """Every piece of ciphertext in a mail that is not itself the ciphertext: listed, never opened (ORA-01).

    Raises Refused where the mail cannot be walked.
    """
    return tuple(sealed for sealed, _ in with_octets(root))


def with_octets(root: Part) -> Iterator[tuple[SealedPart, bytes]]:
    """The same, each with its octets. Raises Refused where the mail cannot be walked."""
    number = 0
    for part, encrypted in leaves(root):
        for kind, octets in _ciphertexts(part, encrypted):
            number += 1
            digest = hashlib.sha256(octets).hexdigest()
            yield SealedPart(number, kind, len(octets), digest, _ciphertext_digest(octets)), octets


def message_in(octets: bytes) -> bytes:
    """The OpenPGP message in the octets of a sealed part: bare, or the one armour in them, whatever stands around it.

    Raises Refused where there is none, or several: nobody could say which one was meant.
    """
    if octets[:1] >= b"\x80" and not octets.startswith(b"\xef\xbb\xbf"):
        return octets
    found = [block for label, block in armour.blocks(octets) if label == "MESSAGE"]
    return armour.take_off(found[0] if len(found) == 1 else octets)


def _ciphertext_digest(octets: bytes) -> str:
    try:
        return ciphertext(message_in(octets)).digest
    except Refused:
        return ""


def _ciphertexts(part: Part, encrypted: bool) -> list[tuple[str, bytes]]:
    media = part.kind.media
    if media in ("application/pgp-encrypted", "application/pgp-signature", "application/pgp-keys"):
        return []
    named = bool(SEALED_NAME.search(part.file_name))
    file = encrypted or named or media in ("application/octet-stream", "application/pgp")
    if not (file or media.startswith("text/")):
        return []
    content = part.content
    if file:
        armoured = any(label == "MESSAGE" for label, _ in armour.blocks(content, 3))
        bare = (encrypted or named) and content[:1] >= b"\x80" and not part.file_name.endswith(".asc")
        return [("part" if encrypted else "file", content)] if armoured or bare else []
    return [("inline", octets) for label, octets in armour.blocks(content) if label == "MESSAGE"]


def _boundary_lines(body: bytes, delimiter: bytes) -> Iterator[tuple[int, int, bool]]:
    """(where the part before ends, where the part behind starts, whether it is the closing line).

    Raises Refused on thousands of lines that only begin like the boundary: each costs a look, and none is honest.
    """
    at = 0 if body.startswith(delimiter) else _next_line(body, delimiter, 0)
    for _ in range(LOOKALIKES):
        if at < 0:
            return
        end = body.find(b"\n", at)
        end = len(body) if end < 0 else end + 1
        rest = body[at + len(delimiter) : end].rstrip(b"\r\n")
        if rest.rstrip(BLANKS) in (b"", b"--"):
            yield (at - 2 if body[at - 2 : at] == b"\r\n" else max(at - 1, 0)), end, rest.startswith(b"--")
        at = _next_line(body, delimiter, end - 1)
    raise Refused("ambiguous_structure")


def _next_line(body: bytes, start: bytes, at: int) -> int:
    """Where the next line that begins so stands, or -1; `at` is the line end before it."""
    return body.find(b"\n" + start, at) + 1 or -1


def _disposition(value: bytes) -> Kind:
    try:
        return kind_of(b"x/" + value.lstrip())
    except Refused:
        return Kind("x/attachment")
