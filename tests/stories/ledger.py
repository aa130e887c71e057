"""A second reckoning of the month: what was promised and what came of it, worked out from what people did alone.

Nothing here asks the store or the clocks of the desk: it has an arithmetic of its own, so that the two can disagree.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIRUT = ZoneInfo("Asia/Beirut")
OPENS, CLOSES = time(8), time(20)
HOLIDAY = date(2027, 3, 25)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

ANSWER = {"P2": 2 * HOUR, "P3": 8 * HOUR}  # of service time; P1 and P4 below
THEIR_TURN = {"P1": 13 * HOUR, "P2": 14 * DAY, "P3": 14 * DAY, "P4": 14 * DAY}
PARTNER = {"P1": 24 * HOUR, "P2": 5 * DAY, "P3": 10 * DAY, "P4": 10 * DAY}
PLATFORM = {"P1": 72 * HOUR, "P2": 14 * DAY, "P3": 30 * DAY, "P4": 30 * DAY}


def works(day: date) -> bool:
    return day.weekday() < 5 and day != HOLIDAY


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BEIRUT).astimezone(UTC)


def open_from(moment: datetime) -> datetime:
    """This moment, or the next one at which people are there."""
    day = moment.astimezone(BEIRUT).date()
    while not works(day) or moment >= at(day, CLOSES):
        day += DAY
        moment = max(moment, at(day, OPENS)) if works(day) else moment
    return max(moment, at(day, OPENS))


def service_after(since: datetime, amount: timedelta) -> datetime:
    moment = open_from(since)
    while True:
        closes = at(moment.astimezone(BEIRUT).date(), CLOSES)
        if moment + amount <= closes:
            return moment + amount
        amount -= closes - moment
        moment = open_from(closes)


def service_between(since: datetime, until: datetime) -> timedelta:
    passed, moment = timedelta(0), open_from(since)
    while moment < until:
        closes = at(moment.astimezone(BEIRUT).date(), CLOSES)
        passed += min(closes, until) - moment
        moment = open_from(closes)
    return passed


def answer_due(priority: str, since: datetime) -> datetime:
    """P1 by every clock, because somebody is on call at night; P4 at the same hour two working days later."""
    if priority == "P1":
        return since + 30 * MINUTE
    if priority in ANSWER:
        return service_after(since, ANSWER[priority])
    shown = since.astimezone(BEIRUT)
    day, clock = shown.date(), shown.time()
    if not works(day):
        day, clock = open_from(since).astimezone(BEIRUT).date(), OPENS
    for _ in range(2):
        day += DAY
        while not works(day):
            day += DAY
    return at(day, clock)


@dataclass
class Reckoning:
    """One ticket as the story knows it."""

    tag: str
    address: str
    meant: str  # how urgent it is in truth
    priority: str = "P2"
    safe: str = "unknown"
    stopped: bool = False
    left_behind: str = ""  # an address that is not to be written to any more
    answered: bool = False  # by whatever way
    vetted: bool = False
    ended_by_hand: bool = False
    unreachable: bool = False
    closed_by_itself: bool = False
    over: bool = False
    pending: list[tuple[datetime, datetime]] = field(default_factory=list)  # letters without answer: reached us, filed
    asked: datetime | None = None
    called: dict[str, datetime] = field(default_factory=dict)
    kept: Counter[tuple[str, str]] = field(default_factory=Counter)  # (kind of promise, "kept" or "late")
    first_took: timedelta | None = None  # of service time; of time for P1
    first_kept: bool | None = None
    reminders: int = 0

    def letter(self, received: datetime, filed: datetime) -> None:
        """It opens again what was resolved or closed."""
        self.over = self.ended_by_hand = self.unreachable = self.closed_by_itself = False
        if self.asked is not None:
            self._ends("their_turn", self.asked + THEIR_TURN[self.priority], filed)
        self.asked = None
        self.pending.append((received, filed))

    def reply_leaves(self, written: datetime, left: datetime) -> None:
        answered = [received for received, filed in self.pending if filed <= written]
        self.pending = [one for one in self.pending if one[1] > written]
        if self.asked is not None:
            self.asked = left
        if not answered:
            return
        since = min(answered)
        kept = self._ends("answer", answer_due(self.priority, since), left)
        if self.first_kept is None:
            self.first_kept = kept
            self.first_took = left - since if self.priority == "P1" else service_between(since, left)

    def returned(self, role: str, now: datetime) -> None:
        usual = PLATFORM if role.startswith("platform") else PARTNER
        self._ends("role", self.called.pop(role) + usual[self.priority], now)

    def ends(self) -> None:
        """Nothing is waited for any more."""
        self.over = True
        self.pending, self.asked, self.called = [], None, {}

    def may_be_written_to(self, to: str) -> bool:
        return self.safe == "yes" and not self.stopped and to != self.left_behind

    def _ends(self, kind: str, due: datetime, now: datetime) -> bool:
        self.kept[kind, "kept" if now <= due else "late"] += 1
        return now <= due
