"""Promises, who is told as they come near, and what leaves by itself: told as handlers live it."""

from datetime import timedelta

from sqlalchemy import text

from db.questions import ticket_named
from db.questions.clocks import STEPS_DUE
from mailflows.clocks.winding import wait_for
from tests.mailflows.clocks.conftest import Clocked, told


def test_an_answer_that_nobody_writes_is_told_up_the_ladder_and_written_down(desk: Clocked) -> None:
    name = desk.opens()
    assert desk.runs(name)["answer"].due_at == desk.flow.now + timedelta(hours=2)
    assert not desk.passes(minutes=59)
    lead, handler = desk.flow.people.handler.address, desk.flow.people.second_handler.address
    came = desk.passes(minutes=1)
    assert [one.paper["to"] for one in came] == [lead] and "due soon" in came[0].text and name in came[0].text
    assert not desk.rings() and not desk.rings()  # a doubled tick does nothing
    assert len(told(desk.passes(minutes=30))) == 1  # one person, though they lead and coordinate
    came = desk.passes(minutes=30)
    assert {one.paper["to"] for one in came} == {lead, handler}
    assert all("PROMISE BROKEN" in one.text and "LATE" not in one.text for one in came)
    assert desk.record(name).count("promise broken answer P2") == 1
    assert not desk.passes(minutes=5)


def test_only_what_a_person_wrote_and_what_left_keeps_the_promise(desk: Clocked) -> None:
    name = desk.opens()
    desk.leaves()  # the first answer, which no person wrote
    assert "answer" in desk.runs(name) and not desk.ended(name)
    desk.hears(name, "#reply\n\nWe are on it.")
    assert desk.ended(name) == [("answer", "kept")]
    runs = desk.runs(name)
    assert set(runs) == {"word"} and desk.ticket(name).next_due_at == desk.flow.now + timedelta(hours=24)
    came = desk.passes(hours=18)
    assert "owed a word soon" in told(came)[0]
    desk.passes(hours=7)
    desk.hears(name, "#reply\n\nNothing new yet.")
    assert ("word", "late") in desk.ended(name)


def test_a_night_of_downtime_is_one_mail_a_reader_and_says_that_it_is_late(desk: Clocked) -> None:
    names = []
    for number in range(40):
        names.append(desk.opens(f"trouble number {number}"))
        desk.flow.now += timedelta(minutes=10)  # no flood
    came = desk.passes(hours=14)
    mails = told(came)
    assert len(came) == len(mails) == 2 and all(one.startswith("LATE") for one in mails)
    assert all("and 10 more" in one for one in mails) and "due soon" not in mails[0]
    assert sum(desk.record(name).count("promise broken answer P2") for name in names) == 40
    assert not desk.rings()


def test_whoever_is_silent_is_reminded_where_it_is_safe_and_else_a_handler_is_asked(desk: Clocked) -> None:
    safe, unknown = desk.opens("one"), desk.opens("two")
    for name in (safe, unknown):
        desk.hears(name, "#ask\n\nWhich account is it?")
        assert set(desk.runs(name)) == {"their_turn"}
    desk.becomes(safe, safe="yes")
    came = desk.passes(hours=24)
    [reminder] = [one for one in came if one.row.kind == "reminder"]
    assert reminder.row.ticket_id == desk.ticket(safe).id and reminder.row.automatic and not reminder.row.content
    mail = told(came)[0]
    assert unknown in mail and "#reminder" in mail and "#safe yes" in mail and safe not in mail
    desk.leaves()
    assert desk.runs(safe)["their_turn"].step == 1  # a reminder of ours is no word that begins it anew


def test_missed_reminders_do_not_pile_up_and_nobody_is_given_up_of_whom_nothing_was_asked(desk: Clocked) -> None:
    name = desk.opens("three", priority="P3", safe="yes")
    desk.hears(name, "#ask\n\nWhich account is it?")
    came = desk.passes(days=400)  # the clock jumped
    assert [one.row.kind for one in came if one.row.kind == "reminder"] == ["reminder"]
    assert desk.ticket(name).status == "pending_user"
    assert not [one for one in desk.passes(days=6) if one.row.kind == "reminder"]
    came = desk.passes(days=2)
    assert desk.ticket(name).status == "resolved" and "Resolved by itself" in told(came)[0]
    desk.flow.now -= timedelta(days=100)  # and back
    assert not desk.rings()


