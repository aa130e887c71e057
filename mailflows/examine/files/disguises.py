"""Looks at files that are something else than they say, or two things at once."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.ends import appended
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, Part, Saw

_PAGE_MARKS = re.compile(rb"<(?:script|html|iframe|\?php|svg|hta:application)\b", re.IGNORECASE)
_HARMLESS_BEHIND = ("image/", "video/", "audio/")  # cameras hang moving pictures and previews onto photographs
_PICTURES_WITH_ENDS = frozenset("image/png image/jpeg image/gif image/bmp image/webp".split())
_QUIET_TYPES = ("image/", "audio/", "video/", "application/pdf", "text/plain")
_HUNG = {
    "application/zip": "a zip",
    "application/vnd.rar": "a RAR",
    "application/x-7z-compressed": "a 7z",
    "application/pdf": "a PDF",
    "text/html": "a page",
}


def not_what_it_says(part: Part) -> Iterable[Saw]:
    """F02: the first bytes are not those of a file with this ending, or of the kind the mail declares."""
    if part.forwarded or not part.content:
        return
    media = kinds.detected(part.content)
    acts = media in kinds.ACTING_MEDIA
    shown = kinds.ACTING_MEDIA.get(media, media)
    wrong = next((name for name in part.names if not kinds.honest(name, media)), None)
    if wrong is not None:
        severity, weight = (Severity.HIGH, 5) if acts else (None, None)
        yield Saw("file", shown_codes(f"{wrong} is {shown}"), DECODED, severity, weight)
    elif acts and media != "text/x-shellscript" and part.declared.startswith(_QUIET_TYPES):
        yield Saw("Content-Type", shown_codes(f"declared as {part.declared}, is {shown}"), DECODED, Severity.HIGH, 5)


def two_in_one(part: Part) -> Iterable[Saw]:
    """F02: one file that two programs read as two things: a picture with an archive behind it, a PDF that is a zip."""
    media = kinds.detected(part.content)
    if media in _PICTURES_WITH_ENDS:
        yield from _behind_a_picture(part, media)
        if found := _PAGE_MARKS.search(part.content):
            words = f"{part.name}: a picture that holds a page: {found[0].decode('ascii')}"
            yield Saw("file", shown_codes(words), DECODED, Severity.MEDIUM, 3)
    if media == "application/pdf":
        yield from _beside_a_pdf(part)


def _behind_a_picture(part: Part, media: str) -> Iterator[Saw]:
    found = appended(part.content, media)
    if found is None or found.media.startswith(_HARMLESS_BEHIND):
        return
    rest = len(part.content) - found.at
    what = kinds.ACTING_MEDIA.get(found.media) or _HUNG.get(found.media, found.media)
    if found.media in kinds.ACTING_MEDIA or found.media in _HUNG or found.media in kinds.ZIPS:
        yield Saw("file", shown_codes(f"{part.name}: behind the picture stands {what}"), DECODED, Severity.HIGH, 5)
    else:
        words = f"{part.name}: {rest} octets behind the picture"
        yield Saw("file", shown_codes(words), DECODED, Severity.INFO, 0)


def _beside_a_pdf(part: Part) -> Iterator[Saw]:
    """A zip is read from its end and a PDF from its beginning. A zip before its end is a file in it."""
    at = part.content.rfind(b"PK\x05\x06", max(0, len(part.content) - 66_000))
    if at > part.content.rfind(b"%%EOF") >= 0 and b"PK\x01\x02" in part.content:
        yield Saw("file", shown_codes(f"{part.name}: a PDF that is a zip too"), DECODED, Severity.HIGH, 5)
    start = part.content.find(b"%PDF-")
    before = kinds.detected(part.content[:start]) if start > 0 else ""
    if before == "text/html" or before in kinds.ACTING_MEDIA:
        yield Saw("file", shown_codes(f"{part.name}: a PDF that begins as {before}"), DECODED, Severity.HIGH, 5)


ROWS = (
    Look("F02", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1036.008",), "files", not_what_it_says,
         "scanners and cameras that mislabel pictures; systems that export under another ending"),
)  # fmt: skip
ROWS_INSIDE = (
    Look("F02", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1036.008", "T1027.009"), "pictures and PDFs", two_in_one,
         "drawing programs that keep their own file behind the picture"),
)  # fmt: skip
