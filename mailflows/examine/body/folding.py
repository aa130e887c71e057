"""Making one spelling of the many in which the same word is written: accents, Arabic letters, digits, disguises."""

import re
import unicodedata

LONGEST = 120_000  # characters of a mail that are read for their meaning

# Letters that Arabic, Persian, Urdu and Kurdish keyboards write for the same sound, and signs that carry no letter.
_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیێئ", "ي"),
        **dict.fromkeys("ؤۆ", "و"),
        **dict.fromkeys("ةہھە", "ه"),
        **dict.fromkeys("ک", "ك"),
        "ı": "i",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "’": "'",
        "ʼ": "'",
        **dict.fromkeys("\u0640\u200b\u200c\u200d\u200e\u200f\u061c\u00ad\ufeff\u2060\u034f\u180e", None),
        **dict.fromkeys("\u2061\u2062\u2063", None),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None),
    }
)
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05c7\ufe00-\ufe0f]")
_DIGIT = re.compile(r"(?![0-9])\d")
_WORD = re.compile(r"\w+(?:'\w+)?")
# Cyrillic and Greek letters that print like Latin ones; only used where the rest of the word is Latin.
LOOK_ALIKE = str.maketrans("авеіјкмнорсӏтухѕԁԛԝһгζαβγεικνορτυχωАВЕІЈКМНОРСТУХЅԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
                           "abeijkmhopcltyxsdqwhrzabyeiknoptuxwABEIJKMHOPCTYXSQWABEZHIKMNOPTYX")  # fmt: skip
_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


def folded(text: str) -> str:
    """The text in small letters, without accents, vowel signs, joiners and disguises; at most 120,000 characters."""
    text = text[:LONGEST]
    if not text.isascii():
        # What is composed after the second step is composed of letters, so one pass of each is enough.
        text = unicodedata.normalize("NFKD", text)
        text = _MARKS.sub("", text).translate(_SAME)
        text = in_latin_digits(text)
    return text.casefold()


def words_in(text: str) -> list[str]:
    """The words of a folded text, in order; a word that mixes alphabets is read as it looks."""
    words = _WORD.findall(text)
    if text.isascii():
        return words
    return [_unmasked(word) if not word.isascii() else word for word in words]


def in_latin_digits(text: str) -> str:
    """Arabic-Indic, Persian and full-width digits as 0 to 9, and nothing else changed."""
    return text if text.isascii() else _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def _unmasked(word: str) -> str:
    if _OTHER.search(word) and _LATIN.search(word):
        return word.translate(LOOK_ALIKE)
    return word
