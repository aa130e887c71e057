"""How archives, disk images, and what was hung onto pictures and programs are opened, one member at a time."""

from collections.abc import Iterable, Iterator
from functools import partial

from mailflows.examine import kinds
from mailflows.examine.archives.contents import Key, contents, key_of, take
from mailflows.examine.archives.listing import Entry, Listing
from mailflows.examine.archives.seams import before
from mailflows.examine.archives.wrapping import UNKNOWN, reader_of
from mailflows.examine.archives.zips import BROKEN, infos
from mailflows.examine.files.ends import Appended, appended
from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.seen import Member, Part

# What may get a turn of its own is limited, so what acts goes first, and then what can hide something that acts.
_HIDING = kinds.ARCHIVES | frozenset(
    "html htm shtml xhtml svg mht mhtml one pdf docm xlsm pptm xlsb xlam doc xls ppt rtf docx xlsx pptx eml msg "
    "ics".split()
)
_ENDINGS = {
    "application/zip": "zip",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/x-msdownload": "exe",
    "application/x-elf": "elf",
    "application/pdf": "pdf",
    "text/html": "html",
}
_BEGINNINGS = ((b"Rar!\x1a\x07", "application/vnd.rar"), (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"))
_JUNK = 1024 * 1024  # octets that programs skip in search of a beginning


def members(part: Part) -> Iterable[Member]:
    """The files of an archive that can be read. What stays locked is told by a look, and not listed."""
    listing = contents(part)
    key = key_of(part, listing) if any(entry.locked for entry in listing.files) else None
    for entry in sorted(listing.files, key=_order):
        if not entry.locked or key:
            yield Member(entry.number, entry.name, entry.size, partial(_content, part, entry.number, key))
    if hidden := _zip_before(part):
        yield Member(len(listing.entries) + 1, "what stands before the zip.zip", len(hidden), lambda: hidden[:LARGEST])


def _order(entry: Entry) -> tuple[int, int]:
    ending = kinds.extension(entry.name)
    if ending in kinds.ACTING:
        return 0, entry.number
    if is_litter(entry.name):
        return 3, entry.number
    return (1 if ending in _HIDING or not ending else 2), entry.number


def is_litter(name: str) -> bool:
    """Say whether a name is that of what a system leaves in every archive: it is looked at last, and not counted."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.startswith("._") or last in (".DS_Store", "Thumbs.db", "desktop.ini")


def _content(part: Part, number: int, key: Key | None) -> bytes:
    return take(part, number, key)[0]


def _zip_before(part: Part) -> bytes:
    if reader_of(part) != "zip":
        return b""
    try:
        first = before(part.content, infos(part.content))
    except BROKEN:
        return b""
    return first if b"PK\x03\x04" in first else b""


def has_something_hung_on(part: Part) -> bool:
    return _hung(part) is not None


def hung_on(part: Part) -> Iterator[Member]:
    """What stands behind the end of a picture or a program, or behind junk, where it is something of its own."""
    found = _hung(part)
    if found:
        ending = _ENDINGS.get(found.media, "bin")
        rest = part.content[found.at : found.at + LARGEST]
        yield Member(1, f"behind the end.{ending}", len(part.content) - found.at, lambda: rest)


def _hung(part: Part) -> Appended | None:
    media = kinds.detected(part.content)
    if media in UNKNOWN:
        return _behind_junk(part)
    found = appended(part.content, media)
    if found is None or found.media in UNKNOWN or found.media.startswith(("image/", "video/")):
        return None
    return found


def _behind_junk(part: Part) -> Appended | None:
    """An archive by its name that begins with something else: programs for archives look for the beginning."""
    if kinds.extension(part.name) not in ("rar", "7z"):
        return None
    places = [(part.content.find(mark, 0, _JUNK), media) for mark, media in _BEGINNINGS]
    at, media = min(((at, media) for at, media in places if at > 0), default=(0, ""))
    return Appended(at, media) if at else None


def opened(part: Part) -> tuple[Listing, Key | None]:
    """The list of an archive and the word that opens it, for the looks that tell of both."""
    listing = contents(part)
    return listing, key_of(part, listing) if any(entry.locked for entry in listing.files) else None


OPENERS: tuple[Opener, ...] = (
    Opener("archives and disk images", lambda part: bool(reader_of(part)), members),
    Opener("what was hung onto a file", has_something_hung_on, hung_on),
)
