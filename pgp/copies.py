"""The copy of protected header fields that old mail programs are shown: taken out of what is read (RFC 9788, 4.5)."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pgp.headers import split_head
from pgp.parts import Part, part_of, spans
from pgp.reasons import Refused

DEPTH = 5  # multiparts around the text
ALTERNATIVES = 10
SHOWN = 64 * 1024  # octets of HTML in which the copy must stand

BODY = re.compile(rb"<body(?:[ \t\r\n][^<>]*)?>", re.IGNORECASE)
COPY = re.compile(
    rb"[ \t\r\n]*<div[ \t\r\n]+class=[\"']?header-protection-legacy-display[\"']?[ \t\r\n]*>", re.IGNORECASE
)
DIV = re.compile(rb"<(/?)div(?=[ \t\r\n>])[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class _Change:
    """Octets of a body, and what stands there instead."""

    start: int
    end: int
    instead: bytes


def without_copy(inner: Part) -> bytes:
    """The body of a protected part without the copies of its fields, in each of the forms they are put there.

    RFC 9788 marks the texts that begin with one, plain and HTML; the older form adds a part of its own. Only what
    names nothing but the part's own fields is such a copy: no other word of the writer's is ever taken out.
    """
    names = frozenset(field.name for field in inner.head.fields)
    try:
        changes = list(_changes(inner, 0, names, 0))
    except Refused:
        return inner.body
    body = inner.body
    for change in reversed(changes):
        body = body[: change.start] + change.instead + body[change.end :]
    return body


def _changes(part: Part, at: int, names: frozenset[str], depth: int) -> Iterator[_Change]:
    """What changes in a body that starts at `at`, in its order. Raises Refused."""
    if not part.kind.media.startswith("multipart/"):
        if part.kind.parameter("hp-legacy-display") == b"1":
            yield from _text_changes(part, at, names)
        return
    pieces = spans(part)
    if depth == DEPTH or not pieces:
        return
    first, beside = pieces[0], pieces[1:]
    if beside and _is_copy(part_of(part.body[first[0] : first[1]]), names):
        yield _Change(at + first[0], at + beside[0][0], b"")  # the part, and the boundary line behind it
        return
    for start, end in pieces[:ALTERNATIVES] if part.kind.media == "multipart/alternative" else [first]:
        inside = part_of(part.body[start:end])
        yield from _changes(inside, at + end - len(inside.body), names, depth + 1)


def _text_changes(part: Part, at: int, names: frozenset[str]) -> Iterator[_Change]:
    text = part.content
    shorter = {"text/plain": _plain_without, "text/html": _html_without}.get(part.kind.media, _as_it_is)(text, names)
    if len(shorter) < len(text):
        yield _Change(at, at + len(part.body), _encoded(part, shorter))


def _is_copy(part: Part, names: frozenset[str]) -> bool:
    """A part of nothing but our own fields (the older form)."""
    if part.kind.media not in ("text/rfc822-headers", "text/plain") or not part.kind.parameter("protected-headers"):
        return False
    return not _plain_without(part.content.rstrip() + b"\r\n\r\n", names).strip()


def _plain_without(text: bytes, names: frozenset[str]) -> bytes:
    """The text behind its first empty line, where nothing but our own fields stand before that."""
    head, rest = split_head(text)
    ours = head.fields and not head.odd and names.issuperset(field.name for field in head.fields)
    return rest if ours else text


def _html_without(text: bytes, _: frozenset[str]) -> bytes:
    """The text without the marked element, where it is the first thing in the body and holds no other of its kind."""
    body = BODY.search(text, 0, SHOWN)
    opens = COPY.match(text, body.end() if body else 0, SHOWN)
    closes = DIV.search(text, opens.end(), SHOWN) if opens else None
    if not opens or not closes or not closes[1]:
        return text
    return text[: opens.start()] + text[closes.end() :]


def _as_it_is(text: bytes, _: frozenset[str]) -> bytes:
    return text


def _encoded(part: Part, text: bytes) -> bytes:
    """The text in the transfer encoding that its part names."""
    encoding = (part.head.one("content-transfer-encoding") or b"").lower()
    if encoding == b"base64":
        letters = binascii.b2a_base64(text, newline=False)
        return b"".join(letters[at : at + 76] + b"\r\n" for at in range(0, len(letters), 76))
    return binascii.b2a_qp(text) if encoding == b"quoted-printable" else text
