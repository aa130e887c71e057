"""English, French and Turkish words without their endings, light-handed: what is cut too short is found too often.

All words are folded (no accents, no capitals, i for Turkish ı). One table of endings for each language, longest first.
"""

_VOWELS = frozenset("aeiouy")
_ALIKE = {"p": "b", "t": "d", "k": "g"}

# They look like plurals, or like an ending of another of the three, and are none.
UNTOUCHED = frozenset("news series species always perhaps lens bus gas texas paris ios sms".split())

# English: what no rule finds, as the desk's letters say it.
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "stolen:steal stole:steal sent:send wrote:write written:write lost:lose broke:break broken:break took:take "
        "taken:take saw:see seen:see found:find children:child men:man women:woman people:person got:get gotten:get "
        "gave:give given:give knew:know known:know came:come began:begin begun:begin hidden:hide hid:hide "
        "paid:pay said:say told:tell left:leave kept:keep held:hold bought:buy lives:life wives:wife "
        "chosen:choose chose:choose spoke:speak spoken:speak driven:drive shot:shoot caught:catch met:meet "
        "thieves:thief"
    ).split()
)
# French: plurals and feminines that change inside, and endings of verbs. What stays is at least as long as told.
_FRENCH_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "travaux:travail yeux:oeil fausse:faux fausses:faux fraiche:frais mesdames:madame messieurs:monsieur "
        "envoi:envoi envois:envoi envoie:envoi envoient:envoi vieille:vieux vieux:vieux clef:cle clefs:cle"
    ).split()
)
_FRENCH = {
    ending: (stem, least)
    for stem, least, endings in (
        ("", 4, "eraient erions eriez eront erons erait erais assent antes ants ante ant aient ions ent"),
        ("", 3, "erez erai eras era ees ee er ere ez ait ais iez ons e"),
        ("i", 3, "issaient issions issiez issant issons issez issent irent iront irez irai ira ir it ie"),
        ("iv", 3, "ive if"),
        ("eus", 3, "euse eux eus"),
        ("el", 3, "eau"),
        ("al", 3, "aux"),
    )
    for ending in endings.split()
}
_FRENCH_LONGEST = max(map(len, _FRENCH))

# Turkish: case, possessor, number, and the commonest endings of verbs; several stand one behind the other.
_TURKISH = {
    ending: least
    for least, endings in (
        (2, "lar ler"),
        (3, "larim lerim larin lerin lari leri imiz umuz iniz unuz"),
        (3, "dan den tan ten nin nun dim dum din dun dik duk tim tum tin tun di du ti tu mis mus"),
        (3, "iyor uyor iyorum uyorum iyorlar uyorlar iyoruz uyoruz acak ecek mak mek mislar misler"),
        (3, "im um in un si su da de ta te yi yu ya ye na ne yla yle la le ca ce lik luk"),
        (4, "i u e a m"),
    )
    for ending in endings.split()
}
_TURKISH_LONGEST = max(map(len, _TURKISH))
_MOST_ENDINGS = 5
_ROUND, _FRONT, _BACK = frozenset("ou"), frozenset("e"), frozenset("a")


def english(word: str) -> str:
    """Plural, -ing, -ed, -ly; the e that spelling puts in or takes out."""
    if (known := _IRREGULAR.get(word)) is not None:
        word = known
    elif len(word) > 3:
        word = _past(_singular(word))
    return _trim(word)


def _singular(word: str) -> str:
    if word[-1] != "s" or word[-2:] in ("ss", "us", "is"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def _past(word: str) -> str:
    for ending in ("ing", "ed", "ly"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and not _VOWELS.isdisjoint(stem):
            if ending == "ed" and stem[-1] == "e":
                return word
            return stem[:-1] + "y" if ending == "ed" and stem[-1] == "i" else stem
    return word


def _trim(word: str) -> str:
    """The same for message and messag(ing), install and instal(led), copy and copi(ed)."""
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word[-1] == "y" else word


def french(word: str) -> str:
    """Plural, feminine, the endings of verbs in -er and -ir."""
    if (known := _FRENCH_IRREGULAR.get(word)) is not None:
        return known
    if len(word) > 3 and word[-1] in "sx" and word[-2:] not in ("ss", "us"):
        if word.endswith("aux") and not word.endswith("eaux"):
            return word[:-2] + "l"
        word = word[:-1] if word[-3:] != "eux" else word
    for size in range(min(_FRENCH_LONGEST, len(word) - 3), 0, -1):
        rule = _FRENCH.get(word[-size:])
        if rule is not None and len(word) - size >= rule[1]:
            word = word[:-size] + rule[0]
            break
    return _trim(word)


def turkish(word: str) -> str:
    """Case, possessor and number, one ending after the other, as far as vowel harmony lets them be endings."""
    stem = word
    for _ in range(_MOST_ENDINGS):
        for size in range(min(_TURKISH_LONGEST, len(stem) - 2), 0, -1):
            least = _TURKISH.get(stem[-size:])
            if least is not None and len(stem) - size >= least and _in_harmony(stem[:-size], stem[-size:]):
                stem = stem[:-size]
                break
        else:
            break
    if stem == word:
        return word
    # hesab-ım is hesap by itself; k and its soft sign likewise
    return stem[:-1] + _HARD[stem[-1]] if len(stem) > 3 and stem[-1] in _HARD else stem


_HARD = {soft: hard for hard, soft in _ALIKE.items() if hard != "t"}


def _in_harmony(stem: str, ending: str) -> bool:
    """A vowel of the ending follows the last one of the stem; folded, i stands for two, and o and u for four."""
    last = next((sign for sign in reversed(stem) if sign in "aeiou"), "")
    first = next((sign for sign in ending if sign in "aeiou"), "")
    if not last:
        return False
    if first in _BACK:
        return last not in _FRONT
    if first in _FRONT:
        return last not in _BACK
    if first in _ROUND:
        return last in _ROUND
    return last not in _ROUND if first else True
