"""systemd hears what it has to hear, over both kinds of sockets, and nobody is hurt where it is absent."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from daemon import notify


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A socket such as systemd's, named in the one variable systemd sets."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        path = f"{folder}/notify"
        ear.bind(path if request.param == "path" else "\0" + path)
        ear.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", path if request.param == "path" else "@" + path)
        yield ear


def test_systemd_hears_the_daemon_start_live_and_stop(systemd: socket.socket) -> None:
    assert notify.ready("reading 2 mailboxes")
    assert systemd.recv(1000) == b"READY=1\nSTATUS=reading 2 mailboxes"
    assert notify.alive()
    assert systemd.recv(1000) == b"WATCHDOG=1"
    assert notify.doing("1 mail stuck")
    assert systemd.recv(1000) == b"STATUS=1 mail stuck"
    assert notify.stopping()
    assert systemd.recv(1000).startswith(b"STOPPING=1\n")


def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify.alive()
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    assert not notify.alive()


def test_the_watchdog_is_fed_twice_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    assert notify.watchdog_seconds() is None
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    assert notify.watchdog_seconds() == 30
    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert notify.watchdog_seconds() is None
