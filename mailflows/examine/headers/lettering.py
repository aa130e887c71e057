"""Looks at the letters of the sender's name and the subject: invisible ones, masks, and ornaments against filters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.folding import LONGEST, folded
from mailflows.examine.headers.results import proven_domain
from mailflows.examine.look import Look
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

_TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069"
_OVERRIDES = "\u202d\u202e"
_MARKS = "\u200e\u200f\u061c"  # direction marks: normal wherever Arabic or Hebrew is written
_JOINERS = "\u200c\u200d"  # orthography in Persian, Kurdish and the scripts of India; glue of emoji
_HIDDEN = "\u200b\u2060\ufeff\u00ad\u034f\u180e\u115f\u1160\u3164\uffa0\u2800\u2061\u2062\u2063\u2064\u17b4\u17b5"
_TAGS = re.compile("[\U000e0000-\U000e0fff]")
_WORD = re.compile(r"[^\W\d_]{3,}")
# Mathematical and enclosed letters, which read as bold or italic and as no word to a filter.
_FANCY = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189\uff21-\uff3a\uff41-\uff5a]")
_FANCY_FROM = 4
_ORNAMENT = ("letters that only look like letters", "marks strewn over Latin letters")
_COMBINING_FROM = 4


def disguised_letters(mail: Mail) -> Iterable[Saw]:
    """S09: letters that cannot be seen, that pretend to be others, or that only dress up.

    Direction marks and joiners belong to Arabic, Persian, Kurdish and Hebrew, and joiners and tags to emoji; there they
    are no sign. An override never is honest.
    """
    for field, header in (("From", mail.first("from")), ("Subject", mail.first("subject"))):
        words = decoded_words(header)[:LONGEST]
        if words.isascii():
            continue
        seen = sorted(_disguises(words), key=lambda one: -one[0])
        if seen:
            weight, how = seen[0]
            if how in _ORNAMENT and mail.first("list-unsubscribe") and proven_domain(mail):
                weight = 1  # shops dress their campaigns up
            severity = Severity.HIGH if weight > 2 else Severity.MEDIUM if weight == 2 else Severity.LOW
            yield Saw(field, shown_codes(f"{how}: {words}"), HEADER_FORGEABLE, severity, weight)


def _disguises(words: str) -> Iterator[tuple[int, str]]:
    if any(sign in words for sign in _OVERRIDES):
        yield 3, "the direction is turned by force"
    if masked := next((word for word in _WORD.findall(words) if _masked(word)), ""):
        yield 3, f"foreign letters inside {masked}"
    if (hidden := _hidden(words)) and hidden > 1:
        yield 2, "invisible signs"
    elif hidden:
        yield 1, "an invisible sign"
    if len(_FANCY.findall(words)) >= _FANCY_FROM:
        yield 2, _ORNAMENT[0]
    if _decorated(words) >= _COMBINING_FROM:
        yield 2, _ORNAMENT[1]


def _masked(word: str) -> bool:
    """A word of Latin letters with look-alikes of another alphabet among them."""
    scripts = {_script(sign) for sign in word}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN"}) and folded(word).isascii()


def _hidden(words: str) -> int:
    """How many signs are invisible for no reason of writing."""
    count = 0
    native = any(_script(sign) in _JOINING for sign in words)
    for place, sign in enumerate(words):
        if sign in _HIDDEN:
            # A mark of byte order at the very start is a slip of a program.
            count += not (sign == "\ufeff" and place == 0)
        elif sign in _JOINERS:
            around = words[max(0, place - 2) : place + 2]
            count += not native and not any(ord(other) > 0x2100 for other in around if other not in _JOINERS)
        elif sign in _MARKS or (sign in _TURNING and sign not in _OVERRIDES):
            count += not native and words.count(sign) > 2
    return count + (len(_TAGS.findall(words)) if "\U0001f3f4" not in words else 0)


def _decorated(words: str) -> int:
    """Combining marks above Latin letters beyond what any language of accents puts there."""
    composed = unicodedata.normalize("NFC", words)
    return sum(
        unicodedata.category(mark) == "Mn" and letter.isascii() and letter.isalpha()
        for letter, mark in pairwise(composed)
    )


_JOINING = frozenset(
    "ARABIC HEBREW SYRIAC THAANA DEVANAGARI BENGALI GURMUKHI GUJARATI TAMIL TELUGU KANNADA MALAYALAM SINHALA KHMER "
    "MYANMAR MONGOLIAN TIBETAN NKO THAI LAO".split()
)


def _script(sign: str) -> str:
    return unicodedata.name(sign, "OTHER").split(" ", 1)[0] if sign.isalpha() else ""


ROWS = (
    Look("S09", Group.SENDER, Severity.MEDIUM, 2, "medium", ("T1036.002",), "From, Subject", disguised_letters,
         "shops that set their subject in ornamental letters"),
)  # fmt: skip
