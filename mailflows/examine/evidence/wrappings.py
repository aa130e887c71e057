"""What a mail was saved as, told from its bytes: by Outlook or Apple Mail, packed twice, inside its own signature."""

import io
import re
from base64 import b64decode
from binascii import Error

import olefile

from mailflows.examine.phones.der import is_signed, signed_content

MAGIC_OF_TNEF = b"\x78\x9f\x3e\x22"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0"
# An OLE file with one of these is a document, whatever else was put into it, unless its name makes Outlook open it.
_DOCUMENTS = ("WordDocument", "Workbook", "Book", "PowerPoint Document", "Macros", "_VBA_PROJECT_CUR")
_LOOKED_INTO = 4 * 1024 * 1024  # octets of a file whose root is read to tell what it is
_NAMED = (".eml", ".emlx", ".mbox", ".mbx", ".msg", ".mht.eml")
_APPLE = re.compile(rb"[0-9]{1,9}[ \t]*\r?\n")
_STRAY = frozenset({b"\xef", b"\r", b"\n", b" ", b"\t", b">", b"M"})
_BEFORE = re.compile(
    rb"[\xef\xbb\xbf\s]{0,100}(?:>From [^\r\n]{0,200}\r?\n|Microsoft Mail Internet Headers[^\r\n]{0,50}\r?\n)?"
)
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n \t"
_TIMES = 3  # that something is undone


def holds_a_mail(names: tuple[str, ...], content: bytes) -> bool:
    """Say whether these bytes are a mail: Outlook's by their kind, others by name and first line together."""
    if saved_by_outlook(names, content) or wrapped_by_outlook(content):
        return True
    if is_signed(content):  # S/MIME that keeps the mail inside the signature, where scanners do not see it
        return begins_like_a_mail(bare(content))
    named = any(name.lower().rstrip(". ").endswith(_NAMED) for name in names)
    return named and begins_like_a_mail(bare(content))


def saved_by_outlook(names: tuple[str, ...], content: bytes) -> bool:
    """A .msg: by its name, or because what only a .msg has lies in its root and no document does."""
    if not content.startswith(_OLE) or _PROPERTIES.encode("utf-16-le") not in content:
        return False
    if any(name.lower().rstrip(". ").endswith((".msg", ".oft")) for name in names):
        return True
    if not any(stream.encode("utf-16-le") in content for stream in _DOCUMENTS):
        return True
    # A document with a mail in it, or a mail with a document in it: only the root tells. Large roots cost seconds.
    return len(content) <= _LOOKED_INTO and _mail_at_root(content)


def _mail_at_root(content: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as storage:
            return storage.exists(_PROPERTIES) and not any(storage.exists(stream) for stream in _DOCUMENTS)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def wrapped_by_outlook(content: bytes) -> bool:
    """A winmail.dat, under whatever name."""
    return content.startswith(MAGIC_OF_TNEF)


def _is_base64(content: bytes) -> bool:
    return bool(content) and not content[:4000].translate(None, _BASE64) and not content.translate(None, _BASE64)


def _without_first_lines(content: bytes) -> bytes:
    """Empty lines, or a line that is no header, before the first: a parser would take all headers for text."""
    if content[:1] not in _STRAY:
        return content
    found = _BEFORE.match(content)
    return content[found.end() :] if found and begins_like_a_mail(content[found.end() : found.end() + 200]) else content


def begins_like_a_mail(content: bytes) -> bool:
    """Say whether the first line is a header, or the line that mailbox files put before a mail."""
    first = content[:2000].lstrip(b"\xef\xbb\xbf\r\n \t").split(b"\n", 1)[0]
    name, colon, _ = first.partition(b":")
    return (bool(colon) and 0 < len(name) < 80 and name.replace(b"-", b"").isalnum()) or first.startswith(b"From ")


def bare(content: bytes) -> bytes:
    """The mail itself: unpacked, out of its signature, without what Apple Mail and others put before its headers."""
    for _ in range(_TIMES):
        content = _without_first_lines(content)
        if is_signed(content):
            try:
                content = signed_content(content)
            except ValueError:
                return content
            continue
        if number := _APPLE.match(content):
            return content[number.end() :]
        if begins_like_a_mail(content) or not _is_base64(content):
            return content
        try:
            content = b64decode(content)
        except (Error, ValueError):
            return content
    return content
