"""The hint: which kinds of trouble a letter speaks of, which flags, how urgent, and the very words that say so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mailflows.language import language_of
from mailflows.suggest.arabizi import is_arabizi
from mailflows.suggest.lexicon import DANGER, FLAG, IMAGE, STRONG, Lexicon, Phrase
from mailflows.suggest.tokens import Token, cleaned, keys_of, tokens

SPREAD = 4  # words that may stand between those of a phrase
OFTEN = 24  # places of one word that are looked at
URGENT = "P1"
SHOWN = 3  # categories, and reasons for each
LONGEST = 120  # characters of one reason

_STRONG, _LONGER, _WEAK, _MOST_WEAK, _FOR_LIFE = 3.0, 0.6, 0.6, 1.5, 1.25
_NOT = frozenset(
    "not no never nobody none without neither nor pas jamais personne aucun aucune sans rien "
    "لم ما مش مو ليس ليست محدا ماحدا لا لن بدون ولا ماحد محد مب مهوش مافي msh mesh mish mafi mech mich".split()
)
_BETWEEN = frozenset(
    "been be ever being has have had was were is are am yet me my a an the any one of at all this to "
    "ne n m me t s l d ete encore a ai as ont est suis de du été "
    "يتم تم حدا احد حد اي هناك فيه في had 7ada حصل صار".split()
)
_SUPPOSED = frozenset("if case whether unless اذا لو حال ازا iza eza law s cas si".split())
_ONLY_FOR_REAL = frozenset({"arrest_detention", "device_lost_seized"})
_OF_A_CHILD = frozenset({"cyberbullying_harassment", "blackmail", "impersonation"})  # urgent, if it meets a child
# In a long text, as in news, a frightening word is urgent only with one of these near it: somebody it happened to.
_SOMEBODY = frozenset(
    "i me my mine we us our ours him he she im je j me m moi mon ma mes nous notre nos lui elle "
    "brother sister husband wife son daughter colleague friend frere soeur mari femme fils fille collegue ami "
    "amie".split()
)
_LONG = 150  # words
_NEAR = 6  # words on either side
_BEFORE = 4  # words before a phrase that are asked whether it is denied, or only supposed


@dataclass(frozen=True)
class Likely:
    """A category or a flag, and the words of the text that speak for it."""

    key: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Hint:
    """What a text suggests; nothing of it is ever done by itself but to make a new ticket more urgent."""

    language: str = ""
    categories: tuple[Likely, ...] = ()  # the likeliest first
    flags: tuple[Likely, ...] = ()
    priority: str = ""  # "P1", or "" where nothing speaks for more than is usual
    danger: tuple[str, ...] = ()  # words of the danger lexicon: the shift is paged


@dataclass
class _Heard:
    """What was found for one category or flag."""

    strong: float = 0.0
    weak: float = 0.0
    happened: bool = False  # somebody it happened to is near
    because: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)


def suggest(lexicon: Lexicon, text: str) -> Hint:
    """Reads the beginning of a text once; its time grows with the words looked at and no further. Raises nothing."""
    said = cleaned(text)
    read = tokens(said)
    language = language_of(said)
    heard: dict[tuple[str, str], _Heard] = {}
    for phrase, first, last in _found(lexicon, read, _spoken(read, language)):
        words = said[read[first].start : read[last].end][:LONGEST]
        happened = phrase.language not in ("en", "fr") or _somebody(read, first, last)
        if phrase.kind == DANGER and not happened:
            continue
        one = heard.setdefault((phrase.kind if phrase.kind in (FLAG, DANGER, IMAGE) else STRONG, phrase.of), _Heard())
        gain = _STRONG + _LONGER * (len(phrase.slots) - 1) if phrase.kind == STRONG else _WEAK
        if phrase.kind == STRONG:
            one.strong = max(one.strong, gain) + 0.25 * min(one.strong, gain)
        else:
            one.weak = min(_MOST_WEAK, one.weak + gain)
        one.happened |= happened and phrase.kind in (STRONG, FLAG)
        if words not in one.because:
            one.because.append(words)
    kinds = {of: one for (kind, of), one in heard.items() if kind == STRONG}
    _about_images(kinds, heard.get((IMAGE, "")))
    danger = tuple(heard[DANGER, ""].because[:SHOWN]) if (DANGER, "") in heard else ()
    flags = {of: one for (kind, of), one in heard.items() if kind == FLAG}
    if danger:
        flags.setdefault("imminent_harm", _Heard(because=list(danger)))
    urgent = bool(danger) or any(one.strong and one.happened for key, one in kinds.items() if key in lexicon.urgent)
    child = flags["minor"].happened if "minor" in flags else False
    urgent |= child and any(one.strong and one.happened for key, one in kinds.items() if key in _OF_A_CHILD)
    return Hint(
        language=language,
        categories=tuple(_ranked(kinds, lexicon.urgent)),
        flags=tuple(Likely(key, tuple(one.because[:SHOWN])) for key, one in sorted(flags.items())),
        priority=URGENT if urgent else "",
        danger=danger,
    )


def _somebody(read: list[Token], first: int, last: int) -> bool:
    """Whether it is said of somebody, as a short text always is."""
    if len(read) <= _LONG:
        return True
    return any(token.word in _SOMEBODY for token in read[max(0, first - _NEAR) : last + _NEAR + 1])


def _spoken(read: Iterable[Token], language: str) -> frozenset[str]:
    """The lists that are looked through: English and French keep apart where it is sure which of them it is."""
    latin = [token.word for token in read if token.word.isascii()]
    lists = {"ar", *({"en": ("en",), "fr": ("fr",)}.get(language, ("en", "fr")))}
    return frozenset({*lists, "az", "en", "fr"} if is_arabizi(latin) else lists)


def _ranked(kinds: Mapping[str, _Heard], urgent: frozenset[str]) -> Iterator[Likely]:
    """Strong words decide; weak ones only order what strong ones named, and never stand alone."""
    named = {key: one for key, one in kinds.items() if one.strong}
    score = {key: (one.strong + one.weak) * (_FOR_LIFE if key in urgent else 1) for key, one in named.items()}
    for key in sorted(named, key=lambda key: (-score[key], key)):
        yield Likely(key, tuple(named[key].because[:SHOWN]))


def _about_images(kinds: dict[str, _Heard], images: _Heard | None) -> None:
    """Blackmail with pictures of somebody is sextortion: it is more urgent, and other people can help."""
    if images is None or not (threat := kinds.get("blackmail")) or not threat.strong:
        return
    one = kinds.setdefault("sextortion_ncii", _Heard())
    one.strong, one.happened = max(one.strong, threat.strong) + 1, one.happened or threat.happened
    one.because = [*one.because, *threat.because, *images.because][:SHOWN]
    threat.strong /= 2


def _found(lexicon: Lexicon, read: list[Token], lists: frozenset[str]) -> Iterator[tuple[Phrase, int, int]]:
    """Each phrase of the lists that stands in the text and is not denied there, with its first and its last word."""
    at: dict[int, list[int]] = {}
    for number, token in enumerate(read):
        for key in keys_of(token.word):
            for slot in lexicon.slots_of.get(key, ()):
                places = at.setdefault(slot, [])
                if len(places) < OFTEN and (not places or places[-1] != number):
                    places.append(number)
    filled = Counter(number for slot in at for number in lexicon.within[slot])
    for number, slots in filled.items():
        phrase = lexicon.phrases[number]
        if slots < len(phrase.slots) or phrase.language not in lists:
            continue
        for first, last in _together(phrase.slots, at, read):
            if not _denied(read, first, phrase) and not (last > first and _denied_inside(lexicon, read, last, phrase)):
                yield phrase, first, last
                break


def _together(slots: tuple[int, ...], at: Mapping[int, list[int]], read: list[Token]) -> Iterator[tuple[int, int]]:
    """First and last word of each place where all of them stand within their number and a few; a window that slides."""
    if len(slots) == 1:
        yield from ((number, number) for number in at[slots[0]])
        return
    hits = sorted((number, slot) for slot in slots for number in at[slot])
    inside: Counter[int] = Counter()
    left = 0
    for number, slot in hits:
        inside[slot] += 1
        while read[number].place - read[hits[left][0]].place >= len(slots) + SPREAD:
            inside[hits[left][1]] -= 1
            left += 1
        while inside[hits[left][1]] > 1:
            inside[hits[left][1]] -= 1
            left += 1
        if all(inside[one] for one in slots):
            yield hits[left][0], number


def _denied_inside(lexicon: Lexicon, read: list[Token], last: int, phrase: Phrase) -> bool:
    """`was not arrested`: a denial right before the last word, unless the phrase itself asks for one."""
    before = last - 1
    while before > last - _BEFORE and read[before].word in _BETWEEN:
        before -= 1
    if read[before].word not in _NOT:
        return False
    means = {slot for key in keys_of(read[before].word) for slot in lexicon.slots_of.get(key, ())}
    return means.isdisjoint(phrase.slots)


def _denied(read: list[Token], first: int, phrase: Phrase) -> bool:
    """Whether somebody says that it did not happen; of an arrest also whether it is only feared or planned for."""
    for number in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        if read[first].place - read[number].place > _BEFORE + 1:
            return False
        if read[number].word in _NOT:
            return True
        if read[number].word not in _BETWEEN:
            break
    if phrase.of not in _ONLY_FOR_REAL:
        return False
    return any(token.word in _SUPPOSED for token in read[max(0, first - _BEFORE) : first])
