"""Mail that leaves: built by us from the first octet to the last, plain or with everything but the routing inside."""

import binascii
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from pgp.autocrypt import autocrypt_header

OUTER_SUBJECT = "[...]"  # all that is seen of a sealed mail's Subject (LEAK-03; RFC 9788, 3.2.1)
LINE = 998  # octets without the line end (RFC 5322, 2.1.1)
BUCKETS = (4 << 10, 16 << 10, 64 << 10, 256 << 10)  # octets; above the last, its multiples
BLANKS = b" " * 76 + b"\r\n"
TITLE = 200  # letters of a Subject or a name

ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
IDENTITY = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@:\[\]-]{3,250}>")
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
AUTOMATIC = ("no", "auto-generated", "auto-replied")  # RFC 3834

Fields = list[tuple[str, str]]
ABOVE_ASCII = bytes(range(0x80, 0x100))


@dataclass(frozen=True)
class File:
    """A file that goes along; its name is ours, never a sender's (INJ-04)."""

    name: str
    media: str  # never message/…: that may not be encoded
    data: bytes


@dataclass(frozen=True)
class Message:
    """One mail to one person, before it is wrapped. Every field is given: nothing here asks the clock or makes ids."""

    sender: str  # addr-spec of the desk
    sender_name: str
    to: str  # addr-spec; no display name, which would be an outsider's words (INJ-03)
    subject: str
    text: str
    message_id: str  # with its angle brackets; the same at every attempt
    date: datetime
    references: tuple[str, ...] = ()
    in_reply_to: str | None = None
    reply_to: str | None = None  # addr-spec
    auto_submitted: str = "no"
    page: str = ""  # the same words as HTML, for programs that show it; "" where there is no such part
    files: tuple[File, ...] = ()
    certificate: bytes | None = None  # the desk's own, for the Autocrypt header


def as_plain(message: Message) -> bytes:
    """The whole mail, unsealed. Raises ValueError where a field could break out of its line (INJ-01 to INJ-04)."""
    shape, body = _body(message)
    return checked(_joined([*_routing(message, message.subject), ("MIME-Version", "1.0"), *shape], body))


def inner_part(message: Message, *, pad: bool = False) -> bytes:
    """What is sealed: all header fields and the body, as RFC 9788 asks and as older programs look for it.

    `hp="cipher"` with HP-Outer says what stands outside; `protected-headers="v1"` shows the Subject in programs that
    know the older form only. No copy of the fields is put into the text: that would be quoted. Raises ValueError.
    `pad`: filled up to the next of BUCKETS octets, so that its sealed length tells little of what is in it (OPS-15).
    """
    ((kind, value), *rest), body = _body(message, in_parts=pad)
    outer = _routing(message, OUTER_SUBJECT)
    # the key is not said a third time: a field that is not named counts as confidential, which here harms nobody
    outside = [("HP-Outer", f"{name}: {content}") for name, content in outer if name != "Autocrypt"]
    shape = [(kind, f'{value};\r\n hp="cipher"; protected-headers="v1"'), *rest]
    inner = _joined([*_routing(message, message.subject), *outside, *shape], body)
    return checked(inner + _filling(len(inner)) if pad else inner)


