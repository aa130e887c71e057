"""Mail servers for the tests: the embedded one, a real Dovecot, a sink, and what a door hands its mail to."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from daemon.config import ImapBox
from daemon.demo.servers import MailServer, Sink
from daemon.doors.imap import Door, Where
from daemon.doors.wire import Patience
from tests.cable import Cable
from tests.dovecot import Dovecot

HASTE = Patience(connect=5, read=2, command=4, verdict=3)  # for servers that are meant to hang


class Server(Protocol):
    """What a test asks of an IMAP server."""

    port: int

    def new_account(self) -> str: ...
    def password(self, user: str) -> str: ...
    def append(self, user: str, raw: bytes, folder: str = ..., when: datetime | None = ...) -> int: ...
    def mails(self, user: str, folder: str = ...) -> list[bytes]: ...


class Embedded:
    """The demo's IMAP server, with accounts as they are needed."""

    def __init__(self) -> None:
        self._server = MailServer({})
        self._numbers = itertools.count(1)
        self.port = self._server.port
        self.append = self._server.append
        self.mails = self._server.mails
        self.stop = self._server.stop

    @property
    def inside(self) -> MailServer:
        return self._server

    def new_account(self) -> str:
        name = f"person{next(self._numbers)}@desk.test"
        self._server.add(name, "a pass word")
        return name

    def password(self, user: str) -> str:
        return self._server.accounts[user]


@dataclass
class Ledger:
    """Stands where the store stands: remembers what a door hands over, and may refuse it."""

    kept: list[tuple[bytes, Where]] = field(default_factory=list)
    stuck: list[tuple[Where, str, bytes]] = field(default_factory=list)
    failures: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    refuses: list[Exception] = field(default_factory=list)  # raised by the next keeps, after they kept

    def keep(self, raw: bytes, where: Where) -> None:
        self.kept.append((raw, where))
        if self.refuses:
            raise self.refuses.pop(0)

    def keep_stuck(self, where: Where, reason: str, header: bytes) -> None:
        self.stuck.append((where, reason, header))

    def tries(self, where: Where) -> int:
        key = (where.folder, where.uidvalidity, where.uid)
        self.failures[key] += 1
        return self.failures[key]

    def looks(self, door: Door) -> int:
        return door.look(self.keep, self.keep_stuck, self.tries)

    @property
    def mails(self) -> list[bytes]:
        return [raw for raw, _ in self.kept]


def box_at(folder: Path, port: int, user: str, password: str, **changes: Any) -> ImapBox:
    """The config of a mailbox on 127.0.0.1, with the password in a file."""
    secret = folder / f"password-{user}"
    secret.write_text(password + "\n", encoding="utf-8")
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "user": user, "password_file": secret}
    return ImapBox.model_validate({key: value for key, value in {**settings, **changes}.items() if value is not None})


@pytest.fixture
def embedded() -> Iterator[Embedded]:
    server = Embedded()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    yield server
    server.stop()


@pytest.fixture(params=["embedded", pytest.param("dovecot", marks=pytest.mark.dovecot)])
def server(request: pytest.FixtureRequest) -> Server:
    """The same story on both servers."""
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def sink() -> Iterator[Sink]:
    server = Sink()
    yield server
    server.stop()


@pytest.fixture
def cable(server: Server) -> Iterator[Cable]:
    """A bad network before the server."""
    line = Cable(server.port)
    yield line
    line.stop()


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()