def test_a_ticket_that_is_resolved_asks_once_and_closes(desk: Clocked) -> None:
    name = desk.opens("four", safe="yes")
    desk.hears(name, "#reply\n\nDone.")
    desk.becomes(name, status="resolved")
    assert set(desk.runs(name)) == {"survey", "closing"}
    assert [one.row.kind for one in desk.passes(days=5)] == ["survey"]
    assert set(desk.runs(name)) == {"closing"}
    assert [one.row.kind for one in desk.passes(days=9)] == ["closing"]
    ticket = desk.ticket(name)
    assert ticket.status == "closed" and ticket.next_due_at is None and not desk.runs(name)
    assert not desk.passes(days=100)


def test_what_was_mended_is_checked_and_whoever_was_sent_on_is_asked(desk: Clocked) -> None:
    mended, sent_on = desk.opens("five", safe="yes"), desk.opens("six", safe="yes")
    desk.hears(mended, "#reply\n\nDone.")
    desk.becomes(mended, status="monitoring")
    desk.hears(sent_on, "#reply\n\nDone.")
    desk.becomes(sent_on, status="referred")
    kinds = sorted(one.row.kind for one in desk.passes(days=7))
    assert kinds == ["check_in", "reached"]
    assert [one.row.kind for one in desk.passes(days=7)] == ["check_in"]
    assert desk.runs(mended)["check"].step == 2 and not desk.runs(sent_on)


def test_a_restricted_ticket_is_told_to_nobody_who_may_not_see_it(desk: Clocked) -> None:
    desk.opens("seven", restricted=True)
    came = desk.passes(hours=3)
    assert {one.paper["to"] for one in came} == {desk.flow.people.handler.address}  # who leads


def test_a_rest_lets_everything_but_the_answer_rest(desk: Clocked) -> None:
    name = desk.opens("eight")
    desk.hears(name, "#reply\n\nDone.")
    desk.becomes(name, snoozed_until=desk.flow.now + timedelta(days=5))
    assert not desk.passes(hours=30)
    assert desk.ticket(name).next_due_at == desk.ticket(name).snoozed_until
    desk.becomes(name, snoozed_until=None)
    assert told(desk.passes(days=5))


def test_a_more_urgent_ticket_is_due_sooner(desk: Clocked) -> None:
    name = desk.opens("nine", priority="P4")
    later = desk.ticket(name).next_due_at
    desk.becomes(name, priority="P1")
    sooner = desk.ticket(name).next_due_at
    assert later is not None and sooner is not None and sooner == desk.flow.now + timedelta(minutes=30) < later


def test_a_damaged_ticket_is_left_aside_and_the_others_are_told(desk: Clocked) -> None:
    good, bad = desk.opens("ten", safe="yes"), desk.opens("eleven", safe="yes")
    for name in (good, bad):
        desk.hears(name, "#ask\n\nWhich?")
    with desk.flow.store.writing() as books:
        books.session.connection().execute(text("UPDATE ticket SET key = x'00' WHERE name = :n"), {"n": bad})
    assert [one.row.kind for one in desk.passes(hours=24)].count("reminder") == 1
    assert desk.went.left and not desk.rings()
    assert desk.went.left == ()  # not before an hour is over


def test_tickets_of_before_there_were_clocks_are_wound(desk: Clocked) -> None:
    names = [desk.opens(f"old {number}") for number in range(3)]
    with desk.flow.store.writing() as books:
        books.session.connection().execute(text("DELETE FROM promise"))
        books.session.connection().execute(text("UPDATE ticket SET next_due_at = NULL"))
    desk.passes(minutes=1)
    assert all("answer" in desk.runs(name) and desk.ticket(name).next_due_at for name in names)


def test_what_is_due_is_found_from_one_index(desk: Clocked) -> None:
    with desk.flow.store.reading() as books:
        asked = STEPS_DUE.compile(books.session.get_bind(), compile_kwargs={"render_postcompile": True})
        link = books.session.connection()
        plan = link.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {asked}", ("2026-01-01", 10, 0)[: len(asked.positiontup or ())]
        )
        said = " ".join(str(row) for row in plan)
    assert "COVERING INDEX ix_promise_step_at" in said and "SCAN" not in said.replace("SCAN promise USING COVERING", "")


def test_whoever_was_called_is_waited_for_also_while_the_person_is_asked_something(desk: Clocked) -> None:
    name = desk.opens(safe="yes")
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, name)
        assert ticket is not None
        wait_for(books, desk.flow.desk, ticket, "threat_lab", desk.flow.now)
    desk.hears(name, "#ask\n\nWhich telephone is it?")
    assert desk.ticket(name).status == "pending_user"
    assert {"role", "their_turn"} <= desk.runs(name).keys()
