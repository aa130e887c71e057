"""The letters and lines around an OpenPGP message: found and taken off within limits, nothing guessed."""

import binascii
import re

from pgp.reasons import Refused

BEGIN = re.compile(rb"^-----BEGIN PGP ([A-Z ]{3,40})-----[ \t]*\r?$", re.MULTILINE)
HEADER_LINES = 20  # Version, Comment, Hash, Charset, MessageID: none of them is ever believed
BLANKS = b" \t\r\n"


def blocks(text: bytes, limit: int = 50) -> list[tuple[str, bytes]]:
    """The armoured blocks in a text, as (label, octets from BEGIN to END), at most `limit` of them.

    A block without its END line runs to the end of the text: it is listed, and refused when it is taken off.
    """
    found: list[tuple[str, bytes]] = []
    at = 0 if b"-----BEGIN PGP " in text else len(text)
    while len(found) < limit and (begin := BEGIN.search(text, at)):
        label = begin[1]
        end = text.find(
            b"-----END PGP " + (b"SIGNATURE" if label == b"SIGNED MESSAGE" else label) + b"-----", begin.end()
        )
        at = len(text) if end < 0 else _line_end(text, end)
        found.append((label.decode(), text[begin.start() : at]))
    return found


def take_off(text: bytes, label: str = "MESSAGE") -> bytes:
    """The octets inside one armour that is the whole text (RFC 9580, 6.2); blank lines around it are no harm.

    Raises Refused where the armour is damaged, or anything stands before or after it. The old CRC is not
    checked: RFC 9580 forbids refusing for it, and what guards the octets is inside them.
    """
    text = text.strip(BLANKS + b"\x00\xef\xbb\xbf")
    head = f"-----BEGIN PGP {label}-----".encode()
    tail = f"-----END PGP {label}-----".encode()
    if not text.startswith(head) or not text.endswith(tail) or text.count(b"-----BEGIN ") != 1:
        raise Refused("armour_malformed")
    inside = text[len(head) : -len(tail)]
    start = _after_headers(inside)
    encoded = inside[start:].translate(None, BLANKS)
    if encoded[-5:-4] == b"=":  # the CRC; base64's own padding is never followed by four letters
        encoded = encoded[:-5]
    try:
        return binascii.a2b_base64(encoded, strict_mode=True)
    except binascii.Error:
        raise Refused("armour_malformed") from None


def octets(text: bytes, label: str = "MESSAGE") -> bytes:
    """The octets of a message that may come with armour or bare (a bare packet's first bit is always set)."""
    return text if text[:1] >= b"\x80" and not text.startswith(b"\xef\xbb\xbf") else take_off(text, label)


def put_on(data: bytes, label: str) -> bytes:
    """Armour for what leaves: LF lines of 64 letters, no headers, and the old CRC.

    RFC 9580 would do without the CRC (6.1), but gpg 2.2 takes the END line for letters where neither it nor base64's
    own padding stands before: every third key of ours could not be imported.
    """
    encoded = binascii.b2a_base64(data, newline=False)
    lines = [encoded[at : at + 64] for at in range(0, len(encoded), 64)]
    crc = b"=" + binascii.b2a_base64(_crc_24(data).to_bytes(3), newline=False)
    edge = "-----{} PGP " + label + "-----"
    return b"\n".join([edge.format("BEGIN").encode(), b"", *lines, crc, edge.format("END").encode(), b""])


def _crc_24(data: bytes) -> int:
    """RFC 9580, 6.1.1."""
    crc = 0xB704CE
    for octet in data:
        crc = (crc << 8 & 0xFFFFFF) ^ CRC_24[crc >> 16 ^ octet]
    return crc


def _crc_step(octet: int) -> int:
    crc = octet << 16
    for _ in range(8):
        crc = crc << 1 ^ (0x1864CFB if crc & 0x800000 else 0)
    return crc


CRC_24 = tuple(map(_crc_step, range(256)))


def _after_headers(inside: bytes) -> int:
    """Where the letters start: behind the blank line that ends the armour's own headers."""
    at = _line_end(inside, 0)
    if inside[:at].strip(BLANKS):
        raise Refused("armour_malformed")  # something behind "-----" on the BEGIN line
    for _ in range(HEADER_LINES):
        end = _line_end(inside, at)
        line = inside[at:end].strip(BLANKS)
        if not line:
            return end
        if b":" not in line:
            return at  # mail programs that swallow blank lines: the letters start right here
        at = end
    raise Refused("armour_malformed")


def _line_end(text: bytes, at: int) -> int:
    end = text.find(b"\n", at)
    return len(text) if end < 0 else end + 1
