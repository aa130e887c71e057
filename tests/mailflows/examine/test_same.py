"""The same octets give the same findings in every process: nothing depends on the order in which Python keeps sets."""

import dataclasses
import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import pytest

from mailflows.examine.indicators.feeds import read_feed
from mailflows.examine.turn import take_turn
from tests.fuzz.examiners import sent
from tests.fuzz.frightening import files, letters, lists

ROOT = Path(__file__).parents[3]
_ASKED = "from tests.mailflows.examine.test_same import answer; answer()"


def told(mails: Sequence[bytes], lists: Sequence[bytes]) -> list[str]:
    """Everything that is found in them, in the order in which it is found."""
    answers = []
    for mail in mails:
        waiting = deque(["mail", "suspect"])
        while waiting:
            turn = take_turn(mail, path := waiting.popleft())
            waiting.extend(turn.further)
            answers.append(f"{path} {dataclasses.replace(turn, letter=None)} {turn.letter}")
    return answers + [f"{read_feed(one, 'list.csv')}" for one in lists]


def answer() -> None:
    """In another process: read the exhibits, and tell."""
    exhibits = [[b64decode(one) for one in kind] for kind in json.load(sys.stdin)]
    json.dump(told(*exhibits), sys.stdout)


@pytest.fixture(scope="module")
def exhibits() -> tuple[Sequence[bytes], Sequence[bytes]]:
    return (*letters(), *map(sent, files())), [one.partition(b"\n")[2] for one in lists()]


@pytest.fixture(scope="module")
def own(exhibits: tuple[Sequence[bytes], Sequence[bytes]]) -> list[str]:
    return told(*exhibits)


@pytest.mark.parametrize("seed", ["0", "1", pytest.param("2", marks=pytest.mark.crash_full)])
def test_findings_are_the_same_in_every_process(
    exhibits: tuple[Sequence[bytes], Sequence[bytes]], own: list[str], seed: str
) -> None:
    given = json.dumps([[b64encode(one).decode() for one in kind] for kind in exhibits])
    line = [sys.executable, "-W", "ignore", "-c", _ASKED]
    surroundings = {**os.environ, "PYTHONHASHSEED": seed}
    said = subprocess.run(line, cwd=ROOT, env=surroundings, input=given, capture_output=True, text=True, check=True)
    other = json.loads(said.stdout)
    assert len(other) == len(own) > len(exhibits[0])
    assert [one for one in other if one not in own] == [] and other == own
