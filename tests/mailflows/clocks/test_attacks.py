"""Nobody outside makes promises run wild, ends a wait that still lasts, or silences a clock; nothing is done twice."""

from datetime import timedelta

from sqlalchemy import text

from db.casework import Named
from db.questions import outbound_in_states, people_at, ticket_named
from mailflows.clocks.ringing import ring
from mailflows.clocks.winding import wind
from mailflows.desk import Branch
from mailflows.people import address_mark
from mailflows.shifts.office import Office
from tests.mailflows.clocks.conftest import Clocked, told
from tests.people import Person

AWAY = (("auto-submitted", "auto-replied"),)


def opens(desk: Clocked, reporter: Person | str) -> tuple[str, tuple[str, ...]]:
    signed = reporter if isinstance(reporter, Person) else None
    came = desk.flow.arrives(reporter, "my account was taken", signed_by=signed, sealed=signed is not None)
    first = desk.flow.outbox("received")[0]
    return came.ticket, (first.row.message_id,)


def test_a_thousand_letters_are_one_promise_that_began_with_the_first(desk: Clocked) -> None:
    name, thread = opens(desk, "nour@press.test")
    first = desk.runs(name)["answer"]
    for number in range(30):
        desk.flow.now += timedelta(seconds=20)
        desk.flow.arrives("nour@press.test", f"letter {number}", sealed=False, references=thread)
    now = desk.runs(name)["answer"]
    assert (now.id, now.since, now.due_at) == (first.id, first.since, first.due_at)
    assert set(desk.runs(name)) == {"answer"} and not desk.ended(name)
    assert len(told(desk.passes(hours=1))) == 1


def test_whoever_forges_a_name_without_the_thread_ends_no_wait(desk: Clocked) -> None:
    name, _ = opens(desk, "nour@press.test")
    desk.hears(name, "#ask\n\nWhich account is it?")
    forged = desk.flow.arrives("nour@press.test", f"about {name}: all is well", sealed=False, subject=name)
    assert forged.ticket != name
    assert desk.ticket(name).status == "pending_user" and set(desk.runs(name)) == {"their_turn"}


def test_a_date_in_the_future_or_long_ago_moves_no_promise(desk: Clocked) -> None:
    now = desk.flow.now
    ahead = desk.flow.arrives("a@press.test", "hello", sealed=False, received_at=now + timedelta(days=900)).ticket
    assert desk.runs(ahead)["answer"].since == now
    behind = desk.flow.arrives("b@press.test", "hello", sealed=False, received_at=now - timedelta(days=1)).ticket
    assert desk.runs(behind)["answer"].since == now - timedelta(days=1)  # it did lie in the mailbox for so long
    assert all(mail.startswith("LATE") for mail in told(desk.rings()))
    assert desk.record(behind).count("promise broken answer P2") == 1 and not desk.rings()


def test_an_absence_note_of_a_role_or_in_its_name_ends_no_wait(desk: Clocked) -> None:
    lab = desk.flow.people.lab
    name, _ = opens(desk, desk.flow.people.reporter)
    desk.hears(name, "#escalate threat_lab\n\nPlease look at this.")
    assert desk.ticket(name).status == "pending_third_party"
    before = set(desk.runs(name))
    with desk.flow.store.reading() as books:
        [asked] = [one for one in outbound_in_states(books, ("sent",)) if one.kind == "escalation"]
    thread = (asked.message_id,)
    desk.flow.arrives(lab, "I am away", signed_by=lab, headers=AWAY, references=thread)
    assert desk.ticket(name).status == "pending_third_party" and set(desk.runs(name)) == before
    desk.flow.arrives(lab, "We looked: nothing", sealed=False, references=thread)  # anybody may write that
    assert desk.ticket(name).status == "pending_third_party" and set(desk.runs(name)) == before
    desk.flow.arrives(lab, "We looked: nothing", signed_by=lab, references=thread)
    assert desk.ticket(name).status == "active" and "role" not in desk.runs(name)


def test_an_absence_note_of_the_person_is_no_answer(desk: Clocked) -> None:
    reporter = desk.flow.people.reporter
    name, thread = opens(desk, reporter)
    desk.hears(name, "#ask\n\nWhich account is it?")
    desk.flow.now += timedelta(minutes=1)
    came = desk.flow.arrives(reporter, "I am away", signed_by=reporter, headers=AWAY, references=thread)
    assert came.ticket == name
    assert desk.ticket(name).status == "pending_user" and set(desk.runs(name)) == {"their_turn"}
    desk.flow.arrives(reporter, "It is the page", signed_by=reporter, references=thread)
    assert desk.ticket(name).status == "active" and set(desk.runs(name)) == {"answer"}


