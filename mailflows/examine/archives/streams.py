"""Reading everything but zips through libarchive, from memory: never a file, never another program.

libarchive could start programs for rare compressions, and read files of this machine that a list names (mtree). So it
is told by name what it may know.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ctypes import create_string_buffer
from typing import Any, Literal

from libarchive import ffi
from libarchive.exception import ArchiveError

from mailflows.examine.archives.listing import CLAIMS, MOST, Entry, Kind, Listing
from mailflows.examine.opener import EXPANDED, LARGEST, RATIO

_FILTERS = ("gzip", "bzip2", "xz", "lzma", "zstd", "compress", "lzip", "lz4", "rpm")
_FORMATS = ("7zip", "ar", "cab", "cpio", "iso9660", "lha", "rar", "rar5", "tar", "xar")
# How the file is to be understood: as any archive there is, as one file made smaller, or as a zip without its list.
Form = Literal["any", "one", "zip without a list"]
_FORMS: dict[Form, tuple[str, ...]] = {"any": _FORMATS, "one": ("raw",), "zip without a list": ("zip_streamable",)}
_BLOCK = 256 * 1024
SMALL = 10_000  # octets: smaller files may hold as much as a file of this size

_KINDS: dict[int, Kind] = {0o040000: "folder", 0o120000: "symbolic link", 0o100000: "file", 0: "file"}

ffi.ffi("entry_is_data_encrypted", [ffi.c_archive_entry_p], ffi.c_int)


def holds_one(content: bytes) -> bool:
    """Say whether a compressed file is one file made smaller, and no archive made smaller.

    An empty archive counts as none: whatever begins with zeros, as disk images do, would pass for one.
    """
    try:
        with _opened(content, "any") as archive:
            return next(_headers(archive), None) is None
    except ArchiveError:
        return True


def list_stream(content: bytes, form: Form = "any") -> Listing:
    """What lies in it, until the list ends, breaks, or claims too much. Nothing is expanded that need not be."""
    entries: list[Entry] = []
    trouble, claimed = "", 0
    try:
        with _opened(content, form) as archive:
            for number, entry in enumerate(_headers(archive), 1):
                if number > MOST:
                    trouble = f"more than {MOST} things"
                    break
                entries.append(_described(number, entry))
                claimed += max(0, entries[-1].size)
                if claimed > most_of(content):
                    # Going on would mean to expand it all, only to get past it.
                    trouble = f"{CLAIMS} more than {claimed} octets"
                    break
    except ArchiveError as broken:
        # The words of the library name the case best, but only this one is worth to be told apart.
        sealed = "ncrypt" in str(broken.msg)
        return Listing(tuple(entries), "its names are locked" if sealed else "it is damaged or cut off", sealed)
    return Listing(tuple(entries), trouble)


def read_stream(content: bytes, number: int, form: Form = "any") -> tuple[bytes, bool]:
    """One entry, at most LARGEST octets, and whether that is all of it and unharmed."""
    read, whole = bytearray(), True
    limit = min(LARGEST, most_of(content))
    try:
        with _opened(content, form) as archive:
            for place, _ in enumerate(_headers(archive), 1):
                if place < number:
                    continue
                for block in blocks(archive):
                    read += block
                    if len(read) > limit:
                        return bytes(read[:limit]), False
                break
    except ArchiveError:
        whole = False
    return bytes(read), whole


def broken_in(content: bytes, numbers: Collection[int], budget: int, form: Form = "any") -> set[int]:
    """Which of these entries break while they are read. One walk for all, for each may need all that stands before it.

    It ends after `budget` octets; what was not reached by then is not among them.
    """
    reached, broken, last = 0, set(), 0
    limit = min(LARGEST, most_of(content))
    try:
        with _opened(content, form) as archive:
            for last, _ in enumerate(_headers(archive), 1):
                size = 0
                for block in blocks(archive) if last in numbers else ():
                    size += len(block)
                    if size > limit:
                        broken.add(last)
                        break
                reached += size
                if reached > budget or last >= max(numbers):
                    break
    except ArchiveError:
        broken |= {number for number in numbers if number >= last}
    return broken


def most_of(content: bytes) -> int:
    """Octets that may come out of this file altogether."""
    return min(EXPANDED, RATIO * max(len(content), SMALL))


def blocks(archive: Any) -> Iterator[bytes]:
    """The octets of the entry the reader stands at."""
    held = create_string_buffer(_BLOCK)
    while (size := ffi.read_data(archive, held, _BLOCK)) > 0:
        yield held.raw[:size]


def _headers(archive: Any) -> Iterator[Any]:
    entry = ffi.entry_new()
    try:
        while ffi.read_next_header2(archive, entry) != ffi.ARCHIVE_EOF:
            yield entry
    finally:
        ffi.entry_free(entry)


def _described(number: int, entry: Any) -> Entry:
    kind = _KINDS.get(ffi.entry_filetype(entry) & 0o170000, "device")
    target = _text(ffi.entry_symlink(entry)) if kind == "symbolic link" else ""
    if hard := _text(ffi.entry_hardlink(entry)):
        kind, target = "hard link", hard
    size = int(ffi.entry_size(entry)) if ffi.entry_size_is_set(entry) else -1
    return Entry(number, _name(entry), size, kind, target, ffi.entry_is_data_encrypted(entry) > 0)


def _name(entry: Any) -> str:
    try:
        wide: str | None = ffi.entry_pathname_w(entry)
    except ValueError:  # a code point that is none
        wide = None
    return wide if wide is not None else _text(ffi.entry_pathname(entry))


def _text(name: bytes | None) -> str:
    return "" if name is None else name.decode("utf-8", "replace")


@contextmanager
def _opened(content: bytes, form: Form) -> Iterator[Any]:
    archive = ffi.read_new()
    try:
        for name in _FILTERS:
            ffi.get_read_filter_function(name)(archive)
        for name in _FORMS[form]:
            ffi.get_read_format_function(name)(archive)
        ffi.read_open_memory(archive, content, len(content))
        yield archive
    finally:
        ffi.read_free(archive)
