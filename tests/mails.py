"""A mail in one line, as a person's mail program would write it: plain, signed, or sealed as PGP/MIME or inline."""

import base64
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.people import Person

Address = Person | str
File = tuple[str, str, bytes]  # name, media type, content


def mail(
    frm: Address,
    to: Address,
    text: str,
    *,
    subject: str = "a question",
    sealed_by: Person | None = None,
    sign: Person | bool = True,
    inline: bool = False,
    attachments: Sequence[File] = (),
    references: Sequence[str] = (),
    message_id: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
    autocrypt: bool = False,
    protect: str = "rfc9788",
    when: datetime | None = None,
) -> bytes:
    """One mail, CRLF, ready for a mailbox.

    `sealed_by=person`: encrypted to `to` (a Person) and signed by that person; `sign=False` leaves the signature out.
    `sign=person` without `sealed_by`: multipart/signed. `inline=True`: the armour stands in the text itself.
    `autocrypt=True`: the key of `frm` goes along (inside, where the mail is sealed).
    `protect`: "rfc9788", "memory-hole" or "none" says how the Subject of a sealed mail is hidden.
    `when`: the clock of mail and gpg alike; now unless given.
    """
    date = format_datetime(when or datetime.now(UTC))
    routing = [
        ("From", mailbox(frm)),
        ("To", mailbox(to)),
        ("Date", date),
        ("Message-ID", message_id or f"<{secrets.token_hex(8)}@{address_of(frm).rpartition('@')[2]}>"),
    ]
    if references:
        routing += [("In-Reply-To", references[-1]), ("References", " ".join(references))]
    routing += headers
    key = [("Autocrypt", autocrypt_value(frm))] if autocrypt and isinstance(frm, Person) else []
    body_headers, body = content(text, attachments)
    titled = [("Subject", encoded_word(subject))]

    if sealed_by is None and isinstance(sign, Person):
        part = joined(body_headers, body)
        return joined(routing + titled + key + [("MIME-Version", "1.0")], b"", after=signed_part(part, sign, when))
    if sealed_by is None:
        return joined(routing + titled + key + [("MIME-Version", "1.0")] + body_headers, body)

    assert isinstance(to, Person), "a mail is sealed to a Person"
    if inline:
        sealed = sealed_by.seals(text.encode(), to, sign=bool(sign), when=when).replace(b"\n", b"\r\n")
        plain = [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8")]
        return joined(routing + titled + key + plain, sealed)
    inner = joined(protected(routing + titled + key, body_headers, protect), body)
    outer = routing + [("Subject", "[...]" if protect != "none" else encoded_word(subject))]
    sealed = sealed_by.seals(inner, to, sign=bool(sign), when=when)
    return joined(outer + [("MIME-Version", "1.0")], b"", after=encrypted_part(sealed))


def protected(routing: list[tuple[str, str]], body: list[tuple[str, str]], how: str) -> list[tuple[str, str]]:
    """The headers of the part that gets encrypted."""
    if how == "none":
        return body
    (kind, value), rest = body[0], body[1:]
    if how == "memory-hole":
        return routing + [(kind, value + '; protected-headers="v1"')] + rest
    shown = [("HP-Outer", f"{k}: {v}") for k, v in routing if k not in ("Subject", "Autocrypt")]
    return routing + shown + [("HP-Outer", "Subject: [...]"), (kind, value + '; hp="cipher"')] + rest


def encrypted_part(sealed: bytes, *, boundary: str | None = None) -> bytes:
    """multipart/encrypted around an armoured message, from its Content-Type on (RFC 3156, 4)."""
    edge = boundary or secrets.token_hex(12)
    return (
        (
            f'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="{edge}"\r\n\r\n'
            f"--{edge}\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
            f'--{edge}\r\nContent-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n'
        ).encode()
        + crlf(sealed)
        + f"\r\n--{edge}--\r\n".encode()
    )


def signed_part(part: bytes, signer: Person, when: datetime | None = None) -> bytes:
    """multipart/signed around a part, from its Content-Type on (RFC 3156, 5)."""
    edge = secrets.token_hex(12)
    start = (
        f'Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="{edge}"'
        f"\r\n\r\n--{edge}\r\n"
    )
    middle = f"\r\n--{edge}\r\nContent-Type: application/pgp-signature; name=signature.asc\r\n\r\n"
    signature = signer.gpg(
        "--armor", "--detach-sign", "--digest-algo", "SHA512", "-u", signer.fingerprint + "!", given=part, when=when
    )
    return start.encode() + part + middle.encode() + crlf(signature) + f"\r\n--{edge}--\r\n".encode()


def content(text: str, attachments: Sequence[File]) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body of the text with its files."""
    plain = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "base64")]
    body = folded(text.encode())
    if not attachments:
        return plain, body
    edge = secrets.token_hex(12)
    parts = [joined(plain, body)]
    for name, kind, data in attachments:
        disposition = f"attachment; filename*=utf-8''{percent(name)}"
        if kind == "message/rfc822":  # may not be encoded (RFC 2046, 5.2.1)
            parts.append(joined([("Content-Type", kind), ("Content-Disposition", disposition)], data))
            continue
        fields = [("Content-Type", kind), ("Content-Transfer-Encoding", "base64"), ("Content-Disposition", disposition)]
        parts.append(joined(fields, folded(data)))
    body = b"".join(f"--{edge}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{edge}--\r\n".encode()
    return [("Content-Type", f'multipart/mixed; boundary="{edge}"')], body


def joined(headers: Sequence[tuple[str, str]], body: bytes, *, after: bytes | None = None) -> bytes:
    """Headers and body as bytes; `after` continues the header block instead of starting the body."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
    return head + (b"\r\n" + body if after is None else after)


def mailbox(who: Address) -> str:
    if isinstance(who, str):
        return who
    return f"{encoded_word(who.name)} <{who.address}>"


def address_of(who: Address) -> str:
    return who if isinstance(who, str) else who.address


def autocrypt_value(person: Person) -> str:
    return (
        f"addr={person.address}; prefer-encrypt=mutual; keydata=\r\n "
        + "\r\n ".join(folded(person.certificate).decode().split("\r\n")).rstrip()
    )


def encoded_word(text: str) -> str:
    """RFC 2047 where it is needed, in words of at most 75 characters."""
    if text.isascii():
        return text
    pieces = [text[at : at + 12] for at in range(0, len(text), 12)]
    return "\r\n ".join(f"=?utf-8?B?{base64.b64encode(piece.encode()).decode()}?=" for piece in pieces)


def percent(name: str) -> str:
    return "".join(f"%{octet:02X}" for octet in name.encode())


def folded(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def crlf(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
