"""How it is said, in three languages, what takes a word back; the words themselves are the same everywhere."""

from collections.abc import Mapping
from types import MappingProxyType

Said = Mapping[str, str]  # one sentence each for "en", "ar", "fr"

NOTHING: Said = MappingProxyType({})


def said(en: str, ar: str, fr: str) -> Said:
    """What is said in each language; words of ours stand isolated in Arabic, or their `#` would jump."""
    return MappingProxyType({"en": en, "ar": ar, "fr": fr})


def by(words: str) -> Said:
    """Words that need no explanation."""
    return said(words, f"\u2066{words}\u2069", words)


def with_the_one_before(words: str) -> Said:
    return said(
        f"{words} with the one before",
        f"\u2066{words}\u2069 مع القيمة السابقة",
        f"{words} avec la valeur d'avant",
    )


def with_a_minus(words: str) -> Said:
    return said(
        f"{words} with a minus before the name",
        f"\u2066{words}\u2069 مع علامة الناقص قبل الاسم",
        f"{words} avec un moins devant le nom",
    )


WHILE_HELD = said(
    "#undo, while it is held",
    "\u2066#undo\u2069 ما دام محتجزًا",
    "#undo, tant que c'est retenu",
)
