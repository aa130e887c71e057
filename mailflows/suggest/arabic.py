"""Arabic words with what is written onto them taken off, in every way it may have been put together."""

from collections.abc import Iterator

# Particles, article, future, continuous and person of a verb, passive; the dialects' own as well.
_BEFORE = frozenset(
    "و ف ب ك ل س ال وال بال فال كال لل ولل عال هال ع ه ح د ت ي ن ا م بي بت بن با وب وبي وي وت ون سي ست سن "
    "وسي هي هت هن حي حت حن كي كت كن تي ان وان ين بين ات يت بيت تت دي ديت وم لي لت ليت فت في ما وات تن غي وس "
    "وا فا يست عم".split()
)
# Who it was done to, whose it is, how many they are; a dative of the dialects, and the ش of a denial.
_BEHIND = frozenset(
    "ي ك ه ها هم هن كم كن نا ني و وا وه وها وهم وهن وني وك ونا وكم ون ونه ين ينا ان ات اتي اتك اتنا اته اتها "
    "اتهم ت تي تك ته تها تنا تهم تو توا تني تلي لي لك له لو لها لنا لهم ولي ولك ولو ولها ولنا ولهم يه يا ية "
    "ش وش نيش يين يت وهاش وهالي هولي نه تون لنه ولن تاني وهما ا تا ونني ونك ونه ونا ونها ونهم ونكم نني نك "
    "تنا".split()
)
_LONGEST = 4
_LEAST = 3


def forms(word: str) -> Iterator[str]:
    """The folded word, then what is left of it without what may stand before and behind; three letters at least."""
    yield word
    size = len(word)
    for before in range(min(_LONGEST, size - _LEAST) + 1):
        if before and word[:before] not in _BEFORE:
            continue
        for behind in range(min(_LONGEST, size - before - _LEAST) + 1):
            if (before or behind) and (not behind or word[size - behind :] in _BEHIND):
                yield word[before : size - behind]
