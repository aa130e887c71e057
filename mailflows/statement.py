"""A statement about a new key, in the one form that counts: "my new key is", its fingerprint, and next to nothing else.

Whoever asks about a key, forwards one or quotes one says other words too, and has stated nothing. So what a person
wrote themselves has to be such a statement as a whole.
"""

import re

from mailflows.quoting import own_words
from mailflows.spelling import fold, plain

LONGEST = 2_000  # characters of own words
ASKS = re.compile("[?؟]")
WORD = re.compile(r"\w+")
GROUP = re.compile(r"(?:0x)?(?:[0-9a-f]{4}|[0-9a-f]{40}|[0-9a-f]{64})")


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(fold(words).split())


PHRASES = tuple(
    _phrase(words)
    for words in (
        "my new key is",
        "my new key",
        "my new pgp key is",
        "my new openpgp key is",
        "ma nouvelle clé est",
        "ma nouvelle clé",
        "ma nouvelle clef est",
        "ma nouvelle clef",
        "ma nouvelle clé pgp est",
        "مفتاحي الجديد هو",
        "مفتاحي الجديد",
    )
)
# Words that may stand around it, and can turn nothing of it round.
AROUND = frozenset(
    fold(
        "hello hi hey dear team desk helpdesk please use it from now on thanks thank you kind regards best fingerprint "
        "bonjour bonsoir merci s il vous plaît svp utilisez la désormais dorénavant cordialement empreinte "
        "مرحبا السلام عليكم تحية طيبة من فضلكم رجاء الرجاء استعملوه استخدموه الآن شكرا لكم وشكرا البصمة"
    ).split()
)


def states_new_key(text: str, fingerprint: str) -> bool:
    """Whether the person's own words say that this is their new key, and say nothing else."""
    own = own_words(text)
    if own.doubtful or len(own.text) > LONGEST or ASKS.search(own.text):
        return False
    words = WORD.findall(fold(plain(own.text)))
    for at in range(len(words)):
        phrase = next((one for one in PHRASES if tuple(words[at : at + len(one)]) == one), ())
        behind = at + len(phrase)
        if phrase and (end := _fingerprint_at(words, behind, fingerprint)):
            return AROUND.issuperset(words[:at] + words[end:])
    return False


def _fingerprint_at(words: list[str], at: int, fingerprint: str) -> int:
    """Where the fingerprint that begins at this word ends; 0 where another word or another number stands there."""
    said = ""
    while at < len(words) and len(said) < len(fingerprint) and GROUP.fullmatch(words[at]):
        said += words[at].removeprefix("0x")
        at += 1
    return at if said == fingerprint.lower() else 0
