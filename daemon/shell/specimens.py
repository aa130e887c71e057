"""Files on disk as the desk would have got them: a mail by itself or forwarded, anything else as an attachment."""

import re
from base64 import encodebytes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from daemon.config import ConfigError
from mailflows.examine.evidence.retelling import as_attached, as_inline
from mailflows.examine.limits import SIZE

Form = Literal["attached", "inline", "original"]

# A header that a mail which travelled has near its top; one alone may begin any text.
_FIELD = re.compile(
    rb"^(?:received|return-path|delivered-to|from|to|cc|subject|date|message-id|mime-version|content-type|reply-to|"
    rb"dkim-signature|authentication-results|arc-[a-z-]+|x-[a-z0-9-]+|list-[a-z-]+|sender|bcc|in-reply-to|references)"
    rb"[ \t]*:",
    re.IGNORECASE,
)
_MAIL_ENDINGS = (".eml", ".msg", ".emlx")
_EDGE = "=_specimen"


@dataclass(frozen=True)
class Specimen:
    """One file as it is examined."""

    path: Path
    octets: bytes  # of the mail that is examined
    root: str  # "suspect" where the mail itself frightened, "mail" where it is somebody's letter
    mail: bool = True  # False for any other file


def files_below(folders: Sequence[Path]) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Each folder with all files in it and below, sorted by name; links are not followed. Raises ConfigError."""
    for folder in folders:
        if folder.is_file():
            yield folder, (folder,)
        elif folder.is_dir():
            found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
            yield folder, tuple(sorted(found))
        else:
            raise ConfigError(f"{folder}: there is no such folder")


def specimen(path: Path, form: Form = "original") -> Specimen:
    """Read a file and put it before the desk. Raises ConfigError where it cannot be read."""
    if path.exists() and not path.is_file():
        raise ConfigError(f"{path}: this is no file that can be read from its beginning to its end")
    try:
        with path.open("rb") as file:
            octets = file.read(SIZE + 1)
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None
    if not is_a_mail(path.name, octets):
        return Specimen(path, as_a_file(path.name, octets), "mail", mail=False)
    if form == "original":
        return Specimen(path, octets, "suspect")
    return Specimen(path, as_inline(octets) if form == "inline" else as_attached(octets), "mail")


def is_a_mail(name: str, octets: bytes) -> bool:
    """Say whether a file is a mail: by its ending, or because it begins with two headers of mail."""
    if name.lower().endswith(_MAIL_ENDINGS):
        return True
    lines = octets[:4000].lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    fields = [line for line in lines[:10] if not line.startswith((b" ", b"\t"))]
    return len(fields) > 1 and all(_FIELD.match(line) for line in fields[:2])


def as_a_file(name: str, octets: bytes) -> bytes:
    """The letter of somebody who attached the file."""
    head, foot = around_a_file(name)
    return head + in_lines(octets) + foot


def in_lines(octets: bytes) -> bytes:
    """Octets as they stand in a mail; pieces of whole lines, 57 octets each, may be put one behind the other."""
    return encodebytes(octets).replace(b"\n", b"\r\n")


def around_a_file(name: str, message_id: str = "") -> tuple[bytes, bytes]:
    """What stands in front of an attached file and behind it, in a letter that says nothing else."""
    ending = quote(name.encode("utf-8", "surrogateescape"))
    unique = f"Message-ID: {message_id}\r\n" if message_id else ""
    head = (
        "From: reporter@example.invalid\r\nTo: desk@example.invalid\r\nSubject: please look\r\n"
        f"{unique}MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/mixed; boundary="{_EDGE}"\r\n\r\n'
        f"--{_EDGE}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlease look at this file.\r\n"
        f"--{_EDGE}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''{ending}\r\n\r\n"
    )
    return head.encode(), f"\r\n--{_EDGE}--\r\n".encode()
