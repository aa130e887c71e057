"""What somebody says about themselves, and the digest that comes of it: nothing is lost, nothing told twice."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from db.papers import set_active
from db.questions import gathered_for, people_at
from mailflows.compose import page_of
from mailflows.leaving import Leaving
from mailflows.notices.gathering import MAY_WAIT
from mailflows.people import address_mark
from mailflows.shifts.gathered import tell_gathered
from templates.labels import labels
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_notices import TRAP, nonce_of
from tests.pages import seen_in

DIGEST = "#me notices=digest"


def says(flow: Flow, words: str) -> Left:
    settled = flow.obeys(flow.people.handler, words)
    assert settled.reason == "handler_asked", [one.text for one in flow.outbox()]
    [left] = flow.outbox(to=flow.people.handler)
    return left


def rings(flow: Flow) -> list[Left]:
    """The round comes by: the digests it wrote."""
    with flow.store.writing() as books:
        count = tell_gathered(books, flow.desk, flow.now)
    left = flow.outbox("gathered")
    assert len(left) == count
    return left


def comes(flow: Flow, about: str = "They took my account") -> str:
    """A new ticket; returns its name."""
    return flow.arrives(f"{about.replace(' ', '.').lower()}@press.test", about, sealed=False, findings=(TRAP,)).ticket


def waiting(flow: Flow) -> int:
    with flow.store.reading() as books:
        return sum(count for _, count, _, _ in gathered_for(books))


def test_me_shows_and_changes_ones_own_settings(flow: Flow) -> None:
    shown = says(flow, "#me")
    handler = flow.people.handler
    fours = " ".join(handler.fingerprint[at : at + 4] for at in range(0, 40, 4))
    for said in (handler.name, handler.address, "Role: ", "Language: English", "one mail for each event", fours):
        assert said in shown.text
    changed = says(flow, "#me language=العربية notices=ملخص")
    assert "اللغة: العربية" in changed.text and "رسائل قليلة" in changed.text and changed.paper["language"] == "ar"
    assert "Langue : français" in says(flow, "#moi langue=fr").text
    flow.obeys(handler, "#me notices=hourly")
    [refused] = flow.outbox()
    assert refused.row.kind == "refused"


def test_what_is_not_urgent_comes_once_and_can_be_acted_on(flow: Flow) -> None:
    says(flow, DIGEST)
    flow.becomes(first_answer_due=timedelta(hours=9))
    first, second = comes(flow), comes(flow, "Somebody reads my mail")
    sent = flow.outbox("notify_handler")
    assert {one.paper["to"] for one in sent} == {flow.people.second_handler.address} and waiting(flow) == 2
    assert not rings(flow)
    flow.passes(minutes=119)
    assert not rings(flow)
    flow.passes(minutes=1)
    [digest] = rings(flow)
    assert digest.row.ticket_id is None and not waiting(flow) and not rings(flow)
    assert f"- {first} · New ticket\n" in digest.text and f"- {second} · New ticket\n" in digest.text
    assert "first answer due in 7 h" in digest.text
    for word in ("took", "reads", "press.test", "evil", "-- hirz"):
        assert word not in digest.text.lower()
    leaving = flow.leaves(digest)
    assert isinstance(leaving, Leaving)
    assert len(seen_in(page_of(leaving, flow.desk)).links) == 2
    act = next(line.strip() for line in digest.text.splitlines() if f"#ticket {second}" in line)
    quoted = "\n".join(f"> {line}" for line in digest.text.splitlines())
    settled = flow.obeys(flow.people.handler, f"{act}\n#take\n\n\n{quoted}\n")
    assert settled.ticket == second
    assert [one.row.kind for one in flow.outbox(to=flow.people.handler)] == ["transcript"]


def test_what_cannot_wait_does_not(flow: Flow) -> None:
    says(flow, DIGEST)
    name = comes(flow)
    [other] = flow.outbox("notify_handler")
    assert waiting(flow) == 1
    flow.obeys(flow.people.second_handler, f"#ticket {nonce_of(other)}\n#priority P1\n#give {flow.people.handler.name}")
    [given] = flow.outbox("notify_handler")
    assert given.text.startswith("This ticket was given to you") and name in given.text
    flow.passes(minutes=85)
    assert not rings(flow)
    flow.passes(minutes=5)  # half an hour before the first answer is due
    assert len(rings(flow)) == 1


def test_many_come_at_once_and_going_back_brings_the_rest(flow: Flow) -> None:
    flow.becomes(flood=100, flood_from_one=100)
    says(flow, DIGEST)
    for number in range(21):
        comes(flow, f"Account number {number} is gone")
    flow.outbox()
    [digest] = rings(flow)
    assert digest.text.count("#ticket H-") == 21 and not waiting(flow)
    comes(flow, "one more")
    says(flow, "#me notices=each")
    assert len(rings(flow)) == 1
    comes(flow, "and one")
    assert len(flow.outbox("notify_handler", flow.people.handler)) == 1


def test_what_waits_is_lost_with_no_crash_and_told_to_nobody_else(flow: Flow) -> None:
    says(flow, DIGEST)
    kept, erased, hidden = comes(flow), comes(flow, "erase me"), comes(flow, "hide me")
    flow.outbox()
    flow.passes(hours=2)
    with pytest.raises(RuntimeError, match="killed"), flow.store.writing() as books:
        assert tell_gathered(books, flow.desk, flow.now) == 1
        raise RuntimeError("killed")
    assert waiting(flow) == 3
    with flow.store.writing() as books:
        link = books.session.connection()
        link.execute(text("UPDATE ticket SET key = NULL WHERE name = :name"), {"name": erased})
        link.execute(text("UPDATE ticket SET restricted = 1 WHERE name = :name"), {"name": hidden})
        [other] = people_at(books, address_mark(books, flow.people.second_handler.address))
        named = text("INSERT INTO named SELECT id, :person FROM ticket WHERE name = :name")
        link.execute(named, {"person": other.id, "name": hidden})
    [digest] = rings(flow)
    assert kept in digest.text and erased not in digest.text and hidden not in digest.text and not waiting(flow)
    comes(flow, "for nobody")
    with flow.store.writing() as books:
        [person] = people_at(books, address_mark(books, flow.people.handler.address))
        set_active(books, person, False)
    flow.passes(hours=2)
    assert not rings(flow) and not waiting(flow)


def test_what_may_wait_is_something_that_happens() -> None:
    assert labels("en")["event"].keys() >= MAY_WAIT
