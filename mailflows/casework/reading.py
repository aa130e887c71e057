"""Reads the data about kinds of trouble: ours, and the file in which an operator adds to it or changes it.

An operator's file is laid out like `categories.toml` beside this one and holds only what is new or different. Whatever
is wrong in it is refused as a whole, in one line that names the place and what would do, before the desk starts.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mailflows.casework.categories import LANGUAGES, RESTRICTED, Casework, Category, Facet, Term
from mailflows.spelling import fold, nearest
from mailflows.suggest.checking import WORD_TABLES, WordsRefused, check_words

TERMS = ("step", "outcome", "cause", "recommendation", "flag")
TABLES = ("category", *TERMS, "facet")
OF_A_TERM = (*LANGUAGES, "also")
OF_A_CATEGORY = ("priority", "steps", "roles", "rsit", "dfak", "asks", *OF_A_TERM)
OF_A_FACET = (*OF_A_TERM, "values")
PRIORITIES = ("P1", "P2", "P3", "P4")
MOST_STEPS = 12
LONGEST = 200  # characters of a step or a name
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)

Table = Mapping[str, Any]


class CaseworkRefused(Exception):
    """The operator's file cannot be used; the text is one line: the place in it, and what is wrong there."""


@cache
def shipped() -> Casework:
    """What comes with the program."""
    return _built(_ours())


def read_casework(text: str, roles: Collection[str]) -> Casework:
    """Ours with an operator's file on top; `roles` are the config's. Raises CaseworkRefused."""
    try:
        theirs = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        _, found, place = str(trouble).rpartition("(at ")  # its words may repeat what stands there
        raise CaseworkRefused(f"is not TOML: look at {place.rstrip(')')}" if found else "is not TOML") from None
    ours = _ours()
    _check(theirs, ours, {*roles, *(role for one in ours["category"].values() for role in one["roles"])})
    merged = {name: {**ours[name], **theirs.get(name, {})} for name in TABLES}
    for name in ("category", "facet"):
        for key, entry in theirs.get(name, {}).items():
            merged[name][key] = {**ours[name].get(key, {}), **entry}
    for key, entry in theirs.get("facet", {}).items():
        merged["facet"][key]["values"] = {**ours["facet"].get(key, {}).get("values", {}), **entry.get("values", {})}
    _check_together(merged)
    try:
        check_words(theirs, merged["category"], merged["flag"])
    except WordsRefused as trouble:
        raise CaseworkRefused(str(trouble)) from None
    own = sum(len(theirs.get(name, {})) for name in (*TABLES, *WORD_TABLES))
    return _built(merged, own, {name: theirs[name] for name in WORD_TABLES if name in theirs})


def _ours() -> dict[str, Any]:
    return tomllib.loads(files("mailflows.casework").joinpath("categories.toml").read_text(encoding="utf-8"))


def _built(tables: Table, own: int = 0, words: Table = MappingProxyType({})) -> Casework:
    steps = _terms(tables["step"])
    return Casework(
        categories=MappingProxyType(
            {
                key: Category(
                    key=key,
                    priority=entry["priority"],
                    steps=tuple(steps[step] for step in entry["steps"]),
                    roles=tuple(entry.get("roles", ())),
                    rsit=entry.get("rsit", ""),
                    dfak=entry.get("dfak", ""),
                    asks=tuple(entry.get("asks", ())),
                    name=_term(key, entry) if "en" in entry else None,
                )
                for key, entry in tables["category"].items()
            }
        ),
        outcomes=_terms(tables["outcome"]),
        causes=_terms(tables["cause"]),
        recommendations=_terms(tables["recommendation"]),
        flags=_terms(tables["flag"]),
        facets=MappingProxyType(
            {
                key: Facet(key, _words(entry), tuple(entry.get("also", ())), _terms(entry["values"]))
                for key, entry in tables["facet"].items()
            }
        ),
        own=own,
        words=words,
    )


def _terms(table: Table) -> Mapping[str, Term]:
    return MappingProxyType({key: _term(key, entry) for key, entry in table.items()})


def _term(key: str, entry: Table) -> Term:
    return Term(key, _words(entry), tuple(entry.get("also", ())))


def _words(entry: Table) -> Mapping[str, str]:
    return MappingProxyType({language: entry[language] for language in LANGUAGES})


