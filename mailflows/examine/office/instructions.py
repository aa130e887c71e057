"""The field instructions of a document, in the order of its text: what Word works out or fetches when it opens it.

An instruction may be cut over many runs, nested in others, or written as the numbers of its letters; it is put
together here as Word does it. No parser of XML is used that could be made to expand entities.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from mailflows.examine.office.compounds import compound
from mailflows.examine.office.container import IN_TAG, TAG, attributes, opened
from mailflows.examine.office.plain import flat_xml
from mailflows.examine.office.rich import is_rich, rich_instructions

INSTRUCTIONS = 5000  # of one document
LONGEST = 2000  # characters of one
NESTED = 50

_PIECES = re.compile(rf"{TAG}(?:(fldChar|fldSimple)|(?:instrText|delInstrText))(?=[\s/>]){IN_TAG}>([^<]*)")
_QUOTED = re.compile(r"^\s*QUOTE((?:\s+\d{1,5}){2,})\s*(?:\\\*.*)?$", re.IGNORECASE | re.DOTALL)
# In the old format an instruction stands between two marks inside the text, one or two octets a letter.
_OLD = re.compile(rb"\x13([^\x13\x14\x15]{2,2000})[\x14\x15\x13]")
_OLD_WIDE = re.compile(rb"\x13\x00((?:[^\x13\x14\x15]\x00){2,1000})[\x14\x15\x13]\x00")
_WORD = re.compile(r"\s*[\\\"=]*\s*([A-Za-z]{2,20})")


@lru_cache(maxsize=2)
def instructions_of(content: bytes) -> tuple[tuple[str, str], ...]:
    """Every field instruction: its first word in capitals, and the whole."""
    found: list[tuple[str, str]] = []
    for number, instruction in enumerate(_written(content)):
        if number == INSTRUCTIONS:
            break
        text = _halved(" ".join(instruction[:LONGEST].split()))
        if hit := _WORD.match(text):
            found.append((hit[1].upper(), text))
    return tuple(found)


def _written(content: bytes) -> Iterator[str]:
    if zipped := opened(content):
        for _, text in zipped.texts(zipped.named(".xml", under="word/")):
            yield from joined(text)
    elif flat := flat_xml(content):
        yield from joined(flat)
    elif is_rich(content):
        yield from rich_instructions(content)
    elif (whole := compound(content)) and whole.holds("WordDocument"):
        stream = whole.read("WordDocument")
        yield from (hit.decode("cp1252", "replace") for hit in _OLD.findall(stream))
        yield from (hit.decode("utf-16-le", "replace") for hit in _OLD_WIDE.findall(stream))


def joined(text: str) -> Iterator[str]:
    """The instructions of one part, each put together from its pieces; what is nested flows into what holds it."""
    open_fields: list[list[str]] = []
    shows = [False] * (NESTED + 1)  # beyond its separator a field shows its result, which is no instruction
    for found in _PIECES.finditer(text):
        mark, given, words = found.groups()
        if mark == "fldSimple":
            yield attributes(given).get("instr", "")
        elif not mark:
            if open_fields and not shows[len(open_fields)]:
                open_fields[-1].append(unescape(words))
            elif not open_fields:
                yield unescape(words)  # an instruction without its marks: Word repairs it
        else:
            kind = attributes(given).get("fldchartype", "")
            if kind == "begin" and len(open_fields) < NESTED:
                open_fields.append([])
                shows[len(open_fields)] = False
            elif kind == "separate" and open_fields:
                shows[len(open_fields)] = True
            elif kind == "end" and open_fields:
                instruction = decoded("".join(open_fields.pop()))
                if open_fields and not shows[len(open_fields)]:
                    open_fields[-1].append(instruction)
                yield instruction
    yield from (decoded("".join(pieces)) for pieces in open_fields)


def decoded(instruction: str) -> str:
    """QUOTE 68 68 69 stands for the letters of those numbers; anything else stands for itself."""
    hit = _QUOTED.match(instruction[:LONGEST])
    if not hit:
        return instruction[:LONGEST]
    return "".join(chr(min(int(number), 0xFFFF)) for number in hit[1].split())


def _halved(instruction: str) -> str:
    """Inside an instruction a backslash is written twice."""
    return instruction.replace("\\\\", "\\") if "\\\\\\\\" in instruction or ":\\\\" in instruction else instruction
