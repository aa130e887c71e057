"""The words of a letter as the lexicon compares them: each with what it may be meant as, and where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mailflows.search.latin import english, french
from mailflows.spelling import fold, plain
from mailflows.suggest import arabic, arabizi

LIMIT = 20_000  # characters looked at
MOST = 3_000  # words
REMEMBERED = 20_000
SENTENCE = 3  # places that the end of a sentence counts: what is said apart belongs less together
_MARKS = dict.fromkeys((*range(0x064B, 0x0660), 0x0670))
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)?|[.!?؟\n]")  # one pass: no part of it can match in two ways
_STRETCHED = re.compile(r"(.)\1{2,}")
_LONGEST = 40
_DENIED = {"can": "can", "won": "will", "don": "do", "didn": "did", "isn": "is", "wasn": "was", "aren": "are"}


@dataclass(frozen=True)
class Token:
    """One word: folded, where it stands in the order of words, and where in the text."""

    word: str
    place: int
    start: int
    end: int


def cleaned(text: str) -> str:
    """What is looked at, and shown as the reason: the beginning, without marks that nobody sees or types alike."""
    return unicodedata.normalize("NFKC", plain(text[:LIMIT])).translate(_MARKS)


def tokens(text: str) -> list[Token]:
    """The first words of a text that `cleaned` made."""
    found: list[Token] = []
    place, ended = 0, False
    for hit in _WORD.finditer(text):
        said = hit[0]
        if said in ".!?؟\n":
            ended = ended or said != "\n"
            continue
        if ended:
            place += SENTENCE
            ended = False
        for word in _parts(said):
            found.append(Token(word, place, hit.start(), hit.end()))
            place += 1
        if len(found) >= MOST:
            break
    return found


@lru_cache(maxsize=REMEMBERED)
def _parts(said: str) -> tuple[str, ...]:
    """Elisions stand alone (l'arme), a denial is said as one (didn't), and what was stretched is not (heeeelp)."""
    word = _STRETCHED.sub(r"\1", fold(said[:_LONGEST]))
    before, apart, behind = word.partition("'")
    if not apart:
        return (_DENIED[word[:-1]], "not") if word[-1:] == "t" and word[:-1] in _DENIED and word != "cant" else (word,)
    if behind == "t" and before.endswith("n"):
        return (_DENIED.get(before, before[:-1]), "not")
    return (before, behind)


@lru_cache(maxsize=REMEMBERED)
def keys_of(word: str) -> tuple[str, ...]:
    """As itself, as each language inflects it, and as Arabizi; the first letter of a key tells which."""
    return tuple(dict.fromkeys(_keys(word)))


def _keys(word: str) -> Iterator[str]:
    yield f"w{word}"
    if "\u0600" <= word[0] <= "\u06ff":
        yield from (f"a{form}" for form in arabic.forms(word))
    elif word[0].isalnum() and word.isascii():
        if word.isalpha():
            yield f"e{english(word)}"
            yield f"f{french(word)}"
        yield from (f"z{form}" for form in arabizi.forms(word))
    yield from (f"p{word[:size]}" for size in range(4, min(9, len(word)) + 1))