def _filling(size: int) -> bytes:
    """Blanks behind the last part of a multipart: they belong to none, and no program shows them (RFC 2046, 5.1.1)."""
    bucket = next((one for one in BUCKETS if one >= size), -(-size // BUCKETS[-1]) * BUCKETS[-1])
    lines, rest = divmod(bucket - size, len(BLANKS))
    return BLANKS * lines + b" " * rest


def envelope(message: Message, sealed: bytes) -> bytes:
    """The mail around what was sealed (RFC 3156, 4): routing, a Subject that says nothing, and the armour."""
    edge = _edge(message)
    body = (
        f"--{edge}\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--{edge}\r\n"
        'Content-Type: application/octet-stream; name="encrypted.asc"\r\n'
        'Content-Disposition: inline; filename="encrypted.asc"\r\n\r\n'
    )
    armour = sealed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    protocol = 'protocol="application/pgp-encrypted"'
    shape = [("MIME-Version", "1.0"), ("Content-Type", f'multipart/encrypted; {protocol};\r\n boundary="{edge}"')]
    whole = body.encode() + armour + f"\r\n--{edge}--\r\n".encode()
    return checked(_joined([*_routing(message, OUTER_SUBJECT), *shape], whole))


def safe_header(text: str, limit: int = TITLE) -> str:
    """Text that fits into one header line: no control, no invisible or direction-turning character, cut at `limit`."""
    shown = "".join(" " if char.isspace() else char for char in text if not _invisible(char))
    return " ".join(shown.split())[:limit].rstrip()


def checked(mail: bytes) -> bytes:
    """The mail itself, if nobody can read it in two ways: CRLF only, no NUL, 7 bits, short lines (INJ-09).

    Raises ValueError otherwise; that is a mistake of ours, and the mail must not leave.
    """
    if not mail.isascii() or b"\0" in mail:
        raise ValueError("the mail holds octets that do not travel")
    lines = mail.split(b"\r\n")
    if any(b"\r" in line or b"\n" in line or len(line) > LINE for line in lines):
        raise ValueError("the mail holds a line that does not travel")
    return mail


def _routing(message: Message, subject: str) -> Fields:
    """The header fields that both the envelope and the letter carry; the Subject is the only difference."""
    for address in filter(None, (message.sender, message.to, message.reply_to)):
        if not ADDRESS.fullmatch(address) or ".." in address or address.startswith("-"):
            raise ValueError("an address is none")
    for identity in filter(None, (message.message_id, message.in_reply_to, *message.references)):
        if not IDENTITY.fullmatch(identity):
            raise ValueError("a Message-ID is none")
    if message.auto_submitted not in AUTOMATIC or message.date.tzinfo is None:
        raise ValueError("Auto-Submitted or the date is none")
    name = safe_header(message.sender_name, 60)
    fields: Fields = [
        ("From", f"{_phrase(name)} <{message.sender}>" if name else message.sender),
        ("To", message.to),
        ("Subject", _unstructured(safe_header(subject))),
        ("Date", format_datetime(message.date)),
        ("Message-ID", message.message_id),
    ]
    if message.reply_to:
        fields.append(("Reply-To", message.reply_to))
    if message.in_reply_to:
        fields.append(("In-Reply-To", message.in_reply_to))
    if message.references:
        fields.append(("References", "\r\n ".join(message.references)))
    if message.auto_submitted != "no":
        fields.append(("Auto-Submitted", message.auto_submitted))
    if message.certificate:
        fields.append(("Autocrypt", autocrypt_header(message.sender, message.certificate)))
    return fields


def _body(message: Message, *, in_parts: bool = False) -> tuple[Fields, bytes]:
    """The text, and the files behind it where there are some; in parts even where there are none, if asked for."""
    shape, text = _text(message.text)
    if message.page:
        page = _joined(*_text(message.page, "text/html"))
        shape, text = _parts("alternative", "=-" + _edge(message)[2:], [_joined(shape, text), page])
    if not (message.files or in_parts):
        return shape, text
    return _parts("mixed", _edge(message), [_joined(shape, text), *(_joined(*_file(file)) for file in message.files)])


def _parts(kind: str, edge: str, parts: Sequence[bytes]) -> tuple[Fields, bytes]:
    """A multipart; of alternatives the last is the richest (RFC 2046, 5.1.4)."""
    body = b"".join(f"--{edge}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{edge}--\r\n".encode()
    return [("Content-Type", f'multipart/{kind}; boundary="{edge}"')], body


def _text(text: str, media: str = "text/plain") -> tuple[Fields, bytes]:
    """Text in UTF-8; base64 where most letters need it, else quoted-printable, which people can read raw."""
    octets = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")).encode()
    latin = len(octets.translate(None, ABOVE_ASCII)) * 5 >= len(octets) * 4
    encoding = "quoted-printable" if latin else "base64"
    lines = binascii.b2a_qp(octets, istext=True).split(b"\n") if latin else _base64(octets.replace(b"\n", b"\r\n"))
    kind = ("Content-Type", f"{media}; charset=utf-8")
    return [kind, ("Content-Transfer-Encoding", encoding)], b"\r\n".join(lines).removesuffix(b"\r\n") + b"\r\n"


def _file(file: File) -> tuple[Fields, bytes]:
    if not FILE_NAME.fullmatch(file.name) or not MEDIA.fullmatch(file.media) or file.media.startswith("message/"):
        raise ValueError("a file has no name or kind that can be sent")
    fields = [
        ("Content-Type", f'{file.media}; name="{file.name}"'),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", f'attachment; filename="{file.name}"'),
    ]
    return fields, b"\r\n".join(_base64(file.data)) + b"\r\n"


def _joined(fields: Sequence[tuple[str, str]], body: bytes) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode() + b"\r\n" + body


def _base64(data: bytes) -> list[bytes]:
    encoded = binascii.b2a_base64(data, newline=False)
    return [encoded[at : at + 76] for at in range(0, len(encoded), 76)]


def _phrase(name: str) -> str:
    """A display name: quoted where it holds what would end it."""
    if not name.isascii():
        return _unstructured(name)
    return name if re.fullmatch(r"[A-Za-z0-9 ]+", name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _unstructured(text: str) -> str:
    """Encoded words of at most 75 characters, cut between letters, where the text is not ASCII (RFC 2047)."""
    if text.isascii() and "=?" not in text:
        return text
    words: list[str] = [""]
    for char in text:
        if len((words[-1] + char).encode()) > 42:  # 56 letters of base64, and 12 around them
            words.append("")
        words[-1] += char
    encoded = (binascii.b2a_base64(word.encode(), newline=False).decode() for word in words)
    return "\r\n ".join(f"=?utf-8?B?{word}?=" for word in encoded)


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and not char.isspace()


def _edge(message: Message) -> str:
    """A boundary that neither base64 nor quoted-printable can hold; the same for the same mail."""
    return "=_" + hashlib.sha256(message.message_id.encode()).hexdigest()[:40]
