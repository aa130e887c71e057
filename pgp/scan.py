"""The first look at a mail, as octets: which protection is the root of it, and what else in it is sealed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from pgp import armour
from pgp.headers import MAIL, Head, split_head
from pgp.opened import SealedPart
from pgp.parts import Part, part_of, sealed_parts, split
from pgp.reasons import Refused

FOOTER = 2048  # octets of the words that a server hangs onto a mail
REWRITTEN = ("rewritten_on_the_way",)
EMPTY = (b"", b"Empty Message")  # what stands in the text that a rewriting server puts in front

LIMITS = frozenset({"too_large", "headers_too_large", "too_many_headers", "nested_too_deep", "too_many_parts"})


class Form(StrEnum):
    """What the mail is wrapped in, as a whole."""

    PLAIN = "plain"
    PGP_MIME = "pgp-mime"  # RFC 3156, 4
    INLINE = "inline"  # the whole text is one armoured message
    SIGNED = "signed"  # RFC 3156, 5
    REFUSED = "refused"  # over a limit: nothing in it was read


@dataclass(frozen=True)
class Wrapped:
    """What one form of wrapping holds."""

    form: Form
    payload: bytes  # the encrypted message, or the signed part with its head, octet by octet
    signature: bytes = b""
    charset: str = ""
    rewritten: bool = False  # a server on the way took the mail apart; what it added was dropped unread


@dataclass(frozen=True)
class Seen:
    """The facts of the first look."""

    form: Form
    head: Head
    wrapped: Wrapped | None = None
    sealed: tuple[SealedPart, ...] = ()
    reasons: tuple[str, ...] = ()


def look_at(raw: bytes) -> Seen:
    """Which protection covers this whole mail. Never raises: what cannot be read is refused with its reason.

    The whole-message rule (SIG-01 to SIG-04, ORA-01): only what is the root of the mail counts. Anything that stands
    beside it, holds it or forwards it makes the mail a plain one with sealed parts.
    """
    head = Head((), True)
    try:
        if len(raw) > MAIL:
            raise Refused("too_large")
        head = split_head(raw)[0]
        root = part_of(raw)
        for form in FORMS:
            if not head.odd and (wrapped := form(root)):
                return Seen(wrapped.form, head, wrapped, reasons=REWRITTEN if wrapped.rewritten else ())
        return _plain(root)
    except Refused as refused:
        form_left = Form.REFUSED if refused.reason in LIMITS else Form.PLAIN
        return Seen(form_left, head, reasons=(refused.reason,))


def look_inside(part: bytes) -> Wrapped | None:
    """The signature around a part that came out of an encryption, where there is one. Raises Refused."""
    return signed(part_of(part))


def pgp_mime(root: Part) -> Wrapped | None:
    """multipart/encrypted with exactly its two parts (RFC 3156, 4)."""
    if root.kind.media != "multipart/encrypted":
        return None
    return _control_and_data(_few(root, 2))


def mixed_up(root: Part) -> Wrapped | None:
    """What some servers make of PGP/MIME (Exchange, Proton's bridge): multipart/mixed of an empty text and the two."""
    if root.kind.media != "multipart/mixed":
        return None
    parts = _few(root, 3)
    if not parts or _small_text(parts[0]) not in EMPTY:
        return None
    wrapped = _control_and_data(parts[1:])
    return replace(wrapped, rewritten=True) if wrapped else None


def footed(root: Part) -> Wrapped | None:
    """What Google Workspace makes of PGP/MIME where a footer is hung onto all mail: multipart/mixed of it and the mail.

    The footer stands first: nothing, or a small plain text below a signature mark; then one exact PGP/MIME part, and
    nothing else. It is dropped here and no octet of it goes any further, so that words of somebody on the way and words
    that were sealed never stand in one mail (ORA-01). What is left is the sealed mail as anybody could send it again
    by itself: the ciphertext's digest is there to tell (ORA-02).
    """
    if root.kind.media != "multipart/mixed":
        return None
    parts = _few(root, 2)
    footer = _small_text(parts[0]) if parts else None
    if footer is None or any(part.head.odd for part in parts):
        return None
    if footer and footer.partition(b"\n")[0].rstrip() != b"--":
        return None
    wrapped = pgp_mime(parts[1])
    return replace(wrapped, rewritten=True) if wrapped else None


def inline(root: Part) -> Wrapped | None:
    """A text that is one armoured message from its first line to its last."""
    if root.kind.media != "text/plain":
        return None
    text = root.content.strip(armour.BLANKS)
    found = armour.blocks(text, 2)
    if len(found) != 1 or found[0][0] != "MESSAGE" or found[0][1].strip(armour.BLANKS) != text:
        return None
    return Wrapped(Form.INLINE, text, charset=root.kind.parameter("charset").decode("ascii", "replace"))


def signed(root: Part) -> Wrapped | None:
    """multipart/signed with exactly its two parts, the second an OpenPGP signature (RFC 3156, 5)."""
    protocol = root.kind.parameter("protocol").lower()
    if root.kind.media != "multipart/signed" or protocol != b"application/pgp-signature":
        return None
    parts = split(root)
    if len(parts) != 2:
        return None
    signature = part_of(parts[1])
    if signature.kind.media != "application/pgp-signature":
        return None
    return Wrapped(Form.SIGNED, parts[0], signature.content)


FORMS: tuple[Callable[[Part], Wrapped | None], ...] = (pgp_mime, mixed_up, footed, inline, signed)


def _few(root: Part, count: int) -> list[Part]:
    """The parts of a multipart, where there are exactly so many and each can be read; otherwise none."""
    try:
        pieces = split(root)
        return [part_of(data) for data in pieces] if len(pieces) == count else []
    except Refused:
        return []


def _small_text(part: Part) -> bytes | None:
    """What a short plain text that is no file says, without the blanks around it; None where it is anything else."""
    if part.kind.media != "text/plain" or part.head.all("content-disposition") not in ([], [b"inline"]):
        return None
    with suppress(Refused):
        return part.content.strip() if len(part.body) <= FOOTER else None
    return None


def _control_and_data(parts: list[Part]) -> Wrapped | None:
    if [part.kind.media for part in parts] != ["application/pgp-encrypted", "application/octet-stream"]:
        return None
    if parts[0].content.strip(armour.BLANKS) != b"Version: 1":
        return None
    return Wrapped(Form.PGP_MIME, parts[1].content)


def _plain(root: Part) -> Seen:
    sealed = sealed_parts(root)
    reasons: tuple[str, ...] = ("not_whole",) if sealed or root.kind.media == "multipart/encrypted" else ()
    if root.kind.media == "text/plain" and b"-----BEGIN PGP SIGNED MESSAGE-----" in root.body:
        reasons += ("inline_signature",)
    return Seen(Form.PLAIN, root.head, sealed=sealed, reasons=reasons)
