"""Looks at what an archive is built to do: to start something, to write where it should not, to show two faces."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mailflows.examine.archives.contents import Key
from mailflows.examine.archives.listing import CLAIMS, Entry, Listing
from mailflows.examine.archives.opening import is_litter, opened
from mailflows.examine.archives.seams import seams
from mailflows.examine.archives.wrapping import reader_of
from mailflows.examine.archives.zips import BROKEN, infos
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.acting import SOURCES
from mailflows.examine.files.masks import mask_of
from mailflows.examine.finding import SURE, Group, Severity
from mailflows.examine.kinds import ACTING, ARCHIVES, detected, extension
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, Part, Saw

_NAMED = 3  # of one kind of trick

_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:[/\\]")
_SPLIT = re.compile(r"[/\\]")
# What developers pack by the dozen, and what lies in the folder of a saved web page: ordinary among others.
_AMONG_OTHERS = frozenset("js bat cmd ps1 psm1 reg dll".split())
_PAGES = frozenset("html htm shtml xhtml svg mht mhtml".split())
_MANY = 8  # files: from here on a source is one among others
# An installer for Linux or macOS holds programs by its nature; it is told as a program itself.
_INSTALLERS = frozenset("application/x-archive application/x-rpm application/x-xar".split())
_BUNDLE = ".app/contents/macos/"  # a program for macOS is a folder


def tricks(part: Part) -> Iterable[Saw]:
    """F11: the gravest first; of each kind at most three are named."""
    if not reader_of(part):
        return
    listing, key = opened(part)
    files = [entry for entry in listing.files if not is_litter(entry.name) or extension(entry.name) in ACTING]
    yield from _starting(part, files)
    yield from _twins(listing)
    yield from _leading_out(listing)
    yield from _links(listing)
    if reader_of(part) == "zip":
        yield from _seams(part)
    if listing.volume:
        yield _saw("archive", f"{part.name}: one piece of several", Severity.MEDIUM, 2)
    if listing.trouble.startswith(CLAIMS):
        yield _saw("archive", f"{part.name}: {listing.trouble}; who opens it fills a disk", Severity.MEDIUM, 1)
    yield from _locks(part, listing, key)
    yield from _alone(files)


def _locks(part: Part, listing: Listing, key: Key | None) -> Iterator[Saw]:
    """A lock keeps scanners out, and is no secret where the word stands beside it."""
    offered = bool(part.words)  # where no word could be proven, that the mail offers one is all there is to say
    if listing.sealed:
        yield _saw(
            "archive", f"{part.name}: locked, and even its names are hidden", Severity.MEDIUM, 3 if offered else 2
        )
    elif not any(entry.locked for entry in listing.files):
        return
    elif key and key.offered == "in the mail":
        # It was opened with that word, and what lies inside is looked at by itself.
        yield _saw("archive", f"{part.name}: locked, and the password stands in the mail", Severity.LOW, 1)
    elif key:
        yield _saw("archive", f"{part.name}: locked with a password that everybody tries", Severity.MEDIUM, 2)
    elif offered:
        yield _saw("archive", f"{part.name}: locked, and the mail offers a password", Severity.MEDIUM, 3)
    else:
        yield _saw("archive", f"{part.name}: locked with a password", Severity.LOW, 1)


def _starting(part: Part, files: Sequence[Entry]) -> Iterator[Saw]:
    """What acts when it is opened: the archive is there so that the mail's own filter does not see it."""
    if detected(part.content) in _INSTALLERS:
        return
    grave: list[Entry] = []
    slight: list[tuple[int, Entry]] = []
    for entry in files:
        ending, mask = extension(entry.name), mask_of(entry.name)
        if mask is not None and mask.severity is Severity.HIGH:
            grave.append(entry)
        elif ending in SOURCES:
            slight.append((3, entry))
        elif ending in _AMONG_OTHERS and len(files) > _MANY and _SPLIT.search(entry.name):
            slight.append((2, entry))
        elif ending in ACTING or _BUNDLE in entry.name.lower():
            grave.append(entry)
    for entry in grave[:_NAMED]:
        yield _saw("file in an archive", entry.name, Severity.HIGH, SURE, entry.number)
    if slight:
        weight, entry = max(slight, key=lambda pair: pair[0])
        yield _saw("file in an archive", f"a source: {entry.name}", Severity.MEDIUM, weight, entry.number)


