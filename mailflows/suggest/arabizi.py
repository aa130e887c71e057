"""Arabic in Latin letters and digits: told apart from other languages, and compared by its consonants alone."""

import re
from collections.abc import Collection, Iterator

_WRITTEN = (
    *(("kh", "5"), ("gh", "8"), ("sh", "$"), ("ch", "$"), ("ph", "f"), ("th", "t"), ("dh", "d")),
    *(("9", "2"), ("q", "2"), ("7", "h"), ("6", "t"), ("c", "k"), ("x", "5"), ("v", "f"), ("p", "b")),
)
_TWICE = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiouy")
_BEFORE = frozenset("b t n m w l h k bt bn mt d y nt bl wl f wn wt kt".split())
_BEHIND = frozenset("n h k l t hn km nh ln w lh hm tn lk th nl ln".split())
_LEAST = 3
_MIXED = re.compile(r"(?:[a-z][235679]|[235679]+[a-z])[a-z235679']*", re.ASCII)
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th|e|er|eme|h|am|pm|g|k|m|mb|gb|fa|d)?|[a-z]\d+", re.ASCII)
# The commonest words, as they are typed from Morocco to Iraq; none that is a common word of English or French.
_COMMON = frozenset(
    "el bel fel lal 3al 3ala 3an ana enta enti enno eno enu inno howe hiyye hiya howa nehna ne7na mesh mish "
    "mush msh mich mafi fi fih fiha mafish mafich kif keef shou shu chou chnou chno wesh wach wash ash 3ash "
    "leh lesh leish laych 3lach 3am 3m ra7 rah ha7 bas bs kamen kaman kamena ya3ne ya3ni yaani law lamma "
    "lama men min ba3d ba3den abel 2abel 9bal 9bel 3ende 3endi 3andi 3indi andi 3ando ma3i ma3e ma3o m3aya "
    "ma3aya tab3i taba3 tab3e dyal dyali dyalo dyalhom bta3 bta3i beta3i te3i ta3i mte3i mta3i hada 7ada "
    "7adan wa7ad wa7ed wahed wahad hayda hayde hay hadi hadchi haydi dah di deh sar sarli sarle bedde beddi "
    "baddi badde bade baddo baddon 3ayez 3ayza bghit nheb n7eb t7eb lezem lazem lazim mar7aba marhaba salam "
    "sabah saba7 shukran choukran please plz khaye khayye 5aye akhi akhouy okhti emme ommi baba kteer ktir "
    "kter bezzaf barsha awi 2awi jdan jidan ktheer hon hone hena hina honik sa3douni sa3dni 3awnouni sa3edni "
    "sa3dini msa3ade mousa3ade w wa wla walla wallah yalla habibi mbere7 mbareh emberi7 imbare7 lbere7 lyoum "
    "elyom lyom halla2 hala2 hla2 daba dlwa2ty delwa2ti tawa taw kel kol kull kolon sho m3 ma3 metl mitl zay "
    "zey 3refet 3ref ba3ref ma3rafch ma mafehash telefone telefoni telephoni account insta facebook number".split()
)  # fmt: skip
_BOTH = frozenset(
    "please plz account insta facebook number men bas wash ash rah di w ma kif el law fi hay taw kol".split()
)


def consonants(word: str) -> str:
    """What is left of it: t7akkar, tahakkar and tehakar are one. The word is in small letters, without accents."""
    for written, meant in _WRITTEN:
        word = word.replace(written, meant)
    bare = _TWICE.sub(r"\1", word.replace("'", "2"))
    first = bare[:1] if bare[:1] == "2" else ""
    return first + bare[len(first) :].translate(_VOWELS)


def forms(word: str) -> Iterator[str]:
    """Its consonants, then without what may be written onto it; three at least."""
    bare = consonants(word)
    for before in range(min(2, len(bare) - _LEAST) + 1):
        if before and bare[:before] not in _BEFORE:
            continue
        for behind in range(min(2, len(bare) - before - _LEAST) + 1):
            if not behind or bare[len(bare) - behind :] in _BEHIND:
                yield bare[before : len(bare) - behind]


def weight(words: Collection[str]) -> int:
    """How much of it is Arabizi: a word with digits for letters counts two, a common one one, doubtful ones a third."""
    mixed = common = doubtful = 0
    for word in words:
        if _MIXED.fullmatch(word) and not _NUMBERED.fullmatch(word):
            mixed += 1
        elif word in _BOTH:
            doubtful += 1
        elif word in _COMMON:
            common += 1
    sure = 2 * mixed + common
    return sure + doubtful // 3 if sure else 0


def is_arabizi(words: Collection[str]) -> bool:
    """Whether it is looked at as Arabizi besides; it may be mixed with English or French."""
    found = weight(words)
    return found >= 2 and found * 8 >= len(words)


_TYPED = re.compile(r"[a-z0-9']+", re.ASCII)
_FEWEST = 3  # words; of fewer nothing is said


def mostly_arabizi(text: str) -> bool:
    """Whether Arabic is what it mostly is: a third of the words surely are, digits for letters among them."""
    pieces = (piece for piece in text.lower().split() if "@" not in piece and "://" not in piece)
    words = [word for piece in pieces for word in _TYPED.findall(piece) if not word.isdigit()]
    mixed = sum(bool(_MIXED.fullmatch(word)) and (word in _COMMON or not _NUMBERED.fullmatch(word)) for word in words)
    return len(words) >= _FEWEST and mixed >= 1 and weight(words) * 5 >= 2 * len(words)
