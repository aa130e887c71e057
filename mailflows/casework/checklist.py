"""The checklist of a ticket: the steps its kind of trouble asks for, which are done, by whom and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.papers import figures_of, name_of
from db.questions import person_by_id
from db.store import Books
from db.tables import Ticket
from mailflows.casework.categories import Casework, Term

OWN = "own"  # steps that a handler put into words; those lie in the ticket's history, never among the figures


@dataclass(frozen=True)
class Step:
    """One line of the checklist; `number` is how handlers name it."""

    number: int
    key: str
    words: Mapping[str, str]  # empty for a step of a handler's own
    by: str = ""  # who did it; "" while nobody did
    at: datetime | None = None
    entry: int = 0  # where in the history a step of a handler's own is told


def checklist_of(books: Books, casework: Casework, ticket: Ticket) -> tuple[Step, ...]:
    """All steps in their order, the most protective first, then what handlers did besides."""
    figures = figures_of(books, ticket)
    done: Mapping[str, Mapping[str, Any]] = figures.get("did", {})
    kind = casework.category(str(figures.get("category", "")))
    asked = kind.steps if kind else ()
    own = [Term(key) for key in done if key.startswith(OWN)]
    return tuple(_step(books, number, term, done.get(term.key)) for number, term in enumerate((*asked, *own), 1))


def _step(books: Books, number: int, term: Term, did: Mapping[str, Any] | None) -> Step:
    if did is None:
        return Step(number, term.key, term.words)
    by = name_of(books, person_by_id(books, did["by"]))
    return Step(number, term.key, term.words, by, datetime.fromisoformat(did["at"]), int(did.get("entry", 0)))
