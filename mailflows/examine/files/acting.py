"""Looks at programs and scripts: files that do something, and no more than a click away from it."""

import struct
from collections.abc import Iterable

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.scripts import habits_of, is_macro_text
from mailflows.examine.finding import SURE, Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw

# Shortcuts, disk images and profiles of phones are told by looks of their own.
_ENDINGS = kinds.ACTING - kinds.IMAGES_OF_DISKS - kinds.PROFILES - (kinds.SHORTCUTS - {"ovpn"})
_MEDIA = {
    media: what
    for media, what in kinds.ACTING_MEDIA.items()
    if media not in kinds.DISK_MEDIA and media != "application/x-ms-shortcut"
}
# No system runs these at a click: developers mail them to each other, and a plain one is only worth a question.
SOURCES = frozenset("py rb pl sh bash zsh csh ksh vb psd1 ps1xml inf ovpn au3 ahk tcl lua".split())
# A browser's script is a Windows script by its name. A plain one is grave, and no proof.
_BROWSERS = frozenset({"js"})
_READ_AS_TEXT = frozenset(
    "txt md log csv json xml yaml yml eml asc doc rtf htm html srt vtt tex ics vcf po diff patch yar yara".split()
)
_INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")  # class of a Windows Installer database


def acts_when_opened(part: Part) -> Iterable[Saw]:
    """F16: a program, script, installer or profile, by its name or its first bytes.

    What nobody mails honestly (a script that Windows runs at a click) is hard evidence alone, and so is any script
    that fetches and runs something, or hides what it does.
    """
    media = kinds.detected(part.content)
    ending = next((kinds.extension(name) for name in part.names if kinds.extension(name) in _ENDINGS), "")
    if media in _MEDIA and not (media == "text/x-shellscript" and not ending):
        weight = SURE if ending in kinds.NEVER_HONEST or media in kinds.NEVER_HONEST_MEDIA else None
        if media != "text/x-shellscript":
            yield Saw("file", shown_codes(f"{part.name}: {_MEDIA[media]}"), DECODED, weight=weight)
            return
    if is_installer(part.content):
        yield Saw("file", shown_codes(f"{part.name}: a Windows installer"), DECODED)
    # "www.paper.com" is how people call a page or a letter; a program of that ending is neither text nor picture.
    elif ending and not part.forwarded and not (ending == "com" and media != "application/octet-stream"):
        yield _script(part, ending)
    elif (
        media in ("text/plain", "text/x-shellscript")
        and kinds.extension(part.name) not in _READ_AS_TEXT
        and not part.forwarded
    ):
        yield from _nameless(part)


def is_installer(content: bytes) -> bool:
    """Say whether an OLE file is a Windows Installer database, by the class of its root."""
    if not content.startswith(b"\xd0\xcf\x11\xe0") or len(content) < 1024:
        return False
    shift, sector = struct.unpack_from("<30xH16xI", content)
    start = (sector + 1) << min(shift, 12)
    return content[start + 80 : start + 96] == _INSTALLER


def _script(part: Part, ending: str) -> Saw:
    habits = habits_of(part.content) if ending in kinds.SCRIPTS or ending == "ovpn" else ()
    shown = shown_codes(f"{part.name}: opens as .{ending}" + (f"; it {', '.join(habits)}" if habits else ""))
    if habits:
        return Saw("file", shown, DECODED, Severity.HIGH, SURE)
    if ending in SOURCES:
        return Saw("file", shown, VISIBLE, Severity.MEDIUM, 3)
    plain = ending in _BROWSERS
    return Saw("file", shown, VISIBLE, weight=SURE if ending in kinds.NEVER_HONEST and not plain else None)


def _nameless(part: Part) -> Iterable[Saw]:
    """Code under a name that says nothing: it does not run by itself, and somebody will ask for that."""
    habits = habits_of(part.content)
    if habits:
        shown = shown_codes(f"{part.name}: a script; it {', '.join(habits)}")
        yield Saw("file", shown, DECODED, Severity.MEDIUM, 3)
    elif is_macro_text(part.content):
        yield Saw("file", shown_codes(f"{part.name}: the text of a macro"), DECODED, Severity.LOW, 1)


ROWS = (
    Look("F16", Group.FILE, Severity.HIGH, 5, "high", ("T1204.002", "T1059"), "files", acts_when_opened,
         "developers who mail scripts to each other; firms that mail their own program"),
)  # fmt: skip
