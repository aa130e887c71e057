"""The round that reads lists out of kept mail: our own trouble makes them wait, a mail that breaks is told of."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from daemon import lists_by_mail
from daemon.lists_by_mail import read_lists
from daemon.rounds import go_round
from daemon.sandbox import SandboxGone
from daemon.tools import Tools
from db.papers import set_role
from db.questions import kept_in_states, people_at
from db.store import Store
from db.vault import Vault
from mailflows.examine.indicators.feed import Feed, Indicator
from mailflows.intel.brought import TRIES, waiting
from mailflows.letter import Attachment
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, new_flow
from tests.people import People
from tests.stores import blank_engine

LIST = Attachment(1, "mail/2", "march.csv", "text/csv", "text/plain", 90, "ab" * 32)
FEED = Feed("march", "", (Indicator("host", "evil.example", ""),), (), "phishing")


@pytest.fixture
def flow(tmp_path: Path, people: People) -> Flow:
    """A desk whose lead sent one list."""
    made = new_flow(Store(blank_engine(tmp_path), Vault(b"m" * 32)), people)
    with made.store.writing() as books:
        (lead,) = people_at(books, address_mark(books, people.handler.address))
        set_role(books, lead, "lead")
    made.obeys(people.handler, "#intel add", attachments=(LIST,))
    made.outbox()
    return made


def tools(flow: Flow, feed: Any) -> tuple[Tools, list[str]]:
    noted: list[str] = []
    journal = SimpleNamespace(note=lambda event, **_: noted.append(event))
    examiner = SimpleNamespace(feed=feed)
    given = SimpleNamespace(
        store=flow.store, desk=flow.desk, journal=journal, examiner=examiner, now=lambda: flow.now, keyring=None
    )
    return cast(Tools, given), noted


def still_waits(flow: Flow) -> bool:
    with flow.store.reading() as books:
        return bool(waiting(books))


def test_the_round_reads_each_file_by_its_path(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    asked: list[tuple[bytes, str]] = []

    def opens(kept: str, _: Tools) -> bytes:
        opened.append(kept)
        return b"the mail"

    def reads(mail: bytes, path: str) -> Feed:
        asked.append((mail, path))
        return FEED

    monkeypatch.setattr(lists_by_mail, "opened_again", opens)
    given, noted = tools(flow, reads)
    assert go_round("lists", given) == 1 and noted == ["round"]
    assert asked == [(b"the mail", "mail/2")] and not still_waits(flow)
    with flow.store.reading() as books:
        assert opened == [kept_in_states(books, ("aside",))[0].id]
    assert "march: 1 indicators taken" in flow.outbox("intel")[0].text
    assert go_round("lists", given) == 0 and noted == ["round"], "an idle minute is not worth a line"


def test_trouble_of_our_own_lets_lists_wait(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> Feed:
        raise SandboxGone("no bwrap")

    monkeypatch.setattr(lists_by_mail, "opened_again", lambda *_: b"the mail")
    given, noted = tools(flow, gone)
    for _ in range(2 * TRIES):
        assert go_round("lists", given) == 0
    assert set(noted) == {"round_failed"} and still_waits(flow) and flow.outbox() == []


def test_a_mail_that_breaks_is_given_up_and_told_of(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> bytes:
        raise ValueError("a secret")

    monkeypatch.setattr(lists_by_mail, "opened_again", breaks)
    given, noted = tools(flow, lambda *_: FEED)
    for _ in range(TRIES):
        assert still_waits(flow)
        read_lists(given)
    assert noted == ["put_back"] * TRIES and not still_waits(flow)
    assert "could not be opened again" in flow.outbox("intel")[0].text
