"""Platforms: what was asked of each, how soon it answered and what came of it, as figures for whoever speaks with them.

Which platform it was and how it ended lies under the key for figures, and nothing of what anybody wrote is among it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.clocks import PlatformCase
from db.papers import figures_of, read_paper, write_paper
from db.questions import outbound_by_id, platform_cases, platform_cases_since
from db.store import Books
from db.tables import Outbound, Ticket
from db.vault import new_id
from mailflows.casework.categories import Casework
from mailflows.desk import Desk
from mailflows.drafted import Drafted
from mailflows.needs import PLATFORM, kind_of
from mailflows.spelling import meant

OTHER = "other"
SILENT = "silent"  # an outcome that is no answer
NEVER_LEFT = frozenset({"undone", "failed"})  # states of a mail


@dataclass(frozen=True)
class Asked:
    """All that was asked of one platform, in numbers."""

    platform: str
    sent: int
    waits: tuple[timedelta, ...]  # until each first answer, the shortest in front
    outcomes: Mapping[str, int]  # keys of RESULT, "" where nothing came of it so far
    unclear: int  # answers that the harm was not clear

    def within(self, part: float) -> timedelta | None:
        """How long it took at most until this part of those that were answered were; None where none was."""
        if not self.waits:
            return None
        return self.waits[max(0, -(-len(self.waits) * int(part * 100) // 100) - 1)]


def begin(books: Books, desk: Desk, ticket: Ticket, mail: Drafted, outbound: Outbound) -> None:
    """A request to a platform is on its way; mails to others begin nothing. `outbound`: the mail it goes with."""
    if mail.name != "escalation" or kind_of(mail.part) != PLATFORM:
        return
    lines = {str(one["name"]): str(one["value"]) for one in mail.facts.get("lines", ())}
    row = PlatformCase(id=new_id(), ticket_id=ticket.id, sent_at=outbound.due_at, figures=b"")
    before = platform_cases(books, ticket.id)
    figures = {
        "platform": _platform(lines.get("platform", ""), mail.part, desk.casework),
        "role": mail.part,
        "category": figures_of(books, ticket).get("category", ""),
        "outcome": "",
        "harm_unclear": False,
        "channel": "mail",
        "n": 1 + sum(_figures(books, one)["role"] == mail.part for one in before),
        "mail": outbound.id,
    }
    _write(books, row, figures)


def answered(
    books: Books, ticket: Ticket, role: str, now: datetime, result: str = "", *, unclear: bool = False
) -> bool:
    """A platform answered, by mail or as a handler says; False where nothing was asked of it. `result`: of RESULT.

    Its first answer counts for how long it took; the newest result is what came of it.
    """
    asked = [(row, _figures(books, row)) for row in platform_cases(books, ticket.id)]
    mine = [(row, figures) for row, figures in asked if figures["role"] == role and _left(books, figures)]
    if not mine:
        return False
    row, figures = mine[-1]
    if result != SILENT and row.answered_at is None:
        row.answered_at = now
    changed = {"outcome": result or figures["outcome"], "harm_unclear": unclear or figures["harm_unclear"]}
    _write(books, row, {**figures, **changed})
    return True


def asked_since(books: Books, since: datetime) -> tuple[Asked, ...]:
    """What was asked of each platform since then and did leave, the most asked in front."""
    rows: dict[str, list[tuple[PlatformCase, Mapping[str, Any]]]] = {}
    for row in platform_cases_since(books, since):
        figures = _figures(books, row)
        if _left(books, figures):
            rows.setdefault(figures["platform"], []).append((row, figures))
    found = [_counted(platform, cases) for platform, cases in rows.items()]
    return tuple(sorted(found, key=lambda one: (-one.sent, one.platform)))


def carry_cases(books: Books, goes: Ticket, stays: Ticket) -> None:
    """What was asked about a ticket is answered in the one it went on in."""
    for row in platform_cases(books, goes.id):
        row.ticket_id = stays.id
        books.session.add(row)


def _left(books: Books, figures: Mapping[str, Any]) -> bool:
    """Whether the mail it went with was not taken back; of an erased ticket's mails nothing is left to look at."""
    mail = outbound_by_id(books, figures["mail"])
    return mail is None or mail.state not in NEVER_LEFT


def _counted(platform: str, cases: Sequence[tuple[PlatformCase, Mapping[str, Any]]]) -> Asked:
    waits = sorted(row.answered_at - row.sent_at for row, _ in cases if row.answered_at is not None)
    return Asked(
        platform,
        len(cases),
        tuple(max(wait, timedelta(0)) for wait in waits),
        Counter(str(figures["outcome"]) for _, figures in cases),
        sum(bool(figures["harm_unclear"]) for _, figures in cases),
    )


def _platform(said: str, role: str, casework: Casework) -> str:
    """A code and no free text: one of the desk's platforms, else the one the role is called by."""
    facet = casework.facets.get("platform")
    known = {key: term.spellings[1:] for key, term in facet.values.items()} if facet else {}
    return meant(said, known) or role.partition("-")[2] or OTHER


def _figures(books: Books, row: PlatformCase) -> dict[str, Any]:
    return read_paper(books.vault.figures, f"platform:{row.id}", row.figures)


def _write(books: Books, row: PlatformCase, figures: Mapping[str, Any]) -> None:
    row.figures = write_paper(books.vault.figures, f"platform:{row.id}", figures)
    books.session.add(row)
