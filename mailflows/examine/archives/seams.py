"""Where the pieces of a zip do not fit together: two lists that disagree, members that overlap, a zip before the zip.

Programs differ in which piece they believe, so what one person's program shows is not what another's unpacks.
"""

import struct
import zipfile
from collections.abc import Iterator, Sequence

from mailflows.examine.archives.zips import IN_UTF8

_LOCAL, _END = b"PK\x03\x04", b"PK\x05\x06"
_SIZES_FOLLOW = 0x8  # bit of the flags: the local header leaves the sizes open
_ELSEWHERE = 0xFFFFFFFF  # in a field: see the extra field of large zips


def seams(content: bytes, infos: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    """Each way in which the zip is not of one piece, as a plain phrase with the name it concerns."""
    first = before(content, infos)
    if _LOCAL in first:
        yield f"another zip of {len(first)} octets stands before it"
    elif first:
        yield f"{len(first)} octets that are no zip stand before it"
    if rest := behind(content):
        yield f"{len(rest)} octets stand behind its end"
    last = -1
    for info in sorted(infos, key=lambda info: info.header_offset):
        head = content[info.header_offset : info.header_offset + 30]
        if len(head) < 30 or not head.startswith(_LOCAL):
            yield f"nothing is where the list says: {info.orig_filename}"
            continue
        flags, crc_and_sizes, name_size, extra_size = struct.unpack("<6xH6x12sHH", head)
        _, packed, size = struct.unpack("<III", crc_and_sizes)
        start = info.header_offset + 30 + name_size
        name = content[info.header_offset + 30 : start]
        if name != info.orig_filename.encode("utf-8" if info.flag_bits & IN_UTF8 else "cp437", "replace"):
            shown = name.decode("utf-8", "replace")
            yield f"two names for one file: {info.orig_filename} / {shown}"
        sizes = (info.compress_size, info.file_size)
        if not flags & _SIZES_FOLLOW and _ELSEWHERE not in (packed, size) and (packed, size) != sizes:
            yield f"two sizes for one file: {info.orig_filename}"
        if info.header_offset < last:
            yield f"members lie over one another: {info.orig_filename}"
        last = start + extra_size + info.compress_size


def before(content: bytes, infos: Sequence[zipfile.ZipInfo]) -> bytes:
    """What stands before the first member that the list knows."""
    return content[: min((info.header_offset for info in infos), default=0)]


def behind(content: bytes) -> bytes:
    """What stands behind the end and its comment."""
    at = content.rfind(_END)
    if at < 0 or at + 22 > len(content):
        return b""
    comment = struct.unpack_from("<H", content, at + 20)[0]
    return content[at + 22 + comment :].strip(b"\0\r\n")
