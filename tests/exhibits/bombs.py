"""Files built to stop whoever reads them: small to send, and huge, endless or impossible to read."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from tests.exhibits import zipped_as
from tests.exhibits.archives import overlapping_zip, packed, rar, tarred
from tests.exhibits.files import png, windows_program

MEGABYTE = 1024 * 1024


def zeros_in_a_zip(megabytes: int) -> bytes:
    """A thousand times smaller than what it holds."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros.txt", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(MEGABYTE))
    return held.getvalue()


def zeros_in_a_gz(megabytes: int, before: bytes = b"") -> bytes:
    """The same without a name."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(before)] + [packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)]
    return b"".join(pieces) + packer.flush()


def zeros_in_a_tar_gz(megabytes: int) -> bytes:
    entry = tarfile.TarInfo("zeros.txt")
    entry.size = megabytes * MEGABYTE
    return zeros_in_a_gz(megabytes + 1, entry.tobuf())


def forty_two(depth: int = 5, wide: int = 10) -> bytes:
    """Zips of zips of zips, all alike: each level holds the next one many times over."""
    content, name = zeros_in_a_zip(4), "zeros.zip"
    for _ in range(depth):
        content, name = zipped_as({f"{number} {name}": content for number in range(wide)}), "library.zip"
    return content


def quine_like_gz(depth: int = 30) -> bytes:
    """Compressed again and again: each reader that unwraps all layers at once works for all of them."""
    content = zeros_in_a_gz(10)
    for _ in range(depth):
        content = gzip.compress(content, mtime=0)
    return content


def entities_in_a_document() -> bytes:
    """A document whose relations are an XML that grows a billion times when it is read."""
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    relations = f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><Relationships>&a9;</Relationships>'
    return zipped_as(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<w:document/>",
            "word/_rels/document.xml.rels": relations.encode(),
            "_rels/.rels": relations.encode(),
        }
    )


def circling_compound() -> bytes:
    """An OLE file whose table of sectors runs in a circle."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 1, 1, 1, 1)
    head += struct.pack("<I", 0) * 109
    return head.ljust(512, b"\0") + struct.pack("<I", 1) * 128 + struct.pack("<I", 0) * 4096


def names_that_hurt() -> bytes:
    """Every name a careless reader trips over, in one tar."""
    names = ["../" * 50 + "etc/passwd", "/etc/shadow", "a\u202efdp.exe", "x" * 3000, "CON", ".", "\u0000", "a\nb", " "]
    return tarred(dict.fromkeys(names, b"x"), {"here": "/", "out": "../../../..", "hard": "=../../etc/passwd"})


# Each is made when it is asked for: some take a second.
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "300 MB of zeros in a zip": ("photos.zip", lambda: zeros_in_a_zip(300)),
    "100 MB of zeros in a gz": ("photos.gz", lambda: zeros_in_a_gz(100)),
    "100 MB of zeros in a tar.gz": ("photos.tar.gz", lambda: zeros_in_a_tar_gz(100)),
    "zeros in a 7z": ("photos.7z", lambda: packed("7zip", {"zeros": bytes(60_000_000)})),
    "a zip of zips of zips": ("42.zip", forty_two),
    "thirty layers of gzip": ("letter.gz", quine_like_gz),
    "overlapping members of 27 GB": ("photos.zip", lambda: overlapping_zip(900, 30_000_000)),
    "60,000 members": ("photos.zip", lambda: overlapping_zip(60_000, 1)),
    "a RAR that lies": ("photos.rar", lambda: rar({"a.txt": b"x"}).replace(b"\x20", b"\xff", 1)),
    "names that hurt": ("sources.tar", names_that_hurt),
    "a picture of 900 megapixels": ("photo.png", lambda: png(30_000, 30_000)),
    "a picture of 4 billion columns": ("photo.png", lambda: png(0x7FFFFFFF, 0x7FFFFFFF)),
    "entities in a document": ("letter.docx", entities_in_a_document),
    "an OLE file in a circle": ("letter.doc", circling_compound),
    "65,535 sections": ("setup.exe", lambda: windows_program()[:70] + b"\xff\xff" + windows_program()[72:]),
    "brackets": ("letter.rtf", lambda: b"{\\rtf1" + b"{" * 2_000_000),
    "a page of brackets": ("letter.html", lambda: b"<html>" + b"<div>" * 400_000),
    "a page of one word": ("letter.html", lambda: b"<html>" + b"a" * 5_000_000),
    "objects in objects": ("letter.pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"<<" * 500_000),
    "lists in lists": ("letter.pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000),
    "a calendar of one line": ("meeting.ics", lambda: b"BEGIN:VCALENDAR\r\nX:" + b"A;" * 2_000_000),
    "lists in a profile": ("vpn.mobileconfig", lambda: b"<plist>" + b"<array>" * 300_000),
    "quotation marks": ("list.csv", lambda: b'"' * 3_000_000),
    "spaces": ("run.ps1", lambda: b" " * 3_000_000 + b"x"),
    "one long word": ("run.ps1", lambda: b"A" * 3_000_000),
    "carets": ("run.bat", lambda: b"^a" * 1_000_000),
    "lines of a shortcut": ("news.url", lambda: b"[InternetShortcut]\r\n" + b"URL=a\r\n" * 500_000),
    "JPEG marks": ("photo.jpg", lambda: b"\xff\xd8" + b"\xff\xe0\x00\x02" * 500_000),
    "JPEG scans": ("photo.jpg", lambda: b"\xff\xd8\xff\xda\x00\x02" + b"\xff\x00" * 2_000_000),
    "empty blocks of a GIF": ("photo.gif", lambda: b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\x00" * 1_000_000),
}
