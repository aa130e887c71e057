"""Recognising texts among files, and reading them in the alphabet they were written in."""

import re

from mailflows.examine.charsets import as_text
from mailflows.examine.kinds import detected, extension
from mailflows.examine.seen import Part

WORDS = 200_000  # characters

_PLAIN = frozenset("txt text csv tsv md markdown log asc rst ini srt json".split())
_ARABIC = re.compile(rb"[\xc0-\xff]{3}")  # three letters in a row above ASCII: no western word has them


def words_of_text(part: Part) -> str:
    """A text file as words. Where no character set is named: UTF by its mark or by proof, else Arabic or western."""
    content = part.content[: 4 * WORDS]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")[:WORDS]
    charset = part.charset
    if (
        charset is None
        and len(_ARABIC.findall(content[:20_000])) * 60 > sum(byte > 127 for byte in content[:20_000]) > 8
    ):
        charset = None if _is_utf8(content) else "cp1256"
    return as_text(content.removeprefix(b"\xef\xbb\xbf"), charset)[:WORDS]


def is_text(part: Part) -> bool:
    """Say whether it is a text by its name, and nothing else by its first bytes."""
    if extension(part.name) not in _PLAIN and not (part.declared.startswith("text/plain") and "." not in part.name):
        return False
    return detected(part.content) == "text/plain" or part.content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(content) - 4  # cut within a letter
    return True
