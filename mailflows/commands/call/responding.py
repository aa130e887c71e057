"""`#stats platforms`: how platforms answer what this desk asks of them, in counts; small ones not to everybody."""

from datetime import timedelta
from typing import Any

from mailflows.commands.call.choices import RESULT
from mailflows.commands.case import Case, Done
from mailflows.commands.see.apart import FEW, told_apart
from mailflows.needs import PLATFORM, kind_of
from mailflows.notices.lines import span
from mailflows.platforms import OTHER, Asked, asked_since
from mailflows.seats import WORKS_TICKETS

LATELY = timedelta(days=90)  # platforms take weeks


def responding(case: Case) -> Done:
    """Each platform in the order of how much was asked of it; who sees no ticket is told of none that few asked."""
    asked = asked_since(case.books, case.now - LATELY)
    few = 0 if case.handler.role in WORKS_TICKETS else FEW
    counts = {one.platform: one.sent for one in asked}
    told = dict(told_apart(counts, _known(case), few))
    rows = tuple(_row(one, few, case) for one in asked if one.platform in told)
    others = sum(counts.values()) - sum(told.values())
    return Done(case.line("counted"), also=("platforms", {"days": LATELY.days, "rows": rows, "others": others}))


def _row(asked: Asked, few: int, case: Case) -> dict[str, Any]:
    tongue = case.handler.language
    count, open_ = len(asked.waits), asked.sent - len(asked.waits)
    enough = count >= max(few, 1) and (open_ == 0 or open_ >= few)
    half, most = asked.within(0.5), asked.within(0.9)
    spans = {"median": half, "p90": most} if enough else {}
    outcomes = told_apart(asked.outcomes, {"", *RESULT}, few)
    words = [f"{case.word('result', key) if key else case.word('platform', 'open')}: {many}" for key, many in outcomes]
    if rest := asked.sent - sum(many for _, many in outcomes):
        words.append(f"{case.word('platform', 'rest')}: {rest}")
    return {
        "platform": _named(asked.platform, case),
        "sent": str(asked.sent),
        "answered": str(count) if enough or not (few or count) else _small(count, few),
        "unclear": _small(asked.unclear, few),
        "outcomes": ", ".join(words),
        **{name: span(int(one.total_seconds() // 60), tongue) for name, one in spans.items() if one is not None},
    }


def _small(count: int, few: int) -> str:
    """A number, or that it is a small one."""
    return str(count) if count == 0 or count >= few else f"<{few}"


def _named(platform: str, case: Case) -> str:
    facet = case.desk.casework.facets.get(PLATFORM)
    term = facet.values.get(platform) if facet else None
    return term.said(case.handler.language) if term else platform


def _known(case: Case) -> set[str]:
    """Every platform there may be, asked or not."""
    facet = case.desk.casework.facets.get(PLATFORM)
    roles = {name.partition("-")[2] or OTHER for name in case.desk.roles if kind_of(name) == PLATFORM}
    return {OTHER, *(facet.values if facet else ()), *roles}
