"""Of a category with few tickets nobody learns the number who sees no ticket, not by subtracting either."""

from itertools import product

import pytest

from mailflows.commands.see.apart import FEW, told_apart

SHAPES = [
    {"phishing": 6, "doxxing": 1},
    {"phishing": 6, "doxxing": 1, "arrest": 2},
    {"phishing": 6, "doxxing": 1, "arrest": 1},
    {"phishing": 6, "doxxing": 4, "arrest": 4},
    {"phishing": 6, "doxxing": 4, "arrest": 4, "": 4},
    {"phishing": 6, "doxxing": 7, "arrest": 1},
    {"phishing": 6, "doxxing": 7, "arrest": 9, "": 1},
    {"phishing": 6, "doxxing": 7, "arrest": 9, "": 4},
    {"phishing": 1},
    {"": 3, "phishing": 8},
]


@pytest.mark.parametrize("counts", SHAPES, ids=str)
@pytest.mark.parametrize("known", [{"", "phishing", "doxxing", "arrest"}, {"phishing", "doxxing", "arrest"}])
def test_no_small_number_follows_from_what_is_told(counts: dict[str, int], known: set[str]) -> None:
    """Whoever tries all that may lie behind the mail finds more than one number for each that was hidden."""
    told = told_apart(counts, known, FEW)
    everything, names = sum(counts.values()), sorted({*known, *counts})
    may_be = [
        dict(zip(names, numbers, strict=True))
        for numbers in product(range(everything + 1), repeat=len(names))
        if sum(numbers) == everything
    ]
    behind = [one for one in may_be if told_apart({key: n for key, n in one.items() if n}, known, FEW) == told]
    for key, number in counts.items():
        if number < FEW and key:
            assert len({one[key] for one in behind}) > 1, (key, told)


def test_who_works_on_tickets_is_told_every_number() -> None:
    assert told_apart({"": 1, "phishing": 6, "doxxing": 1}, {"phishing"}, 0) == (
        ("phishing", 6),
        ("doxxing", 1),
        ("", 1),
    )


def test_what_is_common_is_told_and_nothing_is_lost() -> None:
    assert told_apart({"phishing": 6, "doxxing": 1}, {f"c{at}" for at in range(20)}, FEW) == (("phishing", 6),)
    assert told_apart({"phishing": 6, "doxxing": 5}, {"phishing", "doxxing"}, FEW) == (("phishing", 6), ("doxxing", 5))
