"""A row that is damaged is its own ticket's trouble, or its own person's: everybody else is told as ever."""

import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from daemon.journal import Journal
from daemon.rounds import go_round
from daemon.tools import Tools
from db.questions import certificates_of, letter_before, ticket_named
from db.record import broken_line
from db.store import Books
from mailflows.intake import Settled
from mailflows.shifts.apart import Went
from mailflows.shifts.duties import hand_over, my_day, wake
from mailflows.shifts.gathered import tell_gathered
from tests.mailflows.shifts.conftest import Shifts

DAMAGED = "cannot be read"


def flipped(sealed: bytes | None) -> bytes:
    """One octet is not what it was."""
    assert sealed
    return sealed[:-1] + bytes([sealed[-1] ^ 1])


def two_tickets(desk: Shifts) -> tuple[Settled, Settled]:
    bad, good = (desk.flow.arrives(f"{who}@mail.test", "Help me.", sealed=False) for who in ("dana", "rana"))
    desk.flow.outbox()
    return bad, good


def changes(desk: Shifts, settled: Settled, **columns: object) -> None:
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        for name, value in columns.items():
            setattr(ticket, name, value)
        books.session.add(ticket)


def damages_figures(desk: Shifts, settled: Settled) -> None:
    changes(desk, settled, figures=flipped(desk.flow.ticket(settled).figures))


def damages_letter(desk: Shifts, settled: Settled) -> None:
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        letter = letter_before(books, ticket.id)
        assert letter is not None
        letter.sealed = flipped(letter.sealed)
        books.session.add(letter)


def holds(desk: Shifts) -> None:
    with desk.flow.store.reading() as books:
        assert broken_line(books) is None


def test_a_letter_that_does_not_open_keeps_no_other_ticket_asleep(desk: Shifts, tmp_path: Path) -> None:
    bad, good = two_tickets(desk)
    for one in (bad, good):
        changes(desk, one, snoozed_until=desk.flow.now + timedelta(hours=1))
    damages_letter(desk, bad)
    desk.passes(hours=2)
    log, flow = tmp_path / "log", desk.flow
    tools = SimpleNamespace(store=flow.store, desk=flow.desk, journal=Journal(file=log), now=lambda: flow.now)
    assert go_round("wake", cast(Tools, tools)) == 2
    assert flow.ticket(good).snoozed_until is None and flow.ticket(bad).snoozed_until is None
    told = [one.text for one in flow.outbox("notify_handler")]
    assert told and all(good.ticket in text and bad.ticket not in text for text in told)
    said = json.loads(log.read_text().splitlines()[0])
    assert (said["event"], said["reason"], said["kind"]) == ("left_aside", "wake", "VaultShut")
    assert said["ticket"] == flow.ticket(bad).id
    assert go_round("wake", cast(Tools, tools)) == 0 and log.read_text().count("left_aside") == 1, "said once"
    holds(desk)


def test_figures_that_do_not_open_leave_everybody_their_day(desk: Shifts) -> None:
    bad, good = two_tickets(desk)
    damages_figures(desk, bad)
    desk.flow.now = desk.flow.now.replace(hour=9) + timedelta(days=1)
    with desk.flow.store.writing() as books:
        went = my_day(books, desk.flow.desk, desk.flow.now)
    assert went == 2 and isinstance(went, Went) and {one.what for one in went.left} == {"ticket"}
    for day in desk.flow.outbox("my_day"):
        row = day.text.split(bad.ticket)[1].splitlines()[1]
        assert DAMAGED in row and good.ticket in day.text
    holds(desk)


def test_figures_that_do_not_open_stop_neither_a_digest_nor_a_hand_over(desk: Shifts) -> None:
    people = desk.flow.people
    desk.flow.obeys(people.handler, "#me notices=digest")
    bad, good = two_tickets(desk)
    damages_figures(desk, bad)
    desk.passes(hours=12)
    (digest,) = desk.rings(tell_gathered)
    assert DAMAGED in digest.text and bad.ticket in digest.text and f"#ticket {good.ticket}" in digest.text
    assert not desk.rings(tell_gathered), "told once"
    day = f"{desk.flow.now + timedelta(days=1):%Y-%m-%d}"
    desk.adds(people.second_handler, day, (8, 14))
    desk.at(f"{day} 09:00")
    (handed,) = desk.rings(hand_over)
    assert DAMAGED in handed.text and good.ticket in handed.text


def test_a_key_that_does_not_open_is_no_key_and_the_others_have_their_day(desk: Shifts) -> None:
    people = desk.flow.people
    two_tickets(desk)

    def damaged(books: Books) -> None:
        (key,) = certificates_of(books, desk.row(books, people.second_handler).id)
        key.sealed = flipped(key.sealed)
        books.session.add(key)

    with desk.flow.store.writing() as books:
        damaged(books)
    day = f"{desk.flow.now + timedelta(days=1):%Y-%m-%d}"
    desk.adds(people.second_handler, day, (8, 14), people.handler)
    desk.at(f"{day} 09:00")
    told = [(one.row.kind, one.paper["to"]) for one in desk.rings(my_day)]
    assert ("my_day", people.handler.address) in told
    assert desk.flow.arrives("late@mail.test", "Help me.", sealed=False).ticket
    assert [one.paper["to"] for one in desk.flow.outbox("notify_handler")] == [people.handler.address]
    assert not desk.rings(wake)
