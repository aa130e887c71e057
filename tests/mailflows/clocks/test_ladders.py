"""Each ladder from its first step to its end, as the desk and the person live it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.papers import set_role
from db.questions import people_at, ticket_named
from mailflows.clocks.winding import came_back, wait_for, wind
from mailflows.people import address_mark
from mailflows.shifts.duties import wake
from mailflows.stopping import take_back_of
from tests.mailflows.clocks.conftest import Clocked, told


def kinds(desk: Clocked, **time: float) -> list[str]:
    return [one.row.kind for one in desk.passes(**time)]


def calls(desk: Clocked, name: str, role: str) -> None:
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, name)
        assert ticket is not None
        wait_for(books, desk.flow.desk, ticket, role, desk.flow.now)


def test_whoever_is_in_danger_and_silent_is_phoned_and_never_given_up(desk: Clocked) -> None:
    name = desk.opens(priority="P1", safe="yes")
    desk.hears(name, "#ask\n\nAre you safe?")
    assert kinds(desk, hours=1) == kinds(desk, hours=3) == kinds(desk, hours=8) == ["reminder"]
    mail, *_ = told(desk.passes(hours=1))
    assert "please phone" in mail and "#log phone" in mail
    assert "offer_to_close" not in kinds(desk, days=200) and desk.ticket(name).status == "pending_user"
    assert desk.ticket(name).next_due_at is not None  # it stands in the lists as late


def test_a_partner_is_asked_again_and_a_platform_ends_with_the_next_way(desk: Clocked) -> None:
    lab = desk.flow.desk.roles["threat_lab"]
    desk.flow.becomes(roles={**desk.flow.desk.roles, "platform-meta": replace(lab, name="platform-meta")})
    partner, platform = desk.opens("one"), desk.opens("two")
    for name, role in ((partner, "threat_lab"), (platform, "platform-meta")):
        desk.hears(name, "#reply\n\nWe asked somebody.")
        calls(desk, name, role)
    mail, *_ = told(desk.passes(days=2))
    assert "#reminder threat_lab" in mail and platform not in mail
    mail, *_ = told(desk.passes(days=1))
    assert "#reminder platform-meta" in mail and partner not in mail
    mail, *_ = told(desk.passes(days=2))
    assert "#reminder threat_lab" in mail
    mail, *_ = told(desk.passes(days=2))
    assert "platform-meta has not answered: ask again" in mail
    mail, *_ = told(desk.passes(days=7))
    assert "try the next way" in mail and "platform-meta" in mail and partner not in mail
    assert not desk.passes(days=60)
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, platform)
        assert ticket is not None
        came_back(books, ticket, "platform-meta", desk.flow.now)
        wind(books, desk.flow.desk, ticket, desk.flow.now)
    assert ("role", "late") in desk.ended(platform) and desk.ticket(platform).status == "active"


@pytest.mark.parametrize(("priority", "hours"), [("P1", 2), ("P2", 48)])
def test_who_nobody_vetted_is_told_to_the_lead(desk: Clocked, priority: str, hours: int) -> None:
    name = desk.opens(priority=priority)
    desk.hears(name, "#reply\n\nFirst steps.")
    with desk.flow.store.writing() as books:
        second = people_at(books, address_mark(books, desk.flow.people.second_handler.address))[0]
        desk_owner = second.id
    desk.becomes(name, status="vetting", handler_id=desk_owner)
    assert "being found out" not in "".join(told(desk.passes(hours=hours - 1)))
    came = [one for one in desk.passes(hours=1) if "not been found out in time" in one.text]
    assert {one.paper["to"] for one in came} == {
        desk.flow.people.handler.address,
        desk.flow.people.second_handler.address,
    }
    assert desk.record(name).count(f"promise broken vetting {priority}") == 1


@pytest.mark.parametrize("safe", ["yes", "unknown"])
def test_what_was_mended_is_looked_at_four_times(desk: Clocked, safe: str) -> None:
    name = desk.opens(safe=safe)
    desk.hears(name, "#reply\n\nDone.")
    desk.becomes(name, status="monitoring")
    for week in range(4):
        assert not desk.passes(days=6), week
        came = desk.passes(days=1)
        if safe == "yes":
            assert [one.row.kind for one in came] == ["check_in"], week
            desk.leaves()
        else:
            assert "ask how things are" in told(came)[0] and "#safe yes" in told(came)[0]
    assert not desk.passes(days=30)


def test_they_are_asked_once_how_it_was_and_a_letter_opens_what_closed_by_itself(desk: Clocked) -> None:
    name = desk.flow.arrives("nour@press.test", "help", sealed=False).ticket
    thread = (desk.flow.outbox("received")[0].row.message_id,)
    desk.becomes(name, safe="yes")
    desk.hears(name, "#reply\n\nDone.")
    desk.becomes(name, status="resolved")
    assert kinds(desk, days=5) == ["survey"] and kinds(desk, days=9) == ["closing"]
    desk.leaves()
    assert desk.ticket(name).status == "closed"
    desk.flow.now += timedelta(days=3)
    assert desk.flow.arrives("nour@press.test", "again", sealed=False, references=thread).ticket == name
    assert desk.ticket(name).status == "active" and set(desk.runs(name)) == {"answer"}
    desk.hears(name, "#reply\n\nDone again.")
    desk.becomes(name, status="resolved")
    assert set(desk.runs(name)) == {"closing"}  # not asked twice
    assert kinds(desk, days=14) == ["closing"]


def test_a_ticket_that_wakes_and_one_whose_call_was_taken_back_have_a_time_again(desk: Clocked) -> None:
    rests, called = desk.opens("one"), desk.opens("two")
    desk.hears(rests, "#reply\n\nWe look tomorrow.")
    until = desk.flow.now + timedelta(days=3)
    desk.becomes(rests, snoozed_until=until)
    assert desk.ticket(rests).next_due_at == until
    desk.hears(called, "#reply\n\nWe ask the lab.")
    desk.flow.obeys(desk.flow.people.handler, f"#show {called}")
    line = desk.flow.outbox("show")[0].nonce_line
    desk.flow.obeys(desk.flow.people.handler, f"#escalate threat_lab\n\nPlease look.\n\n> {line}")
    assert desk.ticket(called).status == "pending_third_party"
    with desk.flow.store.writing() as books:
        person = people_at(books, address_mark(books, desk.flow.people.handler.address))[0]
        assert take_back_of(books, person, desk.flow.now, "desk") == [called]
    assert desk.ticket(called).status != "pending_third_party"
    desk.passes(minutes=1)
    assert "role" not in desk.runs(called) and desk.runs(called) and desk.ticket(called).next_due_at
    desk.flow.now = until
    with desk.flow.store.writing() as books:
        set_role(books, people_at(books, address_mark(books, desk.flow.people.handler.address))[0], "lead")
        assert wake(books, desk.flow.desk, desk.flow.now) == 1
    due = desk.ticket(rests).next_due_at
    assert due is not None and due < until  # owed since it went to rest


def test_a_ticket_that_is_taken_out_of_a_flood_is_owed_an_answer(desk: Clocked) -> None:
    name = desk.opens("one", burst="B-7K4Q")
    assert set(desk.runs(name)) == {"look"}
    desk.flow.obeys(desk.flow.people.handler, f"#burst open {name}")
    assert set(desk.runs(name)) == {"answer"} and desk.ticket(name).burst == ""
