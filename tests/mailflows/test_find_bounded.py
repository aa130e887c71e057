"""`#find` reads so much and no more in the one transaction, shows a long ticket all the same, and says what is left."""

import random

import pytest

from mailflows.commands.see import finding
from mailflows.search import snippet
from mailflows.search.stems import stems_in
from tests.mailflows.flow import Flow

LONG = 20_000  # characters of a letter


def letter(words: str, seed: int) -> str:
    some = random.Random(seed)
    return f"{words} " + " ".join(f"w{some.randrange(10**6)}x" for _ in range(LONG // 9))


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters were looked through, text by text."""
    read: list[int] = []

    def counts(texts: tuple[str, ...]) -> set[str]:
        read.extend(map(len, texts))
        return stems_in(texts)

    monkeypatch.setattr(snippet, "stems_in", counts)
    return read


def asks(flow: Flow, words: str) -> str:
    flow.outbox()
    flow.obeys(flow.people.handler, f"#desk {flow.desk.address}\n#find {words}")
    [left] = flow.outbox(to=flow.people.handler)
    return left.text


def test_a_ticket_too_long_to_be_read_is_found_by_its_marks(
    flow: Flow, looked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "READ_OF_ONE", LONG // 2)
    name = flow.arrives("dana@mail.test", letter("first", 1) + " haystack", sealed=False).ticket
    found = asks(flow, "haystack")
    assert name in found and "| [...]" in found
    assert sum(looked) <= LONG // 2


def test_no_more_is_read_in_all_and_what_was_not_looked_into_is_counted(
    flow: Flow, looked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "READ_OF_ONE", LONG)
    monkeypatch.setattr(finding, "READ_IN_ALL", 2 * LONG)
    names = [flow.arrives(f"r{at}@mail.test", letter("haystack", at), sealed=False).ticket for at in range(5)]
    found = asks(flow, "haystack")
    shown = [name for name in names if name in found]
    assert 1 <= len(shown) <= 3 and f"And {5 - len(shown)} more" in found
    assert sum(looked) <= 3 * LONG
