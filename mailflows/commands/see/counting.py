"""`#stats`: how much there is to do and how fast people answer, in counts alone; small ones not to everybody."""

from collections import Counter
from collections.abc import Iterable, Mapping
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
FEW = 5  # fewer than so many could be known by their category to somebody who sees no ticket


def stats(_value: str, case: Case) -> Done:
    """Open tickets by status, priority and category; who waits, what is late, how long a first answer takes."""
    statuses = open_counts(case.books, OPEN, "status")
    priorities = open_counts(case.books, OPEN, "priority")
    waiting, late = waiting_and_late(case.books, OPEN, case.now)
    since = case.now - LATELY
    answered = [(first - opened).total_seconds() for opened, first in first_answers_since(case.books, since)]
    facts: dict[str, Any] = {
        "open": sum(statuses.values()),
        "statuses": _rows(statuses, OPEN),
        "priorities": _rows(priorities, PRIORITIES),
        "categories": _categories(case),
        "waiting": waiting,
        "late": late,
        "answered": len(answered),
        "median": span(int(median(answered) // 60), case.handler.language) if answered else "",
    }
    return Done(case.line("counted"), also=("stats", facts))


def _rows(counts: Mapping[str, int], order: Iterable[str]) -> tuple[Mapping[str, str], ...]:
    return tuple({"what": key, "count": str(counts[key])} for key in order if counts.get(key))


def _categories(case: Case) -> tuple[Mapping[str, str], ...]:
    """Whoever sees no ticket is not told of a category how few there are: "one arrest" would say who."""
    key = case.books.vault.figures
    found = Counter(
        str(read_paper(key, f"figures:{ident}", sealed).get("category") or "")
        for ident, sealed in open_figures(case.books, OPEN)
    )
    hides = case.handler.role not in WORKS_TICKETS
    return tuple(
        {"what": category_word(what, case), "count": f"<{FEW}" if hides and count < FEW else str(count)}
        for what, count in sorted(found.items(), key=lambda one: (one[0] == "", *_place(one, hides)))
    )


def _place(one: tuple[str, int], hides: bool) -> tuple[int, str]:
    """The most in front; among those that are not told the order must not tell either."""
    what, count = one
    return (-max(count, FEW - 1) if hides else -count, what)
