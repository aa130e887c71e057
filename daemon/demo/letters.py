"""Letters as mail programs write and read them: plain, or sealed with the Subject inside (RFC 3156, RFC 9788)."""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from daemon.demo.people import Person

ROUTING = ("From", "To", "Date", "Message-ID", "In-Reply-To", "References", "User-Agent")
OUTSIDE = "[...]"  # the Subject of a sealed letter, as anyone may see it


@dataclass(frozen=True)
class File:
    """A file that goes along: its name, its media type, its octets; `mail` where it is a whole mail."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True)
class Read:
    """A letter as the person it came to reads it."""

    raw: bytes
    sealed: bool
    signers: tuple[str, ...]  # full fingerprints
    recipients: tuple[str, ...]  # key ids it was sealed to
    outer_subject: str
    subject: str
    message_id: str
    references: tuple[str, ...]
    text: str
    files: tuple[File, ...]
    everything: bytes  # the opened letter with its headers, or the raw mail where it was not sealed


def write(
    frm: Person,
    to: str,
    subject: str,
    text: str,
    *,
    files: Sequence[File] = (),
    answers: Read | None = None,
    program: str = "",
) -> EmailMessage:
    """A letter; `answers` puts it into the thread of a letter that was read, as a mail program does."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(frm.name, addr_spec=frm.address)
    letter["To"] = to
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = f"<{secrets.token_hex(10)}@{frm.address.partition('@')[2]}>"
    if answers is not None:
        letter["In-Reply-To"] = answers.message_id
        letter["References"] = " ".join([*answers.references, answers.message_id])
    if program:
        letter["User-Agent"] = program
    letter["Subject"] = subject
    letter.set_content(text, cte="quoted-printable" if text.isascii() else "base64")
    for file in files:
        main, _, sub = file.media.partition("/")
        if file.media == "message/rfc822":
            letter.add_attachment(message_from_bytes(file.data, policy=SMTP), filename=file.name)
        else:
            letter.add_attachment(file.data, main, sub, filename=file.name)
    return letter


def seal(letter: EmailMessage, writer: Person, certificate: Path) -> bytes:
    """The letter signed by its writer and sealed to one certificate, with everything but the routing inside."""
    outer = EmailMessage(policy=SMTP)
    for name in ROUTING:
        if name in letter:
            outer[name] = str(letter[name])
            letter["HP-Outer"] = f"{name}: {letter[name]}"
    outer["Subject"] = OUTSIDE
    letter["HP-Outer"] = f"Subject: {OUTSIDE}"
    letter["Autocrypt"] = _autocrypt(writer)
    letter.set_param("hp", "cipher")
    armour = writer.seals(letter.as_bytes(), certificate).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    edge = secrets.token_hex(12)
    around = (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/encrypted; protocol="application/pgp-encrypted";\r\n'
        f' boundary="{edge}"\r\n\r\n'
        f"--{edge}\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
        f'--{edge}\r\nContent-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n'
    )
    return outer.as_bytes().removesuffix(b"\r\n") + around.encode() + armour + f"\r\n--{edge}--\r\n".encode()


def _autocrypt(writer: Person) -> str:
    """The writer's key as it travels inside a sealed letter (Autocrypt 1.1), cut so that its lines can be folded."""
    data = base64.b64encode(writer.gpg("--export", writer.fingerprint).stdout).decode()
    pieces = " ".join(data[at : at + 72] for at in range(0, len(data), 72))
    return f"addr={writer.address}; prefer-encrypt=mutual; keydata= {pieces}"


def read(raw: bytes, reader: Person) -> Read:
    """Opens a letter with the reader's own keys. Only the desk's own mail comes here, so Python's reader will do."""
    outer = message_from_bytes(raw, policy=SMTP)
    assert isinstance(outer, EmailMessage)
    letter, signers, recipients, everything = outer, tuple[str, ...](), tuple[str, ...](), raw
    sealed = outer.get_content_type() == "multipart/encrypted"
    if sealed:
        armoured = [part.get_payload(decode=True) for part in outer.iter_parts()][-1]
        assert isinstance(armoured, bytes)
        opened = reader.opens(armoured)
        if opened.intact:
            letter = message_from_bytes(opened.text, policy=SMTP)
            signers, recipients, everything = opened.signers, opened.recipients, opened.text
    body = letter.get_body(("plain",))
    return Read(
        raw=raw,
        sealed=sealed,
        signers=signers,
        recipients=recipients,
        outer_subject=str(outer["Subject"]),
        subject=str(letter["Subject"]),
        message_id=str(outer["Message-ID"]),
        references=tuple(str(outer["References"] or "").split()),
        text=body.get_content().replace("\r\n", "\n") if body is not None else "",
        files=tuple(
            File(part.get_filename() or "", part.get_content_type(), bytes(part.get_payload(decode=True) or b""))
            for part in letter.iter_attachments()
        ),
        everything=everything,
    )


def quoted(letter: Read, writer: str) -> str:
    """What mail programs put below an answer."""
    lines = "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())
    return f"On {datetime.now(UTC):%a, %d %b %Y at %H:%M}, {writer} wrote:\n{lines}\n"


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
