"""`#stats`: how much there is to do and how fast people answer, in counts alone; small ones not to everybody."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from statistics import median
from typing import Any

from db.papers import read_paper
from db.questions import first_answers_since, open_counts, open_figures, waiting_and_late
from mailflows.commands.case import Case, Done
from mailflows.commands.see.listing import OPEN, category_word
from mailflows.notices.lines import span
from mailflows.seats import WORKS_TICKETS
from mailflows.tickets import PRIORITIES

LATELY = timedelta(days=30)
FEW = 5  # fewer of a category than so many could be known by it to somebody who sees no ticket


def stats(_value: str, case: Case) -> Done:
    """Open tickets by status, priority and category; who waits, what is late, how long a first answer takes."""
    statuses = open_counts(case.books, OPEN, "status")
    priorities = open_counts(case.books, OPEN, "priority")
    waiting, late = waiting_and_late(case.books, OPEN, case.now)
    since = case.now - LATELY
    answered = [(first - opened).total_seconds() for opened, first in first_answers_since(case.books, since)]
    categories = _categories(case)
    hides = case.handler.role not in WORKS_TICKETS
    told = told_apart(categories, {"", *case.desk.casework.categories}, FEW if hides else 0)
    facts: dict[str, Any] = {
        "open": sum(statuses.values()),
        "statuses": _rows(statuses, OPEN),
        "priorities": _rows(priorities, PRIORITIES),
        "categories": tuple({"what": category_word(what, case), "count": str(count)} for what, count in told),
        "others": sum(categories.values()) - sum(count for _, count in told),
        "waiting": waiting,
        "late": late,
        "answered": len(answered),
        "median": span(int(median(answered) // 60), case.handler.language) if answered else "",
    }
    return Done(case.line("counted"), also=("stats", facts))


def _rows(counts: Mapping[str, int], order: Iterable[str]) -> tuple[Mapping[str, str], ...]:
    return tuple({"what": key, "count": str(counts[key])} for key in order if counts.get(key))


def _categories(case: Case) -> Mapping[str, int]:
    key = case.books.vault.figures
    return Counter(
        str(read_paper(key, f"figures:{ident}", sealed).get("category") or "")
        for ident, sealed in open_figures(case.books, OPEN)
    )


def told_apart(counts: Mapping[str, int], known: Collection[str], few: int) -> tuple[tuple[str, int], ...]:
    """The categories that are told by name, the most in front; the rest is one number, with what has none.

    "One arrest" would say who. A `<5` in its place would be worth nothing: all that is told adds up to the number of
    tickets, of which each status and each priority is told exactly, so that the one number that is hidden follows. Of
    the rest nothing follows while two are among it, and it is not as many as there can be; but where every category
    there is has just one ticket too few to be told, no number could be told instead.
    """
    apart = sorted((one for one in counts.items() if one[1] >= few), key=lambda one: (one[0] == "", -one[1], one[0]))
    rest = sum(counts.values()) - sum(count for _, count in apart)
    hidden = len({*known, *counts}) - len(apart)
    while rest and apart and (hidden < 2 or rest >= (few - 1) * hidden):
        fewest = min(apart, key=lambda one: one[1])
        apart.remove(fewest)
        rest, hidden = rest + fewest[1], hidden + 1
        if hidden >= 2 and fewest[1] >= few:
            break  # one of them may be any number now
    return tuple(apart)
