"""Writing a mail out again as mails travel, so that one kept inside an Outlook file is read like any other."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from mailflows.examine.clean import one_line
from mailflows.examine.seen import Mail, Part

_BOUNDARY = b"=_a_mail_kept_by_outlook"  # no line of base64 can begin like it
_SHAPING = ("content-type", "content-transfer-encoding", "content-disposition", "mime-version")


def as_octets(mail: Mail) -> bytes:
    """The mail as RFC 5322 has it, every part in base64."""
    lines = [_line(name, value) for name, value in mail.headers if name not in _SHAPING and " " not in name]
    lines += [b"mime-version: 1.0", b'content-type: multipart/mixed; boundary="' + _BOUNDARY + b'"', b""]
    for part in mail.parts:
        lines += [b"--" + _BOUNDARY, *_part(part)]
    return b"\r\n".join([*lines, b"--" + _BOUNDARY + b"--", b""])


def _line(name: str, value: str) -> bytes:
    return f"{name}: {' '.join(value.splitlines())}".encode("utf-8", "surrogateescape")


def _part(part: Part) -> Iterator[bytes]:
    kind = one_line(part.declared, 100) if part.declared.isascii() else "application/octet-stream"
    charset = f"; charset={part.charset}" if part.charset else ""
    yield f"content-type: {kind.partition(';')[0]}{charset}".encode("ascii", "replace")
    if part.attached:
        name = f"; filename*=utf-8''{quote(part.name, safe='')[:1500]}" if part.name else ""
        yield f"content-disposition: attachment{name}".encode()
    yield b"content-transfer-encoding: base64"
    yield b""
    yield base64.encodebytes(part.content)