def _twins(listing: Listing) -> Iterator[Saw]:
    """A folder called like a file beside it, but for a space: opening the file starts what the folder holds.

    So it is in older WinRAR (CVE-2023-38831).
    """
    names = {entry.name.replace("\\", "/").strip("/").rstrip() for entry in listing.entries if entry.kind != "folder"}
    told: set[str] = set()
    for entry in listing.entries:
        pieces = entry.name.replace("\\", "/").split("/")
        for depth in range(1, min(len(pieces), 20)):
            folder = "/".join(pieces[:depth])
            file = folder.rstrip()
            if (folder != file or "." in pieces[depth - 1]) and file in names and file not in told and len(told) < 2:
                told.add(file)
                yield _saw("folder in an archive", f"a file and a folder are both called {file}", Severity.HIGH, SURE)


def _leading_out(listing: Listing) -> Iterator[Saw]:
    """Names that lead out of the folder it is unpacked in, or into a stream behind another file (CVE-2025-8088)."""
    for stream in [name for name in listing.streams if ".." in name or _SPLIT.search(name)][:_NAMED]:
        yield _saw("stream in an archive", f"writes elsewhere: {stream}", Severity.HIGH, SURE)
    told = 0
    for entry in listing.entries:
        pieces = _SPLIT.split(entry.name)
        _, colon, stream = entry.name[2:].partition(":")
        if ".." in pieces or "\0" in entry.name or (colon and (".." in stream or "\\" in stream)):
            what, severity, weight = "leads out of its folder", Severity.HIGH, 5
        elif _ABSOLUTE.match(entry.name):
            what, severity, weight = "names a place on the disk", Severity.MEDIUM, 2
        else:
            continue
        told += 1
        if told > _NAMED:
            return
        yield _saw("name in an archive", f"{what}: {entry.name}", severity, weight, entry.number)


def _links(listing: Listing) -> Iterator[Saw]:
    """Links and devices. One that leads out can carry the next file with it; others are ordinary among sources."""
    for entry in listing.entries:
        if entry.kind == "device":
            yield _saw("device in an archive", entry.name, Severity.MEDIUM, 2, entry.number)
            return
        if entry.kind not in ("symbolic link", "hard link"):
            continue
        out = _ABSOLUTE.match(entry.points_to) or _climbs_out(entry)
        below = any(other.name.startswith(entry.name.rstrip("/") + "/") for other in listing.entries)
        if out or below:
            yield _saw(f"{entry.kind} in an archive", f"{entry.name} -> {entry.points_to}", Severity.HIGH, 4)
            return


def _climbs_out(entry: Entry) -> bool:
    if entry.kind == "hard link":
        return ".." in _SPLIT.split(entry.points_to)
    depth = entry.name.strip("/").count("/")
    for piece in _SPLIT.split(entry.points_to):
        depth += -1 if piece == ".." else bool(piece and piece != ".")
        if depth < 0:
            return True
    return False


def _seams(part: Part) -> Iterator[Saw]:
    try:
        listed = infos(part.content)
    except BROKEN:
        return
    for number, phrase in enumerate(seams(part.content, listed)):
        if number == 2:
            return
        yield _saw("archive", phrase, Severity.HIGH, 4)


def _alone(files: Sequence[Entry]) -> Iterator[Saw]:
    """One single page or one single archive: what a mail cannot carry openly."""
    if len(files) != 1:
        return
    ending = extension(files[0].name)
    if ending in _PAGES:
        yield _saw("file in an archive", f"nothing but a page: {files[0].name}", Severity.MEDIUM, 2, files[0].number)
    elif ending in ARCHIVES:
        yield _saw("file in an archive", f"nothing but an archive: {files[0].name}", Severity.LOW, 1, files[0].number)


def _saw(field: str, words: str, severity: Severity, weight: int, number: int = 0) -> Saw:
    return Saw(field, shown_codes(words), DECODED, severity, weight, f"in/{number}" if number else "")


ROWS = (
    Look("F11", Group.FILE, Severity.HIGH, SURE, "high", ("T1027.015", "T1027.013", "T1204.002"), "archives", tricks,
         "developers who mail programs, and people who lock what they send"),
)  # fmt: skip
