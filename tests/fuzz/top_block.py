"""A second opinion on where words may stand, made without the grammar: the first lines that are not empty."""

import re
import unicodedata

from mailflows.commands.grammar import LIMIT, Read
from mailflows.spelling import fold

ENDS = re.compile("\r\n|\r|\n")
SIGILS = "#＃﹟"
FOLDS = " \t\xa0"


def visible(line: str) -> str:
    """What a reader sees of a line: no marks, no controls, no blanks around it."""
    seen = "".join(c for c in line if unicodedata.category(c) not in ("Cf", "Cc", "Zl", "Zp", "Cs"))
    return seen.replace("\u0640", "").strip().strip("\u3164\uffa0\u115f\u1160\u034f\u00ad").strip()


def only_from_the_top(text: str, read: Read) -> None:
    """Every word that is spoken stands on a line of its own at the top, behind the sign, and as itself (CMD-06)."""
    lines = ENDS.split(text[:LIMIT])
    first = next((at for at, line in enumerate(lines) if visible(line)), len(lines))
    end = next((at for at in range(first, len(lines)) if not visible(lines[at])), len(lines))
    said = [spoken.line for spoken in read.spoken]
    assert said == sorted(set(said)), "one word a line, in order"
    for spoken in read.spoken:
        assert first < spoken.line <= end, f"line {spoken.line} is not in the block at the top"
        shown = visible(lines[spoken.line - 1])
        assert shown[:1] and shown[0] in SIGILS, "no sign before the word"
        word = re.split(r"[\s:=：＝]", shown[1:].lstrip(), maxsplit=1)[0]
        assert fold(word) in {fold(spelling) for spelling in spoken.word.spellings}, "another word than was written"
    if said:  # no other line begins the mail: whatever stands above or between is no text of anybody's
        for at in range(first, end):
            bare = visible(lines[at])
            assert at + 1 in said or bare[0] not in SIGILS or lines[at][:1] in FOLDS, "a line was passed over"
