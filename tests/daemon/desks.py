"""Desks for the sysadmin's stories: set up once by `hirz init`, and copied for each test that breaks something."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from daemon.sandbox import Examiner
from daemon.shell.cli import main
from tests.people import People

ADDRESS = "help@desk.test"
PASSWORD = "a pass word"


@dataclass(frozen=True)
class SetUp:
    """A desk in a folder of its own, all of it beside its config file."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "hirz.toml"

    @property
    def store(self) -> Path:
        return self.folder / "hirz.sqlite"

    def secret(self, name: str) -> Path:
        return self.folder / "secrets" / name

    def says(self, *changes: tuple[str, str]) -> None:
        """Changes lines of the config."""
        text = self.config.read_text("utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        self.config.write_text(text, "utf-8")

    def hirz(self, command: str, *more: str) -> int:
        return main([command, "--config", str(self.config), *more])


def write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def first_desk(tmp_path_factory: pytest.TempPathFactory, people: People) -> SetUp:
    desk = SetUp(tmp_path_factory.mktemp("desk"))
    assert desk.hirz("init", "--address", ADDRESS, "--name", "Helpdesk of the press") == 0
    write_secret(desk.secret("imap-password"), PASSWORD + "\n")
    certificate = desk.folder / "bahia.pgp"
    certificate.write_bytes(people.handler.certificate)
    assert desk.hirz("handler", "add", "Bahia", people.handler.address, str(certificate)) == 0
    return desk


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """The door of a sandbox that runs already, as under systemd: not every test has to wait for one to start."""
    examiner = Examiner.started()
    examiner.probe()
    yield f'socket = "{examiner._path}"'
    examiner.close()


@pytest.fixture
def desk(first_desk: SetUp, tmp_path: Path, sandbox: str) -> SetUp:
    """One's own copy of a desk that is all well."""
    shutil.copytree(first_desk.folder, tmp_path / "desk")
    copy = SetUp(tmp_path / "desk")
    copy.says(('#socket = ""', sandbox))
    return copy


@dataclass(frozen=True)
class Answer:
    """What `hirz check` said, part by part."""

    code: int
    lines: tuple[tuple[str, str, str], ...]  # state, part, words
    text: str

    def of(self, part: str) -> list[str]:
        return [f"{state} {words}" for state, named, words in self.lines if named == part]

    def failed(self) -> set[str]:
        return {part for state, part, _ in self.lines if state == "FAILED"}


def heard(code: int, text: str, parts: Sequence[str]) -> Answer:
    return Answer(code, tuple(_lines(text, parts)), text)


def _lines(text: str, parts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        state, rest = line[:9].strip(), line[10:]
        for part in parts:
            if state and rest.startswith(f"{part:<10} "):
                yield state, part, rest[11:]
