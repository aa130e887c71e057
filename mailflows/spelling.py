"""How a word is recognised however it was typed: marks nobody sees, digits of three scripts, hamza, accents, case.

Everything here is for recognising only. What a person wrote is never replaced by its folded form.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

# Characters without a shape of their own: bidi controls, joiners, marks of order, fillers, variation selectors, tags.
_UNSEEN = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x0640, 0x0640),  # tatweel: a stretched line, never a letter
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
    (0xE0100, 0xE01EF),
)
_BLANKS = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_ZEROS = (0x0660, 0x06F0, 0xFF10)  # Arabic-Indic, Persian, full-width
_PLAIN: dict[int, str | None] = (
    {point: None for first, last in _UNSEEN for point in range(first, last + 1)}
    | dict.fromkeys(_BLANKS, " ")
    | {zero + n: str(n) for zero in _ZEROS for n in range(10)}
)
# One letter for each family that people type interchangeably; hamza carriers fall apart by decomposition before this.
_FAMILIES = str.maketrans("ٱىةکیەı_‐‑‒–—―−’ʼ", "ايهكيهi--------''", "ء")

_MARKS = {
    point: None
    for point in (*range(0x0300, 0x3100), *range(0xFE20, 0xFE30))
    if unicodedata.category(chr(point)).startswith("M")
}
_FOLDED = _MARKS | _FAMILIES

LONGEST_WORD = 40
_DIGITS = 5  # of a number; nothing that people count here has more


def plain(text: str) -> str:
    """The same text without unseen marks, with ASCII digits and ordinary blanks; letters stay as they were written."""
    if text.isascii() and "\t" not in text:
        return text
    return text.translate(_PLAIN)


def fold(text: str) -> str:
    """What is compared: `plain`, then compatibility forms, case, accents, Arabic diacritics, hamza, ى and ة unified."""
    if text.isascii():
        return text.lower().replace("\t", " ").replace("_", "-")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain(text)).casefold())
    return apart.translate(_FOLDED)


def blank(line: str) -> bool:
    """Whether a reader would see an empty line; one that holds only NBSP or a mark of order is one (Outlook, Word)."""
    return not line or not plain(line).strip()


def as_compared(said: str) -> str:
    """`under 18`, `under-18` and `Under_18` are one: how closed vocabularies are compared."""
    return "-".join(fold(said).split())


def meant(said: str, known: Mapping[str, Sequence[str]]) -> str:
    """The key of a vocabulary (key → other spellings) that somebody means, in any language; "" where there is none."""
    wanted = as_compared(said)
    return next((key for key, others in known.items() if wanted in map(as_compared, (key, *others))), "")


def number_in(said: str) -> int | None:
    """The number that was said, in digits of any script; None where it is no number, or one that counts nothing."""
    digits = plain(said).strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else None


def nearest(said: str, known: Iterable[str], furthest: int | None = None) -> str:
    """The known word fewest slips away from `said` (both folded), or "" where none is near.

    `furthest` is the number of slips still near; by default a third of the word, at least one.
    """
    said = said[:LONGEST_WORD]
    limit = max(1, len(said) // 3) if furthest is None else furthest
    best, fewest = "", limit + 1
    letters = set(said)
    for word in known:
        # a slip adds or takes one letter, or does both: most words need not be compared any further
        if abs(len(word) - len(said)) >= fewest or len(letters.symmetric_difference(word)) >= 2 * fewest:
            continue
        if (slips := _slips(said, word)) < fewest:
            best, fewest = word, slips
    return best


def _slips(a: str, b: str) -> int:
    """Letters missed, doubled, changed or swapped with their neighbour between a and b (Damerau)."""
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, above, row = above, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]
