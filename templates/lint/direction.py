"""What a right-to-left text would show in the wrong order."""

import re
from collections.abc import Iterator

from templates.facts import tame
from templates.tongues import RIGHT_TO_LEFT

# A tag, an address, a link, a number of groups: what a right-to-left line would turn around.
TECHNICAL = re.compile(
    r"[\w.+-]+@[\w.-]+|https?://\S+|\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b|\+?\d[\d ]{6,}\d|(?<!\S)[#.]\w+"
)
ARABIC = re.compile("[\u0621-\u064a\u067e-\u06d3]")
ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
LATIN = re.compile(r"[^\W\d_]")


def turned(line: str, language: str) -> Iterator[str]:
    """What is wrong with one line of a finished mail."""
    if bare := scrambled(line):
        yield f"{bare} stands inside Arabic letters without isolates"
    if tame(line) != line:
        yield "an isolate or embedding does not close on its own line"
    if language in RIGHT_TO_LEFT and (word := begins_latin(line)):
        yield f"begins with {word}: programs would show the whole line from left to right"


def scrambled(line: str) -> str | None:
    """What a right-to-left line would show in the wrong order: a tag, address, link, number or command, bare."""
    found = TECHNICAL.search(_bare(line)) if ARABIC.search(_bare(line)) else None
    return found[0] if found else None


def begins_latin(line: str) -> str | None:
    """The Latin word with which a line of Arabic letters begins: a line's direction is that of its first letter.

    What is isolated does not count (Unicode UAX 9, P2), and neither does a line without Arabic letters.
    """
    bare = _bare(line)
    first = LATIN.search(bare)
    if line.startswith("|") or not first or not ARABIC.search(bare) or ARABIC.match(first[0]) or first[0] >= "\u0590":
        return None
    return re.split(r"[\s,:;.!?،؛]", bare[first.start() :], maxsplit=1)[0]


def _bare(line: str) -> str:
    return ISOLATED.sub("", ISOLATED.sub("", line))
