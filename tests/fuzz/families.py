"""Mails made to be slow to read: each family grows with one number, and attacks one loop or one pattern of a reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pgp.packets import COMPRESSED, LITERAL, PKESK, SIGNATURE, USER_ID, Packet, framed

LARGE = 8_000  # octets, about: from a quarter of these to all of them the work of Python is counted
HUGE = 500_000  # octets, about: a pattern that backtracks would need hours for these
# What is longer is refused before it is read.
LONGEST = {
    "headers.split_head": 95_000,
    "headers.kind_of": 4_000,
    "inside.from_address": 2_000,
    "autocrypt": 95_000,
    "vcards": 125_000,
    "selfmade": 2_000 * 15,
    "open_mail": 250_000,
    "commands.grammar": 200_000,
    "commands.block": 200_000,
    "commands.nonce": 200_000,
    "quoting": 200_000,
}


@dataclass(frozen=True)
class Family:
    """Inputs of any size for one target."""

    target: str
    of: Callable[[int], bytes]  # about so many octets
    most: int = HUGE

    @property
    def longest(self) -> int:
        return min(self.most, LONGEST.get(self.target, HUGE))

    @property
    def large(self) -> int:
        return min(LARGE, self.longest)


def _repeated(piece: bytes, before: bytes = b"", behind: bytes = b"") -> Callable[[int], bytes]:
    return lambda size: before + piece * max(1, size // len(piece)) + behind


def _mail(kind: bytes, piece: bytes, behind: bytes = b"") -> Callable[[int], bytes]:
    return _repeated(piece, b"From: a@b.test\r\nMIME-Version: 1.0\r\nContent-Type: " + kind + b"\r\n\r\n", behind)


def _nested(size: int) -> bytes:
    levels = range(min(19, size // 60))  # one more is refused
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (at, at) for at in levels)
    return opened + b"\nx\n" * (size // 3) + b"".join(b"--%d--\n" % at for at in reversed(levels))


def _boundaries(size: int) -> bytes:
    return b"".join(b"x: boundary=a%d\n\n--a%d\n" % (at, at) for at in range(size // 30))


def _literal(size: int) -> bytes:
    return b"\xcb\xe1b\x00" + b"\xe0x" * (size // 2) + b"\x00"


def _subpackets(piece: bytes) -> Callable[[int], bytes]:
    def made(size: int) -> bytes:
        area = piece * (min(size, 60_000) // len(piece))
        return bytes([4, 0, 22, 8]) + len(area).to_bytes(2) + area + bytes(4)

    return made


def _numbered(form: bytes) -> Callable[[int], bytes]:
    return lambda size: b"".join(form % at for at in range(size // len(form)))


_BEGIN, _END = b"-----BEGIN PGP MESSAGE-----\n", b"-----END PGP MESSAGE-----\n"
_KEY = framed(Packet(6, b"\x04\x60\x00\x00\x00\x16\x09\x2b\x06\x01\x04\x01\xda\x47\x0f\x01\x01\x07\x40" + bytes(32)))
_MIXED = b"multipart/mixed; boundary=e"

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        # armour.BEGIN: `[ \t]*\r?$` behind a label that fits
        "armour that only begins": Family("armour", _repeated(_BEGIN)),
        "armour that begins again and again and ends once": Family("armour", _repeated(_BEGIN, behind=_END)),
        "blanks behind a beginning": Family("armour", _repeated(b" ", _BEGIN.rstrip(), b"x")),
        "a label of letters without end": Family("armour", _repeated(b"A", b"-----BEGIN PGP ")),
        "blocks": Family("armour", _repeated(_BEGIN + b"\nQUJD\n" + _END)),
        "armour headers": Family("armour", _repeated(b"a: b\n", _BEGIN, _END)),
        "blanks between letters": Family("armour", _repeated(b" \n", _BEGIN + b"\n", b"QUJD\n" + _END)),
        # packets
        "empty packets": Family("packets.walk", _repeated(b"\xca\x00")),
        "a body in pieces of one octet": Family("packets.walk", _literal),
        "a text in pieces of one octet": Family("message.read_message", _literal),
        "recipients": Family("packets.ciphertext", _repeated(framed(Packet(PKESK, b"\x03" + bytes(12))))),
        "a compression of nothing": Family(
            "message.read_message", _repeated(b"\x00", bytes([0xA3 | COMPRESSED << 2, 1]))
        ),
        "literals": Family("message.read_message", _repeated(framed(Packet(LITERAL, b"b\x00\x00\x00\x00\x00")))),
        "subpackets": Family("message.signature", _subpackets(b"\x01\x7f")),
        "issuers": Family("message.signature", _subpackets(b"\x09\x10" + bytes(8))),
        "signatures in a certificate": Family(
            "selfmade", _repeated(framed(Packet(SIGNATURE, b"\x04" + bytes(12))), _KEY)
        ),
        "names in a certificate": Family("selfmade", _repeated(framed(Packet(USER_ID, b"a <a@b.test>")), _KEY)),
        # gpg
        "status lines": Family("gpg.read_status", _repeated(b"[GNUPG:] GOODMDC\n")),
        "empty status lines": Family("gpg.read_status", _repeated(b"\n")),
        "one status line": Family("gpg.read_status", _repeated(b"[GNUPG:] ")),
        # keys in headers and cards
        "attributes": Family("autocrypt", _numbered(b"_%05d=1; ")),
        "semicolons": Family("autocrypt", _repeated(b";")),
        "blanks in a key": Family("autocrypt", _repeated(b" A", b"addr=samir@press.test; keydata=")),
        "folded lines of a card": Family("vcards", _repeated(b" a\n", b"BEGIN:VCARD\nKEY:")),
        "fields of a card": Family("vcards", _repeated(b"KEY:x\n", b"BEGIN:VCARD\n")),
        "quotation marks in a card": Family("vcards", _repeated(b'"', b"BEGIN:VCARD\nKEY;X=")),
        "cards": Family("vcards", _repeated(b"BEGIN:VCARD\nEND:VCARD\n")),
        # headers: NAME, FOLDED, FOLD, EMPTY_LINE
        "fields": Family("headers.split_head", _repeated(b"a:b\n")),
        "one folded field": Family("headers.split_head", _repeated(b"\n b", b"a: ")),
        "lines that are no fields": Family("headers.split_head", _repeated(b"(\n")),
        "a name and blanks": Family("headers.split_head", _repeated(b" ", b"a")),
        "one long name": Family("headers.split_head", _repeated(b"a")),
        "carriage returns": Family("headers.split_head", _repeated(b"\r", b"a: b")),
        "half empty lines": Family("headers.split_head", _repeated(b"\n\r", b"a: b")),
        # headers: MEDIA_TYPE, PARAMETER
        "parameters": Family("headers.kind_of", lambda size: b"a/b" + _numbered(b"; a%03d=1")(size)[: 8 * 45]),
        "backslashes in a quotation": Family("headers.kind_of", _repeated(b"\\", b'a/b; c="')),
        "quotations that stay open": Family("headers.kind_of", _repeated(b'; a="', b"a/b")),
        "blanks before a parameter": Family("headers.kind_of", _repeated(b" ", b"a/b;", b"(")),
        # parts
        "parts": Family("parts.leaves", _mail(_MIXED, b"--e\n\n")),
        "lines that begin like a boundary": Family("parts.split", _mail(_MIXED, b"--ex\n")),
        "a boundary with a tail of blanks": Family("parts.split", _mail(_MIXED, b"--e" + b" " * 50 + b"x\n")),
        "multiparts in each other": Family("parts.leaves", _nested),
        "mails in each other": Family("parts.leaves", _repeated(b"Content-Type: message/rfc822\n\n")),
        "armour in a text": Family("parts.sealed_parts", _mail(b"text/plain", _BEGIN + b"\nQUJD\n" + _END)),
        "beginnings in a text": Family("scan.look_at", _mail(b"text/plain", _BEGIN)),
        "percent signs in a file name": Family(
            "parts.sealed_parts", _repeated(b"%41", b"Content-Disposition: x; name*=", b"\n\nx"), 4_000
        ),
        "endings in a file name": Family(
            "parts.sealed_parts", _repeated(b".asc", b'Content-Disposition: x; name="', b'"\n\nx'), 4_000
        ),
        "soft line ends": Family(
            "parts.sealed_parts", _repeated(b"=\n", b"Content-Transfer-Encoding: quoted-printable\n\n")
        ),
        "parts that are keys": Family(
            "brought", _mail(_MIXED, b"--e\nContent-Type: application/pgp-keys\n\nx\n", b"--e--")
        ),
        # what is inside
        "copies of fields": Family(
            "inside.read_inside", _repeated(b"Subject: x\n", b"Content-Type: text/plain; hp-legacy-display=1\n\n")
        ),
        "elements": Family(
            "inside.read_inside", _repeated(b"<div ", b"Content-Type: text/html; hp-legacy-display=1\n\n")
        ),
        "bodies": Family(
            "inside.read_inside", _repeated(b"<body ", b"Content-Type: text/html; hp-legacy-display=1\n\n")
        ),
        "blanks before an element": Family(
            "inside.read_inside", _repeated(b" ", b"Content-Type: text/html; hp-legacy-display=1\n\n")
        ),
        "alternatives": Family(
            "inside.read_inside", _mail(b"multipart/alternative; boundary=e", b"--e\n\nx\n", b"--e--")
        ),
        "brackets in a From": Family("inside.from_address", _repeated(b"(")),
        "comments in a From": Family("inside.from_address", _repeated(b"(a)")),
        "quoted names in a From": Family("inside.from_address", _repeated(b'"\\"', b"")),
        "a whole mail of fields": Family("open_mail", _repeated(b"a:b\n")),
        "a whole mail of Froms": Family("open_mail", _repeated(b"From: a@b.test\n")),
        # what people write
        "quotation marks": Family("commands.grammar", _repeated(b">")),
        "quoted lines": Family("quoting", _repeated(b"> a\n")),
        "commands": Family("commands.grammar", _repeated(b"#a\n")),
        "commands that nearly are one": Family("commands.grammar", _numbered(b"text\n#tak%05d\n")),
        "folded values": Family("commands.block", _repeated(b" a\n", b"#take x\n")),
        "nonce lines": Family("commands.nonce", _repeated(b"-- hirz A-\n")),
        "nonce lines that are wrapped": Family("commands.nonce", _repeated(b"-- hirz ", b"", b"\nA-B\nc\n--")),
        "our mark": Family("commands.nonce", _repeated(b"hirz ")),
        "attributions": Family("quoting", _repeated(b"On a@b.test wrote:\n")),
        "attributions in one line": Family("quoting", _repeated(b"wrote: ")),
        "header blocks": Family("quoting", _repeated(b"From: a@b.test\nTo: x\n")),
        "recipients in a header block": Family("quoting", _repeated(b"a@b.test\n", b"From: x\nSent: x\nTo: y\n")),
        "dividers": Family("quoting", _repeated(b"--- original ---\n")),
        "empty lines": Family("quoting", _repeated(b"\n", b"", b"x")),
        "letters that fold into many": Family("commands.grammar", _repeated("ﷺ".encode(), b"#")),
        "marks nobody sees": Family("commands.grammar", _repeated("\u200f".encode())),
        "lines of marks": Family("commands.block", _repeated("\u200f\n".encode(), b"#take\n")),
        "dots in an address": Family("addresses", _repeated(b"a.")),
        "backslashes in a name": Family("addresses", _repeated(b"\\", b'"', b'" <a@b.test>')),
        "brackets in a name": Family("addresses", _repeated(b"<")),
        # examine.limits: _ANNOUNCED, _places, _delimiters
        "boundaries announced": Family("examine.limits", _repeated(b"boundary=\n")),
        "boundaries in use": Family("examine.limits", _boundaries),
        "blanks behind the word boundary": Family("examine.limits", _repeated(b" ", b"boundary", b"x")),
        "blanks on both sides of an equal sign": Family(
            "examine.limits", lambda size: b"boundary" + b" " * size + b"=" + b" " * size
        ),
        "boundary lines": Family("examine.limits", _repeated(b"--e\n\n", b"a: boundary=e\n\n")),
        "lines that look like a boundary": Family("examine.limits", _repeated(b"\n--", b"a: boundary=e\n\n")),
    }
)  # fmt: skip
