"""Telling of a flood: one notice when it begins, one each hour while it lasts, and one when it is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.bursts import Burst
from db.questions import active_handlers
from db.questions.bursts import burst_running, count_in_burst, forget_knocks, tickets_in_burst
from db.record import write_record
from db.store import Books
from db.tables import Ticket
from mailflows.answer import HOUR, answer
from mailflows.bursts.noticing import COUNTS_FOR, QUIET, stays_silent
from mailflows.desk import Desk
from mailflows.notices import Seen, at_once, tell_handlers
from mailflows.shifts.oncall import on_call

FIRST = 10  # tickets that are named


def tell_bursts(books: Books, desk: Desk, now: datetime) -> int:
    """Tells those on call, or everybody where nobody is, what is new of the flood; returns how many notices."""
    forget_knocks(books, now - COUNTS_FOR)
    burst = burst_running(books)
    news = _news(burst, now) if burst else ""
    if burst is None or not news:
        return 0
    told = on_call(books, now) or active_handlers(books)
    for person in told:
        answer(books, desk, None, person, "burst", burst_facts(books, burst, news), at_once(now), now)
    burst.told_at, burst.told = now, burst.opened
    burst.ended_at = now if news == "over" else None
    books.session.add(burst)
    write_record(books, now, "desk", f"burst {news}", None, burst.id)
    return len(told)


def tell_unless_flooded(
    books: Books, desk: Desk, ticket: Ticket, news: str, now: datetime, seen: Seen, reasons: tuple[str, ...]
) -> None:
    """Handlers are told of a letter, but for those of a flood: these wait in the lists and in the notice of it."""
    if not stays_silent(books, ticket):
        tell_handlers(books, desk, ticket, news, now, seen=seen, reasons=reasons)


def _news(burst: Burst, now: datetime) -> str:
    """A key of the labels "burst_news"; "" while there is nothing to tell."""
    if burst.last_at < now - QUIET:
        return "over"
    if burst.told_at is None:
        return "began"
    return "goes_on" if now >= burst.told_at + HOUR else ""


def burst_facts(books: Books, burst: Burst, news: str) -> Mapping[str, Any]:
    """For the mail "burst": how many tickets, the first of them, and the words about them. No content."""
    tags = tuple(one.name for one in tickets_in_burst(books, burst.id, FIRST) if not one.restricted)
    count = count_in_burst(books, burst.id)
    return {
        "news": news,
        "burst": burst.id,
        "count": burst.opened,
        "since": burst.opened - burst.told,
        "untouched": count_in_burst(books, burst.id, untouched=True),
        "urgent": count_in_burst(books, burst.id, priority="P1"),
        "tags": tags,
        "left": max(0, count - len(tags)),
        "words": (f"#list burst={burst.id}", "#burst open H-XXXX-XXXX", f"#burst close {burst.id}"),
    }
