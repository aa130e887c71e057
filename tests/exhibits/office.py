"""Documents made by hand for the tests of the office room: each carries one trick, or is the honest twin of one."""

import base64
import io
import struct
import zlib
from hashlib import md5, sha256

from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

from tests.exhibits import compound, zipped_as

TYPES = {
    "[Content_Types].xml": b'<?xml version="1.0"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EQUATION = bytes.fromhex("02ce020000000000c000000000000046")
URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")


def document(body: str = "<w:p><w:r><w:t>hello</w:t></w:r></w:p>", **parts: bytes) -> bytes:
    """A .docx with this body; in the names of further parts __ stands for a dot, and _S_ for a slash."""
    more = {name.replace("_S_", "/").replace("__", "."): content for name, content in parts.items()}
    return zipped_as({**TYPES, "word/document.xml": f"<w:document {W}>{body}</w:document>".encode(), **more})


def reaching(kind: str, target: str, encoding: str = "utf-8", mode: str = "External") -> bytes:
    """A .docx that names something outside itself."""
    tag = f'<Relationship Id="rId1" Type="{OFFICE}{kind}" Target="{target}" TargetMode="{mode}"/>'
    return relationships(tag, encoding)


def relationships(tags: str, encoding: str = "utf-8") -> bytes:
    """A .docx with these relationships."""
    rels = f'<?xml version="1.0"?><Relationships>{tags}</Relationships>'.encode(encoding)
    return document(word_S__rels_S_document__xml__rels=rels)


def field(*runs: str) -> str:
    """A field whose instruction is cut over runs."""
    pieces = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{pieces}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def workbook(names: str = "", sheets: str = "", **parts: bytes) -> bytes:
    """A .xlsx with these defined names and sheets."""
    more = {name.replace("_S_", "/").replace("__", "."): content for name, content in parts.items()}
    book = f"<workbook><sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"
    return zipped_as({**TYPES, "xl/workbook.xml": book.encode(), **more})


def binary_workbook() -> bytes:
    """A .xlsb with a macro sheet that starts by itself."""
    name = "_xlnm.Auto_Open".encode("utf-16-le")
    data = bytes(9) + struct.pack("<I", len(name) // 2) + name
    record = bytes([39, len(data)]) + data
    return zipped_as({**TYPES, "xl/workbook.bin": record, "xl/macrosheets/sheet1.bin": b"\x81\x01\x00\x82\x01\x00"})


def dde_binary_workbook(service: str, topic: str) -> bytes:
    """A .xlsb that is linked to a program."""
    words = b"".join(struct.pack("<I", len(word)) + word.encode("utf-16-le") for word in (service, topic))
    record = bytes([0x80 | 360 & 0x7F, 360 >> 7, len(words) + 2]) + struct.pack("<H", 1) + words
    return zipped_as({**TYPES, "xl/workbook.bin": b"", "xl/externalLinks/externalLink1.bin": record})


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def old_workbook(*records: tuple[int, bytes]) -> bytes:
    """A .xls of these records."""
    return compound({"Workbook": biff((0x809, bytes(16)), *records).ljust(4096, b"\0")})


def sheet(name: str, kind: int = 0, hidden: int = 0) -> tuple[int, bytes]:
    return 0x85, struct.pack("<IBBBB", 0, hidden, kind, len(name), 0) + name.encode()


def starts_alone() -> tuple[int, bytes]:
    """The built-in name Auto_Open."""
    return 0x18, struct.pack("<HBBHHHBBBB", 0x20, 0, 1, 0, 0, 0, 0, 0, 0, 0) + b"\x00\x01"


def packed(name: str, content: bytes) -> bytes:
    """The stream of a packed file (Ole10Native)."""
    path = f"C:\\temp\\{name}".encode() + b"\0"
    body = b"\x02\x00" + name.encode() + b"\0" + path + struct.pack("<II", 0x00030000, len(path)) + path
    body += struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def with_packed(name: str, content: bytes) -> bytes:
    """A .doc that carries a packed file."""
    return compound(
        {"WordDocument": bytes(4096), "ObjectPool/\x01Ole10Native": packed(name, content).ljust(4096, b"\0")}
    )


def old_document(text: str) -> bytes:
    """A .doc with this text in two octets a letter."""
    words = text.encode("utf-16-le")
    head = bytes(0x18) + struct.pack("<II", 0x200, 0x200 + len(words))
    return compound({"WordDocument": (head.ljust(0x200, b"\0") + words).ljust(8192, b"\0")})


def ole1(kind: str, data: bytes) -> bytes:
    """An object as rich text carries it."""
    name = kind.encode() + b"\0"
    return struct.pack("<III", 0x501, 2, len(name)) + name + struct.pack("<III", 0, 0, len(data)) + data


def rich(body: bytes) -> bytes:
    return b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}" + body + b"}"


def rich_object(kind: str, data: bytes, between: bytes = b"") -> bytes:
    """Rich text with one object; `between` stands after every tenth digit."""
    digits = ole1(kind, data).hex().encode()
    pieces = between.join(digits[at : at + 10] for at in range(0, len(digits), 10))
    return rich(b"{\\object\\objemb{\\*\\objdata " + pieces + b"}}")


def notebook(*attached: tuple[str, bytes]) -> bytes:
    """A OneNote section with these things attached."""
    section = bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(1000)
    for name, content in attached:
        section += name.encode("utf-16-le") + b"\0\0"
        section += bytes.fromhex("e716e3bd65261145a4c48d4d0b7a9eac") + struct.pack("<QIQ", len(content), 0, 0) + content
    return section


def active_mime(whole: bytes) -> bytes:
    """A web archive that carries a project in an ActiveMime envelope."""
    envelope = b"ActiveMime".ljust(0x32, b"\0") + zlib.compress(whole)
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = b"Content-Type: application/x-mso\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + part + base64.encodebytes(envelope) + b"--x--\r\n"


def locked(parts: dict[str, bytes], password: str) -> bytes:
    """A document of these parts, locked as Office locks it; filled up, for what locks it here mangles short ones."""
    filler = b"".join(sha256(bytes([number])).digest() for number in range(200))
    held = io.BytesIO()
    whole = zipped_as({**TYPES, **parts, "docProps/thumbnail.emf": filler})
    OOXMLFile(io.BytesIO(whole)).encrypt(password, held)
    return held.getvalue()


def old_locked(password: str, *records: tuple[int, bytes]) -> bytes:
    """A .xls of these records, locked as Excel 97 locks it (MS-OFFCRYPTO 2.3.6): the heads of records stay readable."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    checked = DocumentRC4.decrypt(password, salt, io.BytesIO(verifier + md5(verifier, usedforsecurity=False).digest()))
    lock = struct.pack("<HHH", 1, 1, 1) + salt + checked.read()
    head = biff((0x809, bytes(16)), (0x2F, lock))
    filler = (0x5C, bytes(4096 - len(head) - len(biff(*records)) - 4))
    plain = head + biff(*records, filler)
    hidden = DocumentRC4.decrypt(password, salt, io.BytesIO(plain), blocksize=1024).read()
    stream = bytearray(plain)
    at = len(head)
    for _, data in (*records, filler):
        stream[at + 4 : at + 4 + len(data)] = hidden[at + 4 : at + 4 + len(data)]
        at += 4 + len(data)
    return compound({"Workbook": bytes(stream)})
