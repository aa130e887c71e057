"""Blanks: what a ready mail cannot do without and the desk does not know; only a person can say it."""

from collections.abc import Iterable, Mapping

from templates import MAILS
from templates.facts import Line, Text

KNOWN = ("desk_name", "desk_address", "fingerprint", "tag")  # which the desk knows of itself and of the ticket


def blanks_of(name: str) -> tuple[str, ...]:
    """The blanks of one ready mail, in the order of its facts."""
    lines = (fact for fact, kind in MAILS[name].facts.items() if isinstance(kind, Line | Text) and kind.default is None)
    return tuple(fact for fact in lines if fact not in KNOWN)


def every_blank(names: Iterable[str]) -> Mapping[str, str]:
    """The blanks of all these mails, as the grammar takes them behind the word: any value."""
    return {fact: "" for name in names for fact in blanks_of(name)}
