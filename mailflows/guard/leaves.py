"""What leaves: the finished words of a mail, and apart from them what people wrote into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What the desk itself puts into a mail: its own words, and labels. Nobody's name is looked for in them.
OURS = frozenset(
    "tag desk_name desk_address from_desk fingerprint role category priority verdict client day findings reasons "
    "missing status".split()
)


@dataclass(frozen=True)
class Leaves:
    """A mail's words: all of them, and those that people wrote. A ready mail holds none of the latter."""

    whole: str
    written: str


def leaves(subject: str, text: str, facts: Mapping[str, Any]) -> Leaves:
    written = (said for name, fact in facts.items() if name not in OURS for said in _said(fact))
    return Leaves(f"{subject}\n{text}", "\n".join(written))


def _said(fact: object) -> Iterator[str]:
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, Mapping):
        yield from (one for one in fact.values() if isinstance(one, str))
    elif isinstance(fact, tuple):
        for row in fact:
            yield from _said(row)
