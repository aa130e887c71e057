"""Trouble that comes back: soon in the same ticket, much later in a new one that says which one came before."""

from datetime import timedelta

import pytest

from db.questions import related_to, ticket_named
from tests.mailflows.clocks.conftest import Clocked

NOUR = "nour@press.test"


def thread(desk: Clocked, address: str = NOUR) -> tuple[str, tuple[str, ...]]:
    """A ticket, and what a reply to its first answer refers to."""
    name = desk.flow.arrives(address, "my account was taken", sealed=False).ticket
    first = desk.flow.outbox("received", address)[0]
    return name, (first.row.message_id,)


def ends(desk: Clocked, name: str, status: str, **more: object) -> None:
    ended = {"closed_at": desk.flow.now} if status in ("closed", "referred") else {}
    desk.becomes(name, status=status, **ended, **more)


def ties(desk: Clocked, name: str) -> list[tuple[str, str]]:
    with desk.flow.store.reading() as books:
        ticket = ticket_named(books, name)
        assert ticket is not None
        return [(one.kind, one.ticket.name) for one in related_to(books, ticket.id)]


@pytest.mark.parametrize("status", ["resolved", "closed", "referred"])
def test_a_letter_soon_after_the_end_opens_the_same_ticket_and_an_answer_is_owed(desk: Clocked, status: str) -> None:
    name, thread_of = thread(desk)
    ends(desk, name, status)
    desk.flow.now += timedelta(days=29)
    again = desk.flow.arrives(NOUR, "it happened again", sealed=False, references=thread_of)
    ticket = desk.ticket(name)
    assert (again.ticket, ticket.status, ticket.closed_at) == (name, "active", None)
    assert "answer" in desk.runs(name) and not ties(desk, name)


def test_much_later_a_new_ticket_says_which_came_before_and_is_as_closed_to_others(desk: Clocked) -> None:
    name, thread_of = thread(desk)
    ends(desk, name, "closed", restricted=True, held_sealed=True, safe="yes")
    desk.flow.now += timedelta(days=45)
    desk.flow.outbox()
    again = desk.flow.arrives(NOUR, "it happened again", sealed=False, references=thread_of).ticket
    assert again != name and ties(desk, again) == [("recurrence", name)] and desk.ticket(name).status == "closed"
    new = desk.ticket(again)
    assert (new.restricted, new.held_sealed, new.safe) == (True, True, "unknown")
    told = desk.flow.outbox("notify_handler")
    assert {one.paper["to"] for one in told} == {desk.flow.people.handler.address}  # who leads
    assert "comes back 45 days" in told[0].text and name in told[0].text
    more = desk.flow.arrives(NOUR, "and again", sealed=False, references=thread_of)
    assert more.ticket == again  # the old thread goes on in the new ticket
    desk.becomes(again, restricted=False)
    ends(desk, again, "closed")
    desk.flow.now += timedelta(days=45)
    third = desk.flow.arrives(NOUR, "a third time", sealed=False, references=thread_of).ticket
    assert third not in (name, again) and ties(desk, third) == [("recurrence", again)]


def test_what_reached_us_in_time_is_no_recurrence_though_it_was_read_late(desk: Clocked) -> None:
    name, thread_of = thread(desk)
    ends(desk, name, "closed")
    came = desk.flow.now + timedelta(days=29)
    desk.flow.now += timedelta(days=32)
    late = desk.flow.arrives(NOUR, "again", sealed=False, references=thread_of, received_at=came)
    assert late.ticket == name


def test_a_stranger_learns_nothing_of_how_long_ago_a_ticket_ended(desk: Clocked) -> None:
    name, thread_of = thread(desk)
    mails = []
    for days in (1, 45):
        ends(desk, name, "closed")
        desk.flow.now += timedelta(days=days)
        desk.flow.outbox()
        mallory = desk.flow.arrives(f"mallory{days}@evil.test", "hello", sealed=False, references=thread_of)
        assert mallory.ticket not in ("", name) and not ties(desk, mallory.ticket)
        sent = desk.flow.outbox()
        assert "Comes back" not in "".join(one.text for one in sent)
        [first] = [one for one in sent if one.row.kind == "received"]
        mails.append(first.text.replace(mallory.ticket, "TAG"))
        desk.becomes(name, status="active", closed_at=None)
    assert mails[0] == mails[1]
