"""Turning the bytes of a text into words, whatever character set the sender claims."""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header

ENCODED_WORDS = 100  # in one header; further ones stay as they were written (DOS-03)

# Codecs that map bytes to text and nothing else. utf-7, idna, base64 or utf-32 are asked for only by those who want to
# see a parser stumble (DOS-09).
ALLOWED = frozenset(
    "ascii utf-8 iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 "
    "iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 "
    "cp1257 cp1258 cp437 cp720 cp850 cp852 cp855 cp856 cp857 cp862 cp864 cp866 cp874 cp1006 koi8-r koi8-u "
    "mac-roman mac-arabic mac-cyrillic mac-greek mac-turkish gb2312 gbk gb18030 big5 euc_jp shift_jis iso2022_jp "
    "euc_kr cp949 tis-620 utf-16 utf-16-le utf-16-be".split()
)
_IN_BASE64 = re.compile(r"(=\?[\w*.:-]{1,60}\?[bB]\?)([A-Za-z0-9+/=]{1,16000})\?=")
# Names mail programs use that Python does not know.
_NAMES = {
    "unicode-1-1-utf-8": "utf-8",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "x-mac-arabic": "mac-arabic",
    "ansi_x3.4-1968": "ascii",
    "unknown-8bit": "utf-8",
    "default": "utf-8",
    "x-unknown": "utf-8",
}


def as_text(data: bytes, charset: str | None) -> str:
    """Decode with the named character set where we allow it, else as UTF-8, else as windows-1252; never fails."""
    codec = _codec(charset)
    if codec is None or codec == "ascii":
        # Unnamed or unknown: UTF-8 proves itself, and the rest is most often windows-1252.
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")
    return data.decode(codec, "replace")


def known(charset: str | None) -> bool:
    """Say whether the name stands for a character set we decode."""
    return not charset or _codec(charset) is not None


def decoded_words(header: str) -> str:
    """Decode the RFC 2047 words of a header, at most 100 of them; what cannot be decoded stays as it was written."""
    if header.count("=?") > ENCODED_WORDS:
        cut = _after_word(header, ENCODED_WORDS)
        return decoded_words(header[:cut]) + header[cut:]
    if "=?" not in header:
        return _eight_bit(header)
    try:
        pieces = decode_header(mended_words(_eight_bit(header)))
    except (HeaderParseError, ValueError):
        return _eight_bit(header)
    return "".join(as_text(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)


def mended_words(header: str) -> str:
    """Encoded words without a last letter that stands for nothing: mail programs show such a word all the same."""
    return _IN_BASE64.sub(_without_the_last, header) if "=?" in header else header


def _without_the_last(found: re.Match[str]) -> str:
    letters = found[2].rstrip("=")
    return f"{found[1]}{letters[:-1]}?=" if len(letters) % 4 == 1 else found[0]


def _eight_bit(header: str) -> str:
    """Read raw octets in a header, which the parser keeps as surrogates, as UTF-8 or windows-1252."""
    if header.isascii():
        return header
    return as_text(header.encode("utf-8", "surrogateescape"), None) if "\ud800" <= max(header) <= "\udfff" else header


def _after_word(header: str, number: int) -> int:
    at = 0
    for _ in range(number):
        at = header.index("=?", at) + 2
    return header.find("=?", at)


def _codec(charset: str | None) -> str | None:
    if not charset:
        return None
    name = charset.split("*", 1)[0].strip().strip("'\"").lower()[:40]
    try:
        found = codecs.lookup(_NAMES.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return found if found in ALLOWED else None
