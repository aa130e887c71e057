"""Nothing that looks at a stranger's mail asks the network anything: whoever fetches a link tells its sender."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mailflows.examine.looks import LOOKS
from tests.egress import DEAF, HEARD, SILENT
from tests.house import ROOT

pytestmark = pytest.mark.skipif(
    not (shutil.which("unshare") and shutil.which("ip")), reason="needs unshare and ip (iproute2)"
)


def run(*arguments: str) -> int:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    line = [sys.executable, "-m", "tests.egress", *arguments]
    return subprocess.run(line, cwd=ROOT, env=surroundings, capture_output=True, check=False).returncode


def test_every_look_declares_that_it_asks_nobody() -> None:
    assert {look.egress for look in LOOKS} == {"none"}


def test_examiners_are_silent() -> None:
    """Where something could be fetched first: links and pages. The whole folder takes minutes: `make crash`."""
    rooms = ("looks", "links", "pages")
    files = [f"tests/mailflows/examine/test_{room}.py" for room in rooms]
    assert run(*files, "-k", "not (stop_its_reader or walls or deep or bomb)") == SILENT


@pytest.mark.crash_full
@pytest.mark.timeout(600)
def test_all_examiners_are_silent() -> None:
    behind_walls = ("test_hostile_files.py", "test_same.py")  # they ask the sandbox, or run the same looks once more
    left_out = [f"--ignore=tests/mailflows/examine/{name}" for name in behind_walls]
    assert run("tests/mailflows/examine", *left_out) == SILENT


def test_whoever_calls_out_is_heard(tmp_path: Path) -> None:
    """A listener that never hears anything proves nothing."""
    (tmp_path / "test_loud.py").write_text(
        "import socket\n\n\ndef test_loud():\n    socket.socket().connect_ex(('198.51.100.1', 443))\n"
    )
    assert run(str(tmp_path / "test_loud.py"), "--rootdir", str(tmp_path), "-c", os.devnull) == HEARD != DEAF
