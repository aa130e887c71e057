"""What lies in an archive of whatever kind, and one thing out of it; locked ones are tried with the words there are."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from mailflows.examine.archives import streams
from mailflows.examine.archives.listing import NOTHING, Listing
from mailflows.examine.archives.rars import marks_of
from mailflows.examine.archives.streams import SMALL, holds_one, list_stream, read_stream
from mailflows.examine.archives.wrapping import inner_name, reader_of
from mailflows.examine.archives.zips import BROKEN, has_no_list, infos, list_zip, read_cut_out, read_zip
from mailflows.examine.seen import Part

# What people lock with who want that it opens all the same: those who study malware, and those who send it.
COMMON = ("infected", "virus", "malware", "password", "1234", "12345", "123456", "12345678", "0000", "1111")
WORDS = 12  # of the mail
_PIECES = frozenset("001 002 003 004 005 r00 r01 r02 r03 z01 z02 z03".split())
_PROVES = 16  # octets
TRIED_ON = 1024 * 1024  # octets of the smallest locked member, which the words are tried on


@dataclass(frozen=True)
class Key:
    """The word that opens a locked archive."""

    word: str
    offered: Literal["in the mail", "common"]


def contents(part: Part) -> Listing:
    """What lies in the file; nothing where it is no archive. May raise whatever a parser raises."""
    reader = reader_of(part)
    if not reader:
        return NOTHING
    form = _form_of(part)
    if form is None:
        return list_zip(part.content)
    listing = list_stream(part.content, form)
    if form == "one":
        return replace(listing, entries=tuple(replace(entry, name=inner_name(part)) for entry in listing.entries))
    if form == "zip without a list":
        return replace(listing, trouble=list_zip(part.content).trouble)
    marks = marks_of(part.content)
    return replace(
        listing,
        sealed=listing.sealed or marks.sealed,
        volume=marks.volume or is_volume(part.name),
        streams=marks.streams,
        entries=tuple(
            replace(entry, locked=True) if entry.name.replace("\\", "/") in marks.locked else entry
            for entry in listing.entries
        ),
    )


def take(part: Part, number: int, key: Key | None) -> tuple[bytes, bool]:
    """One thing out of it, at most LARGEST octets, and whether that is all of it and unharmed."""
    form = _form_of(part)
    if form is None:
        return read_zip(part.content, number, key.word if key else None)
    return read_stream(part.content, number, form)


def broken_in(part: Part, numbers: Collection[int], key: Key | None, budget: int) -> set[int]:
    """Which of these things break while they are read, as far as `budget` octets go."""
    form = _form_of(part)
    if form is not None:
        return streams.broken_in(part.content, numbers, budget, form)
    broken = set()
    for number in numbers:
        content, whole = read_zip(part.content, number, key.word if key else None)
        budget -= len(content)
        if not whole:
            broken.add(number)
        if budget <= 0:
            break
    return broken


def key_of(part: Part, listing: Listing) -> Key | None:
    """The word that opens what is locked in a zip; None where none does. Other kinds cannot be unlocked here."""
    if _form_of(part) is not None:
        return None
    locked = [entry for entry in listing.files if entry.locked]
    try:
        found = infos(part.content)
        # Nothing is proven by an empty file, which any word seems to open.
        smallest = min(
            (found[entry.number - 1] for entry in locked),
            key=lambda info: (info.file_size < _PROVES, info.compress_size),
            default=None,
        )
    except BROKEN:
        return None
    if smallest is None or smallest.compress_size > TRIED_ON:
        return None
    offered = list(dict.fromkeys(word for word in part.words if word))[:WORDS]
    for word in (*offered, *(word for word in COMMON if word not in offered)):
        _, opened = read_cut_out(part.content, smallest, word, TRIED_ON * 20 + SMALL)
        if opened:
            return Key(word, "in the mail" if word in offered else "common")
    return None


def _form_of(part: Part) -> streams.Form | None:
    """How libarchive is to understand the file; None for a zip with a list, which is read by that."""
    reader = reader_of(part)
    if reader == "single":
        return "one" if holds_one(part.content) else "any"
    if reader != "zip":
        return "any"
    # Many programs go on without the list, by the heads that stand before the members.
    return "zip without a list" if has_no_list(part.content) else None


def is_volume(name: str) -> bool:
    """Say whether the name is that of a piece: "x.part2.rar", "x.7z.001", "x.r00"."""
    pieces = name.lower().split(".")
    if pieces[-1] in _PIECES:
        return True
    return len(pieces) > 2 and pieces[-1] == "rar" and pieces[-2].startswith("part") and pieces[-2][4:].isdigit()
