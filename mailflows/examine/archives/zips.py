"""Reading zips: the list that most programs believe, and one locked member cut out so that libarchive can open it."""

import io
import lzma
import stat
import struct
import zipfile
import zlib

from libarchive.exception import ArchiveError
from libarchive.read import memory_reader

from mailflows.examine.archives.listing import CLAIMS, MOST, Entry, Kind, Listing
from mailflows.examine.archives.streams import most_of
from mailflows.examine.opener import LARGEST

LOCKED = 0x1  # bit of the general purpose flags
IN_UTF8 = 0x800
_LIST_ENTRY, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
_AES = 99  # as a method of compression (WinZip's AE-x)
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
BROKEN = (
    zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError, struct.error, zlib.error,
    lzma.LZMAError, LookupError, ArchiveError,
)  # fmt: skip


def list_zip(content: bytes) -> Listing:
    """What lies in it, by the list at its end."""
    if content.startswith(b"PK\x07\x08"):
        return Listing((), "one volume of several", volume=True)
    if content.count(_LIST_ENTRY) > 5 * MOST:  # before zipfile builds an object for each
        return Listing((), f"more than {MOST} things")
    try:
        found = infos(content)
    except BROKEN as broken:
        volume = "disk" in str(broken)
        return Listing((), "one volume of several" if volume else "it is damaged or cut off", volume=volume)
    entries = tuple(_described(number, info) for number, info in enumerate(found[:MOST], 1))
    listing = Listing(entries, f"more than {MOST} things" if len(found) > MOST else "")
    if listing.claimed > most_of(content):
        return Listing(entries, f"{CLAIMS} {listing.claimed} octets")
    return listing


def has_no_list(content: bytes) -> bool:
    """Say whether members stand there and no list of them can be read."""
    listing = list_zip(content)
    return content.startswith(_LOCAL) and not listing.entries and not listing.volume and bool(listing.trouble)


def infos(content: bytes) -> list[zipfile.ZipInfo]:
    """The list at the end, as Python reads it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


def read_zip(content: bytes, number: int, key: str | None) -> tuple[bytes, bool]:
    """One member, at most LARGEST octets, and whether that is all of it and unharmed."""
    read, limit = bytearray(), min(LARGEST, most_of(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            info = archive.infolist()[number - 1]
            if info.flag_bits & LOCKED or info.compress_type not in _READABLE:
                return read_cut_out(content, info, key, limit)
            with archive.open(info) as member:
                while len(read) <= limit and (block := member.read(256 * 1024)):
                    read += block
    except BROKEN:
        return bytes(read[:limit]), False
    return bytes(read[:limit]), len(read) <= limit


def read_cut_out(content: bytes, info: zipfile.ZipInfo, key: str | None, limit: int) -> tuple[bytes, bool]:
    """Read a member through libarchive, which knows more locks and compressions than Python, and is faster at them.

    The member is cut out as a zip of its own, so that both mean the same one whatever the list says.
    """
    read, proven = bytearray(), False
    try:
        with memory_reader(cut_out(content, info), format_name="zip", passphrase=key or None) as archive:
            for entry in archive:
                for block in entry.get_blocks(256 * 1024):
                    read += block
                    if len(read) > limit:
                        return bytes(read[:limit]), False
                proven = True
                break
    except BROKEN:
        return bytes(read), False
    # The old lock lets one wrong word of 256 through; AES proves itself, and its second kind keeps no checksum.
    if info.compress_type != _AES:
        proven = proven and zlib.crc32(read) == info.CRC
    return bytes(read), proven


def cut_out(content: bytes, info: zipfile.ZipInfo) -> bytes:
    """A zip with this member alone. Raises struct.error where there is none."""
    head = content[info.header_offset : info.header_offset + 30]
    name_size, extra_size = struct.unpack("<26xHH", head)
    if not head.startswith(_LOCAL):
        raise zipfile.BadZipFile("no member there")
    start = info.header_offset
    ends = start + 30 + name_size + extra_size + info.compress_size
    moment = struct.unpack("<10x4s", head[:14])[0]
    described = struct.pack(
        "<4s4H4sIII5HII", _LIST_ENTRY, 0x314, info.extract_version, info.flag_bits, info.compress_type, moment,
        info.CRC, info.compress_size, info.file_size, 1, len(info.extra), 0, 0, 0, 0, 0,
    )  # fmt: skip
    described += b"m" + info.extra
    end = struct.pack("<4s4HIIH", _END, 0, 0, 1, 1, len(described), ends - start, 0)
    return content[start:ends] + described + end


def _described(number: int, info: zipfile.ZipInfo) -> Entry:
    kind: Kind = "folder" if info.orig_filename.endswith("/") else "file"
    if stat.S_ISLNK(info.external_attr >> 16):
        kind = "symbolic link"
    return Entry(number, _name(info), info.file_size, kind, "", bool(info.flag_bits & LOCKED))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: macOS writes UTF-8 and does not say so."""
    name = info.orig_filename
    if info.flag_bits & IN_UTF8 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
