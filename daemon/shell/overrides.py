"""What handlers said instead of the rules: which looks frighten for nothing here, and where too little was seen."""

import argparse
import json
from collections import Counter
from dataclasses import dataclass

from daemon.assemble import open_store
from daemon.config import load
from daemon.tools import wall_clock
from db.papers import Erased
from db.questions import letters_of, tickets_listed
from db.store import Books
from db.tables import Ticket
from mailflows.examine.verdict import Word
from mailflows.judging import findings_about, overridden

# From the least grave to the gravest; what could not be checked stands between nothing and something.
GRAVITY = [
    Word.NOTHING_FOUND,
    Word.COULD_NOT_CHECK,
    Word.TRAINING_EXERCISE,
    Word.UNUSUAL,
    Word.REAL_ALERT,
    Word.SUSPICIOUS,
    Word.DANGEROUS,
]


@dataclass(frozen=True)
class Overrides:
    """The tickets with a handler's own verdict, counted. No content is in it, only ids of looks."""

    pairs: Counter[tuple[str, str]]  # what the rules said, what the handler said
    lowered: Counter[str]  # looks that had counted where the handler saw less
    raised: int  # tickets in which the handler saw more


def tell(told: argparse.Namespace) -> None:
    """Prints the sums of this desk's own store."""
    store = open_store(load(told.config, look=False), wall_clock())
    with store.reading() as books:
        sums = counted(books)
    store.close()
    if told.json:
        pairs = {f"{before} > {after}": count for (before, after), count in sorted(sums.pairs.items())}
        print(json.dumps({"overridden": pairs, "lowered": dict(sorted(sums.lowered.items())), "raised": sums.raised}))
        return
    print(f"tickets in which a handler overrode the rules: {sums.pairs.total()}")
    for (before, after), count in sums.pairs.most_common():
        print(f"  {count:>5}  {before} > {after}")
    if sums.lowered:
        print("looks that had counted where the handler saw less:")
        print("  " + ", ".join(f"{look} {count}" for look, count in sums.lowered.most_common()))


def counted(books: Books) -> Overrides:
    """Goes through all tickets; those that were erased keep their figures, and their looks are gone."""
    pairs: Counter[tuple[str, str]] = Counter()
    lowered: Counter[str] = Counter()
    raised = 0
    for ticket in tickets_listed(books, ()):
        if (said := overridden(books, ticket)) is None:
            continue
        word, before = said
        pairs[before, word.value] += 1
        if GRAVITY.index(word) < GRAVITY.index(Word(before)):
            lowered.update(_looks(books, ticket))
        raised += GRAVITY.index(word) > GRAVITY.index(Word(before))
    return Overrides(pairs, lowered, raised)


def _looks(books: Books, ticket: Ticket) -> set[str]:
    try:
        letters = letters_of(books, ticket.id)
        return {one.look for letter in letters for one in findings_about(books, ticket, letter) if one.weight}
    except Erased:
        return set()
