"""Looks at small text files that lead somewhere: internet shortcuts, library and search files, remote desktops, themes.

A click on one starts what it names, or calls at another computer, which learns who asked.
"""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.charsets import as_text
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, NO_MAIL, VISIBLE, Link, Part, Saw, Shown
from mailflows.examine.showing import Showing

_READ = 64 * 1024  # octets
_LINKS = 20
# How grave each is by its name alone. A saved link is only worth a question; nobody mails the others for good.
_BY_NAME: dict[str, tuple[Severity, int]] = {
    **dict.fromkeys(("url", "website", "webloc"), (Severity.MEDIUM, 2)),
    **dict.fromkeys(("theme", "themepack", "deskthemepack", "rdp"), (Severity.HIGH, 5)),
    **dict.fromkeys(
        ("desktop", "library-ms", "search-ms", "searchconnector-ms", "inetloc", "fileloc"), (Severity.HIGH, 6)
    ),
}
_TARGET = re.compile(
    r"^[ \t]*(?:URL|IconFile|BaseURL|WorkingDirectory|Exec|TryExec|full address:s|alternate shell:s"
    r"|remoteapplicationprogram:s|Path|SCRNSAVE\.EXE|Wallpaper|BrandImage|gatewayhostname:s)"
    r"[ \t]*[=:][ \t]*([^\r\n]{1,2000})",
    re.IGNORECASE | re.MULTILINE,
)
_IN_MARKUP = re.compile(r"<(?:string|url|path|simpleLocation|include path=\")>?\s*([^<\"]{1,2000})", re.IGNORECASE)
_STRANGE_PLACE = re.compile(r"^\s*(?:\\\\|//|file:(?:/{2}[^/]|/{4,}|\\\\))[\w.@-]*", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"(?:(?<![\w:/\\])\\\\|file:(?:/{4,5}(?=[^/])|//(?=[^/]))|https?\.\\\\)(?!localhost\b|127\.)[\w.@-]{1,255}[\\/][^\s\"'<>]{0,200}",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"^\s*file:", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*[a-z][a-z0-9+.-]{1,20}:", re.IGNORECASE)
_HANDLER = re.compile(
    r"^\s*(?:search-ms|search|ms-[a-z-]+|shell|javascript|vbscript|data|mhtml|ldap|tel):", re.IGNORECASE
)
_GIVES_AWAY = re.compile(
    # What is saved by default (clipboard, smart cards) is not among them.
    r"^[ \t]*(?:drivestoredirect:s:[^\r\n ]|devicestoredirect:s:[^\r\n ]|redirectdrives:i:1|remoteapplicationmode:i:1)",
    re.IGNORECASE | re.MULTILINE,
)
_MARKS = (
    ("[internetshortcut]", "url"),
    ("[{000214a0-", "url"),
    ("[desktop entry]", "desktop"),
    ("full address:s:", "rdp"),
    ("[.shellclassinfo]", "desktop.ini"),
)
# Ordinary files, which are told only where they call at another computer: lists of music, the looks of a folder.
_QUIET = frozenset("desktop.ini m3u m3u8 pls asx wax wvx wmx xspf contact wms".split())


def kind_of(part: Part) -> str:
    """Which of these it is, by name or else by its first words; "" where it is none."""
    known = _BY_NAME.keys() | _QUIET
    ending = next((kinds.extension(name) for name in part.names if kinds.extension(name) in known), "")
    if ending:
        return ending
    head = part.content[:300].replace(b"\0", b"").decode("latin-1").lower().lstrip("\xff\xfe\xef\xbb\xbf \r\n")
    return next((kind for mark, kind in _MARKS if head.startswith(mark)), "")


def pointer(part: Part) -> Iterable[Saw]:
    """F13: a file that leads elsewhere, as grave as the place it leads to."""
    kind = "" if part.forwarded or kinds.detected(part.content) == "application/x-ms-shortcut" else kind_of(part)
    if not kind:
        return
    text = _text(part)
    if kind in _QUIET:
        hit = _ANYWHERE.search(text)
        if hit:
            yield _grave(f"calls at another computer: {hit[0]}")
        return
    severity, weight = _BY_NAME[kind]
    yield Saw("file", shown_codes(f"{part.name}: opens as .{kind}"), VISIBLE, severity, weight)
    for place in targets(text):
        ending = kinds.extension(place.partition("?")[0])
        if _STRANGE_PLACE.match(place):
            yield _grave(f"calls at another computer: {place}")
        elif _HANDLER.match(place) or (kind in ("url", "website", "webloc") and _LOCAL.match(place)):
            yield _grave(f"starts {place}")
        elif _ADDRESS.match(place) and ending in kinds.ACTING - {"com", "app"}:
            yield _grave(f"fetches {place}")
        elif kind == "desktop" and not _ADDRESS.match(place):
            yield _grave(f"runs {place}")
    if kind == "rdp" and (given := _GIVES_AWAY.search(text)):
        yield _grave(f"gives the other computer {given[0].strip()}")


def targets(text: str) -> Iterator[str]:
    """Every place such a file names."""
    for number, found in enumerate(_TARGET.finditer(text)):
        if number < _LINKS:
            yield found[1].strip()
    for number, found in enumerate(_IN_MARKUP.finditer(text)):
        if number < _LINKS:
            yield found[1].strip()


def shown(part: Part) -> Shown:
    """The links such a file leads to, so that they are judged like links of the mail."""
    links = [Link(place[:2000], "", "shortcut") for place in targets(_text(part)) if _ADDRESS.match(place)]
    return Shown(NO_MAIL, "", (), tuple(links[:_LINKS]), "file")


def _text(part: Part) -> str:
    head = part.content[:_READ]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return head.decode("utf-16", "replace") if wide else as_text(head, "utf-8")


def _grave(words: str) -> Saw:
    return Saw("shortcut", shown_codes(words), DECODED, Severity.HIGH, 6)


ROWS = (
    Look("F13", Group.FILE, Severity.HIGH, 6, "medium", ("T1204.002", "T1187"), "files", pointer,
         "people who save a link to their desktop and mail it; remote desktops of an employer"),
)  # fmt: skip
SHOWINGS: tuple[Showing, ...] = (Showing("shortcuts", lambda part: bool(kind_of(part)), shown),)
