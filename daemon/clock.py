"""The clock only rings: what is due stands in the rows, so a missed or doubled ring does no harm."""

from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler

# What is rung for, and how often.
SCHEDULE: tuple[tuple[str, timedelta], ...] = (
    ("due", timedelta(minutes=1)),
    ("lists", timedelta(minutes=1)),
    ("unreachable", timedelta(minutes=1)),
    ("handover", timedelta(minutes=1)),
    ("my_day", timedelta(minutes=1)),
    ("wake", timedelta(minutes=1)),
    ("clocks", timedelta(minutes=1)),
    ("gathered", timedelta(minutes=1)),
    ("bursts", timedelta(minutes=1)),
    ("held", timedelta(minutes=15)),
    ("keys", timedelta(hours=1)),
    ("asked", timedelta(hours=6)),
)


def start_clock(ring: Callable[[str], None], look_every: timedelta) -> BackgroundScheduler:
    """Starts ringing: for every row of SCHEDULE, and for a full look into the mailboxes whatever their bells say."""
    clock = BackgroundScheduler(timezone="UTC")
    for name, every in (*SCHEDULE, ("look", look_every)):
        clock.add_job(
            ring, "interval", args=(name,), seconds=every.total_seconds(), coalesce=True, misfire_grace_time=None
        )
    clock.start()
    return clock


def stop_clock(clock: BackgroundScheduler) -> None:
    clock.pause()  # first, or a ring that falls due meanwhile complains that nobody is there
    clock.shutdown(wait=False)
