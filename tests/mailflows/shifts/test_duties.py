"""What is told as one takes over from another: once, however often the bell rings, and rather late than never."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.casework import Named
from db.papers import set_active
from db.questions import duty_done, shifts_from, ticket_named
from db.store import Books
from db.tables import Person as Row
from db.tables import Ticket
from mailflows.access import reaches
from mailflows.intake import Settled
from mailflows.keys import pin
from mailflows.notices import whom_to_tell
from mailflows.people import introduce
from mailflows.shifts.calendar import set_moments
from mailflows.shifts.duties import hand_over, my_day, tell_unreachable, wake
from mailflows.shifts.office import Office
from mailflows.shifts.oncall import on_call
from pgp.certificates import canonical
from tests.mailflows.flow import FOUNDED, Left
from tests.mailflows.shifts.conftest import Shifts, told
from tests.people import Person, make_person

SECRET = "The man who follows me works for the ministry"


@pytest.fixture(scope="module")
def dina(gpg_home: Path) -> Person:
    """Somebody whose key ends on 2026-12-03 at noon."""
    made = datetime(2026, 1, 1, 12, tzinfo=FOUNDED.tzinfo)
    seconds = int((datetime(2026, 12, 3, 12, tzinfo=FOUNDED.tzinfo) - made).total_seconds())
    return make_person("Dina Short", "dina@desk.test", gpg_home, expires=f"seconds={seconds}", when=made)


def joins(desk: Shifts, person: Person) -> None:
    with desk.flow.store.writing() as books:
        known = introduce(books, "handler", person.name, person.address, "en", FOUNDED)
        pin(books, known, canonical(person.certificate), "pinned", "handler", FOUNDED)


def a_ticket(desk: Shifts, text: str = SECRET) -> Settled:
    reporter = desk.flow.people.reporter
    settled = desk.flow.arrives(reporter, text, signed_by=reporter)
    desk.flow.outbox()
    return settled


def becomes(
    desk: Shifts, settled: Settled, owner: Person | None = None, named: Person | None = None, **more: object
) -> None:
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        for name, value in more.items():
            setattr(ticket, name, value)
        if owner is not None:
            ticket.handler_id = desk.row(books, owner).id
        if named is not None:
            ticket.restricted = True
            books.append(Named(ticket_id=ticket.id, person_id=desk.row(books, named).id))
        books.session.add(ticket)


def named(books: Books, settled: Settled) -> Ticket:
    ticket = ticket_named(books, settled.ticket)
    assert ticket is not None
    return ticket


def called(desk: Shifts) -> list[str]:
    people = desk.flow.people
    with desk.flow.store.reading() as books:
        known = {desk.row(books, one).id: one.name.split()[0] for one in (people.handler, people.second_handler)}
        return [known.get(one.id, "other") for one in on_call(books, desk.flow.now)]


def the(left: list[Left], kind: str, to: Person) -> Left:
    [one] = [one for one in left if one.row.kind == kind and one.paper["to"] == to.address]
    return one


def test_who_comes_is_told_what_is_left_and_who_goes_gets_a_copy(desk: Shifts) -> None:
    people = desk.flow.people
    bahia, driss = people.handler, people.second_handler
    desk.at("2026-12-01 05:00")
    desk.adds(bahia, "2026-12-01", (8, 14))
    desk.adds(driss, "2026-12-01", (14, 20))
    late, soon, hers, quiet, over = (a_ticket(desk, f"{SECRET} {number}") for number in range(5))
    becomes(desk, late, next_due_at=desk.flow.now - timedelta(hours=3), priority="P1")
    becomes(desk, hers, owner=bahia, named=bahia)
    becomes(desk, quiet, owner=driss, snoozed_until=desk.flow.now + timedelta(days=9))
    becomes(desk, over, status="closed")
    desk.at("2026-12-01 12:00")
    left = desk.rings(hand_over)
    assert told(left) == [("handover", bahia.address), ("handover", driss.address)]

    comes, goes = the(left, "handover", driss), the(left, "handover", bahia)
    assert "You are on call: Tue 2026-12-01 14:00–20:00" in comes.text and f"Before you: {bahia.name}" in comes.text
    assert comes.text.index(late.ticket) < comes.text.index(soon.ticket), "by what falls due first"
    assert "FIRST ANSWER OVERDUE by 10 h" in comes.text and "P1 now · new" in comes.text
    assert "2026-12-01 07:00" in comes.text and "with nobody" in comes.text
    for unseen in (hers, quiet, over):
        assert unseen.ticket not in comes.text
    assert hers.ticket in goes.text and "is on call now" in goes.text
    for one in (comes, goes):
        assert "ministry" not in one.text and "samir" not in one.text and "LATE" not in one.text.split("WHAT IS")[0]
        assert one.row.content and one.row.ticket_id is None

    # what is left can be acted on: its own line on top, all of the digest quoted below
    act = next(line.strip() for line in comes.text.splitlines() if line.strip().startswith(f"#ticket {soon.ticket}"))
    quoted = "\n".join(f"> {line}" for line in comes.text.splitlines())
    desk.flow.obeys(driss, f"{act}\n#take\n\nOn Tue, Test Desk wrote:\n{quoted}\n")
    [transcript] = desk.flow.outbox("transcript")
    assert "is yours now" in transcript.text


def test_a_bell_that_rings_twice_does_nothing_and_a_missed_one_is_told_late(desk: Shifts) -> None:
    bahia, driss = desk.flow.people.handler, desk.flow.people.second_handler
    desk.at("2026-12-01 05:00")
    desk.adds(bahia, "2026-12-01", (8, 14))
    desk.adds(driss, "2026-12-01", (14, 20))
    desk.adds(driss, "2026-12-02", (8, 14))
    desk.at("2026-12-01 06:00")
    assert told(desk.rings(hand_over)) == [("handover", bahia.address)]
    assert not desk.rings(hand_over)
    desk.passes(hours=3)
    assert not desk.rings(hand_over)

    desk.at("2026-12-01 12:45")  # the daemon was away
    left = desk.rings(hand_over)
    assert all(one.text.startswith("LATE") for one in left) and len(left) == 2
    with desk.flow.store.reading() as books:
        [shift] = [one for one in shifts_from(books, desk.flow.now) if one.begins_at < desk.flow.now]
        duty = duty_done(books, "handover", shift.person_id, shift.id)
        assert duty is not None and duty.late

    desk.at("2026-12-02 19:00")  # away over a whole shift: nobody is told of what is over
    assert not desk.rings(hand_over)


def test_a_shift_that_somebody_got_in_its_middle_is_not_late(desk: Shifts) -> None:
    bahia, driss = desk.flow.people.handler, desk.flow.people.second_handler
    desk.at("2026-12-01 05:00")
    desk.adds(bahia, "2026-12-01", (8, 20))
    desk.at("2026-12-01 06:00")
    desk.rings(hand_over)
    desk.at("2026-12-01 10:00")
    desk.flow.obeys(bahia, "#oncall swap Driss 2026-12-01")
    left = desk.rings(hand_over)
    assert told(left) == [("handover", driss.address)] and "LATE" not in left[0].text.split("WHAT IS")[0]


def test_who_goes_on_gets_no_hand_over_from_themselves(desk: Shifts) -> None:
    bahia = desk.flow.people.handler
    desk.at("2026-12-01 05:00")
    desk.adds(bahia, "2026-12-01", (8, 14))
    desk.adds(bahia, "2026-12-01", (14, 20))
    desk.at("2026-12-01 06:00")
    assert len(desk.rings(hand_over)) == 1
    desk.at("2026-12-01 12:00")
    assert not desk.rings(hand_over)


def test_the_day_begins_with_what_it_holds(desk: Shifts) -> None:
    people = desk.flow.people
    bahia, driss = people.handler, people.second_handler
    desk.at("2026-11-30 10:00")
    desk.adds(driss, "2026-12-01", (8, 20), deputy=bahia)
    mine, answered, waking, fresh, secret = (a_ticket(desk, f"{SECRET} {number}") for number in range(5))
    becomes(desk, mine, owner=driss, status="active")
    becomes(desk, answered, owner=driss, status="pending_user")
    becomes(desk, waking, owner=driss, status="active", snoozed_until=desk.flow.now + timedelta(hours=24))
    becomes(desk, secret, named=bahia)
    desk.at("2026-12-01 05:59")
    assert not desk.rings(my_day)
    desk.passes(minutes=1)
    left = desk.rings(my_day)
    assert told(left) == [("my_day", bahia.address), ("my_day", driss.address)]
    day = the(left, "my_day", driss).text
    assert day.startswith("Tue 2026-12-01") and f"08:00–20:00: {driss.name}, deputy {bahia.name}" in day
    sections = {name: day.index(name) for name in ("YOURS", "WAITING FOR YOUR", "RESTING", "NEW, WITH NOBODY")}
    assert sections["YOURS"] < day.index(mine.ticket) < sections["WAITING FOR YOUR"]
    assert f"- {mine.ticket}" in day and sections["RESTING"] < day.index(waking.ticket)
    assert "12:00" in day and sections["NEW, WITH NOBODY"] < day.index(fresh.ticket)
    assert secret.ticket not in day and "ministry" not in day and "LATE" not in day.split("YOURS")[0]
    assert secret.ticket in the(left, "my_day", bahia).text
    assert not desk.rings(my_day)

    desk.at("2026-12-02 09:00")
    assert [one.text.splitlines()[1][:4] for one in desk.rings(my_day)] == ["LATE", "LATE"]
    desk.at("2026-12-03 18:00")  # closed: what was not told in the morning is told in the next one
    assert not desk.rings(my_day)


def test_on_other_days_only_who_is_on_call_is_told(desk: Shifts) -> None:
    bahia, driss = desk.flow.people.handler, desk.flow.people.second_handler
    desk.at("2026-12-04 10:00")
    desk.adds(driss, "2026-12-05", (10, 16))
    desk.flow.obeys(bahia, "#oncall holiday 2026-12-07")
    desk.at("2026-12-05 06:00")
    assert told(desk.rings(my_day)) == [("my_day", driss.address)]
    desk.at("2026-12-06 06:00")
    assert not desk.rings(my_day)
    desk.at("2026-12-07 06:00")
    assert not desk.rings(my_day), "a holiday"
    desk.at("2026-12-08 06:00")
    assert len(desk.rings(my_day)) == 2


def test_in_ramadan_the_day_begins_later(desk: Shifts) -> None:
    desk.at("2027-02-01 10:00")
    desk.flow.obeys(desk.flow.people.handler, "#oncall ramadan 2027-02-08 to 2027-03-09 10:00-15:00")
    desk.at("2027-02-08 06:00")
    assert not desk.rings(my_day)
    desk.at("2027-02-08 08:00")
    assert len(desk.rings(my_day)) == 2


def test_keys_that_end_are_told_to_their_owner_and_to_whoever_leads(desk: Shifts, dina: Person) -> None:
    joins(desk, dina)
    desk.at("2026-12-01 06:00")
    left = desk.rings(my_day)
    assert "Your key can be used until 2026-12-03" in the(left, "my_day", dina).text
    assert f"{dina.name} can be used until 2026-12-03" in the(left, "my_day", desk.flow.people.handler).text
    assert "2026-12-03" not in the(left, "my_day", desk.flow.people.second_handler).text


def test_a_ticket_wakes_once(desk: Shifts) -> None:
    people = desk.flow.people
    desk.at("2026-12-01 10:00")
    his, nobodys, closed = (a_ticket(desk) for _ in range(3))
    until = desk.flow.now + timedelta(hours=1)
    becomes(desk, his, owner=people.second_handler, status="active", snoozed_until=until)
    becomes(desk, nobodys, snoozed_until=until)
    becomes(desk, closed, status="closed", snoozed_until=until)
    assert not desk.rings(wake)
    desk.passes(hours=1)
    left = desk.rings(wake)
    assert told(left) == [
        ("notify_handler", people.handler.address),
        ("notify_handler", people.second_handler.address),
        ("notify_handler", people.second_handler.address),
    ]
    assert all("Its rest is over" in one.text for one in left)
    assert not desk.rings(wake)
    with desk.flow.store.reading() as books:
        assert named(books, his).snoozed_until is None and named(books, closed).snoozed_until is None


def test_the_deputy_is_called_once_the_key_has_ended(desk: Shifts, dina: Person) -> None:
    people = desk.flow.people
    joins(desk, dina)
    desk.at("2026-12-03 05:00")
    desk.adds(dina, "2026-12-03", (8, 20), deputy=people.second_handler)
    desk.at("2026-12-03 07:00")
    assert called(desk) == ["other", "Driss"] and not desk.rings(tell_unreachable)
    desk.at("2026-12-03 12:00")
    assert called(desk) == ["Driss"]
    left = desk.rings(tell_unreachable)
    assert told(left) == sorted(("oncall_unreachable", one.address) for one in (people.handler, people.second_handler))
    assert f"{dina.name} is on call and cannot be reached" in left[0].text and "has expired" in left[0].text
    assert f"Called instead: {people.second_handler.name}" in left[0].text
    assert not desk.rings(tell_unreachable)
    desk.passes(hours=2)
    assert not desk.rings(tell_unreachable), "once"

    with desk.flow.store.writing() as books:
        set_active(books, desk.row(books, people.second_handler), False)
    assert called(desk) == ["Bahia"], "then whoever leads"
    with desk.flow.store.writing() as books:
        set_active(books, desk.row(books, people.handler), False)
    assert called(desk) == []


def test_the_hand_over_goes_to_the_deputy_where_the_first_cannot_be_reached(desk: Shifts) -> None:
    bahia, driss = desk.flow.people.handler, desk.flow.people.second_handler
    desk.at("2026-12-01 05:00")
    desk.adds(driss, "2026-12-01", (8, 20), deputy=bahia)
    with desk.flow.store.writing() as books:
        set_active(books, desk.row(books, driss), False)
    desk.at("2026-12-01 06:00")
    assert told(desk.rings(hand_over)) == [("handover", bahia.address)]
    assert told(desk.rings(tell_unreachable)) == [("oncall_unreachable", bahia.address)]


def test_new_tickets_are_told_to_those_on_call(desk: Shifts, dina: Person) -> None:
    people = desk.flow.people
    joins(desk, dina)
    desk.at("2026-12-01 05:00")
    desk.adds(people.second_handler, "2026-12-01", (8, 20), deputy=people.handler)

    def who_hears() -> set[str]:
        desk.flow.arrives(people.reporter, SECRET, signed_by=people.reporter)
        return {str(one.paper["to"]) for one in desk.flow.outbox("notify_handler")}

    assert who_hears() == {people.handler.address, people.second_handler.address, dina.address}, "nobody is on call yet"
    desk.at("2026-12-01 06:00")
    assert who_hears() == {people.handler.address, people.second_handler.address}
    desk.at("2026-12-01 18:00")
    assert dina.address in who_hears(), "a time at which nobody is on call: better all than none"

    secret = a_ticket(desk)
    becomes(desk, secret, named=dina)
    desk.at("2026-12-01 06:00")
    with desk.flow.store.reading() as books:
        heard = whom_to_tell(books, named(books, secret), desk.flow.now)
        assert [one.id for one in heard] == [desk.row(books, dina).id], "never told to those on call"


def test_whoever_is_on_call_reaches_every_ticket_that_is_not_restricted(desk: Shifts, dina: Person) -> None:
    people = desk.flow.people
    joins(desk, dina)
    desk.at("2026-12-01 05:00")
    desk.adds(people.second_handler, "2026-12-01", (20, 24))
    desk.adds(dina, "2026-12-02", (0, 8), deputy=people.second_handler)
    hers, secret = a_ticket(desk), a_ticket(desk)
    becomes(desk, hers, owner=people.handler, status="active")
    becomes(desk, secret, owner=people.handler, named=people.handler)

    def reach(moment: str, who: Person, settled: Settled) -> bool:
        desk.at(moment)
        with desk.flow.store.reading() as books:
            person: Row = desk.row(books, who)
            return reaches(books, named(books, settled), person, desk.flow.now)

    driss = people.second_handler
    assert not reach("2026-12-01 17:59", driss, hers)
    assert reach("2026-12-01 18:00", driss, hers) and not reach("2026-12-01 18:00", driss, secret)
    assert not reach("2026-12-01 18:00", dina, hers)
    assert reach("2026-12-01 22:00", dina, hers) and reach("2026-12-01 22:00", driss, hers), "the deputy as well"
    assert not reach("2026-12-02 06:00", dina, hers) and not reach("2026-12-02 06:00", driss, hers)

    desk.at("2026-12-01 18:30")
    desk.flow.obeys(driss, f"#show {hers.ticket}")
    assert desk.flow.outbox("show"), "through the words too"
    desk.at("2026-12-02 09:00")
    desk.flow.obeys(driss, f"#show {hers.ticket}")
    assert [one.row.kind for one in desk.flow.outbox()] == ["refused"]


def test_the_clock_on_the_wall_holds_whatever_becomes_of_the_clock(desk: Shifts) -> None:
    """Lebanon, March 2023: the change of the clock was put off two days before. The shift begins at eight anyhow."""
    desk.at("2026-12-01 05:00")
    desk.adds(desk.flow.people.handler, "2026-12-02", (8, 20))
    desk.flow.becomes(office=Office("Africa/Cairo"))  # stands for a new rule of the same zone
    desk.flow.becomes(office=Office("Asia/Baghdad"))
    with desk.flow.store.writing() as books:
        assert set_moments(books, desk.flow.desk.office, desk.flow.now) == 1
    with desk.flow.store.writing() as books:
        [shift] = shifts_from(books, desk.flow.now)
        assert shift.begins_at.hour == 5 and set_moments(books, desk.flow.desk.office, desk.flow.now) == 0


def test_sixty_days_with_missed_and_doubled_bells(desk: Shifts) -> None:
    """Two people take turns over the change of Beirut's clock and a holiday; bells are missed, doubled and late."""
    bahia, driss = desk.flow.people.handler, desk.flow.people.second_handler
    desk.at("2027-02-28 12:00")
    desk.flow.obeys(
        bahia,
        "#oncall add Driss tue,thu,sat 08:00-20:00 from 2027-03-01 to 2027-04-29\n"
        "#oncall add Bahia mon,wed,fri,sun 08:00-20:00 from 2027-03-01 to 2027-04-29\n"
        "#oncall holiday 2027-03-25",
    )
    [transcript] = desk.flow.outbox("transcript")
    assert "NOBODY" not in transcript.text, "the second line fills what the first one leaves"
    desk.at("2027-03-01 00:05")
    for step in range(60 * 24 * 60 // 359):
        desk.passes(minutes=359)
        if step % 7 == 3:
            continue
        for _ in range(2 if step % 9 == 0 else 1):
            with desk.flow.store.writing() as books:
                for duty in (hand_over, my_day, tell_unreachable, wake):
                    duty(books, desk.flow.desk, desk.flow.now)
    left = [one for one in desk.flow.outbox() if one.row.kind != "shifts_changed"]
    found = {}
    for who in (bahia, driss):
        mine = [one for one in left if one.paper["to"] == who.address]
        days = [one.text.splitlines()[0] for one in mine if one.row.kind == "my_day"]
        assert len(days) == len(set(days)), "no day twice"
        comes = [one for one in mine if "You are on call" in one.text]
        goes = [one for one in mine if "Your shift is over" in one.text]
        found[who.name] = (len(days), len(comes), len(goes))
    # 43 workdays for both; eight Sundays; eight Saturdays and the holiday. Sunday to Monday nothing changes hands
    assert found == {bahia.name: (43 + 8, 34, 26), driss.name: (43 + 9, 26, 25)}
    assert {one.row.kind for one in left} == {"my_day", "handover"}
    late = [one for one in left if "LATE" in "".join(one.text.splitlines()[:2])]
    assert 0 < len(late) < len(left)
