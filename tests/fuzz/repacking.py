"""Changes below what is packed or summed up: a member of a zip, a picture's chunk, a base64 text, then packed again."""

import binascii
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random

Change = Callable[[bytes, str, Sequence[bytes], Random], bytes]

LARGEST = 60_000  # octets of a member that are changed
_FOLDED = re.compile(rb"(?:[A-Za-z0-9+/]{4}[\r\n]{0,2}){12,}")
_PNG = b"\x89PNG\r\n\x1a\n"


def in_a_zip(change: Change, data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
    """One member changed, left out, doubled or renamed, and all of them zipped again."""
    start = data.find(b"PK\x03\x04")
    try:
        with zipfile.ZipFile(io.BytesIO(data[start:])) as archive:
            members = [(one.filename, archive.read(one)[:LARGEST]) for one in archive.infolist()[:20]]
    except Exception:  # noqa: BLE001 - a spoiled zip may be read no more
        return data
    if start < 0 or not members:
        return data
    at, how = random.randrange(len(members)), random.random()
    name, content = members[at]
    if how < 0.7:
        members[at] = name, change(content, kind, others, random)
    elif how < 0.8:
        del members[at]
    elif how < 0.9:
        members.append((random.choice(members)[0], content))
    else:
        members[at] = name + random.choice(("/", "\u202e", ".exe", "/../a", "\0", " ")), content
    held = io.BytesIO()
    with suppress(ValueError), zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return data[:start] + held.getvalue()


def in_base64(change: Change, data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
    """What an attachment holds is changed, and encoded again."""
    found = list(_FOLDED.finditer(data))
    if not found:
        return data
    one = random.choice(found)
    with suppress(binascii.Error):
        octets = change(binascii.a2b_base64(one[0]), kind, others, random)
        lines = binascii.b2a_base64(octets, newline=False)
        folded = b"\r\n".join(lines[at : at + 76] for at in range(0, len(lines), 76))
        return data[: one.start()] + folded + b"\r\n" + data[one.end() :]
    return data


def in_a_picture(change: Change, data: bytes, kind: str, others: Sequence[bytes], random: Random) -> bytes:
    """One chunk of a PNG is changed; its length and its sum are right again, for otherwise nobody would read on."""
    start = data.find(_PNG)
    if start < 0:
        return data
    chunks, at = list[tuple[bytes, bytes]](), start + len(_PNG)
    while at + 12 <= len(data) and len(chunks) < 100:
        size = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    if not chunks:
        return data
    place = random.randrange(len(chunks))
    name, content = chunks[place]
    if name == b"IDAT" and random.random() < 0.5:
        with suppress(zlib.error):
            content = zlib.compress(change(zlib.decompress(content)[:LARGEST], kind, others, random))
    else:
        content = change(content, kind, others, random)
    chunks[place] = name, content
    return data[: start + len(_PNG)] + b"".join(
        struct.pack(">I", len(content)) + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        for name, content in chunks
    )
