"""The rounds: bare gpg and the desk in turn, then mails one by one, then nothing at all."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.bench.bare import Bare, BareGpg, Seal
from tests.bench.desk import Desk, shared
from tests.bench.letters import Cast, Thread, armour_in, first_letters, follow_ups, make_cast, message_id
from tests.bench.processes import Cost, Memory
from tests.bench.servers import Servers
from tests.bench.singles import Box, Way, one_by_one
from tests.dovecot import PASSWORD, Dovecot
from tests.people import forget_home, new_home

PATIENCE = 300.0  # seconds for one round
AFTERWARDS = 0.3  # seconds in which what is known of the last answer is written down
COUNTED = 20  # mails of the extra round in which gpg's starts are counted
UNREAD = "unread@desk.test"


@dataclass(frozen=True)
class Told:
    """What was asked for."""

    mails: int
    rounds: int
    reporters: int
    singles: int
    idle: float

    @property
    def new(self) -> int:
        return (self.mails + 1) // 2

    @property
    def seals_a_mail(self) -> float:
        """A notice for each mail, and an answer to each that opens a ticket."""
        return (self.mails + self.new) / self.mails


@dataclass(frozen=True)
class Round:
    """One round of bare gpg and one of the desk."""

    bare: Bare
    desk_seconds: float
    cost: Cost
    servers: float  # seconds the mail servers computed meanwhile


@dataclass(frozen=True)
class Figures:
    """All that was measured."""

    told: Told
    starts: tuple[float, ...]
    rounds: tuple[Round, ...]
    ways: tuple[Way, ...]
    idle: Cost
    memory: tuple[Memory, ...]
    gpg_starts: float  # a mail


@dataclass(frozen=True)
class Scene:
    """Who and what a round is played with."""

    cast: Cast
    desk: Desk
    servers: Servers

    def append(self, mails: Sequence[bytes]) -> None:
        self.servers.append(self.cast.desk.address, mails)


def play(told: Told, say: Callable[[str], None]) -> Figures:
    """Everything, in about a minute; `say` hears what is being done."""
    with ExitStack() as house:
        home = new_home()
        house.callback(forget_home, home)
        say("making keys")
        cast = make_cast(told.reporters, home)
        address = cast.desk.address
        servers = Servers([address, UNREAD], "secret")
        house.callback(servers.stop)
        desk = house.enter_context(_desk(cast, servers, servers.imap_port, address, "secret"))
        scene = Scene(cast, desk, servers)
        starts = (_restart(desk), _restart(desk), _restart(desk))
        say("warming up")
        threads, answer, notice = _warm_up(scene)
        bare = house.enter_context(
            closing(BareGpg(cast.desk, Path(house.enter_context(TemporaryDirectory(prefix="hz-", dir=shared())))))
        )
        rounds = []
        for number in range(told.rounds):
            say(f"round {number + 1} of {told.rounds}: bare gpg, then the desk")
            mails = _mails(told, scene, threads)
            alone = bare.does(list(map(armour_in, mails)), [notice] * told.mails + [answer] * told.new)
            rounds.append(Round(alone, *_settled_and_answered(mails, told.mails + told.new, scene)))
        say("mails one by one")
        read, unread = (
            Box("pymap", servers.imap_port, user, "secret", lambda raw, user=user: servers.append(user, [raw]))  # type: ignore[misc]
            for user in (address, UNREAD)
        )
        ways = [one_by_one(told.singles, cast, servers, read, unread)]
        say("doing nothing")
        before = desk.cost()
        time.sleep(told.idle)
        idle, memory = desk.cost().since(before), desk.memory()
        say("counting gpg's starts")
        gpg_starts = _counted(scene, threads)
        desk.stop()
        with suppress(pytest.skip.Exception):
            ways.append(_through_dovecot(told, cast, servers))
        return Figures(told, starts, tuple(rounds), tuple(ways), idle, tuple(memory), gpg_starts)


@contextmanager
def _desk(cast: Cast, servers: Servers, imap_port: int, user: str, password: str) -> Iterator[Desk]:
    desk = Desk(cast.desk, cast.handler, imap_port=imap_port, smtp_port=servers.smtp_port, user=user, password=password)
    try:
        yield desk
    finally:
        desk.stop()
        shutil.rmtree(desk.folder, ignore_errors=True)
        shutil.rmtree(desk.gpg_folder, ignore_errors=True)


def _restart(desk: Desk, *, counted: bool = False) -> float:
    desk.stop()
    return desk.start(counted=counted)


def _warm_up(scene: Scene) -> tuple[list[Thread], Seal, Seal]:
    """A first letter of everybody: the threads that follow-ups belong to, and one mail of each kind that leaves."""
    cast = scene.cast
    scene.append(first_letters(cast.reporters, cast.desk, len(cast.reporters)))
    taken = [one.mail for one in scene.servers.taken(2 * len(cast.reporters), PATIENCE)]
    threads = [
        Thread(cast.named(one.recipient), message_id(one.mail))
        for one in taken
        if one.recipient != cast.handler.address
    ]
    seals = {}
    for one in taken:
        to = cast.named(one.recipient)
        seals[to is cast.handler] = Seal(to.opens(armour_in(one.mail)), to)
    return threads, seals[False], seals[True]


def _mails(told: Told, scene: Scene, threads: Sequence[Thread]) -> list[bytes]:
    """The mails of one round: one that opens a ticket, one in a thread that is known, and so on."""
    cast = scene.cast
    new = first_letters(cast.reporters, cast.desk, told.new)
    old = follow_ups(threads, cast.desk, told.mails - told.new)
    return [mail for at, first in enumerate(new) for mail in (first, *old[at : at + 1])]


def _settled_and_answered(mails: Sequence[bytes], answers: int, scene: Scene) -> tuple[float, Cost, float]:
    """Seconds, the desk's computing and the servers' computing, from a full mailbox to the last answer handed over."""
    desk, servers = scene.desk, scene.servers
    before = len(desk.events("settled"))
    servers.forget()
    desk.sleep()
    scene.append(mails)
    cost, served, began = desk.cost(), servers.computed(), time.monotonic()
    desk.wake()
    last = servers.taken(answers, PATIENCE)[-1].at
    time.sleep(AFTERWARDS)
    settled = [event for event in desk.events("settled")[before:] if event["state"] == "settled"]
    if len(settled) != len(mails):
        raise RuntimeError(f"{len(settled)} of {len(mails)} mails were settled: {desk.log()[-2000:]}")
    return last - began, desk.cost().since(cost), servers.computed() - served


def _counted(scene: Scene, threads: Sequence[Thread]) -> float:
    """How many times gpg is started for a mail, in a round that has no clock."""
    _restart(scene.desk, counted=True)
    told = Told(COUNTED, 1, 0, 0, 0)
    before = scene.desk.gpg_starts()
    _settled_and_answered(_mails(told, scene, threads), told.mails + told.new, scene)
    return (scene.desk.gpg_starts() - before) / COUNTED


def _through_dovecot(told: Told, cast: Cast, servers: Servers) -> Way:
    """The same through a Dovecot; skipped, in pytest's words, where there is none."""
    dovecot = Dovecot()
    try:
        read, unread = (
            Box("Dovecot", dovecot.port, user, PASSWORD, lambda raw, user=user: dovecot.append(user, raw))  # type: ignore[misc]
            for user in (dovecot.new_account(), dovecot.new_account())
        )
        with _desk(cast, servers, dovecot.port, read.user, PASSWORD) as desk:
            desk.start()
            time.sleep(1)  # its bell is rung once when it has connected
            return one_by_one(told.singles, cast, servers, read, unread)
    finally:
        dovecot.stop()
