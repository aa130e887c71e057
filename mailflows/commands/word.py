"""A word of the command language: how it is spelled, what it takes, who may say it, what it does and what undoes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from mailflows.commands.undoing import NOTHING, Said
from mailflows.seats import AT_THE_DESK, LEADS, WORKS_TICKETS

Wants = Literal["none", "optional", "required"]

# Who may say a word: kinds of people at the desk.
HANDLERS = WORKS_TICKETS
LAB = WORKS_TICKETS | {"threat_lab"}  # also the threat lab, about tickets that were escalated to it
FIGURES = WORKS_TICKETS | {"reports"}  # also who writes the reports; shows counts and nothing else
EVERYBODY = AT_THE_DESK
LEADING = LEADS


@dataclass(frozen=True)
class Word:
    """One row of the vocabulary. `#help`, the handlers' page and the grammar all read this and nothing else."""

    name: str  # as the record and the code know it: "reply"
    ar: str
    fr: str
    value: Wants  # what stands behind the word on its line
    text: Wants  # the free text below the block; "none" refuses a text that no other word of the mail allows
    help: Mapping[str, str]  # one sentence each for "en", "ar", "fr"
    example: str
    also: tuple[str, ...] = ()  # common spellings in any language
    hint: str = ""  # what the value is, for the pages: "TAG CODE"
    choices: str = ""  # the closed vocabulary its value comes from, "" where it is free
    named: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # key= → closed vocabulary, or ""
    may: frozenset[str] = HANDLERS  # who may say it
    outward: bool = False  # speaks to someone outside the desk
    needs_ticket: bool = True
    owns_text: bool = False  # takes the free text for itself; with any other word it is an internal note (LEAK-10)
    repeats: bool = False  # may stand in one mail more than once
    conflicts: tuple[str, ...] = ()  # words that may not stand in the same mail; holds both ways
    undo: Said = field(default_factory=lambda: NOTHING)  # what takes it back, as `help`; nothing where nothing can

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write the word, its own name first."""
        return (self.name, self.ar, self.fr, *self.also)

    def against(self, other: "Word") -> bool:
        """Whether the two may not stand in the same mail."""
        both_text = self.owns_text and other.owns_text
        return both_text or self.name in other.conflicts or other.name in self.conflicts
