"""What the daemon's workers are given: the store, the keys, the sandbox, the desk, the log, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from daemon.journal import Journal
from daemon.sandbox import Examiner
from daemon.steps import Step, pass_by
from db.store import Store
from mailflows.desk import Desk
from pgp.keyring import Keyring


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Tools:
    """Built once at the start and handed to every worker; nothing in it changes while the daemon runs."""

    store: Store
    keyring: Keyring
    examiner: Examiner
    desk: Desk
    journal: Journal
    key_proxy: str = ""  # where keys may be looked up through; nowhere unless the operator says so
    now: Callable[[], datetime] = wall_clock
    step: Step = pass_by
