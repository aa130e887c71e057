"""vCards as people send them: the keys in their KEY fields, and nothing else that they say (RFC 6350, RFC 2426)."""

import binascii
from collections.abc import Iterator

SIZE = 128 * 1024  # octets of one file, however many cards are in it
KEYS = 3  # of one file
LINES = 10_000  # of one file; a certificate of 64 kB in short lines has two thousand
MEDIA = frozenset({b"application/pgp-keys", b"application/octet-stream", b""})


def keys_in(file: bytes) -> list[bytes]:
    """The OpenPGP keys in a file of vCards, as octets nobody has looked at yet; at most three.

    Version 4 writes `KEY:data:application/pgp-keys;base64,…`, version 3 `KEY;ENCODING=b:…`, and some write the armour
    itself. A key that lies elsewhere is not fetched. Read once from left to right; whatever is odd is passed over.
    """
    found: list[bytes] = []
    inside = False
    for line in _unfolded(file):
        mark = line.strip().upper()
        if mark in (b"BEGIN:VCARD", b"END:VCARD"):
            inside = mark == b"BEGIN:VCARD"
        elif inside and (key := _key(line)):
            found.append(key)
            if len(found) == KEYS:
                break
    return found


def _unfolded(file: bytes) -> Iterator[bytes]:
    """The lines of the file, each put together again: a line that starts with a blank belongs to the one before."""
    if len(file) > SIZE:
        return
    pieces: list[bytes] = []
    text = file.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    for line in text.split(b"\n", LINES)[:LINES]:
        if line[:1] in (b" ", b"\t"):
            pieces.append(line[1:])
            continue
        yield b"".join(pieces)
        pieces = [line]
    yield b"".join(pieces)


def _key(line: bytes) -> bytes | None:
    """The key in one line, where it is a KEY field that holds one."""
    if b"KEY" not in line[:200].upper():
        return None
    before, value = _parted(line)
    name, *parameters = before.upper().split(b";")
    if name.rpartition(b".")[2].strip() != b"KEY":  # iOS writes `item1.KEY`
        return None
    said = {parameter.strip() for parameter in parameters[:20]}
    if value[:5].lower() == b"data:":
        media, _, data = value[5:].replace(b"\\", b"").partition(b",")  # some escape what needs none
        kind, *attributes = media[:200].lower().split(b";")
        return _decoded(data) if kind in MEDIA and b"base64" in attributes else None
    if said & {b"ENCODING=B", b"ENCODING=BASE64", b"BASE64"}:
        return _decoded(value)
    if value.lstrip().startswith(b"-----BEGIN PGP PUBLIC KEY BLOCK-----"):
        return value.replace(b"\\n", b"\n").replace(b"\\N", b"\n").replace(b"\\", b"")
    return None


def _parted(line: bytes) -> tuple[bytes, bytes]:
    """What stands before the colon and behind it; a colon between quotation marks does not count."""
    quoted = False
    for at, octet in enumerate(line[:1000]):
        if octet == ord('"'):
            quoted = not quoted
        elif octet == ord(":") and not quoted:
            return line[:at], line[at + 1 :].strip()
    return line, b""


def _decoded(data: bytes) -> bytes | None:
    try:
        return binascii.a2b_base64(data.translate(None, b" \t\r\n")) or None
    except binascii.Error:
        return None
