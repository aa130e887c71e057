"""A Word document with a macro that starts by itself, as attackers send it; this one only shows a greeting."""

import io
import struct
import zipfile
from collections.abc import Mapping

# What the macro says it does is what gets noticed; nothing in it would do harm, were it ever opened.
GREETING = """Attribute VB_Name = "Module1"
Sub AutoOpen()
    Dim tool
    Set tool = CreateObject("WScript.Shell")
    tool.Popup Environ("USERNAME") & ", this is only a demonstration."
End Sub
"""
PROJECT = b'ID="{00000000-0000-0000-0000-000000000000}"\r\nModule=Module1\r\nName="Project"\r\n'

SECTOR, MINI = 512, 64  # octets, MS-CFB 2.2
CUTOFF = 4096  # smaller streams lie in the mini stream
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.{}" Target="{}"/></Relationships>'
)
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)


def macro_document(text: str) -> bytes:
    """A .docm that shows `text` and carries the macro."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("[Content_Types].xml", _TYPES)
        office = "openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        document.writestr("_rels/.rels", _RELATIONS.format(office, "word/document.xml"))
        document.writestr("word/document.xml", _DOCUMENT.format(text))
        vba = "microsoft.com/office/2006/relationships/vbaProject"
        document.writestr("word/_rels/document.xml.rels", _RELATIONS.format(vba, "vbaProject.bin"))
        document.writestr("word/vbaProject.bin", vba_project(GREETING))
    return packed.getvalue()


def vba_project(source: str) -> bytes:
    """A VBA project with one module (MS-OVBA 2.2.1), without the compiled part that real ones carry, too."""
    module = compressed(source.replace("\n", "\r\n").encode("ascii"))
    return compound_file(
        {"PROJECT": PROJECT, "VBA/_VBA_PROJECT": b"\xcc\x61\xff\xff\0\0\0", "VBA/dir": compressed(_dir_stream())}
        | {"VBA/Module1": module}
    )


def _dir_stream() -> bytes:
    """What stands in the project (MS-OVBA 2.3.4.2), one record after the other."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HI", kind, len(data)) + data

    name, wide = b"Module1", "Module1".encode("utf-16-le")
    return b"".join(
        [
            record(0x01, struct.pack("<I", 1)),  # 32-bit Windows
            record(0x02, struct.pack("<I", 0x409)) + record(0x14, struct.pack("<I", 0x409)),
            record(0x03, struct.pack("<H", 1252)),
            record(0x04, b"Project"),
            record(0x05, b"") + record(0x40, b""),
            record(0x06, b"") + record(0x3D, b""),
            record(0x07, struct.pack("<I", 0)) + record(0x08, struct.pack("<I", 0)),
            struct.pack("<HIIH", 0x09, 4, 1, 1),  # version; its size leaves out the minor number
            record(0x0C, b"") + record(0x3C, b""),
            record(0x0F, struct.pack("<H", 1)) + record(0x13, struct.pack("<H", 0xFFFF)),
            record(0x19, name) + record(0x47, wide),
            record(0x1A, name) + record(0x32, wide),
            record(0x1C, b"") + record(0x48, b""),
            record(0x31, struct.pack("<I", 0)),  # the source begins at once: nothing compiled before it
            record(0x1E, struct.pack("<I", 0)) + record(0x2C, struct.pack("<H", 0xFFFF)),
            record(0x21, b"") + record(0x2B, b""),
            record(0x10, b""),
        ]
    )


def compressed(data: bytes) -> bytes:
    """A container whose every octet is a literal (MS-OVBA 2.4.1): valid, and larger than what went in."""
    out = b"\x01"
    for start in range(0, len(data), 2048):
        piece = data[start : start + 2048]
        tokens = b"".join(b"\0" + piece[at : at + 8] for at in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens
    return out


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file (MS-CFB) of small streams, in at most one folder each. Raises ValueError for larger ones."""
    small, table, starts = b"", list[int](), dict[str, int]()
    for path, data in streams.items():
        if len(data) >= CUTOFF:
            raise ValueError("only small streams have a place here")
        starts[path] = len(table)
        count = -(-len(data) // MINI)
        table += [*range(len(table) + 1, len(table) + count), END]
        small += data.ljust(count * MINI, b"\0")
    # sectors: the table of sectors, the table of small ones, from 2 on what they hold, then the directory
    held = -(-len(small) // SECTOR)
    directory = _directory(streams, starts, len(small))
    at, listed = 2 + held, -(-len(directory) // SECTOR)
    chain = [FAT, END, *range(3, at), END, *range(at + 1, at + listed), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<10I", 0, 1, at, 0, CUTOFF, 1, 1, END, 0, 0) + b"\xff" * 4 * 108
    body = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    body += struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return header + body + small.ljust(held * SECTOR, b"\0") + directory.ljust(listed * SECTOR, b"\0")


def _directory(streams: Mapping[str, bytes], starts: Mapping[str, int], small: int) -> bytes:
    """The root, the folders, the streams; brothers hang on each other's right hand (MS-CFB 2.6.1)."""
    folders = sorted({path.partition("/")[0] for path in streams if "/" in path})
    entries = [("Root Entry", ROOT, None), *((folder, STORAGE, "") for folder in folders)]
    entries += [(path.rpartition("/")[2], STREAM, path.rpartition("/")[0]) for path in streams]
    begins = [(2, small), *((0, 0) for _ in folders), *((starts[path], len(data)) for path, data in streams.items())]
    out = b""
    for number, ((name, kind, home), (begin, size)) in enumerate(zip(entries, begins, strict=True)):
        inside = {ROOT: "", STORAGE: name}.get(kind)
        below = next((at for at, one in enumerate(entries) if one[2] == inside and inside is not None), FREE)
        right = next((at for at, one in enumerate(entries) if one[2] == home and at > number), FREE)
        wide = name.encode("utf-16-le") + b"\0\0"
        out += wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, FREE, right, below) + bytes(36)
        out += struct.pack("<IQ", begin, size)
    return out
