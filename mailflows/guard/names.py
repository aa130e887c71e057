"""Whether a text tells somebody's name: in full anywhere, one part of it where it can hardly be anything else.

Many names are words of every letter (علي and على, Hope, May, منى). Such a part counts only where it signs: alone on one
of the last lines. Otherwise every honest mail would be refused, and people would learn to insist without reading.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from mailflows.guard.plainly import LETTERS
from mailflows.search.everyday import EVERYDAY
from mailflows.spelling import fold, plain

SHORTEST = 3  # letters of a part that is looked for in the middle of a text
LAST_LINES = 4  # in which people sign
SIGNED = 4  # words of a line that is a signature, at most
APART = re.compile(r"[\W_]+")
PREFIXES = frozenset("وفبلك")  # written together with the word behind them

# Names that are words as well: nobody is told who works here by reading one of them in a sentence.
WORDS_TOO = frozenset(
    fold(word)
    for word in (
        "may will hope mark claire grace joy faith dawn rose violet lily summer april june august van de la jean "
        "art bill jack frank grant chase sky sunny star pat sue rob nick ray drew rich rue belle fleur "
        "aimée désirée parfait said deniz umut sevgi barış can ay gül yaz güneş su onur savaş özgür "
        "أمل نور سلام هدى إيمان حياة وفاء صباح كريم سعيد جميل أمين علي على منى مني هنا هناء رجاء فرح شكري شكر سلمى عام "
        "صالح حق وعد نجاح أمان سر ندى رضا كامل واحد ماجد هادي شهد بيان إسلام محبة ربيع فجر نسمة وردة حنان صفا مهند"
    ).split()
)


def tells(name: str, text: str, own: AbstractSet[str] = frozenset()) -> bool:
    """Whether the text tells this name. Parts in `own`, such as the reader's own name, count only as a signature."""
    parts = _words(name)
    said = _words(text)
    if not parts or not said:
        return False
    if len(parts) > 1 and (_stands(parts, said) or "".join(parts) in _glued(said)):
        return not set(parts) <= set(map(_exact, own)) or _signed(parts, text)
    there = {form for word in said for form in _forms(word)}
    telling = [part for part in parts if len(part) >= SHORTEST and not _common(part, own)]
    return any(part in there for part in telling) or _signed(parts, text)


def _common(part: str, own: AbstractSet[str]) -> bool:
    return fold(part) in WORDS_TOO or fold(part) in EVERYDAY or part in {_exact(one) for one in own}


def _signed(parts: Sequence[str], text: str) -> bool:
    """Whether a part of the name stands on a short line at the end; a line that ends in a comma greets."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[1:][-LAST_LINES:]:
        words = _words(line)
        if len(words) <= SIGNED and not line.endswith((",", "،", ":")) and set(parts) & set(words):
            return True
    return False


def _stands(parts: Sequence[str], said: Sequence[str]) -> bool:
    first, size = parts[0], len(parts)
    starts = (at for at, word in enumerate(said) if first in _forms(word))
    return any(list(said[at + 1 : at + size]) == list(parts[1:]) for at in starts)


def _glued(said: Sequence[str]) -> set[str]:
    """Words, and what two or three of them are when no blank stands between: عبد الله and عبدالله."""
    glued = {form for word in said for form in _forms(word)}
    return glued | {"".join(said[at : at + size]) for size in (2, 3) for at in range(len(said) - size + 1)}


def _forms(word: str) -> Iterator[str]:
    """The word, and what is left of it behind one or two Arabic prefixes."""
    yield word
    for _ in range(2):
        if len(word) <= SHORTEST or word[0] not in PREFIXES:
            return
        word = word[1:]
        yield word


def _words(text: str) -> list[str]:
    return [word for word in APART.split(_exact(text)) if word]


def _exact(text: str) -> str:
    """Without case, accents and marks, but letters that are different letters stay different: ى is no ي."""
    apart = unicodedata.normalize("NFKD", plain(text.translate(LETTERS)).casefold())
    return "".join(c for c in apart if not unicodedata.category(c).startswith("M"))
