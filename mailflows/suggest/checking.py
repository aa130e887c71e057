"""Checks the words an operator adds, by which a kind of trouble is guessed; what is wrong is named with its place."""

from collections.abc import Collection, Mapping
from typing import Any

from mailflows.suggest.lexicon import DANGER, IMAGE, LANGUAGES, STRONG, WEAK, shipped_tables

WORD_TABLES = ("words", "signal", "sign", DANGER, IMAGE)
MOST_WORDS = 12  # of one phrase
MOST = 500  # phrases of one list
LONGEST = 2_000  # characters of one phrase with all that may stand for each word
LEAST_OF_A_BEGINNING = 4


class WordsRefused(Exception):
    """The operator's words cannot be used; the text is one line: the place, and what is wrong there."""


def check_words(theirs: Mapping[str, Any], categories: Collection[str], flags: Collection[str]) -> None:
    """The tables words, signal, sign, danger and image of an operator's file. Raises WordsRefused."""
    groups = {
        (language, name) for one in shipped_tables() for language, names in one["words"].items() for name in names
    }
    for language, names in _languages(theirs.get("words", {}), "words").items():
        for name, said in _table(names, f"words.{language}").items():
            _check_phrase(said, f"words.{language}.{_shown(name)}", frozenset())
            groups.add((language, name))
    for kind, known in (("signal", categories), ("sign", flags)):
        for key, entry in _table(theirs.get(kind, {}), kind).items():
            place = f"{kind}.{_shown(key)}"
            if key not in known:
                what = "category" if kind == "signal" else "flag"
                raise WordsRefused(f"{place}: there is no {what} of this name")
            if kind == "sign":
                _check_languages(entry, place, groups)
                continue
            for language, lists in _languages(entry, place).items():
                for name, phrases in _table(lists, f"{place}.{language}").items():
                    if name not in (STRONG, WEAK):
                        raise WordsRefused(f"{place}.{language}.{_shown(name)}: should be strong or weak")
                    _check_phrases(phrases, f"{place}.{language}.{name}", language, groups)
    for kind in (DANGER, IMAGE):
        _check_languages(theirs.get(kind, {}), kind, groups)


def _check_languages(entry: object, place: str, groups: Collection[tuple[str, str]]) -> None:
    for language, phrases in _languages(entry, place).items():
        _check_phrases(phrases, f"{place}.{language}", language, groups)


def _check_phrases(phrases: object, place: str, language: str, groups: Collection[tuple[str, str]]) -> None:
    if not isinstance(phrases, list) or len(phrases) > MOST:
        raise WordsRefused(f'{place}: should be a list of at most {MOST} phrases, as in ["lost my phone"]')
    named = {name for of, name in groups if of == language}
    for number, said in enumerate(phrases, 1):
        _check_phrase(said, f"{place}, phrase {number}", named)


def _check_phrase(said: object, place: str, groups: Collection[str]) -> None:
    if not isinstance(said, str) or not said.strip() or len(said) > LONGEST:
        raise WordsRefused(f"{place}: should be words between quotation marks, at most {LONGEST} letters")
    wanted = said.split()
    if len(wanted) > MOST_WORDS:
        raise WordsRefused(f"{place}: should be at most {MOST_WORDS} words")
    for words in wanted:
        alternatives = [word for word in words.split("|") if word]
        if not alternatives:
            raise WordsRefused(f"{place}: there is no word beside |")
        for word in alternatives:
            if word.startswith("@") and word[1:] not in groups:
                raise WordsRefused(f"{place}: there is no group {_shown(word)}")
            if word.endswith("*") and len(word) <= LEAST_OF_A_BEGINNING:
                raise WordsRefused(f"{place}: {_shown(word)} should have {LEAST_OF_A_BEGINNING} letters at least")
            if not word.strip("@=*'").replace("_", "").isalnum():
                raise WordsRefused(f"{place}: {_shown(word)} should be letters and digits only")


def _languages(entry: object, place: str) -> Mapping[str, Any]:
    for language in (table := _table(entry, place)):
        if language not in LANGUAGES:
            raise WordsRefused(f"{place}.{_shown(language)}: should be one of {', '.join(LANGUAGES)}")
    return table


def _table(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise WordsRefused(f"{place}: should be a table, as in [{place}]")
    return value


def _shown(text: object) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in str(text)[:60])
