"""Fixtures every room shares, and the account of the crash tier at the end of a run."""

from collections import Counter

import pytest

from tests.dealing import pytest_collection_modifyitems, pytest_sessionstart
from tests.desk import new_desk, sandbox, warm
from tests.people import gpg_home, people

__all__ = ["gpg_home", "new_desk", "people", "pytest_collection_modifyitems", "pytest_sessionstart", "sandbox", "warm"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """All that the killed desks told of themselves, added up: mails, kills, what was lost, what left twice."""
    total: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, number in report.user_properties if report.when == "call" else ():
            if name.startswith("crash ") and isinstance(number, int):
                total[name.removeprefix("crash ")] += number
    if total:
        terminalreporter.write_line("crash tier: " + ", ".join(f"{number} {name}" for name, number in total.items()))
