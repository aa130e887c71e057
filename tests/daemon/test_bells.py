"""The bell at the mailbox: it rings when mail comes, notices a dead link, and ends when told."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import daemon.doors.bells
from daemon.doors.bells import Watcher
from daemon.doors.imap_session import ImapLine
from tests.cable import Cable
from tests.servers import HASTE, Server, box_at

MAIL = b"Subject: hello\r\n\r\n"


class Bell:
    """Counts its rings."""

    def __init__(self) -> None:
        self.rings = 0
        self._news = threading.Condition()

    def ring(self) -> None:
        with self._news:
            self.rings += 1
            self._news.notify_all()

    def heard(self, rings: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self.rings >= rings, 20), f"{self.rings} rings, not {rings}"


class Watch:
    """A watcher on a mailbox behind a cable."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.cable = Cable(server.port)
        self.user = server.new_account()
        self.bell = Bell()
        self.watchers: list[Watcher] = []

    def begins(self, **how: Any) -> Watcher:
        box = box_at(self.folder, self.cable.port, self.user, self.server.password(self.user))
        watcher = Watcher(box, self.bell.ring, **how)
        self.watchers.append(watcher)
        return watcher

    def mail_comes(self) -> None:
        self.server.append(self.user, MAIL)


@pytest.fixture
def watch(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setattr(daemon.doors.bells, "WAITS", (0.1,))
    watch = Watch(server, tmp_path)
    yield watch
    for watcher in watch.watchers:
        watcher.stop()
    watch.cable.stop()


def idling(watch: Watch) -> None:
    """Wait until a mail that comes is told of at once, and not only by the ring after a connect."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        before = watch.bell.rings
        watch.mail_comes()
        time.sleep(0.7)  # Dovecot takes half a second to tell
        if watch.bell.rings > before:
            return
    raise AssertionError("it never rang for a mail")


def test_it_rings_on_connecting_and_again_for_every_mail(watch: Watch) -> None:
    watcher = watch.begins()
    watch.bell.heard(1)
    idling(watch)
    before = watch.bell.rings
    watch.mail_comes()
    watch.bell.heard(before + 1)
    assert watcher.trouble is None
    assert watch.cable.connections == 1


def test_mail_that_came_just_before_it_listens_is_rung_for(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded server never tells of it."""
    begin, rung = ImapLine.begin_idle, []

    def late(line: ImapLine) -> None:
        watch.mail_comes()
        rung.append(watch.bell.rings)
        begin(line)

    monkeypatch.setattr(ImapLine, "begin_idle", late)
    watch.begins()
    watch.bell.heard(2)
    assert rung == [1], "the second ring came after the mail"


def test_it_goes_on_ringing_after_idle_was_renewed(watch: Watch) -> None:
    watch.begins(renew=0.2)
    watch.bell.heard(1)
    time.sleep(1)  # several renewals
    idling(watch)
    assert watch.cable.connections == 1


def test_a_cut_link_is_noticed_at_once_and_replaced(watch: Watch) -> None:
    """An idle_check on a closed connection would return nothing, at once, for ever."""
    watch.begins()
    watch.bell.heard(1)
    watch.cable.cut()
    watch.bell.heard(2)  # what came meanwhile is looked for
    idling(watch)
    assert watch.cable.connections == 2


def test_a_link_that_died_silently_is_noticed_when_idle_is_renewed(watch: Watch) -> None:
    """R8: nothing but the answer to DONE tells."""
    watch.begins(patience=HASTE, renew=0.5)
    watch.bell.heard(1)
    watch.cable.swallow = True
    deadline = time.monotonic() + 20
    while watch.cable.connections == 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    watch.cable.swallow = False
    watch.bell.heard(2)
    idling(watch)


def test_a_server_without_idle_is_rung_for_by_the_clock(watch: Watch) -> None:
    watch.cable.rewrite = [(b" IDLE", b" XDLE")]
    watch.begins(poll=0.2)
    watch.bell.heard(5)
    assert watch.cable.connections == 1


def test_it_does_not_spin_where_nobody_answers(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon.doors.bells, "WAITS", (0.1, 60.0))
    watch.cable.stop()
    watcher = watch.begins()
    deadline = time.monotonic() + 20
    while watcher.trouble is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "cannot connect" in str(watcher.trouble)
    time.sleep(1)
    assert watch.bell.rings == 0


@pytest.mark.parametrize(
    "state",
    [lambda watch: None, lambda watch: setattr(watch.cable, "swallow", True)],
    ids=["listening", "before a black hole"],
)
def test_it_ends_when_told(watch: Watch, state: Callable[[Watch], None]) -> None:
    watcher = watch.begins()
    watch.bell.heard(1)
    state(watch)
    watcher.stop()
    assert not watcher._thread.is_alive()


def test_it_ends_while_it_waits_for_a_greeting(watch: Watch) -> None:
    watch.cable.swallow = True
    watcher = watch.begins(patience=HASTE)
    deadline = time.monotonic() + 20
    while watch.cable.connections == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    watcher.stop()
    assert watch.bell.rings == 0
