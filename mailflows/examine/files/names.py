"""Looks at files: what their names pretend, what their first bytes show, what lies inside a zip."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
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
_ZIPS = ("application/zip", "application/java-archive")


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
    for number, entry in enumerate(listed(part.content), start=1):
        ending = kinds.extension(entry.filename)
        mask = next(_masks(entry.filename), None)
        if (ending in kinds.ACTING or mask) and told < 10:
            told += 1
            yield Saw("file in a zip", shown_codes(entry.filename), DECODED, weight=SURE, inside=f"zip/{number}")


def listed(content: bytes) -> Iterator[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for number, entry in enumerate(archive.infolist()):
            if number >= ENTRIES:
                return
            yield entry


ROWS = (
    Look("F01", Group.FILE, Severity.HIGH, 5, "high", ("T1036.002", "T1036.007"), "file names", masked_name,
         "programs that name a part twice"),
    Look("F02", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1036.008",), "files", not_what_it_says,
         "scanners and cameras that mislabel pictures"),
    Look("F16", Group.FILE, Severity.HIGH, 5, "high", ("T1204.002", "T1059"), "files", acts_when_opened,
         "developers who mail scripts to each other"),
)  # fmt: skip
ROWS_INSIDE = (
    Look("F16", Group.FILE, Severity.HIGH, 5, "high", ("T1204.002", "T1027.015"), "zip files", acts_inside,
         "developers who mail scripts to each other"),
)  # fmt: skip