def test_after_a_stop_a_handler_is_asked_and_nothing_leaves_by_itself(desk: Clocked) -> None:
    name, thread = opens(desk, "nour@press.test")
    desk.becomes(name, safe="yes")
    desk.hears(name, "#ask\n\nWhich account is it?")
    desk.flow.now += timedelta(minutes=1)
    desk.flow.arrives("nour@press.test", "stop", sealed=False, references=thread)
    assert set(desk.runs(name)) == {"answer"}  # a person reads it
    desk.hears(name, "#ask\n\nShall we write elsewhere?")
    for days in (1, 3, 10):
        came = desk.passes(days=days)
        assert not [one for one in came if one.row.kind in ("reminder", "offer_to_close")]
        assert name in told(came)[0]
    assert desk.ticket(name).status == "pending_user"


def test_what_died_before_it_was_written_is_done_once_and_what_was_written_is_not_done_again(desk: Clocked) -> None:
    name, _ = opens(desk, "nour@press.test")
    desk.becomes(name, safe="yes")
    desk.hears(name, "#ask\n\nWhich account is it?")
    desk.flow.now += timedelta(hours=24)
    desk.flow.outbox()
    try:
        with desk.flow.store.writing() as books:
            assert ring(books, desk.flow.desk, desk.flow.now)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert not desk.flow.outbox()
    assert [one.row.kind for one in desk.rings()] == ["reminder"]
    assert not desk.rings() and not desk.passes(minutes=5)  # it has not been posted yet


def test_nobody_is_told_of_a_restricted_ticket_who_may_not_see_it_though_they_have_it(desk: Clocked) -> None:
    people = desk.flow.people
    names = [opens(desk, f"r{number}@press.test")[0] for number in range(2)]
    with desk.flow.store.writing() as books:
        lead, other = (
            people_at(books, address_mark(books, one.address))[0] for one in (people.handler, people.second_handler)
        )
        for name in names:
            ticket = ticket_named(books, name)
            assert ticket is not None
            ticket.restricted, ticket.handler_id = True, other.id
            books.append(Named(ticket_id=ticket.id, person_id=lead.id))
            wind(books, desk.flow.desk, ticket, desk.flow.now)
    for time in ({"minutes": 65}, {"hours": 1}, {"days": 2}):
        for one in desk.passes(**time):
            assert one.paper["to"] == people.handler.address or not any(name in one.text for name in names)


def test_a_row_that_nobody_can_read_stops_no_other_whatever_the_branches(desk: Clocked) -> None:
    desk.flow.becomes(branches=(Branch("cairo", frozenset({"EG"}), Office("Africa/Cairo")),))
    good, bad = desk.opens("one"), desk.opens("two")
    with desk.flow.store.writing() as books:
        books.session.connection().execute(text("UPDATE ticket SET figures = x'00' WHERE name = :n"), {"n": bad})
    mails = told(desk.passes(hours=1))
    assert len(mails) == 1 and good in mails[0] and len(desk.went.left) == 1
    desk.rings()
    assert not desk.went_wrong()


def test_what_waits_in_thousands_holds_up_no_answer_that_is_due(desk: Clocked) -> None:
    names = [desk.opens(f"number {number}") for number in range(4)]
    for name in names[:3]:
        desk.becomes(name, status="monitoring", priority="P4")
    with desk.flow.store.writing() as books:
        books.session.connection().execute(text("UPDATE promise SET step_at = '2026-01-01' WHERE kind = 'look'"))
    mails = told(desk.passes(hours=1))
    assert any(names[3] in mail for mail in mails)


def test_a_ticket_that_needs_nothing_is_asked_about_once_and_not_each_minute(desk: Clocked) -> None:
    for status in ("resolved", "monitoring", "vetting", "pending_third_party", "triage"):
        desk.becomes(desk.opens(f"a {status} one"), status=status)
    with desk.flow.store.writing() as books:
        books.session.connection().execute(text("DELETE FROM promise"))
    assert desk.goes() >= 5
    assert desk.goes() == 0 and desk.goes() == 0
