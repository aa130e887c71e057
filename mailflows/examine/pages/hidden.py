"""Files that a page carries as text, to be put together on the reader's device where no filter sees them."""

import re
from binascii import Error, a2b_base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from mailflows.examine.kinds import detected
from mailflows.examine.limits import too_much
from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.pages.markup import is_page, is_saved, text_of
from mailflows.examine.read import read_mail
from mailflows.examine.seen import Member, Part

PIECES = 60  # of one page that are decoded
TOGETHER = 24_000_000  # octets of all of them
SHORTEST = 160  # characters of base64
AGAIN = 3  # times that base64 may lie in base64

# Each begins where its run begins and nowhere within it, or short runs would be read again from every sign.
_BASE64 = re.compile(
    rf"(data:[\w.+/-]{{0,60}}(?:;[\w=.-]{{1,40}}){{0,3}},)?(?<![A-Za-z0-9+/_-])([A-Za-z0-9+/_-]{{{SHORTEST},}}={{0,2}})"
)
_DATA = re.compile(r"data:([\w.+/-]{0,60})((?:;[\w=.-]{1,40}){0,3}),([^\"'\s)>]{40,2000000})", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:unescape|decodeURI(?:Component)?)\s{0,9}\(\s{0,9}[\"'`]([^\"'`]{60,2000000})")
_NUMBERS = re.compile(r"\[\s{0,9}((?:(?:0x)?[0-9a-fA-F]{1,3}\s{0,3},\s{0,3}){100,}(?:0x)?[0-9a-fA-F]{1,3})")
_HEX = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{400,}")
_A_PAGE = re.compile(rb"<(?:!doctype|html|head|body|script|form|iframe|meta|svg|input|a\s)", re.IGNORECASE)

# What a decoded piece is called, so that it is examined as what it would become.
_ENDINGS = {
    "application/x-msdownload": "exe",
    "application/x-elf": "elf",
    "application/x-ms-shortcut": "lnk",
    "application/x-iso9660-image": "iso",
    "application/x-ole-storage": "doc",
    "application/zip": "zip",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/pdf": "pdf",
    "application/gzip": "gz",
    "text/html": "html",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}


@dataclass(frozen=True)
class Piece:
    """One file that was carried as text."""

    media: str  # as its first bytes show
    claimed: str  # as the page says: of a data: link; "" where it says nothing
    how: str  # "base64", "escapes", "numbers", "hex"
    octets: bytes

    @property
    def picture(self) -> bool:
        return self.media.startswith("image/")


@lru_cache(maxsize=1)
def pieces_in(part: Part) -> tuple[Piece, ...]:
    """What a page carries, decoded, programs and archives first; fonts, styles and plain texts are left out."""
    found: dict[bytes, Piece] = {}
    together = 0
    for claimed, how, octets in _decoded(text_of(part)):
        media = _media(octets)
        if media in ("application/octet-stream", "text/plain") or octets in found:
            continue
        together += len(octets)
        if len(found) == PIECES or together > TOGETHER:
            break
        found[octets] = Piece(media, claimed, how, octets)
    return tuple(sorted(found.values(), key=lambda piece: (piece.picture, piece.media == "text/html")))


def files_in_page(part: Part) -> Iterable[Member]:
    """The pieces of a page, as files."""
    for number, piece in enumerate(pieces_in(part), 1):
        name = f"piece-{number}.{_ENDINGS.get(piece.media, 'bin')}"
        yield Member(number, name, len(piece.octets), lambda octets=piece.octets: octets)  # type: ignore[misc]


def files_in_saved(part: Part) -> Iterable[Member]:
    """What belongs to a saved page: its pages first, then what they show."""
    if reason := too_much(part.content):
        raise ValueError(reason)
    parts = list(enumerate(read_mail(part.content).parts[:200], 1))
    for number, inner in sorted(parts, key=lambda one: not one[1].declared.startswith("text/html")):
        name = inner.name or f"part-{number}.{'html' if inner.declared == 'text/html' else 'bin'}"
        yield Member(number, name, len(inner.content), lambda octets=inner.content: octets[:LARGEST])  # type: ignore[misc]


def _decoded(source: str) -> Iterator[tuple[str, str, bytes]]:
    """Each run of text that stands for octets: what it claims to be, how it was written, the octets."""
    for number, found in enumerate(_BASE64.finditer(source)):
        if number == PIECES * 5:
            break
        if octets := _from_base64(found[2]):
            yield (found[1] or "")[5:].split(";", 1)[0].split(",", 1)[0], "base64", octets
    for found in _DATA.finditer(source):
        if "base64" not in found[2].lower():
            yield found[1].lower(), "escapes", unquote_to_bytes(found[3])
    for found in _ESCAPED.finditer(source):
        yield "", "escapes", unquote_to_bytes(found[1])
    for found in _NUMBERS.finditer(source):
        yield "", "numbers", _from_numbers(found[1])
    for number, found in enumerate(_HEX.finditer(source)):
        if number == PIECES:
            break
        yield "", "hex", bytes.fromhex(found[0][: len(found[0]) // 2 * 2])


def _from_base64(written: str) -> bytes:
    for _ in range(AGAIN):
        plain = written.rstrip("=").replace("-", "+").replace("_", "/")
        plain = plain[: len(plain) - 1] if len(plain) % 4 == 1 else plain
        try:
            octets = a2b_base64(plain + "=" * (-len(plain) % 4))
        except Error:
            return b""
        inner = octets.decode("latin-1") if len(octets) < 4_000_000 else ""
        if not _BASE64.fullmatch(inner):
            return octets
        written = inner
    return b""


def _from_numbers(written: str) -> bytes:
    values = written.replace(" ", "").split(",")
    sixteen = any("x" in value or "X" in value for value in values[:50])
    try:
        return bytes(int(value.strip(), 16 if sixteen else 10) & 255 for value in values[:2_000_000])
    except ValueError:
        return b""


def _media(octets: bytes) -> str:
    media = detected(octets)
    if media == "text/plain" and _A_PAGE.search(octets[:4096]):
        return "text/html"
    return media


OPENERS = (
    Opener("a page that carries files", is_page, files_in_page),
    Opener("a saved page", is_saved, files_in_saved),
)
