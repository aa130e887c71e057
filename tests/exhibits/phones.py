"""Apps and profiles for phones, written byte by byte: binary XML, tables of resources, signing blocks, signatures."""

import plistlib
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from tests.exhibits import zipped_as

NAME, LABEL, PERMISSION, DEBUGGABLE, TARGET = 0x01010003, 0x01010001, 0x01010006, 0x0101000F, 0x01010270
UUID = "0A1B2C3D-1111-4222-8333-944455556666"

# An element is (name, {attribute: value}); an attribute is one of Android's numbers, or a name.
Elements = Sequence[tuple[str, Mapping[int | str, str | int | None]]]


def app(
    package: str = "org.example.notes",
    label: str | int = "Notes",
    asks: Sequence[str] = (),
    lends: Sequence[str] = (),
    hears: Sequence[str] = ("android.intent.action.MAIN", "android.intent.category.LAUNCHER"),
    debuggable: bool = False,
    signer: bytes | None = None,
    old_signer: bytes | None = None,
    more: Mapping[str, bytes] | None = None,
    utf8: bool = True,
) -> bytes:
    """An .apk."""
    manifest: list[tuple[str, dict[int | str, str | int | None]]] = [
        ("manifest", {"package": package}),
        ("uses-sdk", {TARGET: 34}),
        *(_element("uses-permission", {NAME: f"android.permission.{one}"}) for one in asks),
        ("application", {LABEL: label, DEBUGGABLE: int(debuggable)}),
        *(_element("service", {NAME: ".S", PERMISSION: f"android.permission.{one}"}) for one in lends),
        *(_element("category" if ".category." in one else "action", {NAME: one}) for one in hears),
    ]
    files = {"AndroidManifest.xml": binary_xml(manifest, utf8), "classes.dex": b"dex\n035\0" + bytes(5000)}
    if old_signer:
        files["META-INF/CERT.RSA"] = signature(b"", old_signer)
    packed = zipped_as(files | dict(more or {}))
    return with_block(packed, signer) if signer else packed


def _element(name: str, given: dict[int | str, str | int | None]) -> tuple[str, dict[int | str, str | int | None]]:
    return name, given


def binary_xml(elements: Elements, utf8: bool = True) -> bytes:
    numbers = list(dict.fromkeys(key for _, given in elements for key in given if isinstance(key, int)))
    words: list[str] = ["" for _ in numbers]  # their names were taken away, as some packers do
    for name, given in elements:
        words += [name, *(key for key in given if isinstance(key, str))]
        words += [value for value in given.values() if isinstance(value, str)]
    chunks = pool(words, utf8) + chunk(0x0180, b"".join(struct.pack("<I", one) for one in numbers), 8)
    for name, given in elements:
        attributes = b""
        for key, value in given.items():
            at = numbers.index(key) if isinstance(key, int) else words.index(key)
            if isinstance(value, str):
                attributes += struct.pack("<IIIHBBI", 0xFFFFFFFF, at, words.index(value), 8, 0, 3, words.index(value))
            else:
                kind = 1 if key == LABEL else 0x10
                attributes += struct.pack("<IIIHBBI", 0xFFFFFFFF, at, 0xFFFFFFFF, 8, 0, kind, value or 0)
        body = struct.pack("<IIIIHHHHHH", 1, 0xFFFFFFFF, 0xFFFFFFFF, words.index(name), 20, 20, len(given), 0, 0, 0)
        chunks += chunk(0x0102, body + attributes, 16)
    return struct.pack("<HHI", 3, 8, 8 + len(chunks)) + chunks


def table(labels: Sequence[str], package: int = 0x7F, kind: int = 1, place: int = 0) -> bytes:
    """A table of resources where one string has a wording for each of several languages."""
    types = b""
    for number in range(len(labels)):
        entries = struct.pack("<I", 0xFFFFFFFF) * place + struct.pack("<I", 0)
        head = struct.pack("<BBHII", kind, 0, 0, place + 1, 84 + len(entries)) + bytes(64)
        types += chunk(0x0201, head + entries + struct.pack("<HHIHBBI", 8, 0, 0, 8, 0, 3, number), 84)
    inside = chunk(0x0200, struct.pack("<I", package) + bytes(276) + types, 288)
    body = pool(labels) + inside
    return struct.pack("<HHII", 2, 12, 12 + len(body), 1) + body


