"""The profile: how long everything may take and who is told on the way, as data; an operator may say it otherwise."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mailflows.clocks.amounts import EXAMPLE, Amount, BadAmount, read_amount
from mailflows.shifts.office import Office
from mailflows.spelling import nearest

PRIORITIES = ("P1", "P2", "P3", "P4")
ALL = "all"
LADDERS = ("answer word their_turn role platform vetting check reached survey closing own look").split()
URGENT = frozenset("answer word their_turn role platform vetting look".split())  # sooner for whom it is urgent
READERS = ("owner", "shift", "lead", "coordinator")
TO_THEM = ("reminder", "check_in", "reached", "survey", "offer_to_close")  # names of mails
TASKS = ("phone", "role", "next_channel")
ENDINGS = ("unreachable", "close")
DOES = (*TO_THEM, *TASKS, *ENDINGS)
MOST_STEPS = 8
_PERCENT = re.compile(r"(\d{1,3}) ?%", re.ASCII)


class ProfileRefused(Exception):
    """The operator's file cannot be used; the text is one line: the place in it, and what is wrong there."""


@dataclass(frozen=True)
class Step:
    """What is done on the way to a promise's end, once."""

    at: Amount
    tell: tuple[str, ...] = ()  # of READERS
    do: str = ""  # of DOES

    @property
    def inside(self) -> bool:
        """Whether only the desk hears of it."""
        return not self.do


@dataclass(frozen=True)
class Ladder:
    """When a promise is broken, and the steps until then."""

    due: Amount
    steps: tuple[Step, ...]
    no_later: Amount | None = None  # when what is less urgent would be due

    def due_at(self, office: Office, since: datetime) -> datetime:
        due_at = self.due.after(office, since)
        return min(due_at, self.no_later.after(office, since)) if self.no_later else due_at

    def step_at(self, number: int, office: Office, since: datetime) -> datetime | None:
        """When the step of this number (from 0) is due; None where there is none."""
        if number >= len(self.steps):
            return None
        at = self.steps[number].at
        step_at = at.after(office, since)
        if self.no_later is None:
            return step_at
        return min(step_at, self.no_later.part(_percent_of(at, self.due)).after(office, since))


@dataclass(frozen=True)
class Profile:
    """All ladders, by how urgent a ticket is."""

    ladders: Mapping[tuple[str, str], Ladder]  # (priority, one of LADDERS)

    def ladder(self, priority: str, name: str) -> Ladder | None:
        """The most urgent is never due later than what is less urgent, whatever was configured and whoever sleeps."""
        found = self.ladders.get((priority, name)) or self.ladders.get((ALL, name))
        usual = self.ladders.get(("P2", name)) if priority == "P1" and name in URGENT else None
        return replace(found, no_later=usual.due) if found and usual else found

    def with_answer(self, within: timedelta | None) -> "Profile":
        """The same with another time for an answer in tickets that are as urgent as most (P2), by every clock."""
        if within is None:
            return self
        due, before = Amount(max(1, within // timedelta(minutes=1))), self.ladders["P2", "answer"]
        steps = tuple(replace(one, at=due.part(min(100, _percent_of(one.at, before.due)))) for one in before.steps)
        return Profile({**self.ladders, ("P2", "answer"): Ladder(due, steps)})


def _percent_of(part: Amount, whole: Amount) -> int:
    return 100 * part.minutes // whole.minutes


@cache
def shipped() -> Profile:
    """What comes with the program."""
    return _built(_ours())


def read_profile(text: str) -> Profile:
    """Ours with an operator's file on top. Raises ProfileRefused."""
    try:
        theirs = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        _, found, place = str(trouble).rpartition("(at ")  # its words may repeat what stands there
        raise ProfileRefused(f"is not TOML: look at {place.rstrip(')')}" if found else "is not TOML") from None
    ours = _ours()
    for priority, ladders in theirs.items():
        _known(priority, (*PRIORITIES, ALL), "")
        for name, entry in _table(ladders, priority).items():
            _known(name, LADDERS, f"{priority}.")
            ours.setdefault(priority, {})[name] = _table(entry, f"{priority}.{name}")
    return _built(ours)


def _ours() -> dict[str, Any]:
    return tomllib.loads(files("mailflows.clocks").joinpath("profile.toml").read_text(encoding="utf-8"))


def _built(tables: Mapping[str, Any]) -> Profile:
    made = {
        (priority, name): _ladder(entry, f"{priority}.{name}")
        for priority, ladders in tables.items()
        for name, entry in ladders.items()
    }
    return Profile(MappingProxyType(made))


def _ladder(entry: Mapping[str, Any], place: str) -> Ladder:
    for key in entry:
        _known(key, ("due", "steps"), f"{place}.")
    if "due" not in entry:
        raise ProfileRefused(f"{place}: due is missing")
    due = _amount(entry["due"], f"{place}.due")
    listed = entry.get("steps", [])
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_STEPS:
        raise ProfileRefused(
            f'{place}.steps: should be 1 to {MOST_STEPS} steps, as in [{{ at = "50 %", tell = ["lead"] }}]'
        )
    steps = tuple(_steps(listed, due, place))
    if [one.at.minutes for one in steps] != sorted(one.at.minutes for one in steps):
        raise ProfileRefused(f"{place}.steps: should stand in the order in which they fall due")
    return Ladder(due, steps)


def _steps(listed: list[Any], due: Amount, place: str) -> Iterator[Step]:
    for number, entry in enumerate(listed, 1):
        at = f"{place}.steps, step {number}"
        table = _table(entry, at)
        for key in table:
            _known(key, ("at", "tell", "do"), f"{at}: ")
        if ("tell" in table) == ("do" in table):
            raise ProfileRefused(f"{at}: should have either tell or do")
        tell = table.get("tell", [])
        if not isinstance(tell, list) or ("tell" in table and not tell):
            raise ProfileRefused(f'{at}: tell should be a list, as in ["owner", "lead"]')
        for one in tell:
            _known(one, READERS, f"{at}: ")
        if "do" in table:
            _known(table["do"], DOES, f"{at}: ")
        yield Step(_moment(table.get("at"), due, at), tuple(tell), table.get("do", ""))


def _moment(said: object, due: Amount, place: str) -> Amount:
    if isinstance(said, str) and (found := _PERCENT.fullmatch(said)) and 0 < int(found[1]) <= 100:
        return due.part(int(found[1]))
    return _amount(said, f"{place}, at")


def _amount(said: object, place: str) -> Amount:
    try:
        return read_amount(said)
    except BadAmount:
        raise ProfileRefused(f"{place}: should be an amount of time, as in {EXAMPLE}") from None


def _table(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ProfileRefused(f"{place}: should be a table, as in [P2.answer]")
    return value


def _known(said: object, known: "list[str] | tuple[str, ...]", place: str) -> None:
    if said in known:
        return
    shown = "".join(sign if sign.isprintable() else "?" for sign in str(said)[:40])
    near = nearest(shown, list(known))
    raise ProfileRefused(f"{place}{shown}: no such name{f' (did you mean {near}?)' if near else ''}")
