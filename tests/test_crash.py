"""The desk is killed: at every named step, at random instants, and with what it leans on. Nothing is ever lost.

An answer may leave twice only where the kill fell between the relay's 250 and our commit, and then with the same
Message-ID. A tenth of a second's start (tests/warm.py) and a sandbox that stays (as systemd keeps one) make room for
many kills; the last stories do without either.
"""

import os
import random
import resource
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from daemon.steps import STEPS
from db.store import open_engine
from db.upgrading import LATEST, shape_of
from tests.crowd import Account, Crowd
from tests.desk import LivingDesk, NewDesk
from tests.mails import mail
from tests.people import People
from tests.warm import Warm

LANES, LANES_IN_FULL, KILLS = 2, 20, 10  # 20 kills in `make test`, 200 in `make crash`
BEFORE_READY = 0.15  # the share of kills that fall into the start
LATEST_KILL = 1.5  # seconds after the daemon is ready

Told = Callable[[str, object], None]


@pytest.fixture
def crowd(new_desk: NewDesk, request: pytest.FixtureRequest) -> Crowd:
    return Crowd(new_desk(), random.Random(request.node.name))


def tell(record_property: Told, account: Account) -> None:
    for name, number in vars(account).items():
        record_property(f"crash {name}", number)


@pytest.mark.crash
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(step: str, crowd: Crowd, record_property: Told) -> None:
    crowd.writes(4)
    for visit in (1, 2):
        crowd.desk.starts("--die-at", step, "--die-on-visit", str(visit))
        crowd.desk.dies()
        crowd.sees_a_kill()
        crowd.answers()
        crowd.writes(1)
    account = crowd.accounts(crowd.is_answered())
    assert account.kills == 2 and account.stuck == 0
    if step == "post.handed":
        assert account.duplicates >= 2, "this is the one place where nobody can know"
    tell(record_property, account)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "lane",
    [
        pytest.param(lane, marks=pytest.mark.crash if lane < LANES else pytest.mark.crash_full)
        for lane in range(LANES_IN_FULL)
    ],
)
def test_killed_at_random_instants(lane: int, crowd: Crowd, record_property: Told) -> None:
    crowd.writes(8)
    for _ in range(KILLS):
        if crowd.dice.random() < BEFORE_READY:
            crowd.desk.starts(ready=False)
            time.sleep(crowd.dice.random() * 0.2)
        else:
            crowd.desk.starts()
            time.sleep(LATEST_KILL * crowd.dice.random() ** 2)  # more of them early, where the work is
        crowd.desk.kill()
        crowd.sees_a_kill()
        crowd.answers()
        crowd.writes(3)
    account = crowd.accounts(crowd.is_answered())
    assert account.mails >= 38 and account.kills == KILLS
    assert account.duplicates <= account.kills * 2, "two posters at most were between a 250 and their commit"
    tell(record_property, account)


@pytest.mark.crash_full
def test_killed_with_a_sandbox_of_its_own(new_desk: NewDesk, record_property: Told) -> None:
    """The whole daemon as it is started from a shell: Python, imports, bwrap."""
    crowd = Crowd(new_desk(whole=True), random.Random(3))
    crowd.writes(6)
    for _ in range(3):
        crowd.desk.starts()
        time.sleep(LATEST_KILL * crowd.dice.random())
        crowd.desk.kill()
        crowd.sees_a_kill()
    tell(record_property, crowd.accounts(crowd.is_answered()))


@pytest.mark.crash
def test_the_sandbox_is_killed(new_desk: NewDesk, people: People) -> None:
    """Mail that was being examined is examined again; none is blamed."""
    desk = new_desk({"examine": {}})
    desk.starts()
    for number in range(8):
        desk.receives(mail(f"r{number}@press.test", people.desk, f"letter {number}"))
        if number % 2:
            desk.until(partial(some_settled, desk, number), "some mail to be settled")
            for pid in sandbox_of(desk):
                end(pid)
    desk.rests()
    assert desk.kept_counts() == {"settled": 8}
    assert not any(row.reason for row in desk.kept())


@pytest.mark.crash
def test_the_agent_is_killed(new_desk: NewDesk, people: People) -> None:
    """gpg starts another one; mail in hand is opened all the same (R21)."""
    desk = new_desk()
    desk.starts()
    for number in range(6):
        desk.receives(mail(people.reporter, people.desk, f"letter {number}", sealed_by=people.reporter, autocrypt=True))
        for pid in agents_of(desk):
            end(pid)
    desk.rests()
    assert desk.kept_counts() == {"settled": 6}
    protections = {one.text.splitlines()[0] for one in desk.mails_for(people.handler, 6)}
    assert protections == {"New ticket"}
    assert {one.sealed for one in desk.mails_for(people.reporter, 6)} == {True}


@pytest.mark.crash_full
@pytest.mark.timeout(300)
def test_the_agent_hangs(new_desk: NewDesk, people: People) -> None:
    """An agent that is stopped is waited for a minute, then it is buried and the home built anew (R22)."""
    desk = new_desk()
    desk.starts()
    (agent,) = agents_of(desk)
    os.kill(agent, signal.SIGSTOP)
    words = f"are you there {secrets.token_hex(8)}"
    desk.receives(mail(people.reporter, people.desk, words, sealed_by=people.reporter, autocrypt=True))
    assert desk.mail_for(people.handler, words, seconds=240).sealed
    desk.rests(120)
    assert agents_of(desk) != [agent]
    assert desk.kept_counts() == {"settled": 1}


