"""Lengths of time are understood in three languages, and nothing else is taken for one."""

from datetime import timedelta

import pytest

from mailflows.lengths import length_of


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("90 min", 90), ("2h", 120), ("hour", 60), ("3 Days", 4320), ("1 jour", 1440), ("2 heures", 120),
        ("٣ ساعات", 180), ("ساعتين", 120), ("يوم", 1440), ("5 دقائق", 5), ("1 h 30", 90), ("1.5 h", 90),
        ("ساعة ونصف", 90), ("1 month", 43_200),
    ],
)  # fmt: skip
def test_what_people_write(said: str, minutes: int) -> None:
    assert length_of(said) == timedelta(minutes=minutes)


@pytest.mark.parametrize("said", ["", "soon", "3", "0 h", "-1 h", "1 h or so", "9" * 40 + " h"])
def test_what_is_no_length(said: str) -> None:
    assert length_of(said) is None
