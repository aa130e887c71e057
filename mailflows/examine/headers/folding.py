"""Brings words to one shape, so that a name is known again however a stranger has dressed it up.

Fancy letters, other alphabets, accents, invisible signs, digits for letters, letters set apart: all of it is undone on
both sides before names are compared. Arabic, Persian and Hebrew spellings are folded as their readers would.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 300  # characters of a name or subject that are looked at

# Letters of other alphabets that print like a Latin one.
_LIKE_LATIN = {
    ord(pair[0]): pair[1]
    for pair in (
        "аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ӏl гr ьb пn ѵv үy զq αa βb εe ηn ιi κk νv οo ρp "
        "τt υu χx ωw γy ϲc ϳj ɡg ɩi ıi łl øo đd ħh ŧt ƒf օo ոn սu հh ցg յj ѡw ʏy ʀr ɴn ꜱs ɪi "
        "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX"
    ).split()
}
_ARABIC = {ord(pair[0]): pair[1] for pair in "ىي ئي یي ېي کك گك ةه ۀه ەه ؤو ۆو پب چج ژز ٱا".split()} | {ord("ـ"): ""}
# What the eye takes for the same letter, folded on both sides.
_LOOSE = {ord(pair[0]): pair[1] for pair in "1l il |l !l 0o 4a 5s $s 7t @a 3e 8b".split()}
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d{3})|(?<=\d{3})(?=[^\W\d_])")


@lru_cache(maxsize=256)
def folded(words: str) -> str:
    """The words in plain small letters: no accents, no fancy or foreign look-alikes, nothing invisible."""
    shape = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words[:LONGEST]))
    shape = "".join(sign for sign in shape if unicodedata.category(sign) not in ("Mn", "Me", "Cf", "Cc", "Co", "Cs"))
    return "".join(_word_folded(piece) for piece in re.split(r"(\W+)", shape))


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name; those grown together (FTXTeam, MetaMaskSupport) are parted, spelled ones joined."""
    shape = unicodedata.normalize("NFKC", name[:LONGEST])
    shape = "".join(sign for sign in shape if unicodedata.category(sign) != "Cf")
    found = _WORD.findall(folded(_HUMP.sub(" ", shape)))
    joined: list[str] = []
    spelled: list[str] = []
    for word in [*found, ""]:
        if len(word) == 1:
            spelled.append(word)
            continue
        if spelled:
            joined += ["".join(spelled)] if len(spelled) > 2 else spelled
            spelled = []
        if word:
            joined.append(word)
    return tuple(joined[:24])


def loose(word: str) -> str:
    """A folded word with what the eye confuses made equal: 1 l i, 0 o, rn m, vv w."""
    return word.translate(_LOOSE).replace("rn", "m").replace("vv", "w")


def _word_folded(word: str) -> str:
    """Arabic as Arabic; a word of look-alikes becomes Latin only where it is meant to be read as Latin."""
    if word.isascii():
        return word.casefold()
    latin = word.translate(_LIKE_LATIN)
    return latin.casefold() if latin.isascii() else word.casefold().translate(_ARABIC)
