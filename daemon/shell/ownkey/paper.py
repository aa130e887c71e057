"""A secret key as lines that people can type and squares that a telephone reads; each line tells when it is wrong.

The lines are plain hexadecimal digits, so that the key comes back without this program, too: without the numbers and
the last column they go through `xxd -r -p` into `gpg --import`.
"""

import binascii
import hashlib
import html
import re

from daemon.config import ConfigError

IN_A_LINE = 24  # octets
IN_A_SQUARE = 240  # octets; still read well from bad paper
MOST_LINES = 999
LINE = re.compile(r"\s*(\d{1,3})\s*[:.)]\s*(\S[^=]{0,200})=\s*(\S{1,8})\s*", re.ASCII)
SQUARE = re.compile(r"HIRZ/(\d{1,3})/(\d{1,3})/([0-9A-F]{8})/([0-9A-F]+)", re.ASCII)
TAGS = re.compile(r"<(?:style|svg)\b.*?</(?:style|svg)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
MISREAD = str.maketrans("OILoil", "011011")
PAGE = 1 << 20  # letters that are read at most


def lines_of(secret: bytes) -> list[str]:
    """The octets in numbered lines, each with a checksum over its number and what is in it."""
    pieces = [secret[at : at + IN_A_LINE] for at in range(0, len(secret), IN_A_LINE)]
    return [f"{number:3}: {_in_fours(piece)} = {_checksum(number, piece)}" for number, piece in enumerate(pieces, 1)]


def squares_of(secret: bytes) -> list[str]:
    """The octets in texts for QR codes, in letters that such a code holds best; each tells how many there are."""
    count = -(-len(secret) // IN_A_SQUARE)
    each = -(-len(secret) // count)  # all of one size
    pieces = [secret[at : at + each] for at in range(0, len(secret), each)]
    return [
        f"HIRZ/{number}/{len(pieces)}/{digest_of(secret)}/{piece.hex().upper()}"
        for number, piece in enumerate(pieces, 1)
    ]


def digest_of(secret: bytes) -> str:
    """Eight digits that stand for all of it."""
    return hashlib.sha256(secret).hexdigest()[:8].upper()


def read_back(text: str) -> bytes:
    """The octets, from typed lines, from what a telephone read, or from the page itself.

    Raises ConfigError, which names every line that is wrong or missing.
    """
    text = text[:PAGE]
    if "<" in text:
        text = html.unescape(TAGS.sub(" ", text))
    return _from_squares(text) if "HIRZ/" in text else _from_lines(text)


def _from_lines(text: str) -> bytes:
    pieces: dict[int, bytes] = {}
    wrong: list[int] = []
    for line in text.splitlines():
        if not (found := LINE.fullmatch(line)):
            continue
        number = int(found[1])
        digits, checksum = ("".join(field.translate(MISREAD).split()).upper() for field in (found[2], found[3]))
        data = _octets(digits)
        if not data or _checksum(number, data) != checksum or pieces.get(number, data) != data:
            wrong.append(number)
        pieces[number] = data
    if wrong:
        raise ConfigError(f"{_lines(wrong)} mistyped: the checksum at the end does not fit. Compare with the paper")
    if not pieces:
        raise ConfigError("no line of a backup is in it: each is a number, a colon, the digits, = and a checksum")
    last = max(pieces)
    if missing := [number for number in range(1, last + 1) if number not in pieces]:
        raise ConfigError(f"{_lines(missing)} missing")
    return b"".join(pieces[number] for number in range(1, last + 1))


def _from_squares(text: str) -> bytes:
    pieces: dict[int, bytes] = {}
    told: set[tuple[int, str]] = set()
    for found in SQUARE.finditer(text):
        told.add((int(found[2]), found[3]))
        pieces[int(found[1])] = _octets(found[4])
    if len(told) != 1:
        raise ConfigError("these QR codes are not all of one backup")
    [(count, digest)] = told
    if missing := [number for number in range(1, count + 1) if number not in pieces]:
        raise ConfigError(f"QR code {', '.join(map(str, missing))} of {count} is missing")
    secret = b"".join(pieces[number] for number in range(1, count + 1))
    if digest_of(secret) != digest:
        raise ConfigError("a QR code was not read whole")
    return secret


def _octets(digits: str) -> bytes:
    """Nothing, where it is not digits in pairs."""
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


def _checksum(number: int, data: bytes) -> str:
    return f"{binascii.crc_hqx(number.to_bytes(2) + data, 0xFFFF):04X}"


def _in_fours(data: bytes) -> str:
    digits = data.hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _lines(numbers: list[int]) -> str:
    named = ", ".join(map(str, sorted(set(numbers))))
    return f"line {named} is" if len(set(numbers)) == 1 else f"lines {named} are"
