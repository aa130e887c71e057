"""Rich text (RTF) walked within bounds: its objects, fields, templates and fonts, however the words are broken up.

RTF allows an object's digits to be mixed with spaces, groups and control words that mean nothing; attackers do it so
that a search finds nothing. Every search here is linear, and what is long is cut.
"""

import re
from binascii import a2b_hex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

OBJECTS = 30
OBJECT = 8 * 1024 * 1024  # octets of one object
PIECES = 100_000  # that may stand between the digits of one object
FIELDS = 500
FONTS = 3000  # no honest text has more; Word's table of them overflows at 32,767 (CVE-2023-21716)

_DATA = re.compile(rb"\\objdata(?:-?\d{1,10})?")
_HEX = re.compile(rb"[0-9a-fA-F\s]+")
_BLANK = re.compile(rb"\s+")
_WORD = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\.", re.DOTALL)
_BETWEEN = re.compile(
    rb"\{(?:\\\*)?|\}|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\.|[^\\{}0-9a-fA-F\s]+", re.DOTALL
)
_INSTRUCTION = re.compile(rb"\\fldinst\b")
_TEMPLATE = re.compile(rb"\\template\b")
_FONT_TABLE = re.compile(rb"\\fonttbl\b")
_CLASS = re.compile(rb"\\objclass\s{0,5}([^\\{}]{1,100})")


@dataclass(frozen=True)
class Carried:
    """One object in a text."""

    raw: bytes
    obfuscated: bool  # its digits were broken up by what means nothing


def is_rich(content: bytes) -> bool:
    """Word takes anything for rich text that begins with these four signs."""
    return content[:64].lstrip(b" \t\r\n\x00\xef\xbb\xbf")[:4] == b"{\\rt"


@lru_cache(maxsize=2)
def objects_of(content: bytes) -> tuple[Carried, ...]:
    """The objects in the text, at most 30."""
    found: list[Carried] = []
    hit = _DATA.search(content)
    while hit and len(found) < OBJECTS:
        digits, broken, end = _digits(content, hit.end())
        if len(digits) > 16:
            found.append(Carried(a2b_hex(digits[: len(digits) & ~1]), broken))
        hit = _DATA.search(content, end)
    return tuple(found)


def classes_of(content: bytes) -> tuple[str, ...]:
    """The classes that objects claim beside their data."""
    return tuple(
        hit[1].strip().decode("latin-1") for hit, _ in zip(_CLASS.finditer(content), range(OBJECTS), strict=False)
    )


def has_word(content: bytes, word: bytes) -> bool:
    """Say whether a control word stands in the text."""
    at = content.find(b"\\" + word)
    while at >= 0:
        after = content[at + len(word) + 1 : at + len(word) + 2]
        if not after.isalpha():
            return True
        at = content.find(b"\\" + word, at + 1)
    return False


def fonts_of(content: bytes) -> int:
    """How many fonts the table of fonts claims."""
    hit = _FONT_TABLE.search(content)
    if not hit:
        return 0
    return len(re.findall(rb"\\f\d{1,10}", content[hit.end() : hit.end() + 4_000_000]))


def rich_instructions(content: bytes) -> Iterator[str]:
    """The field instructions of the text."""
    for number, hit in enumerate(_INSTRUCTION.finditer(content)):
        if number == FIELDS:
            return
        yield words_of_group(content, hit.end(), 4000)


def remote_templates(content: bytes) -> Iterator[str]:
    """Where the text says its template lies."""
    for number, hit in enumerate(_TEMPLATE.finditer(content)):
        if number == OBJECTS:
            return
        yield words_of_group(content, hit.end(), 2000).strip()


def words_of_group(content: bytes, at: int, limit: int) -> str:
    """The words from here to the end of the group, without control words; letters given by number are letters.

    What follows such a letter stands there for programs that know no numbers, and is stepped over as Word does it.
    """
    depth = 0
    stand_ins, skipped = 1, 0  # how many signs stand for a letter, and how many of them are still to come
    words: list[str] = []
    end = min(len(content), at + 4 * limit)
    while at < end and len(words) < limit:
        sign = content[at : at + 1]
        if sign == b"{":
            depth += 1
        elif sign == b"}":
            depth -= 1
            if depth < 0:
                break
        elif sign == b"\\":
            if hit := _WORD.match(content, at):
                at = hit.end()
                if hit[1] == b"uc":
                    stand_ins = min(max(int(hit[2] or 1), 0), 10)
                if skipped and hit[0][:2] == b"\\'":
                    skipped -= 1
                    continue
                words.append(_letter(hit))
                skipped = stand_ins if hit[1] == b"u" and hit[2] else 0
                continue
        elif sign not in b"\r\n":
            if skipped:
                skipped -= 1
            else:
                words.append(sign.decode("cp1252", "replace"))
        at += 1
    return "".join(words)


def _letter(hit: re.Match[bytes]) -> str:
    """What a control word or sign stands for in the text."""
    written = hit[0]
    if written[:2] == b"\\'":
        return bytes.fromhex(written[2:4].decode()).decode("cp1252", "replace")
    if hit[1] == b"u" and hit[2]:
        return chr(int(hit[2]) % 0x10000).replace("\ud800", "")
    return written[1:2].decode("latin-1") if written[1:2] in (b"\\", b"{", b"}") else ""


def _digits(content: bytes, at: int) -> tuple[bytes, bool, int]:
    r"""The digits of an object up to the end of its group, whether something stood between them, and where they end.

    What stands in a group that begins with \* is not read by Word either; a second \objdata begins anew.
    """
    found = bytearray()
    pieces = 0
    depth = ignored = 0  # ignored: the depth of a group that does not count
    broken = False
    while at < len(content) and len(found) < 2 * OBJECT and pieces < PIECES:
        if hit := _HEX.match(content, at):
            if not ignored:
                found += _BLANK.sub(b"", hit[0])
            at = hit.end()
            continue
        piece = _BETWEEN.match(content, at)
        if piece is None:
            at += 1
            continue
        pieces += 1
        broken = broken or (len(found) > 0 and piece[0] != b"}")
        at = piece.end()
        if piece[0] in (b"{", b"{\\*"):
            depth += 1
            ignored = ignored or (depth if piece[0] != b"{" else 0)
        elif piece[0] == b"}":
            depth -= 1
            ignored = 0 if depth < ignored else ignored
            if depth < 0:
                break
        elif piece[1] == b"objdata":
            found.clear()
        elif piece[1] == b"bin" and not ignored:
            size = min(max(int(piece[2] or 0), 0), OBJECT)
            found += content[at : at + size].hex().encode()
            at += size
    return bytes(found), broken, at
