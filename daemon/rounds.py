"""Rounds: duties that recur whether mail comes or not. Each is one transaction, and none ever stops the mail."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from daemon.journal import describe
from daemon.lists_by_mail import read_lists
from daemon.tools import Tools
from db.store import Books
from mailflows.bursts import tell_bursts
from mailflows.clocks.ringing import ring
from mailflows.desk import Desk
from mailflows.intel.brought import count_brought
from mailflows.key_calendar import remind
from mailflows.key_request import forget_who_asked
from mailflows.roles import as_told
from mailflows.shifts.apart import LeftAside, Went
from mailflows.shifts.duties import hand_over, my_day, tell_unreachable, wake
from mailflows.shifts.gathered import tell_gathered

Round = Callable[[Books, Desk, datetime], int]

# By the bell that calls for it. What is due stands in the rows: a round gone twice, or an hour late, does no harm.
ROUNDS: Mapping[str, Round] = {
    "keys": remind,
    "asked": forget_who_asked,
    "lists": count_brought,
    "handover": hand_over,
    "my_day": my_day,
    "wake": wake,
    "clocks": ring,
    "gathered": tell_gathered,
    "unreachable": tell_unreachable,
    "bursts": tell_bursts,
}
# Rung every minute: idle ones fill no log.
QUIET = frozenset({"lists", "handover", "my_day", "wake", "clocks", "unreachable", "gathered", "bursts"})
# What a round that found something is followed by, where that takes keys and the sandbox; many transactions then.
THEN: Mapping[str, Callable[[Tools], int]] = {
    "lists": read_lists,
}


def go_round(name: str, tools: Tools) -> int:
    """Goes one round; returns how much there was to do. Never raises: the next bell calls for it again."""
    began = time.monotonic()
    left: tuple[LeftAside, ...] = ()
    try:
        with tools.store.writing() as books:
            count = ROUNDS[name](books, as_told(books, tools.desk), tools.now())
        left = count.left if isinstance(count, Went) else ()
        if count and name in THEN:
            count = THEN[name](tools)
    except Exception as trouble:  # noqa: BLE001  # the boundary: see taking.take_one
        tools.journal.note("round_failed", reason=name, **describe(trouble))
        return 0
    for one in left:
        tools.journal.note("left_aside", reason=name, **{one.what: one.ident}, **describe(one.trouble))
    if count or name not in QUIET:
        tools.journal.note("round", reason=name, count=count, seconds=time.monotonic() - began)
    return count
