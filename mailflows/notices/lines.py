"""The lines of a notice: a finding, a reason, how long there is, and a stranger's words behind bars."""

import re
from contextlib import suppress
from datetime import datetime
from typing import Any

from db.tables import Ticket
from mailflows.examine.finding import Finding
from templates import label

CAMPAIGN = 10  # tickets of the same trouble that a notice names
EXCERPT = 6_000  # characters of what was said
EARLIER = 1_500  # characters of what was quoted below it
LOOKED_AT = 40_000  # characters of a letter, for what is new in it and what it quotes

GRAVEST_FIRST = ("critical", "high", "medium", "low", "info")
COUNTED = re.compile(r"(comes_back) ([0-9]{1,9})")  # a reason, and how many days it speaks of
DAY, HOUR = 24 * 60, 60  # minutes
LONG = 48 * 60  # minutes; what is further away is told in days


def reason_line(reason: str, tongue: str) -> str:
    """A reason in words; what is no key of the labels, such as a relay's number, stays as it is."""
    if counted := COUNTED.fullmatch(reason):
        return label("reason", counted[1], tongue).format(days=counted[2])
    for kind in ("reason", "aside", "withheld"):
        with suppress(KeyError):
            return label(kind, reason, tongue)
    return reason


def found_line(finding: Finding, tongue: str) -> dict[str, Any]:
    """A row of the template's findings; where the evidence stood is said in words where there are any."""
    return {
        "severity": finding.severity.value,
        "text": label("look_handler", finding.look, tongue),
        "path": finding.path,
        "field": place_of(finding.field, tongue),
        "evidence": finding.evidence,
    }


def place_of(field: str, tongue: str) -> str:
    """Where evidence stood, in words; the name of a header or a file stays as it is."""
    with suppress(KeyError):
        return label("place", field, tongue)
    return field


def by_gravity(findings: tuple[Finding, ...]) -> list[Finding]:
    return sorted(findings, key=lambda one: (GRAVEST_FIRST.index(one.severity.value), -one.weight, one.look, one.path))


def due_line(ticket: Ticket, tongue: str, now: datetime) -> str:
    """How long there is until the next promise falls due, in words; empty where nothing is promised."""
    if ticket.next_due_at is None:
        return ""
    left = int((ticket.next_due_at - now).total_seconds() // 60)
    kind = "first_answer" if ticket.first_reply_at is None else "next_action"
    late = "late" if left < 0 else "left"
    return label("clock", f"{kind}_{late}", tongue).format(span=span(abs(left), tongue))


def span(minutes: int, tongue: str) -> str:
    """A length of time as people say it: minutes, hours and minutes, or days and hours."""
    days, hours, rest = minutes // DAY, minutes % DAY // HOUR, minutes % HOUR
    kind = "days" if minutes >= LONG else "hours" if minutes >= HOUR else "minutes"
    if kind == "hours" and not rest:
        kind = "whole_hours"
    told = {"days": days, "hours": hours if kind == "days" else minutes // HOUR, "minutes": rest}
    return label("span", kind, tongue).format(**told)


def quoted(text: str, most: int = EXCERPT, *, more: bool = False) -> str:
    """What a stranger wrote, each line marked: a `#word` in it is never read as a command. `more`: it was cut."""
    lines = text[:most].splitlines()
    return "\n".join(f"| {line}".rstrip() for line in lines) + ("\n| [...]" if more or len(text) > most else "")