@pytest.mark.crash
def test_the_store_cannot_grow(new_desk: NewDesk, people: People) -> None:
    """A full file system under the store: mail waits in the mailbox and is taken in once there is room (R14)."""
    desk = new_desk()
    desk.starts()
    desk.receives(mail("r0@press.test", people.desk, "there is room for me"))
    desk.rests()
    process = desk.process
    assert process is not None
    full = (desk.folder / "hirz.sqlite-wal").stat().st_size + 4096
    _, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (full, hard))
    letters = [
        mail(f"r{number}@press.test", people.desk, f"letter {number} " + "x" * 200_000) for number in range(1, 4)
    ]
    for letter in letters:
        desk.receives(letter)
    desk.until(lambda: bool(desk.told("infrastructure")), "the full disk to be noticed")
    assert [raw for raw in desk.mailbox() if raw in letters], "what could not be kept stays where it is"
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))
    desk.rests(60)
    assert desk.kept_counts() == {"settled": 4}
    assert all(desk.holds(letter) for letter in letters)


@pytest.fixture
def small_disk(new_desk: NewDesk) -> Iterator[LivingDesk]:
    """A desk whose store lies on a file system of its own, with hardly any room."""
    desk = new_desk({"limits": {"free_space": 0}})
    disk = desk.folder / "small"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], stderr=subprocess.DEVNULL).returncode
    ):
        pytest.skip("only root can mount a small file system, and not in every container")
    store = desk.folder / "hirz.sqlite"
    shutil.move(store, disk / store.name)
    store.symlink_to(disk / store.name)  # SQLite keeps its log beside the file itself
    yield desk
    if desk.process is not None:
        desk.kill()
    store.unlink()
    for file in disk.iterdir():  # back, for the last look at the store
        shutil.copyfile(file, desk.folder / file.name)
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.crash
def test_the_disk_is_full(small_disk: LivingDesk, people: People) -> None:
    """The same with a disk that is really full: what was kept is whole, what was not lies in the mailbox (R14)."""
    desk = small_disk
    desk.starts()
    letters = [mail(f"r{number}@press.test", people.desk, f"letter {number} " + "x" * 100_000) for number in range(8)]
    for letter in letters:
        desk.receives(letter)
    desk.until(lambda: bool(desk.told("infrastructure") or desk.told("disk_low")), "the full disk to be noticed")
    assert desk.mailbox(), "what could not be kept stays where it is"
    subprocess.run(["mount", "-o", "remount,size=64m", desk.folder / "small"], check=True)
    desk.receives(mail("r9@press.test", people.desk, "is there room again?"))  # rings
    desk.rests()
    assert desk.kept_counts() == {"settled": 9}
    assert all(desk.holds(letter) for letter in letters)


@pytest.mark.crash
def test_nobody_reads_the_log(new_desk: NewDesk, people: People) -> None:
    """The log's reader went away; the desk goes on, for what counts stands in the record (R35)."""
    desk = new_desk({"log": {"file": ""}}, whole=True)
    reader, writer = os.pipe()
    desk.errors = Path(f"/dev/fd/{writer}")
    desk.starts()
    os.close(writer)
    os.close(reader)
    for number in range(3):
        desk.receives(mail(f"r{number}@press.test", people.desk, f"letter {number}"))
        desk.rests()
    assert desk.kept_counts() == {"settled": 3}
    assert len(desk.sink.received) == 6
    assert desk.stops() < 20


@pytest.mark.crash
@pytest.mark.parametrize("kills", [5, pytest.param(25, marks=pytest.mark.crash_full)])
def test_killed_while_the_store_is_made(people: People, warm: Warm, kills: int) -> None:
    """A store is at one step or at the next, never between (R30)."""
    desk = LivingDesk(people)
    try:
        dice, shapes = random.Random(kills), set()
        for number in range(kills):
            for file in desk.folder.glob("hirz.sqlite*"):
                file.unlink()
            begins = warm.starts(["list", "--config", str(desk.config)], {"PATH": os.environ["PATH"]}, desk.errors)
            time.sleep(dice.random() * 0.2)
            begins.send_signal(signal.SIGKILL)
            begins.wait(10)
            engine = open_engine(f"sqlite:///{desk.folder / 'hirz.sqlite'}")
            shapes.add(shape_of(engine))
            engine.dispose()
            assert "none" in desk.hirz("list"), f"round {number}: the next start makes it whole"
            desk.fsck()
        assert shapes <= {None, LATEST}
    finally:
        desk.close()


def some_settled(desk: LivingDesk, count: int) -> bool:
    return len(desk.told("settled")) >= count


def sandbox_of(desk: LivingDesk) -> list[int]:
    """The programs in the sandbox that this desk's daemon started."""
    assert desk.process is not None
    return [pid for pid, words in programs() if b"daemon.sandbox" in words and below(pid, desk.process.pid)]


def agents_of(desk: LivingDesk) -> list[int]:
    """The gpg agents of this desk's key home."""
    home = os.fsencode(desk.folder)
    return [pid for pid, words in programs() if words[:1] == [b"gpg-agent"] and any(home in word for word in words)]


def end(pid: int) -> None:
    with suppress(ProcessLookupError):  # one takes the other along
        os.kill(pid, signal.SIGKILL)


def programs() -> Iterator[tuple[int, list[bytes]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue


def below(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False
