"""`hirz search` makes marks of words and takes them away; `hirz check` says when they do not fit the config."""

import pytest

from daemon.config import load
from daemon.shell.at_hand import desk_open, store_open
from daemon.shell.check.scene import Scene
from daemon.shell.check.store import try_search
from db.questions import any_token
from mailflows.people import introduce
from mailflows.tickets import open_ticket
from tests.daemon.desks import SetUp, desk, first_desk, sandbox
from tests.mailflows.flow import FOUNDED

__all__ = ["desk", "first_desk", "sandbox"]

Told = pytest.CaptureFixture[str]


def test_a_ticket_from_a_time_without_marks_is_told_of_and_marked(desk: SetUp, capsys: Told) -> None:
    def said() -> str:
        scene = Scene(desk.config, FOUNDED)
        try:
            [told] = try_search(scene)
            return f"{told.state} {told.words} {told.todo}"
        finally:
            scene.close()

    desk.says(("#enabled = true", "enabled = false"))
    with desk_open(load(desk.config)) as (store, itself), store.writing() as books:
        reporter = introduce(books, "reporter", "Layla", "layla@press.test", "ar", FOUNDED)
        ticket = open_ticket(books, itself, reporter, "ar", FOUNDED, FOUNDED)
        assert not any_token(books)
    assert "off: no word is marked" in said()
    assert desk.hirz("search", "rebuild") == 1 and "search.enabled is false" in capsys.readouterr().err

    desk.says(("\nenabled = false", "\nenabled = true"))
    assert ticket.name in said() and "hirz search rebuild" in said()
    assert desk.hirz("search", "rebuild") == 0 and "1 ticket is found" in capsys.readouterr().out
    assert "tickets are found by their words" in said()

    desk.says(("\nenabled = true", "\nenabled = false"))
    assert "still there" in said()
    assert desk.hirz("search", "clear") == 0 and "taken away" in capsys.readouterr().out
    with store_open(load(desk.config)) as store, store.reading() as books:
        assert not any_token(books)
