"""Looks at a file as a whole: what it is a wrapping of, and whether it can be looked into at all."""

import zipfile
from collections.abc import Iterable

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.names import ENTRIES, EXPANDED, RATIO, listed
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw

# Kinds that can carry something that acts, and that no look opens yet.
_CLOSED = frozenset(
    {
        "application/vnd.rar",
        "application/x-7z-compressed",
        "application/vnd.ms-cab-compressed",
        "application/x-xar",
        "application/x-tar",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/onenote",
        "application/pdf",
        "application/rtf",
        "application/pgp-encrypted",
        "text/html",
    }
)
_ZIPS = ("application/zip", "application/java-archive")
_CLOSED_ENDINGS = frozenset("msg dat one rar 7z pdf rtf html htm shtml xhtml svg mht ics vcf".split())


def not_opened_yet(part: Part) -> Iterable[Saw]:
    """F25: a kind that can hide something and that no look opens. Said aloud, for silence would read as harmless."""
    closed = kinds.detected(part.content) in _CLOSED or kinds.extension(part.name) in _CLOSED_ENDINGS
    if closed and not part.forwarded:
        yield Saw("file", shown_codes(f"{part.name}: this kind is not opened yet"), DECODED)


def damaged_or_locked(part: Part) -> Iterable[Saw]:
    """F25: a zip that is locked, damaged or too large inside."""
    if kinds.detected(part.content) not in _ZIPS:
        return
    try:
        entries = list(listed(part.content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        yield Saw("file", shown_codes(f"{part.name}: a damaged zip"), DECODED)
        return
    if any(entry.flag_bits & 1 for entry in entries):
        yield Saw("file", shown_codes(f"{part.name}: locked with a password"), DECODED, Severity.MEDIUM, 2)
    claimed = sum(entry.file_size for entry in entries)
    if claimed > EXPANDED or claimed > RATIO * max(len(part.content), 10_000) or len(entries) >= ENTRIES:
        yield Saw("file", shown_codes(f"{part.name}: claims to hold {claimed} octets"), DECODED, Severity.MEDIUM, 2)


def a_mail(part: Part) -> Iterable[Saw]:
    """F22: a forwarded mail; it is cut out and looked at on its own."""
    if part.forwarded:
        yield Saw("file", shown_codes(part.name or part.declared), VISIBLE)


ROWS = (
    Look("F25", Group.COVERAGE, Severity.LOW, 0, "high", ("T1027.013",), "files", not_opened_yet,
         "every PDF, every archive other than zip"),
    Look("F22", Group.FILE, Severity.INFO, 0, "high", ("T1566.001",), "files", a_mail, "every forwarded mail"),
)  # fmt: skip
ROWS_INSIDE = (
    Look("F25", Group.COVERAGE, Severity.LOW, 1, "high", ("T1027.013",), "files", damaged_or_locked,
         "damaged and locked files of honest senders"),
)  # fmt: skip
