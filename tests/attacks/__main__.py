"""`python -m tests.attacks` prints every attack, what it is, and how many tests try it."""

import contextlib
import io
from collections import Counter
from pathlib import Path

import pytest

from tests.attacks.register import ATTACKS, NOT_OURS


class Counting:
    """Counts the tests that pytest finds, by the attack in their name."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            words = item.name.split("_")
            if len(words) > 2:
                self.found[f"{words[1]}-{words[2]}".upper()] += 1


def main() -> None:
    counting = Counting()
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["--collect-only", "-q", str(Path(__file__).parent)], plugins=[counting])
    for ident, what in ATTACKS.items():
        tried = f"{counting.found[ident]:4d}" if counting.found[ident] else "   –"
        print(f"{ident}  {tried}  {what}{': ' + NOT_OURS[ident] if ident in NOT_OURS else ''}")
    covered = sum(1 for ident in ATTACKS if counting.found[ident])
    tests = sum(counting.found[ident] for ident in ATTACKS)
    print(f"\n{covered} of {len(ATTACKS)} attacks are tried, by {tests} tests.")


if __name__ == "__main__":
    main()
