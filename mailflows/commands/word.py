"""A word of the command language: how it is spelled, what it takes, what it does, what takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Wants = Literal["none", "optional", "required"]


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
    outward: bool = False  # speaks to someone outside the desk
    needs_ticket: bool = True
    conflicts: tuple[str, ...] = ()  # words that may not stand in the same mail; holds both ways
    undo: str = ""  # what takes it back, "" where nothing can

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write the word, its own name first."""
        return (self.name, self.ar, self.fr, *self.also)
