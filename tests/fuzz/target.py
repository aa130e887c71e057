"""One reader that is fuzzed: what it is given, how dear it is, and whether a refusal is one of its answers."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One reader. What it returns as a string tells one kind of answer from another."""

    reads: Callable[[bytes], object]
    food: str  # the kind of specimens that it is fed: a key of tests.fuzz.specimens
    refuses: bool = False  # Refused is an answer, and no other exception is
    share: float = 1.0  # of the usual number of inputs: less where reading takes tens of milliseconds
