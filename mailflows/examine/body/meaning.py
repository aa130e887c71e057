"""Reading what a text wants: which meanings stand in it, where, and which of them stand together."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mailflows.examine.body.folding import folded, words_in
from mailflows.examine.body.lexicon import HOURS, JOINED, MEANINGS
from mailflows.examine.body.lexicon_of_tricks import TRICKS

NEAR = 12  # words
PLACES = 400  # of one meaning that are kept
SHORTEST = 3  # letters of a stem


@dataclass(frozen=True)
class Meant:
    """The meanings of a text, each with the places of its words."""

    words: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    def has(self, meaning: str) -> bool:
        return meaning in self.places

    def together(self, one: str, others: Iterable[str], near: int = NEAR) -> int | None:
        """The place of `one` where a word of another meaning stands near; the same word does not count twice."""
        for other in others:
            spots = self.places.get(other, ())
            for place in self.places.get(one, ()) if spots else ():
                at = bisect_left(spots, place - near)
                while at < len(spots) and spots[at] <= place + near:
                    if spots[at] != place:
                        return place
                    at += 1
        return None

    def near(self, place: int, meaning: str, before: int, after: int) -> bool:
        """Whether a word of the meaning stands within so many words of a place."""
        spots = self.places.get(meaning, ())
        at = bisect_left(spots, place - before)
        return at < len(spots) and spots[at] <= place + after

    def around(self, place: int, before: int = 5, after: int = 9) -> str:
        return " ".join(self.words[max(0, place - before) : place + after])


def meant(text: str) -> Meant:
    """Read a text. It takes one look into a table for each different word, however many languages the table has."""
    words = tuple(words_in(folded(text)))
    places: dict[str, list[int]] = {}
    known: dict[str, tuple[str, ...]] = {}
    for place, word in enumerate(words):
        meanings = known.get(word)
        if meanings is None:
            meanings = known[word] = _of_word(word)
        for meaning in meanings:
            _note(places, meaning, place)
        for rest, meaning in _PHRASES.get(word, ()):
            if words[place + 1 : place + 1 + len(rest)] == rest:
                _note(places, meaning, place)
        if word in _HOURS and place and words[place - 1].isdigit():
            _note(places, "soon", place)
    return Meant(words, {meaning: tuple(spots) for meaning, spots in places.items()})


def is_known(word: str) -> bool:
    """Whether a folded word stands in the tables, alone or as a stem."""
    return bool(_looked_up(word))


def _note(places: dict[str, list[int]], meaning: str, place: int) -> None:
    spots = places.setdefault(meaning, [])
    if len(spots) < PLACES and (not spots or spots[-1] != place):
        spots.append(place)


def _of_word(word: str) -> tuple[str, ...]:
    found = _looked_up(word)
    if not found and "\u0600" <= word[0] <= "\u06ff":
        for joined in JOINED:
            if word.startswith(joined) and len(word) > len(joined) + 2:
                found = _looked_up(word[len(joined) :])
                if found:
                    break
    return found


def _looked_up(word: str) -> tuple[str, ...]:
    exact = _WORDS.get(word, ())
    sizes = _SIZES.get(word[:SHORTEST])
    if sizes is None:
        return exact
    found = dict.fromkeys(exact)
    for size in sizes:
        found.update(dict.fromkeys(_STEMS.get(word[:size], ())))
    return tuple(found)


def _read_table() -> tuple[
    dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[tuple[tuple[str, ...], str], ...]]
]:
    words: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for meaning, row in (*MEANINGS.items(), *TRICKS.items()):
        for entry in row.split():
            pieces = words_in(folded(entry.rstrip("*").replace("_", " ").replace("-", " ")))
            if len(pieces) > 1:
                first = pieces[0]
                phrases[first] = (*phrases.get(first, ()), (tuple(pieces[1:]), meaning))
            elif pieces and entry.endswith("*"):
                stems[pieces[0]] = (*stems.get(pieces[0], ()), meaning)
            elif pieces:
                words[pieces[0]] = (*words.get(pieces[0], ()), meaning)
    return words, stems, phrases


_WORDS, _STEMS, _PHRASES = _read_table()
# How long the stems are that begin with the same three letters.
_SIZES = {
    start: tuple(sorted({len(stem) for stem in _STEMS if stem.startswith(start)}))
    for start in sorted({stem[:SHORTEST] for stem in _STEMS})
}
_HOURS = frozenset(words_in(folded(HOURS)))
