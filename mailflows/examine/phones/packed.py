"""Reading members of an app's zip as a phone does, which is laxer than others and is exploited for that."""

import io
import zipfile
import zlib
from collections.abc import Mapping

ENTRIES = 20_000
LARGEST = 16 * 1024 * 1024  # octets of one member, unpacked

_LOCAL = 30  # octets of the header before each member


def members(content: bytes) -> Mapping[str, zipfile.ZipInfo]:
    """What the zip lists, the first of each name. Raises what a broken zip raises."""
    found: dict[str, zipfile.ZipInfo] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist()[:ENTRIES]:
            found.setdefault(entry.filename, entry)
    return found


def taken(content: bytes, entry: zipfile.ZipInfo, limit: int = LARGEST) -> bytes:
    """One member. A mark of encryption is ignored and an unknown packing is none, as on a phone."""
    head = content[entry.header_offset : entry.header_offset + _LOCAL]
    start = entry.header_offset + _LOCAL + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return content[start : start + min(entry.file_size, limit)]
    try:
        return zlib.decompressobj(-15).decompress(content[start : start + entry.compress_size], limit)
    except zlib.error as trouble:
        raise ValueError("a member that cannot be unpacked") from trouble
