"""A desk that delivers: what a client sends lands in the desk's mailbox, what the desk sends in the client's."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk import LivingDesk
from tests.people import People
from tests.warm import Warm

Tells = Callable[[str], None]


FILLED = "padded, with an archive"


@pytest.fixture(scope="module", params=["as it comes", FILLED])
def form(request: pytest.FixtureRequest) -> str:
    """What leaves is read as it is by itself, and as it is with everything that a sysadmin may switch on."""
    return str(request.param)


@pytest.fixture(scope="module")
def desk(
    form: str,
    people: People,
    warm: Warm,
    sandbox: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LivingDesk]:
    settings: dict[str, dict[str, object]] = {"examine": {"socket": str(sandbox)}}
    if form == FILLED:
        archive = tmp_path_factory.mktemp("archive") / "archive.pgp"
        archive.write_bytes(people.lab.certificate)
        settings["desk"] = {"pad": True, "archive_certificate_file": str(archive)}
    running = LivingDesk(people, settings=settings, warm=warm, delivers=True)
    running.starts()
    yield running
    try:
        running.stops()
        running.fsck()
    finally:
        running.close()


@pytest.fixture
def tells(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Tells:
    """One line of the transcript at the end: what was seen where, and how many seconds into the story."""
    began = time.monotonic()

    def tell(line: str) -> None:
        record_property("transcript", f"{time.monotonic() - began:6.2f} s  {line}")

    record_property("transcript", request.node.name)
    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, line in report.user_properties if report.when == "call" else ():
            if name == "transcript":
                terminalreporter.write_line(str(line))
