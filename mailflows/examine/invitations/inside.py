"""What an invitation or a contact shows its reader, and the files that are packed into it."""

from collections.abc import Iterable, Iterator
from functools import partial

from mailflows.examine import html
from mailflows.examine.invitations.lines import Line, is_calendar, is_contact, lines
from mailflows.examine.kinds import detected
from mailflows.examine.links.written import links_in_text
from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.seen import NO_MAIL, Link, Member, Part, Shown
from mailflows.examine.showing import Showing

LINKS = 200
TEXT = 100_000  # characters
FILES = 50
PAGES = 5

_SPOKEN = frozenset("SUMMARY DESCRIPTION LOCATION COMMENT CONTACT NAME FN NOTE TITLE X-WR-CALNAME X-WR-CALDESC".split())
_LEADING = frozenset("URL ATTACH CONFERENCE SOURCE IMAGE REFRESH PHOTO LOGO SOUND X-GOOGLE-CONFERENCE".split())
_PAGES = frozenset("X-ALT-DESC STYLED-DESCRIPTION".split())
_NAMES = ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "X-LABEL", "LABEL")
_HARMLESS = ("image/", "audio/", "application/octet-stream", "application/pgp-keys", "text/plain")


def is_either(part: Part) -> bool:
    return is_calendar(part) or is_contact(part)


def show(part: Part) -> Shown:
    """Titles, notes and places as text; what they link to; the HTML that Outlook adds."""
    where = "calendar" if is_calendar(part) else "contact"
    words: dict[str, None] = {}
    pages: dict[str, None] = {}
    links: dict[str, Link] = {}
    for line in lines(part):
        if line.name in _SPOKEN or line.name in _PAGES:
            text = line.words
            if line.name in _PAGES and "<" in text and len(pages) < PAGES:
                pages[text] = None
                links |= {link.target: link for link in html.links_of(text)}
            else:
                words[text] = None
                links |= {link.target: Link(link.target, "", where) for link in links_in_text(text)}
        if target := _leads(line):
            links.setdefault(target, Link(target, "", where))
    return Shown(NO_MAIL, "\n".join(words)[:TEXT], tuple(pages), tuple(links.values())[:LINKS], "file")


def files_in(part: Part) -> Iterable[Member]:
    """Files packed into lines; of a contact's pictures and sounds only those that are something else."""
    number = 0
    for line in lines(part):
        if line.packed and (line.name == "ATTACH" or _masked(line)):
            number += 1
            if number > FILES:
                return
            yield Member(number, _name(line), len(line.raw) * 3 // 4, partial(_unpacked, line))


def _leads(line: Line) -> str:
    if "ALTREP" in line.said:
        return line.said["ALTREP"][:2000]
    if line.name in _LEADING and not line.packed:
        return line.words[:2000]
    return ""


def _masked(line: Line) -> bool:
    return line.name in ("PHOTO", "LOGO", "SOUND") and not detected(line.content).startswith(_HARMLESS)


def _unpacked(line: Line) -> bytes:
    return line.content[:LARGEST]


def _name(line: Line) -> str:
    return next((line.said[key][:300] for key in _NAMES if line.said.get(key)), line.name.lower())


OPENER = Opener("calendars and contacts", is_either, files_in)
SHOWING = Showing("calendars and contacts", is_either, show)


def told(part: Part) -> Iterator[Line]:
    """The lines of a calendar or a contact; nothing of other files."""
    if is_either(part):
        yield from lines(part)
