"""What only guidance has: now, next and to prevent it; no steps in common; nothing of the sender's in it."""

import re
from collections.abc import Iterator, Mapping

from templates.facts import Flag, Key, Kind, Line, Number, Rows, Tag, Text
from templates.lint.reading import STEP
from templates.mails import Mail

SHARED = 0.30  # of the steps of the shorter one: from here on, two kinds of trouble are told the same
ALIKE = 0.75  # of the words of two steps: from here on, they are one step
# How a line begins that heads what is to be done now, next and to prevent it; it ends in a colon.
SECTIONS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (("Now",), ("Next", "After that"), ("To prevent", "From now on", "Later")),
    "fr": (("Maintenant", "Tout de suite"), ("Ensuite",), ("Pour prévenir", "Pour éviter", "À l'avenir")),
    "ar": (("الآن",), ("بعد ذلك",), ("للوقاية", "لاحقًا")),
    "fa": (("اکنون", "حالا", "همین حالا", "همین الان"), ("بعد", "سپس", "پس از آن", "در ادامه"),
           ("برای پیشگیری", "پیشگیری")),
    "tr": (("Şimdi", "Hemen"), ("Sonra", "Ardından", "Daha sonra"), ("Önlemek için", "Önlem", "Tekrarını önlemek")),
}  # fmt: skip
NAMES = ("now", "next", "to prevent it")
# What the desk or a handler puts into guidance; whatever else is a line of text could be a stranger's.
OURS = frozenset("desk_name desk_address fingerprint hours_line day time way danger_lines".split())
MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u2066-\u2069]")  # lengthening, vowel signs, isolates
LETTERS = re.compile(r"[^\W_]+")


def senders(name: str, mail: Mail) -> Iterator[str]:
    """Facts of a guidance mail that could hold a word of whoever wrote to us."""
    for fact, kind in mail.facts.items():
        if not _ours(fact, kind):
            yield f"{name} takes {fact}, which may be the sender's: guidance holds nothing that a stranger wrote"


def _ours(fact: str, kind: Kind) -> bool:
    match kind:
        case Tag() | Key(loose=False) | Number() | Flag():
            return True
        case Key() | Line() | Rows() | Text():
            return fact in OURS


def lacking(text: str, language: str) -> Iterator[str]:
    """Which of the three sections a text has not, or has in another order."""
    heads = [line for line in text.split("\n") if line.rstrip().endswith(":")]
    at = -1
    for name, spellings in zip(NAMES, SECTIONS.get(language, ()), strict=False):
        places = [place for place, line in enumerate(heads) if line.startswith(spellings) and place > at]
        if not places:
            begins = " or ".join(spellings)
            yield f"lacks the section {name!r} in its place: a line that begins with {begins} and ends in :"
        else:
            at = places[0]


def steps_of(text: str) -> tuple[frozenset[str], ...]:
    """The steps of a text, each as the words in it: without numbers, signs, capitals and vowel signs."""
    found = (STEP.fullmatch(line) for line in MARKS.sub("", text).casefold().split("\n"))
    return tuple(frozenset(LETTERS.findall(step[2])) for step in found if step)


def shared(one: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]) -> float:
    """Which share of the shorter one's steps the other has too, from 0 to 1."""
    alike = sum(any(_alike(step, another) for another in other) for step in one)
    back = sum(any(_alike(step, another) for another in one) for step in other)
    return max(alike, back) / max(1, min(len(one), len(other)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)
