"""The demo is a test of its own: it reads every fact back. Here it ends well, and badly when something is broken."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from daemon.demo.story import CHAPTERS

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
ROOT = Path(__file__).parents[2]
LONGEST = 100  # seconds


@contextmanager
def demo(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`hirz demo`, ended with all it started whatever becomes of the test."""
    command = [sys.executable, "-m", "daemon", "demo", *arguments]
    playing = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True
    )
    try:
        yield playing
    finally:
        if playing.poll() is None:
            playing.terminate()
            playing.communicate(timeout=LONGEST)


def folder_of(daemon: int) -> Path:
    """Where this demo's things lie, as its daemon was told."""
    words = Path(f"/proc/{daemon}/cmdline").read_text().split("\0")
    return Path(words[words.index("--config") + 1]).parent


def daemon_of(said: str) -> int:
    return int(said.partition("process ")[2].split()[0])


def test_the_whole_story_is_true_and_a_kept_demo_runs_until_it_is_told_to_stop() -> None:
    said, rest, folder, daemon = "", "", None, 0
    try:
        with demo("--keep") as playing:
            assert playing.stdout is not None
            while "or kill " not in said and (line := playing.stdout.readline()):
                said += line
            if "or kill " in said:
                daemon = daemon_of(said)
                folder = folder_of(daemon)
                assert (folder.stat().st_mode & 0o777) == 0o700
                assert (folder / "people" / "noor.muttrc").exists() and f"--config {folder}/hirz.toml" in said
                time.sleep(0.2)  # so that it stands still when it is told
                os.kill(playing.pid, signal.SIGTERM)
            rest, _ = playing.communicate(timeout=LONGEST)
        assert folder is not None and playing.returncode == 0, said + rest
        for number, (title, _chapter) in enumerate(CHAPTERS, start=1):
            assert f"== {number}  {title}" in said
        assert said.count("== ") == 6 and said.count("✓") > 40
        assert "\x1b" not in said, "plain lines where nobody looks at a terminal"
        assert "ended with 0" in rest and not Path(f"/proc/{daemon}").exists()
        assert f"what it leaves behind: {folder}" in rest
    finally:
        if (left := re.search(r"leaves behind: (/tmp/hirz-demo-\w+)", said + rest)) is not None:
            shutil.rmtree(left[1])


@pytest.mark.parametrize(
    ("broken", "reason"), [("post", "the relay refused the recipient"), ("examine", "SandboxGone")]
)
def test_a_broken_desk_is_found_out(broken: str, reason: str) -> None:
    with demo("--break", broken) as playing:
        said, _ = playing.communicate(timeout=LONGEST)
    assert playing.returncode == 1, said
    assert "NOT FOUND: the first answer did not come" in said and "Layla's mailbox" in said
    assert reason in said, said
    assert not Path(f"/proc/{daemon_of(said)}").exists()
