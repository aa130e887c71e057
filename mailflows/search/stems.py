"""The stems a word is found by: in which language it was written nobody knows, so each that it may be in is tried.

Tables of endings of our own: Snowball's stemmers, in Python, take some 100 µs for a word in each language, which is
thirty times as long and more than all else that settling a letter costs; and Persian, elisions, apostrophes, letters of
several keyboards and forms that change inside would still be left to do.
"""

from collections.abc import Iterable
from functools import lru_cache

from mailflows.search.arabic import NOT_ARABIC, arabic, persian
from mailflows.search.folding import words_in
from mailflows.search.latin import UNTOUCHED, english, french, turkish

MOST_WORDS = 20_000  # of one text
MOST_STEMS = 4_000
REMEMBERED = 20_000  # words, never addresses or numbers: most of a letter's stood in the letters before it


def stems_of(word: str) -> tuple[str, ...]:
    """One to four stems of a folded word; addresses, hosts and numbers stay as they are."""
    return _stems_of(word) if word.isalpha() else (word,)


@lru_cache(maxsize=REMEMBERED)
def _stems_of(word: str) -> tuple[str, ...]:
    first = word[0]
    if first < "\u0250":
        return (word,) if word in UNTOUCHED else tuple({english(word), french(word), turkish(word)})
    if "\u0600" <= first <= "\u06ff":
        return (persian(word),) if not NOT_ARABIC.isdisjoint(word) else tuple({*arabic(word), persian(word)})
    return (word,)


def stems_in(texts: Iterable[str], most: int = MOST_STEMS) -> set[str]:
    """Every stem of these texts, at most `most`, those of the first words first."""
    found: set[str] = set()
    seen: set[str] = set()
    for text in texts:
        for word in words_in(text, MOST_WORDS):
            if word in seen:
                continue
            seen.add(word)
            found.update(stems_of(word))
            if len(found) >= most:
                return found
    return found


def asked_for(said: str, most: int) -> tuple[frozenset[str], ...]:
    """What somebody looks for: for each word the stems of which one has to be there; each word once.

    Words that stand in every letter are left out; () where nothing is left.
    """
    wanted = dict.fromkeys(frozenset(stems_of(word)) for word in _as_asked(said))
    return tuple(wanted)[:most]


def _as_asked(said: str) -> Iterable[str]:
    """Of a whole address or host its parts are not asked for as well: they stand in many others."""
    for piece in said.split():
        words = list(words_in(piece, MOST_WORDS))
        wholes = [word for word in words if "@" in word] or [word for word in words if "." in word]
        yield from wholes[:1] or words