def pool(words: Sequence[str], utf8: bool = True) -> bytes:
    offsets, strings = b"", b""
    for word in words:
        offsets += struct.pack("<I", len(strings))
        if utf8:
            octets = word.encode()
            strings += _short(len(word)) + _short(len(octets)) + octets + b"\0"
        else:
            strings += struct.pack("<H", len(word)) + word.encode("utf-16-le") + b"\0\0"
    strings += bytes(-len(strings) % 4)
    head = struct.pack("<IIIII", len(words), 0, 0x100 if utf8 else 0, 28 + len(offsets), 0)
    return chunk(0x0001, head + offsets + strings, 28)


def _short(size: int) -> bytes:
    return bytes([size]) if size < 0x80 else bytes([0x80 | size >> 8, size & 0xFF])


def chunk(kind: int, content: bytes, head: int) -> bytes:
    return struct.pack("<HHI", kind, head, 8 + len(content)) + content


def with_block(packed: bytes, certificate: bytes, scheme: int = 0x7109871A) -> bytes:
    """The zip with a signing block before its list of members."""
    end = packed.rfind(b"PK\x05\x06")
    listed = int.from_bytes(packed[end + 16 : end + 20], "little")
    signed = _long(b"") + _long(_long(certificate)) + _long(b"")
    value = struct.pack("<I", scheme) + _long(_long(_long(signed) + _long(b"") + _long(b"")))
    pairs = struct.pack("<Q", len(value)) + value
    size = struct.pack("<Q", len(pairs) + 24)
    block = size + pairs + size + b"APK Sig Block 42"
    tail = packed[end : end + 16] + struct.pack("<I", listed + len(block)) + packed[end + 20 :]
    return packed[:listed] + block + packed[listed:end] + tail


def _long(content: bytes) -> bytes:
    return struct.pack("<I", len(content)) + content


def certificate(name: str) -> bytes:
    """Something that stands where an X.509 certificate would."""
    return der(0x30, der(0x30, der(0x0C, name.encode())) + der(0x30, b"") + der(0x03, b"\0"))


def signature(content: bytes, signer: bytes, pieces: int = 1, measured: bool = True) -> bytes:
    """A CMS signature around content, which may be cut in pieces and leave its lengths untold, as BER allows."""
    cut = [
        content[at : at + max(1, -(-len(content) // pieces))]
        for at in range(0, len(content), max(1, -(-len(content) // pieces)))
    ]
    octets = der(0x04, content) if measured else der(0x24, b"".join(der(0x04, one) for one in cut), measured)
    plain = der(0x06, bytes.fromhex("2a864886f70d010701")) + (der(0xA0, octets, measured) if content else b"")
    fields = der(0x02, b"\1") + der(0x31, b"") + der(0x30, plain, measured) + der(0xA0, signer) + der(0x31, b"")
    whole = der(0x06, bytes.fromhex("2a864886f70d010702")) + der(0xA0, der(0x30, fields, measured), measured)
    return der(0x30, whole, measured)


def der(tag: int, content: bytes, measured: bool = True) -> bytes:
    if not measured:
        return bytes([tag, 0x80]) + content + b"\0\0"
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    long = size.to_bytes(-(-size.bit_length() // 8), "big")
    return bytes([tag, 0x80 | len(long)]) + long + content


def payload(kind: str, **keys: Any) -> dict[str, Any]:
    return {"PayloadType": f"com.apple.{kind}", "PayloadVersion": 1, "PayloadUUID": UUID, **keys}


def profile(*payloads: Mapping[str, Any], form: Any = plistlib.FMT_XML, **keys: Any) -> bytes:
    """A .mobileconfig."""
    whole = {"PayloadType": "Configuration", "PayloadUUID": UUID, "PayloadContent": list(payloads), **keys}
    return plistlib.dumps(whole, fmt=form)
