"""Errands that the daemon runs right before a mail is sealed: whom it asks, and what it makes of the answer."""

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from daemon import errands, posting
from daemon.doors.wkd import REASONS, Found, NotFound
from daemon.errands import run_errand
from daemon.sandbox import SandboxGone
from daemon.tools import Tools
from mailflows.errands import Errand, FindKey, ShowPictures, errand_paper, read_errand
from mailflows.leaving import Leaving
from pgp.certificates import canonical
from pgp.errors import GpgBroken
from templates.labels import labels, languages
from tests.people import People


def leaving() -> Leaving:
    """A mail to a handler, whose errand is to look for a key."""
    facts = {"tag": "H-7K4Q-M2XD", "address": "samir@press.test", "nonce_line": ""}
    errand = read_errand(errand_paper(Errand(FindKey("samir@press.test"), "found_key", facts)))
    told: dict[str, Any] = dict.fromkeys(("outbound_id", "to", "return_path", "message_id", "subject", "text"), "")
    told |= {"language": "en", "in_reply_to": "", "references": (), "automatic": True, "brings_key": False}
    return Leaving(**told, certificate=b"theirs", fingerprint="F", errand=errand)


def tools(people: People) -> Tools:
    desk = SimpleNamespace(templates=None, default_language="en", languages=("en",), danger={})
    return cast(Tools, SimpleNamespace(desk=desk, key_proxy="127.0.0.1:9"))


def test_a_key_is_asked_for_through_the_proxy_and_goes_along(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def look_up(address: str, proxy: str) -> Found:
        asked.append((address, proxy))
        return Found(canonical(people.reporter.certificate), "openpgpkey.press.test")

    monkeypatch.setattr(errands, "look_up", look_up)
    mail = run_errand(leaving(), tools(people))
    assert asked == [("samir@press.test", "127.0.0.1:9")]
    assert mail.errand is None and "openpgpkey.press.test" in mail.text
    assert canonical(mail.files[0].data).fingerprint == people.reporter.fingerprint


def test_a_mail_without_an_errand_stays_as_it_is(people: People) -> None:
    plain = run_errand(leaving(), tools(people))  # nobody listens at that port
    assert run_errand(plain, tools(people)) is plain
    assert "proxy for key look-ups does not answer" in plain.text and not plain.files


@pytest.mark.parametrize("tongue", languages())
def test_every_way_not_to_find_a_key_has_words(tongue: str, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    assert labels(tongue)["look_up"].keys() == REASONS.keys()
    for reason in REASONS:
        monkeypatch.setattr(errands, "look_up", lambda *_, reason=reason: NotFound(reason))
        assert labels("en")["look_up"][reason] in run_errand(leaving(), tools(people)).text


@pytest.mark.parametrize("trouble", [GpgBroken("no agent"), SandboxGone("no child")])
def test_trouble_of_our_own_puts_the_mail_off(
    people: People, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    """Nothing is blamed on the part, and nothing leaves without what it was asked for."""
    put_off: list[str] = []

    def breaks(*_: object) -> Leaving:
        raise trouble

    monkeypatch.setattr(posting, "how_it_leaves", lambda *_: leaving())
    monkeypatch.setattr(posting, "outbound_by_id", lambda *_: SimpleNamespace(state="waiting"))
    monkeypatch.setattr(posting, "run_errand", breaks)
    monkeypatch.setattr(posting, "_later", lambda ident, *_: put_off.append(ident))
    noted: list[str] = []
    store = SimpleNamespace(reading=nullcontext)
    journal = SimpleNamespace(note=lambda event, **_: noted.append(event))
    given = SimpleNamespace(store=store, journal=journal, desk=None, now=lambda: None)
    posting.post_one("one", cast(Tools, given), cast(Any, None), "null")
    assert put_off == ["one"] and noted == ["infrastructure"]


def test_pictures_that_take_long_hold_up_no_other_mail(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly each can be drawn, all pictures of a notice together have a time."""
    clock = [100.0]
    given: list[float] = []

    def drawn(_mail: bytes, _path: str, within: float) -> None:
        given.append(within)
        clock[0] += 4.0

    monkeypatch.setattr(errands, "opened_again", lambda *_: b"")
    monkeypatch.setattr(errands, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    pictures = ShowPictures("kept", tuple((number, f"mail/{number}") for number in range(1, 5)))
    errand = Errand(pictures, "notify_handler", {"event": "new_letter"})
    notice = replace(leaving(), errand=errand)
    there = SimpleNamespace(desk=tools(people).desk, examiner=SimpleNamespace(drawn=drawn))
    assert run_errand(notice, cast(Tools, there)).text.count("cannot be drawn") == 4
    assert given == [10.0, 6.0, 2.0, -2.0]


def test_a_mail_that_broke_the_limits_is_not_read_by_anybody_later(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b"X: y\r\n" * 100_000

    def opens(*_: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(errands, "open_mail", opens)
    monkeypatch.setattr(errands, "_as_it_came", lambda *_: deep)
    assert errands.opened_again("kept", cast(Tools, None)) is deep
