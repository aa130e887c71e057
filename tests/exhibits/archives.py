"""Archives and disk images for tests, made by hand or by the library that reads them; none of them from anywhere."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Sequence

from libarchive.write import custom_writer

FOLDER = 0o040000
JPEG = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xd9"


def packed(form: str, files: dict[str, bytes], filtered: str = "", password: str = "", lock: str = "zipcrypt") -> bytes:
    """Files in one of the forms that libarchive writes: "7zip", "cpio_newc", "xar", "iso9660", "ar_svr4", "zip"."""
    made = bytearray()

    def keep(block: bytes) -> int:
        made.extend(block)
        return len(block)

    options = f"zip:encryption={lock}" if password else ""
    with custom_writer(keep, form, filtered or None, options=options, passphrase=password or None) as archive:
        for name, content in files.items():
            archive.add_file_from_memory(name, len(content), content, mtime=0)
    return bytes(made)


def tarred(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    """A tar; links are symbolic, and hard where the target begins with "="."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type = tarfile.LNKTYPE if target.startswith("=") else tarfile.SYMTYPE
            entry.linkname = target.removeprefix("=")
            archive.addfile(entry)
    return held.getvalue()


def linked_zip(name: str, target: str) -> bytes:
    """A zip with one symbolic link, as Unix writes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, target)
    return held.getvalue()


def renamed_in_front(archive: bytes, name: bytes, other: bytes) -> bytes:
    """The same zip, where the first local header calls the file `other` (of the same length) and the list does not."""
    assert len(name) == len(other)
    return archive.replace(name, other, 1)


def overlapping_zip(count: int, size: int) -> bytes:
    """A list of many members that all lie in the same place: small to send, and huge to unpack."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = bytes(size)
    body = packer.compress(plain) + packer.flush()
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, zlib.crc32(plain), len(body), size)
    local = b"PK\x03\x04" + fields + struct.pack("<HH", 1, 0) + b"a" + body
    listed = b"".join(
        b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a" for _ in range(count)
    )
    return local + listed + struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(local), 0)


def lying_zip(plain: bytes, claimed: int) -> bytes:
    """A zip whose one member claims another size than it has, in both places."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", plain)
    return held.getvalue().replace(struct.pack("<I", len(plain)), struct.pack("<I", claimed))


def nested_zip(depth: int, innermost: bytes) -> bytes:
    """A zip in a zip in a zip."""
    content, name = innermost, "a.txt"
    for _ in range(depth):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        content, name = held.getvalue(), "a.zip"
    return content


def cabinet(name: str, content: bytes) -> bytes:
    """A cabinet with one file, stored as it is (MS-CAB)."""
    listed = struct.pack("<IIHHHH", len(content), 0, 0, 0x21, 0, 0x20) + name.encode() + b"\0"
    block = struct.pack("<IHH", 0, len(content), len(content)) + content
    first = 36 + 8 + len(listed)
    head = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, first + len(block), 0, 44, 0, 3, 1, 1, 1, 0, 0, 0)
    return head + struct.pack("<IHH", first, 1, 0) + listed + block


def rar(
    files: dict[str, bytes],
    streams: Sequence[str] = (),
    locked: bool = False,
    sealed: bool = False,
    volume: bool = False,
) -> bytes:
    """A RAR 5 whose files are stored as they are, after its technical note; streams stand beside the last file."""
    made = b"Rar!\x1a\x07\x01\x00"
    if sealed:
        return made + _header(4, 0, _vint(0) + _vint(0) + bytes([15]) + bytes(16)) + bytes(64)
    made += _header(1, 0, _vint(1 if volume else 0))
    for name, content in files.items():
        encoded = name.encode()
        fields = _vint(4) + _vint(len(content)) + _vint(0x20) + struct.pack("<I", zlib.crc32(content))
        fields += _vint(0) + _vint(1) + _vint(len(encoded)) + encoded
        extra = _record(1, bytes([0, 0, 15]) + bytes(32)) if locked else b""
        made += _header(2, 2, fields, extra, content)
    for stream in streams:
        fields = _vint(0) + _vint(1) + _vint(0x20) + _vint(0) + _vint(1) + _vint(3) + b"STM"
        made += _header(3, 2, fields, _record(7, stream.encode()), b"x")
    return made + _header(5, 0, _vint(0))


def old_rar(name: str, stream: str = "", locked: bool = False, sealed: bool = False, volume: bool = False) -> bytes:
    """The headers of a RAR 4, after its technical note; nothing is packed in it."""
    made = b"Rar!\x1a\x07\x00" + _old_header(0x73, (0x80 if sealed else 0) | (1 if volume else 0), bytes(6))
    fields = struct.pack("<IIBIIBBHI", 0, 0, 2, 0, 0x21, 29, 0x30, len(name), 0x20) + name.encode()
    made += _old_header(0x74, 0x8000 | (4 if locked else 0), fields)
    if stream:
        fields = struct.pack("<IIBIIBBHI", 0, 0, 2, 0, 0x21, 29, 0x30, 3, 0) + b"STM" + stream.encode("utf-16-le")
        made += _old_header(0x7A, 0x8000, fields)
    return made + _old_header(0x7B, 0x4000, b"")


def _old_header(kind: int, flags: int, fields: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


def _header(kind: int, flags: int, fields: bytes, extra: bytes = b"", data: bytes = b"") -> bytes:
    flags |= 1 if extra else 0
    head = _vint(kind) + _vint(flags)
    head += _vint(len(extra)) if extra else b""
    head += _vint(len(data)) if flags & 2 else b""
    head += fields + extra
    sized = _vint(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized + data


def _record(kind: int, content: bytes) -> bytes:
    inner = _vint(kind) + content
    return _vint(len(inner)) + inner


def _vint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])
