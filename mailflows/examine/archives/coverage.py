"""Looks at archives that cannot be looked into: locked, damaged, too large, or of a kind that nobody here reads."""

from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.archives.contents import broken_in, is_volume
from mailflows.examine.archives.opening import members, opened
from mailflows.examine.archives.wrapping import UNREAD, UNREAD_ENDINGS, reader_of
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.opener import LARGEST, OPENED
from mailflows.examine.seen import DECODED, Part, Saw

_LIST_OF_VOLUMES = 0x8000 + 32 * 2048  # octets: where the descriptors of a disk end at the latest
_BOOKS = frozenset(
    "epub pages numbers key kmz 3mf idml sketch thmx wmz".split()
)  # no archives, no documents known here


def not_looked_into(part: Part) -> Iterable[Saw]:
    """F25: everything about an archive that stays unseen."""
    media = kinds.detected(part.content)
    unread = UNREAD.get(media) or UNREAD_ENDINGS.get(kinds.extension(part.name))
    if unread and not reader_of(part):
        yield _saw(part, f"nothing here reads {unread}")
    elif media == "application/octet-stream" and kinds.extension(part.name) in kinds.ARCHIVES and not reader_of(part):
        yield _saw(part, "called an archive, and none that is read here", 1)
    elif media == "application/zip" and kinds.extension(part.name) in _BOOKS:
        yield _saw(part, "a zip of a kind whose inside nothing here reads", 1)
    if is_volume(part.name) and not reader_of(part):
        yield _saw(part, "one piece of several, and no beginning")
    if media in kinds.DISK_MEDIA and media != "application/x-iso9660-image":
        yield _saw(part, f"{kinds.DISK_MEDIA[media]} cannot be looked into")
    if media == "application/x-iso9660-image" and b"NSR0" in part.content[0x8800:_LIST_OF_VOLUMES]:
        # Windows shows the newer side, and only the older one can be read here.
        yield _saw(part, "a disk image with a second face (UDF) that cannot be looked into")
    if reader_of(part):
        yield from _gaps(part)


def _gaps(part: Part) -> Iterator[Saw]:
    listing, key = opened(part)
    if listing.sealed:
        yield _saw(part, "its names are locked with a password", 1)
    elif listing.trouble:
        yield _saw(part, listing.trouble)
    elif not listing.files and reader_of(part) == "disk":
        yield _saw(part, "a disk image whose files are not listed")
    elif not listing.entries:
        yield _saw(part, "nothing is in it, or nothing can be seen")
    locked = sum(entry.locked for entry in listing.files)
    if locked and not key:
        yield _saw(part, f"{locked} of {len(listing.files)} files are locked with a password", 1)
    if not listing.trouble:
        yield from _unread(part, len(listing.files) - (0 if key else locked))


def _unread(part: Part, readable: int) -> Iterator[Saw]:
    """Members that break while they are read, and those for which there is no turn left."""
    listing, key = opened(part)
    known = [member for member in members(part) if member.number <= len(listing.entries)][:OPENED]
    broken = broken_in(part, [member.number for member in known], key, LARGEST) if known else set()
    if broken:
        names = ", ".join([member.name for member in known if member.number in broken][:5])
        yield _saw(part, f"cannot be read whole: {names}")
    if readable > OPENED:
        words = f"{part.name}: {readable - OPENED} of {readable} files in it were not opened"
        yield Saw("file", shown_codes(words), DECODED, Severity.INFO, 0)


def _saw(part: Part, words: str, weight: int | None = None) -> Saw:
    return Saw("file", shown_codes(f"{part.name}: {words}"), DECODED, weight=weight)


ROWS = (
    Look("F25", Group.COVERAGE, Severity.MEDIUM, 2, "high", ("T1027.013",), "archives", not_looked_into,
         "damaged and locked files of honest senders"),
)  # fmt: skip
