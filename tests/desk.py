"""A living desk: `hirz run` as a process of its own, with a real store, real gpg and real mail servers around it."""

import contextlib
import io
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest

from daemon.assemble import open_store
from daemon.config import load
from daemon.demo.servers import MailServer, Received, Sink
from daemon.sandbox.program import Program
from daemon.shell.cli import main
from db.founding import found
from db.questions import kept_counts
from db.questions.soundness import all_kept, all_outbound
from db.soundness import unsound
from db.store import Books
from db.tables import Kept, Outbound
from pgp.homes import remove
from tests.people import People, Person
from tests.posted import Mail, opened
from tests.stores import blank
from tests.warm import ROOT, Warm

PATIENCE = 60.0  # seconds until a story that does not go on is given up
KEPT = "Hirz/Kept"
INBOX = "INBOX"
NO_FLOOD = {"flood": 100_000, "flood_from_one": 100_000}  # one machine writes all these letters
Settings = Mapping[str, Mapping[str, object]]


class Process(Protocol):
    """What a test does with a daemon."""

    pid: int

    def send_signal(self, number: int, /) -> None: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = ...) -> int: ...


class LivingDesk:
    """One desk with its mailbox, its relay and its folder. `close` ends all of it."""

    def __init__(
        self,
        people: People,
        *,
        settings: Settings | None = None,
        imap_port: Callable[[int], int] = lambda port: port,
        warm: Warm | None = None,
        delivers: bool = False,
    ) -> None:
        self.people, self._warm = people, warm
        self.folder = Path(tempfile.mkdtemp(prefix="hz-", dir="/tmp"))  # short: gpg's sockets live below it
        self.server = MailServer({people.desk.address: "a pass word"})
        self.sink = Sink(self.server if delivers else None)  # into the mailboxes of this very server
        self.process: Process | None = None
        self.config = self.folder / "hirz.toml"
        self.log, self.errors = self.folder / "log", self.folder / "errors"
        self._bell: socket.socket | None = None
        self._left_behind: list[Path] = []
        self._write(imap_port(self.server.port), settings or {})
        self._found()

    # the desk's life

    def starts(self, *more: str, ready: bool = True) -> Process:
        """Starts `hirz run`; returns once it told that it reads mail, as it tells systemd."""
        assert self.process is None, "it runs already"
        surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NOTIFY_SOCKET": self._listens()}
        arguments = ["run", "--config", str(self.config), *more]
        if self._warm is not None:
            self.process = self._warm.starts(arguments, surroundings, self.errors)
        else:
            with open(self.errors, "ab") as errors:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "daemon", *arguments], cwd=ROOT, env=surroundings, stderr=errors
                )
        if ready:
            self._hears("READY=1")
        return self.process

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        process = self._gone()
        self._left_behind += doors_of(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait(20)

    def dies(self, seconds: float = PATIENCE) -> None:
        """Waits until the daemon killed itself at a step."""
        code = self._gone().wait(seconds)
        assert code == -signal.SIGKILL, f"it ended with {code}\n{self.complaints()}"

    def stops(self) -> float:
        """SIGTERM, as systemd would; it must end with 0 within 20 s. Returns the seconds it took."""
        process, began = self._gone(), time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = process.wait(20)
        assert code == 0, f"it ended with {code}\n{self.complaints()}"
        return time.monotonic() - began

    def close(self) -> None:
        """Ends everything that was started here."""
        if self.process is not None:
            self.kill()
        for home in (self.folder / "g").iterdir():
            remove(home)
        self.server.stop()
        self.sink.stop()
        for folder in (self.folder, *self._left_behind):
            shutil.rmtree(folder, ignore_errors=True)

    def _gone(self) -> Process:
        process, self.process = self.process, None
        assert process is not None, "it does not run"
        return process

    # what comes and what leaves

    def receives(self, raw: bytes, folder: str = INBOX) -> int:
        """A mail lands in the desk's mailbox, as a mail server would put it there."""
        return self.server.append(self.people.desk.address, raw, folder)

    def mailbox(self, folder: str = INBOX) -> list[bytes]:
        while True:
            with contextlib.suppress(KeyError):  # the daemon took one away between the question and the answer
                return self.server.mails(self.people.desk.address, folder)

    def left_for(self, person: Person | str) -> list[Received]:
        address = person if isinstance(person, str) else person.address
        return [one for one in list(self.sink.received) if one.recipient == address]

    def mails_for(self, person: Person, count: int = 0, seconds: float = PATIENCE) -> list[Mail]:
        """All mails that a person got, opened with their own gpg; waits until there are `count`."""
        self.until(lambda: len(self.left_for(person)) >= count, f"{count} mails for {person.address}", seconds)
        return [opened(one, person) for one in self.left_for(person)]

    def mail_for(self, person: Person, about: str, seconds: float = PATIENCE) -> Mail:
        """The first mail a person got with these words in its text; waits for it."""
        seen: dict[int, Mail] = {}

        def found() -> Mail | None:
            for number, one in enumerate(self.left_for(person)):
                if number not in seen:
                    seen[number] = opened(one, person)
                if about in seen[number].text:
                    return seen[number]
            return None

        self.until(lambda: found() is not None, f"a mail with {about!r}", seconds)
        mail = found()
        assert mail is not None
        return mail

    def until(self, happened: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {seconds:.0f} s for {what}\n{self.complaints()}")
            if self.process is not None and (code := self.process.poll()) is not None:
                raise AssertionError(f"the daemon ended with {code}\n{self.complaints()}")
            time.sleep(0.02)

    # the store

    @contextmanager
    def books(self, folder: Path | None = None) -> Iterator[Books]:
        """The store as it is now, opened and closed again, so that nobody but the daemon holds it."""
        store = open_store(self._config_of(folder), datetime.now(UTC))
        try:
            with store.reading() as books:
                yield books
        finally:
            store.close()

    def snapshot(self) -> Path:
        """A copy of the store's files as a dead daemon left them; opening it takes nothing from the next start."""
        assert self.process is None
        copy = self.folder / "snapshots" / secrets.token_hex(4)
        copy.mkdir(parents=True)
        for name in ("hirz.sqlite", "hirz.sqlite-wal"):
            if (self.folder / name).exists():
                shutil.copyfile(self.folder / name, copy / name)
        return copy

    def kept_counts(self) -> dict[str, int]:
        with self.books() as books:
            return kept_counts(books)

    def kept(self) -> Sequence[Kept]:
        with self.books() as books:
            return all_kept(books)

    def outbound(self) -> Sequence[Outbound]:
        with self.books() as books:
            return all_outbound(books)

    def fsck(self, snapshot: Path | None = None) -> None:
        """Asserts that the store is sound: every invariant there is a name for."""
        with self.books(snapshot) as books:
            assert unsound(books, deep=True) == ()

    def holds(self, raw: bytes) -> bool:
        """Whether these octets are kept."""
        with self.books() as books:
            return any(row.digest == books.vault.mark("mail", raw) for row in all_kept(books))

    def at_rest(self) -> bool:
        """Nothing waits: the mailbox is empty, no mail is unsettled, no answer due."""
        # asked before and after, for a mail is on its way from the mailbox into the store
        return not self._waiting() and not self.mailbox() and not self._waiting()

    def _waiting(self) -> int:
        with contextlib.closing(sqlite3.connect(self.folder / "hirz.sqlite", timeout=10)) as link:
            found = link.execute(
                "SELECT (SELECT count(*) FROM kept WHERE state = 'kept')"
                " + (SELECT count(*) FROM outbound WHERE state = 'waiting')"
            ).fetchone()
        return int(found[0])

    def rests(self, seconds: float = PATIENCE) -> None:
        self.until(self.at_rest, "the desk to be done", seconds)

    def hirz(self, *arguments: str) -> str:
        """A subcommand, in this process; returns what it prints."""
        told = io.StringIO()
        command, *more = arguments
        with redirect_stdout(told):
            assert main([command, "--config", str(self.config), *more]) == 0
        return told.getvalue()

    def events(self) -> list[dict[str, Any]]:
        """The log, line by line; the last one may be cut short by a kill."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        found = []
        for line in lines:
            with contextlib.suppress(json.JSONDecodeError):
                found.append(json.loads(line))
        return found

    def told(self, event: str) -> list[dict[str, Any]]:
        return [one for one in self.events() if one["event"] == event]

    def complaints(self) -> str:
        """The end of the log and what the daemon said on its way out."""
        pieces = [path.read_text("utf-8", "replace")[-3000:] for path in (self.log, self.errors) if path.is_file()]
        return "\n".join(pieces)

    # how it is set up

    def _write(self, imap_port: int, settings: Settings) -> None:
        people, folder = self.people, self.folder
        (folder / "g").mkdir(mode=0o700)
        self._secret("password", "a pass word\n")
        self._secret("key", people.desk.secret_key.decode())
        self._secret("master", secrets.token_hex(32) + "\n")
        (folder / "lab.pgp").write_bytes(people.lab.certificate)
        lab: dict[str, object] = {"name": "threat_lab", "address": people.lab.address, "certificate_file": "lab.pgp"}
        lab["consent"] = False  # the desk's own
        usual: dict[str, dict[str, object]] = {
            "desk": {"address": people.desk.address, "name": "Test Desk", "key_file": "key", "gpg_folder": "g"},
            "store": {"url": "sqlite:///hirz.sqlite", "master_key_file": "master", "backups": "backups"},
            "[imap]": {
                "host": "127.0.0.1",
                "port": imap_port,
                "security": "none",
                "user": people.desk.address,
                "password_file": "password",
            },
            "smtp": {"host": "127.0.0.1", "port": self.sink.port, "security": "none"},
            "pace": {"tick": "0 s", "hold": "0 s"},
            "promises": {"acks_per_address": 100, "outbound_per_ticket": 1000, **NO_FLOOD},
            "log": {"level": "debug", "file": "log"},
            "limits": {"free_space": "1 MB"},
            "[role]": lab,
        }
        for name, section in settings.items():
            usual.setdefault(name, {}).update(section)
        self.config.write_text("".join(toml(name, section) for name, section in usual.items()), "utf-8")

    def _config_of(self, folder: Path | None) -> Any:
        config = load(self.config)
        if folder is None:
            return config
        url = f"sqlite:///{folder / 'hirz.sqlite'}"
        return config.model_copy(update={"store": config.store.model_copy(update={"url": url})})

    def _secret(self, name: str, text: str) -> None:
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")

    def _found(self) -> None:
        """Founded an hour ago, so that mail of now is answered; with one handler."""
        now = datetime.now(UTC)
        (self.folder / "hirz.sqlite").touch(mode=0o600)
        (self.folder / "hirz.sqlite").write_bytes(blank())
        store = open_store(load(self.config), now)
        found(store, now - timedelta(hours=1))
        store.close()
        self.knows_handler(self.people.handler)

    def knows_handler(self, handler: Person) -> None:
        with tempfile.NamedTemporaryFile() as file:
            Path(file.name).write_bytes(handler.certificate)
            self.hirz("handler", "add", handler.name, handler.address, file.name)

    def _listens(self) -> str:
        """The socket at which a daemon tells that it is ready, as it tells systemd."""
        path = self.folder / "notify"
        path.unlink(missing_ok=True)
        self._bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._bell.bind(str(path))
        self._bell.settimeout(0.2)
        return str(path)

    def _hears(self, word: str) -> None:
        assert self._bell is not None and self.process is not None
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(TimeoutError):
                if word in self._bell.recv(4096).decode().splitlines():
                    self._bell.close()  # nobody reads on, and a full socket would hold up whoever writes into it
                    return
            if (code := self.process.poll()) is not None:
                raise AssertionError(f"it ended with {code} before it was ready\n{self.complaints()}")
        raise AssertionError(f"it was not ready after {PATIENCE:.0f} s\n{self.complaints()}")


def doors_of(pid: int) -> list[Path]:
    """The folders in which a daemon listens for its own sandbox; nobody takes them away when it is killed."""
    held = set()
    with contextlib.suppress(OSError):
        held = {str(handle.readlink()) for handle in Path(f"/proc/{pid}/fd").iterdir()}
    lines = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    doors = {Path(line[7]).parent for line in lines if len(line) > 7 and f"socket:[{line[6]}]" in held}
    return [door for door in doors if door.name.startswith("hirz-") and str(door.parent) == "/tmp"]


def toml(name: str, section: Mapping[str, object]) -> str:
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in section.items()]
    return f"[{name}]\n{''.join(lines)}\n"


NewDesk = Callable[..., LivingDesk]


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Where daemons start in a tenth of a second."""
    process = Warm()
    yield process
    process.stop()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Path]:
    """The door of a sandbox that runs already, as systemd keeps one for a desk."""
    program = Program(("daemon.sandbox",), ())
    program.ensure()
    yield Path(program.path)
    program.close()


@pytest.fixture
def new_desk(people: People, warm: Warm, sandbox: Path) -> Iterator[NewDesk]:
    """Makes desks, and looks at the end whether their stores are sound, whatever happened to them."""
    made: list[LivingDesk] = []

    def make(settings: Settings | None = None, *, whole: bool = False, **more: Any) -> LivingDesk:
        """`whole`: a process from Python's own start on, with a sandbox of its own."""
        if whole:
            desk = LivingDesk(people, settings=settings, **more)
        else:
            desk = LivingDesk(
                people, settings={"examine": {"socket": str(sandbox)}, **(settings or {})}, warm=warm, **more
            )
        made.append(desk)
        return desk

    yield make
    for desk in made:
        with contextlib.ExitStack() as end:
            end.callback(desk.close)
            if desk.process is not None:
                desk.kill()
            desk.fsck()
