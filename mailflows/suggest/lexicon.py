"""The lexicon: phrases that speak for a kind of trouble, for a flag or of danger, made ready to be looked for."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mailflows.search.latin import english, french
from mailflows.spelling import fold
from mailflows.suggest import arabizi

LANGUAGES = ("en", "ar", "fr", "az")
STRONG, WEAK, FLAG, DANGER, IMAGE = "strong", "weak", "flag", "danger", "image"


@dataclass(frozen=True)
class Phrase:
    """Words that stand near each other; `slots` are numbers of what each of them may be."""

    kind: str
    of: str  # the category, or the flag
    language: str
    slots: tuple[int, ...]


@dataclass(frozen=True)
class Lexicon:
    """`slots_of` leads from a key of a word to the slots it fills, `within` from a slot to the phrases it stands in."""

    phrases: tuple[Phrase, ...]
    slots_of: Mapping[str, tuple[int, ...]]
    urgent: frozenset[str] = field(default_factory=frozenset)  # categories that are P1 by themselves

    def made_ready(self) -> None:
        """Everything is put together, so that no letter waits for it."""
        len(self.within)

    @cached_property
    def within(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for number, phrase in enumerate(self.phrases):
            for slot in phrase.slots:
                found.setdefault(slot, []).append(number)
        return {slot: tuple(numbers) for slot, numbers in found.items()}


def shipped_tables() -> Iterator[Mapping[str, Any]]:
    """What comes with the program, one file a language."""
    for language in LANGUAGES:
        data = files("mailflows.suggest").joinpath("words", f"{language}.toml")
        yield tomllib.loads(data.read_text(encoding="utf-8"))


def built(layers: Iterable[Mapping[str, Any]], urgent: Iterable[str]) -> Lexicon:
    """From tables laid out like the files in words/, each on top of those before. Raises KeyError: no such group."""
    numbers: dict[tuple[str, ...], int] = {}
    slots_of: dict[str, set[int]] = {}
    phrases: list[Phrase] = []
    groups: dict[tuple[str, str], str] = {}
    for tables in layers:
        for language, named in tables.get("words", {}).items():
            groups |= {(language, name): said for name, said in named.items()}
        for kind, of, language, said in _rows(tables):
            slots = []
            for wanted in said.split():
                keys = tuple(sorted({_key(word, language) for word in _alternatives(wanted, language, groups)}))
                number = numbers.setdefault(keys, len(numbers))
                for key in keys:
                    slots_of.setdefault(key, set()).add(number)
                slots.append(number)
            phrases.append(Phrase(kind, of, language, tuple(dict.fromkeys(slots))))
    kept = MappingProxyType({key: tuple(sorted(found)) for key, found in slots_of.items()})
    return Lexicon(tuple(phrases), kept, frozenset(urgent))


def _alternatives(wanted: str, language: str, groups: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for word in wanted.split("|"):
        if word.startswith("@"):
            yield from groups[language, word[1:]].split("|")
        elif word:
            yield word


def _rows(tables: Mapping[str, Any]) -> Iterable[tuple[str, str, str, str]]:
    for category, entry in tables.get("signal", {}).items():
        for language, lists in entry.items():
            for kind in (STRONG, WEAK):
                yield from ((kind, category, language, said) for said in lists.get(kind, ()))
    for flag, entry in tables.get("sign", {}).items():
        yield from ((FLAG, flag, language, said) for language, listed in entry.items() for said in listed)
    for kind in (DANGER, IMAGE):
        entry = tables.get(kind, {})
        yield from ((kind, "", language, said) for language, listed in entry.items() for said in listed)


def _key(word: str, language: str) -> str:
    """`=word` is that word alone, `word*` whatever begins so, anything else the word however it is inflected."""
    word = fold(word)
    if word.startswith("="):
        return f"w{word[1:]}"
    if word.endswith("*"):
        return f"p{word[:-1][:9]}"
    if "\u0600" <= word[0] <= "\u06ff":
        return f"a{word}"
    if language == "az":
        bare = arabizi.consonants(word)
        return f"z{bare}" if len(bare) >= 3 else f"w{word}"
    if not word.isalpha():
        return f"w{word}"
    return f"f{french(word)}" if language == "fr" else f"e{english(word)}"