def _check(theirs: Table, ours: Table, roles: Collection[str]) -> None:
    """What stands in the operator's file, entry by entry."""
    _keys(theirs, (*TABLES, *WORD_TABLES), "")
    for name in TABLES:
        for key, entry in _table(theirs.get(name, {}), name).items():
            place = f"{name}.{_shown(key)}"
            if not _CODE.fullmatch(key):
                raise CaseworkRefused(f"{place}: a name has letters a to z, digits and _ only, at most 40")
            if name == "flag" and key == RESTRICTED:
                raise CaseworkRefused(f"{place}: this name is taken: it says who may see a ticket")
            known = {"category": OF_A_CATEGORY, "facet": OF_A_FACET}.get(name, OF_A_TERM)
            _keys(_table(entry, place), known, place)
            new = key not in ours[name]
            if name in TERMS or new or any(language in entry for language in LANGUAGES):
                _check_words(entry, place)
            _check_list(entry, "also", place)
            if name == "category":
                _check_category(entry, place, roles, new=new)
            if name == "facet":
                _check_facet(entry, place, new=new)


def _check_category(entry: Table, place: str, roles: Collection[str], *, new: bool) -> None:
    if new and (lacking := [key for key in ("priority", "steps") if key not in entry]):
        raise CaseworkRefused(f"{place}: {lacking[0]} is missing")
    if "priority" in entry and entry["priority"] not in PRIORITIES:
        raise CaseworkRefused(f"{place}.priority: should be one of {', '.join(PRIORITIES)}")
    for name in ("rsit", "dfak"):
        if not isinstance(entry.get(name, ""), str):
            raise CaseworkRefused(f"{place}.{name}: should be words between quotation marks")
    for name in ("steps", "roles", "asks"):
        _check_list(entry, name, place)
    for role in entry.get("roles", ()):
        if role not in roles:
            raise CaseworkRefused(f"{place}.roles: there is no [[role]] called {_shown(role)}{_near(role, roles)}")
    if "steps" in entry and not 1 <= len(entry["steps"]) <= MOST_STEPS:
        raise CaseworkRefused(f"{place}.steps: should be 1 to {MOST_STEPS} steps")


def _check_facet(entry: Table, place: str, *, new: bool) -> None:
    values = _table(entry.get("values", {}), f"{place}.values")
    if new and not values:
        raise CaseworkRefused(f"{place}: values are missing")
    for key, value in values.items():
        at = f"{place}.values.{_shown(key)}"
        if not _CODE.fullmatch(key):
            raise CaseworkRefused(f"{at}: a name has letters a to z, digits and _ only, at most 40")
        _keys(_table(value, at), OF_A_TERM, at)
        _check_words(value, at)
        _check_list(value, "also", at)


def _check_words(entry: Table, place: str) -> None:
    for language in LANGUAGES:
        if language not in entry:
            raise CaseworkRefused(f"{place}: the words in {language} are missing")
        words = entry[language]
        if not isinstance(words, str) or not words.strip() or len(words) > LONGEST or _CONTROL.search(words):
            raise CaseworkRefused(f"{place}.{language}: should be one line of at most {LONGEST} letters")


def _check_list(entry: Table, name: str, place: str) -> None:
    listed = entry.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, str) and 0 < len(one) <= LONGEST for one in listed):
        raise CaseworkRefused(f'{place}.{name}: should be a list of words, as in ["one", "two"]')


def _check_together(tables: Table) -> None:
    """What only shows once both files lie on top of each other: steps and facets that are not there, clashing words."""
    for key, entry in tables["category"].items():
        for name, table in (("steps", "step"), ("asks", "facet")):
            for one in entry.get(name, ()):
                if one not in tables[table]:
                    near = _near(one, tables[table])
                    raise CaseworkRefused(f"category.{key}.{name}: there is no [{table}.{_shown(one)}]{near}")
    for name in ("outcome", "cause", "recommendation", "flag", "facet"):
        _check_apart(tables[name], name)
    for key, facet in tables["facet"].items():
        _check_apart(facet["values"], f"facet.{key}.values")


def _check_apart(table: Table, place: str) -> None:
    """No spelling means two things."""
    meant: dict[str, str] = {}
    for key, entry in table.items():
        for spelling in (key, *(entry[language] for language in LANGUAGES), *entry.get("also", ())):
            other = meant.setdefault("-".join(fold(spelling).split()), key)
            if other != key:
                raise CaseworkRefused(f"{place}.{_shown(key)}: {_shown(spelling)} already means {other}")


def _keys(table: Table, known: Iterable[str], place: str) -> None:
    for key in table:
        if key not in known:
            raise CaseworkRefused(f"{place + '.' if place else ''}{_shown(key)}: no such key{_near(key, known)}")


def _table(value: object, place: str) -> Table:
    if not isinstance(value, dict):
        raise CaseworkRefused(f"{place}: should be a table, as in [{place}]")
    return value


def _near(said: str, known: Iterable[str]) -> str:
    close = nearest(fold(said), [*map(fold, known)])
    found = next((key for key in known if fold(key) == close), "")
    return f" (did you mean {found}?)" if found else ""


def _shown(text: object) -> str:
    """On one line, cut short, whatever it holds."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(text)[:60])
