"""What stands behind `#list`: which tickets, and filters in any order; what is not understood refuses the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailflows.casework.categories import Casework
from mailflows.commands.case import Refused
from mailflows.commands.choices import choices_at
from mailflows.spelling import as_compared, fold, nearest, plain
from mailflows.tickets import STATUSES
from templates.labels import labels

LONGEST = 5  # words of one value: "en attente d'un tiers"
TAG = frozenset(map(fold, ("tag", "وسم", "étiquette")))
NOT_A_LANGUAGE = "unknown"


@dataclass(frozen=True)
class Filters:
    """What was asked for, each kind in the order it was said."""

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # kind → keys
    tags: tuple[str, ...] = ()  # in small letters

    def of(self, kind: str) -> tuple[str, ...]:
        return self.said.get(kind, ())

    @property
    def by_figures(self) -> bool:
        """Whether what lies sealed has to be looked into."""
        return bool(self.tags or self.of("category") or self.of("flag"))


def read_filters(value: str, casework: Casework) -> Filters:
    """What is written, in the words of this desk. Raises Refused for a word that is none of them."""
    known = known_filters(casework)
    words = plain(value).replace(",", " ").replace("،", " ").split()
    said: dict[str, tuple[str, ...]] = {}
    tags: list[str] = []
    while words:
        name, colon, tag = words[0].partition(":")
        if colon and fold(name) in TAG and tag:
            tags.append(tag.casefold())
            words = words[1:]
            continue
        kind, key, used = _longest(words, known)
        said[kind] = (*said.get(kind, ()), key)
        words = words[used:]
    return Filters(said, tuple(tags))


def _longest(words: Sequence[str], known: Mapping[str, tuple[str, str]]) -> tuple[str, str, int]:
    """The filter that most of the next words make, and how many they are: `en attente` goes before `en`."""
    for used in range(min(LONGEST, len(words)), 0, -1):
        found = known.get(as_compared(" ".join(words[:used])))
        if found is not None:
            return *found, used
    near = nearest(fold(words[0]), known)
    raise Refused("bad_filter", near and known[near][1])


def known_filters(casework: Casework) -> Mapping[str, tuple[str, str]]:
    """Every way to write a filter → its kind and key; where two kinds share a word, the earlier kind has it."""
    known: dict[str, tuple[str, str]] = {}
    choices = choices_at(casework, ())
    tongues = {key: () for key in labels("en")["language"] if key != NOT_A_LANGUAGE}
    statuses = {key: choices["status"].get(key, ()) for key in STATUSES if key != "new"}  # which are new is a scope
    for kind, vocabulary in (
        ("scope", choices["scope"]),
        ("priority", choices["priority"]),
        ("status", statuses),
        ("category", choices["category"]),
        ("flag", {key: term.spellings[1:] for key, term in casework.flags.items()}),
        ("language", tongues),
    ):
        for key, others in vocabulary.items():
            for spelling in (key, *others):
                known.setdefault(as_compared(spelling), (kind, key))
    return known
