"""What lies before the examiners in tests: mails and files made by hand, byte by byte, none of them from anywhere."""

import base64
import io
import struct
import zipfile
from collections.abc import Sequence
from itertools import pairwise

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

AUTOOPEN = (
    'Attribute VB_Name = "Module1"\r\n'
    "Sub AutoOpen()\r\n"
    '    Set web = CreateObject("MSXML2.XMLHTTP")\r\n'
    '    Shell "powershell -enc AAAA", vbHide\r\n'
    "End Sub\r\n"
)

PHISH = (
    b"Received: from mx.provider.example (10.0.0.1) by store.provider.example; Mon, 1 Jun 2026 10:00:02 +0000\r\n"
    b"Authentication-Results: mx.provider.example; spf=fail smtp.mailfrom=bank.example; dkim=none;"
    b" dmarc=fail header.from=bank.example\r\n"
    b"Received: from dialup.attacker.example (203.0.113.9) by mx.provider.example; Mon, 1 Jun 2026 10:00:01 +0000\r\n"
    b'From: "security@bank.example" <alert@attacker.example>\r\n'
    b"Reply-To: bank.help@gmail.com\r\n"
    b"To: layla@reporter.example\r\n"
    b"Subject: Your account\r\n"
    b"MIME-Version: 1.0\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p>Dear customer</p><a href="http://0xCB007109/login">https://www.bank.example/login</a>'
    b' <a href="https://www.bank.example@attacker.example/x">here</a>\r\n'
)


def mail(text: str, *parts: bytes, headers: str = "", frm: str = "Layla <layla@reporter.example>") -> bytes:
    """A reporter's mail with a text and ready-made parts."""
    first = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}".encode()
    body = b"".join(b"--outer-7c1\r\n" + part + b"\r\n" for part in (first, *parts))
    head = (
        f"From: {frm}\r\nTo: help@desk.example\r\nSubject: please look\r\n"
        f"Date: Mon, 1 Jun 2026 12:00:00 +0300\r\nMessage-ID: <one@reporter.example>\r\n{headers}"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="outer-7c1"\r\n\r\n'
    )
    return head.encode() + body + b"--outer-7c1--\r\n"


def part(content: bytes, kind: str, name: str = "", encoded: bool = True) -> bytes:
    """A part of a mail: a file, or with encoded=False a mail as it stands."""
    head = f"Content-Type: {kind}\r\n"
    if name:
        head += f'Content-Disposition: attachment; filename="{name}"\r\n'
    if encoded:
        return (head + "Content-Transfer-Encoding: base64\r\n\r\n").encode() + base64.encodebytes(content).replace(
            b"\n", b"\r\n"
        )
    return (head + "\r\n").encode() + content


def zipped(**files: bytes) -> bytes:
    """A zip; in names __ stands for a dot."""
    return zipped_as({name.replace("__", "."): content for name, content in files.items()})


def zipped_as(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def macro_document(code: str = AUTOOPEN) -> bytes:
    """A .docm with one VBA module, written after MS-CFB and MS-OVBA."""
    return zipped_as(
        {
            "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'content-types"><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="urn:w"/>',
            "word/vbaProject.bin": vba_project(code),
        }
    )


def vba_project(code: str) -> bytes:
    """An OLE file with the four streams a VBA project must have (MS-OVBA 2.2)."""
    names = _record(0x19, b"Module1") + _record(0x47, "Module1".encode("utf-16-le"))
    stream = _record(0x1A, b"Module1") + _record(0x32, "Module1".encode("utf-16-le"))
    module = names + stream + _record(0x1C, b"") + _record(0x48, b"") + _record(0x31, struct.pack("<I", 0))
    module += _record(0x1E, struct.pack("<I", 0)) + _record(0x2C, b"\xff\xff") + _record(0x21, b"") + _record(0x2B, b"")
    directory = (
        _record(0x01, struct.pack("<I", 1))
        + _record(0x02, struct.pack("<I", 0x409))
        + _record(0x14, struct.pack("<I", 0x409))
        + _record(0x03, struct.pack("<H", 1252))
        + _record(0x04, b"Project")
        + _record(0x05, b"")
        + _record(0x40, b"")
        + _record(0x06, b"")
        + _record(0x3D, b"")
        + _record(0x07, struct.pack("<I", 0))
        + _record(0x08, struct.pack("<I", 0))
        + struct.pack("<HIIH", 0x09, 4, 1, 1)
        + _record(0x0C, b"")
        + _record(0x3C, b"")
        + _record(0x0F, struct.pack("<H", 1))
        + _record(0x13, b"\xff\xff")
        + module
        + _record(0x10, b"")
    )
    project = b'ID="{00000000-0000-0000-0000-000000000000}"\r\nModule=Module1\r\nName="Project"\r\n'
    return compound(
        {
            "PROJECT": project.ljust(4096, b"\n"),
            "VBA/_VBA_PROJECT": b"\xcc\x61\xff\xff\x00\x00\x00".ljust(4096, b"\0"),
            "VBA/dir": _stored(directory),
            "VBA/Module1": _stored(code.encode("cp1252")),
        }
    )


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) of streams of at least 4,096 octets, in at most one storage each."""
    storages = sorted({name.rpartition("/")[0] for name in streams} - {""})
    entries: list[tuple[str, int, bytes | None, list[str]]] = [
        ("Root Entry", 5, None, _children("", streams, storages))
    ]
    entries += [(storage, 1, None, _children(storage, streams, storages)) for storage in storages]
    entries += [(name, 2, content, []) for name, content in streams.items()]
    places = {name: number for number, (name, _, _, _) in enumerate(entries)}
    directory_sectors = -(-len(entries) * 128 // SECTOR)
    table = [FAT] + [number + 2 for number in range(directory_sectors - 1)] + [END]
    body, starts = b"", {}
    for name, content in streams.items():
        starts[name] = len(table)
        sectors = -(-len(content) // SECTOR)
        table += [len(table) + 1 + number for number in range(sectors - 1)] + [END]
        body += content.ljust(sectors * SECTOR, b"\0")
    after = {child: following for _, _, _, kin in entries for child, following in pairwise(kin)}
    directory = b"".join(
        _entry(
            name.rpartition("/")[2],
            kind,
            places[after[name]] if name in after else FREE,
            places[kin[0]] if kin else FREE,
            starts.get(name, END if kind == 5 else 0),
            len(content or b""),
        )
        for name, kind, content, kin in entries
    )
    assert len(table) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    allocation = b"".join(struct.pack("<I", number) for number in table).ljust(SECTOR, b"\xff")
    return header + allocation + directory.ljust(directory_sectors * SECTOR, b"\0") + body


def _children(storage: str, streams: dict[str, bytes], storages: Sequence[str]) -> list[str]:
    own = [name for name in streams if name.rpartition("/")[0] == storage]
    return own + ([] if storage else list(storages))


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HI", kind, len(content)) + content


def _stored(content: bytes) -> bytes:
    """A compressed container with one chunk that is not compressed (MS-OVBA 2.4.1): always 4,096 octets."""
    assert len(content) <= 4096
    return b"\x01" + struct.pack("<H", 0x3000 | 4095) + content.ljust(4096, b"\n")
