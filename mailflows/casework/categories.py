"""Kinds of trouble: the steps each asks for, who can help, how urgent it is, and the words for how it ended and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from mailflows.spelling import LONGEST_WORD, as_compared, nearest
from mailflows.suggest.lexicon import Lexicon, built, shipped_tables

LANGUAGES = ("en", "ar", "fr")
RESTRICTED = "restricted"  # no flag of the list: it says who may see a ticket at all


@dataclass(frozen=True)
class Term:
    """A code, its words in each language, and how people may also write it."""

    key: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        return self.words.get(language) or self.words.get("en", self.key)

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.key, *self.words.values(), *self.also)))


@dataclass(frozen=True)
class Facet(Term):
    """Something that is counted about tickets, and the values it may have."""

    values: Mapping[str, Term] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Category:
    """A kind of trouble. `name` is given by the operator for their own; words of ours are labels of the templates."""

    key: str
    priority: str
    steps: tuple[Term, ...]  # the most protective first
    roles: tuple[str, ...] = ()  # who may be called, as the config's [[role]] names them
    rsit: str = ""  # Reference Security Incident Taxonomy, for those who exchange figures
    dfak: str = ""  # topic of the Digital First Aid Kit
    asks: tuple[str, ...] = ()  # facets that are worth asking for
    name: Term | None = None

    def step(self, key: str) -> Term | None:
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True)
class Casework:
    """Everything of the data file, with what the operator added."""

    categories: Mapping[str, Category]
    outcomes: Mapping[str, Term]
    causes: Mapping[str, Term]
    recommendations: Mapping[str, Term]
    flags: Mapping[str, Term]
    facets: Mapping[str, Facet]
    own: int = 0  # entries that came from the operator's file
    words: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))  # by which trouble is guessed

    def category(self, key: str) -> Category | None:
        """None for "", and for one that the operator took out of their file again."""
        return self.categories.get(key)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Ours with the operator's words; put together once, at the daemon's start or where it is first needed."""
        urgent = (key for key, one in self.categories.items() if one.priority == "P1")
        return built((*shipped_tables(), self.words), urgent)

    @cached_property
    def named_by_operator(self) -> Mapping[str, Term]:
        """Categories whose words are the operator's."""
        return {key: one.name for key, one in self.categories.items() if one.name is not None}


def find(said: str, terms: Iterable[Term]) -> tuple[str, str]:
    """The key of what was written, and "" with the nearest key where none is meant."""
    keys = {as_compared(spelling): term.key for term in terms for spelling in term.spellings}
    wanted = as_compared(said)
    if wanted in keys:
        return keys[wanted], ""
    near = nearest(wanted, keys) if len(wanted) <= LONGEST_WORD else ""
    return "", keys.get(near, "")
