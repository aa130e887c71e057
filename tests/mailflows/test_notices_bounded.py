"""A notice looks at no more of a letter than it can show, once for everybody, and says where it is not all of it."""

import pytest

from mailflows.notices import said
from mailflows.notices.lines import LOOKED_AT
from mailflows.notices.said import words_said
from mailflows.quoting import OwnWords, own_words
from tests.mailflows.flow import Flow


def test_a_letter_is_read_once_however_many_are_told_of_it(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counts(text: str) -> OwnWords:
        looked.append(len(text))
        return own_words(text)

    monkeypatch.setattr(said, "own_words", counts)
    flow.arrives("dana@mail.test", "a b\n" * 50_000, sealed=False)
    assert len(flow.outbox("notify_handler")) == 2
    assert looked == [LOOKED_AT]


@pytest.mark.parametrize("text", ["\n" * 200_000, "x\n" * 100_000, "> a\n" * 50_000, "a" * 200_000, "\xa0\n" * 99_999])
def test_what_is_shown_of_a_letter_of_any_shape_is_short(text: str) -> None:
    shown = words_said((text,))
    assert sum(map(len, shown.values())) < 30_000


@pytest.mark.parametrize("between", ["\n" * LOOKED_AT, "\xa0\n" * LOOKED_AT])
def test_a_notice_says_that_there_is_more_below_many_empty_lines(between: str) -> None:
    assert words_said((f"Hello.{between}They are at my door.",))["excerpt"] == "| Hello.\n| [...]"
    assert words_said((f"Hello.{between}",))["excerpt"] == "| Hello."


def test_empty_lines_above_the_words_hide_nothing() -> None:
    assert words_said(("\r\n" * LOOKED_AT + "They are at my door.",))["excerpt"] == "| They are at my door."


def test_a_quotation_that_goes_on_behind_what_is_looked_at_says_so() -> None:
    shown = words_said(("Yes, at nine.\n\nOn 1 May, X wrote:\n" + "> as before\n" * LOOKED_AT,))
    assert shown["excerpt"] == "| Yes, at nine." and shown["previous"].endswith("\n| [...]")
