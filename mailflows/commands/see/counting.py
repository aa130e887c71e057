"""`#stats`: how much there is to do and how fast people answer, in counts alone; small ones not to everybody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from statistics import median
from typing import Any

from db.papers import read_paper
from db.questions import confirmed_since, first_answers_since, open_counts, open_figures, waiting_and_late
from mailflows.commands.call.escalating import VITAL
from mailflows.commands.call.responding import responding
from mailflows.commands.case import Case, Done
from mailflows.commands.see.apart import FEW, told_apart
from mailflows.commands.see.listing import OPEN, category_word
from mailflows.notices.lines import span
from mailflows.seats import WORKS_TICKETS
from mailflows.tickets import PRIORITIES

LATELY = timedelta(days=30)


def stats(value: str, case: Case) -> Done:
    """Open tickets by status, priority and category; who waits, what is late, how long a first answer takes.

    With `platforms` behind it, how those answer who are asked most.
    """
    if value == "platforms":
        return responding(case)
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
        "vital": len(confirmed_since(case.books, VITAL, since)),  # exact for everybody: it is about what we did
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
