"""No reader needs more than linear time: Python's work is counted, and what patterns do is tried at a size that tells.

The patterns themselves were read one by one; FAMILIES holds an attack on each that repeats something.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any

import pytest

from pgp.reasons import Refused
from tests.fuzz.families import FAMILIES
from tests.fuzz.targets import TARGETS

GROWS = 4
SLACK = 1.15  # of four times the work
FIRST_COSTS = 400  # lines that run whatever the size


def lines_run(does: Callable[[], object]) -> int:
    """How many lines of Python run; the same on every machine and under every load."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with suppress(Refused):
            does()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", FAMILIES)
def test_four_times_the_input_is_four_times_the_work(name: str) -> None:
    family = FAMILIES[name]
    reads = TARGETS[family.target].reads
    small, large = (lines_run(partial(reads, family.of(size))) for size in (family.large // GROWS, family.large))
    assert large <= small * GROWS * SLACK + FIRST_COSTS, f"{small} lines became {large}"


@pytest.mark.timeout(30)  # no measure: what is linear takes half a second, what is not takes hours
@pytest.mark.parametrize("name", FAMILIES)
def test_no_pattern_goes_back_again_and_again(name: str) -> None:
    family = FAMILIES[name]
    with suppress(Refused):
        TARGETS[family.target].reads(family.of(family.longest))


def test_work_that_grows_with_the_square_is_seen() -> None:
    def square(size: int) -> None:
        for _ in range(size):
            for _ in range(size):
                pass

    small, large = lines_run(lambda: square(50)), lines_run(lambda: square(200))
    assert large > small * GROWS * SLACK + FIRST_COSTS
