"""How the tests are dealt out where several workers run them: what takes long begins first, each worker with its share.

Without workers nothing here does anything. Every worker must come to the same order, so nothing depends on chance.
"""

import importlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Seconds of files that would otherwise begin when everything else has ended. They need not be right, only alike.
LONG = {
    "tests/test_crash.py": 140,
    "tests/stories/test_bad_input.py": 70,
    "tests/mailflows/examine/test_hostile_files.py": 55,
    "tests/daemon/test_demo.py": 50,
    "tests/daemon/test_examining.py": 30,
    "tests/stories/test_troubles.py": 25,
    "tests/daemon/test_sandbox.py": 22,
    "tests/daemon/test_own_key.py": 22,
    "tests/fuzz/test_fuzz.py": 21,
    "tests/daemon/test_imap_hostile.py": 20,
    "tests/daemon/test_bells.py": 20,
    "tests/daemon/test_check.py": 19,
    "tests/test_canary.py": 16,
    "tests/mailflows/examine/test_same.py": 15,
    "tests/mailflows/examine/test_pages.py": 15,
    "tests/test_egress.py": 10,
    "tests/daemon/test_relay.py": 9,
}


def workers_of(config: pytest.Config) -> tuple[int, int]:
    """Which worker this is, from 0, and of how many; (0, 1) where there are none."""
    told: dict[str, Any] = getattr(config, "workerinput", {})
    return (int(told["workerid"].removeprefix("gw")), int(told["workercount"])) if told else (0, 1)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each worker imports another part of the tests first: on a fresh checkout they share the work of compiling."""
    own, workers = workers_of(session.config)
    if workers == 1 or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(ROOT.glob("tests/**/test_*.py"))]
    begin = len(names) * own // workers
    for name in names[begin:] + names[:begin]:
        if not name.startswith("tests.clients."):
            with suppress(Exception, pytest.skip.Exception):  # told when it is collected
                importlib.import_module(name)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker is first given one piece of the list (--dist worksteal): long files stand in front of each."""
    _, workers = workers_of(config)
    if workers > 1:
        items[:] = dealt(items, workers)


def dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """The same tests, so that each of that many pieces begins with long files, of about equally many seconds."""
    long: dict[str, list[pytest.Item]] = {}
    rest: list[pytest.Item] = []
    for item in items:
        path = item.nodeid.partition("::")[0]
        (long.setdefault(path, []) if path in LONG else rest).append(item)
    pieces: list[list[pytest.Item]] = [[] for _ in range(workers)]
    seconds = [0] * workers
    for path in sorted(long, key=lambda path: (-LONG[path], path)):
        least = seconds.index(min(seconds))
        pieces[least] += long[path]
        seconds[least] += LONG[path]
    order: list[pytest.Item] = []
    for number, piece in enumerate(pieces, start=1):
        order += piece
        room = max(0, len(items) * number // workers - len(order))
        order += rest[:room]
        del rest[:room]
    return order + rest
