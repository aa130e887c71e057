"""Looks at files: what their names pretend, what their first bytes show, what lies inside a zip."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Severity
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw

SURE = 6  # the weight at which a file alone is dangerous, as verdict.py has it
ENTRIES = 1000  # of one zip that are named
RATIO = 200
EXPANDED = 100 * 1024 * 1024  # octets a zip may claim to hold

_PADDING = re.compile(r"[\s\u2800\u3164\u00a0]{5,}")
_TURNED = re.compile("[\u202d\u202e]")
_ISOLATED_ENDING = re.compile(
    "[\u2066-\u2069\u202a-\u202c].{0,3}\\.?.{0,3}[a-z0-9]{2,5}[\u2066-\u2069\u202a-\u202c]*$", re.IGNORECASE
)
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


def masked_name(part: Part) -> Iterable[Saw]:
    """F01: the name hides its ending: turned by RTLO, doubled, pushed out of sight, or given twice and differently.

    Right-to-left marks and isolates are ordinary in Arabic names; overrides, and isolates at the ending, are tricks.
    """
    for name in part.names:
        yield from (Saw("file name", shown_codes(name), VISIBLE, severity, weight) for severity, weight in _masks(name))
    if len(part.names) > 1 and len({kinds.extension(name) for name in part.names}) > 1:
        yield Saw("file name", shown_codes(" / ".join(part.names)), VISIBLE, Severity.MEDIUM, 2)


def _masks(name: str) -> Iterator[tuple[Severity, int]]:
    endings = kinds.extensions(name)
    if _TURNED.search(name):
        yield Severity.HIGH, 5
    elif _ISOLATED_ENDING.search(name) and endings and endings[-1] in kinds.ACTING:
        yield Severity.HIGH, 4
    doubled = len(endings) > 1 and endings[-2] in kinds.DOCUMENTS
    if endings and endings[-1] in kinds.ACTING and (doubled or _PADDING.search(name.strip())):
        yield Severity.HIGH, 5


def not_what_it_says(part: Part) -> Iterable[Saw]:
    """F02: the first bytes are not those of a file with this ending."""
    if part.forwarded or not part.content:
        return
    media = kinds.detected(part.content)
    if not kinds.honest(part.name, media):
        acts = media in kinds.ACTING_MEDIA
        shown = shown_codes(f"{part.name} is {kinds.ACTING_MEDIA.get(media, media)}")
        yield Saw("file", shown, DECODED, Severity.HIGH if acts else None, 5 if acts else None)


def acts_when_opened(part: Part) -> Iterable[Saw]:
    """F16: a program, script, shortcut, disk image or profile, by its name or its first bytes.

    What nobody mails honestly (a shortcut, a disk image, a script that Windows runs at a click) is hard evidence alone.
    """
    media = kinds.detected(part.content)
    ending = next((kinds.extension(name) for name in part.names if kinds.extension(name) in kinds.ACTING), "")
    weight = SURE if ending in kinds.NEVER_HONEST or media in kinds.NEVER_HONEST_MEDIA else None
    if media in kinds.ACTING_MEDIA and not (media == "text/x-shellscript" and not ending):
        yield Saw("file", shown_codes(f"{part.name}: {kinds.ACTING_MEDIA[media]}"), DECODED, weight=weight)
    elif ending and not part.forwarded:
        yield Saw("file", shown_codes(f"{part.name}: opens as .{ending}"), VISIBLE, weight=weight)


def acts_inside(part: Part) -> Iterable[Saw]:
    """F16, inside a zip that is only listed, never unpacked: the file that acts waits one click deeper."""
    if kinds.detected(part.content) not in _ZIPS:
        return
    if kinds.extension(part.name) in ("jar", "apk", "xapk", "ipa"):
        return
    told = 0
    for number, entry in enumerate(_listed(part.content), start=1):
        ending = kinds.extension(entry.filename)
        mask = next(_masks(entry.filename), None)
        if (ending in kinds.ACTING or mask) and told < 10:
            told += 1
            yield Saw("file in a zip", shown_codes(entry.filename), DECODED, weight=SURE, inside=f"zip/{number}")


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
        entries = list(_listed(part.content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        yield Saw("file", shown_codes(f"{part.name}: a damaged zip"), DECODED)
        return
    if any(entry.flag_bits & 1 for entry in entries):
        yield Saw("file", shown_codes(f"{part.name}: locked with a password"), DECODED, Severity.MEDIUM, 2)
    claimed = sum(entry.file_size for entry in entries)
    if claimed > EXPANDED or claimed > RATIO * max(len(part.content), 10_000) or len(entries) >= ENTRIES:
        yield Saw("file", shown_codes(f"{part.name}: claims to hold {claimed} octets"), DECODED, Severity.MEDIUM, 2)


def _listed(content: bytes) -> Iterator[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for number, entry in enumerate(archive.infolist()):
            if number >= ENTRIES:
                return
            yield entry


def a_mail(part: Part) -> Iterable[Saw]:
    """F22: a forwarded mail; it is cut out and looked at on its own."""
    if part.forwarded:
        yield Saw("file", shown_codes(part.name or part.declared), VISIBLE)
