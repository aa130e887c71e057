"""Duties: the hand-over, the day, tickets that wake, the call that reaches nobody. Each is done once, late or not.

A row says what was done for whom, so a bell that rings twice or an hour late does no harm.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.papers import name_of
from db.questions import (
    active_at_the_desk,
    active_handlers,
    certificates_of,
    duty_done,
    person_by_id,
    shift_before,
    shifts_between,
    tickets_left,
    tickets_snoozed_out,
)
from db.record import write_record
from db.shifts import Duty, Shift
from db.store import Books
from db.tables import Person
from db.vault import new_id
from mailflows.answer import answer
from mailflows.clocks.winding import wind
from mailflows.desk import Desk
from mailflows.notices import at_once, tell_handlers
from mailflows.seats import LEADS
from mailflows.shifts.apart import LeftAside, Went, apart
from mailflows.shifts.calendar import end_of_day, office_of, set_moments, works_today
from mailflows.shifts.day import day_facts
from mailflows.shifts.digest import LEFT, MOST, rows, shown_to
from mailflows.shifts.lines import shift_when
from mailflows.shifts.office import Office, day_of, hours_on, moment
from mailflows.shifts.oncall import on_call, people_of, shift_now, trouble_with

LATE = timedelta(minutes=10)  # a bell that was missed
LEFT_LATELY = timedelta(hours=24)  # whoever was on call before this long is told nothing of a hand-over any more
LOOKED_THROUGH = 200  # tickets, for those that somebody may see
MOST_A_ROUND = 50  # tickets that wake at once; the others wake a minute later


def hand_over(books: Books, desk: Desk, now: datetime) -> int:
    """At a change of shift, what is left goes to whoever comes, and a copy to whoever goes."""
    set_moments(books, office_of(books, desk, now), now)
    shift = shift_now(books, now)
    if shift is None or duty_done(books, "handover", shift.person_id, shift.id):
        return 0
    before = shift_before(books, shift.begins_at + timedelta(seconds=1))
    goes_on = before is not None and before.person_id == shift.person_id and before.ends_at >= shift.begins_at
    late = now - max(shift.begins_at, shift.made_at) > LATE
    _done(books, "handover", shift.person_id, shift.id, now, late=late)
    if goes_on:
        return 0  # the same person goes on: nothing changes hands
    leaver = _leaver(books, shift, before)
    comes = on_call(books, now)[:1] or (person_by_id(books, shift.person_id),)
    aside: list[LeftAside] = []
    for person in comes:
        with apart(books, "person", person.id, aside):
            _hand(books, desk, shift, person, now, aside, late=late, before=leaver)
    if leaver is not None and leaver.id not in {one.id for one in comes}:
        with apart(books, "person", leaver.id, aside):
            _hand(books, desk, shift, leaver, now, aside, late=late, after=comes[0])
    return Went(1, aside)


def _leaver(books: Books, shift: Shift, before: Shift | None) -> Person | None:
    """Who was on call before, if that was lately."""
    if before is None or before.person_id == shift.person_id or before.ends_at < shift.begins_at - LEFT_LATELY:
        return None
    person = person_by_id(books, before.person_id)
    return person if person.active else None


def _hand(
    books: Books,
    desk: Desk,
    shift: Shift,
    reader: Person,
    now: datetime,
    aside: list[LeftAside],
    *,
    late: bool,
    before: Person | None = None,
    after: Person | None = None,
) -> None:
    left = shown_to(books, tickets_left(books, LEFT, now, most=LOOKED_THROUGH), reader, now)
    facts = {
        "zone": desk.office.zone,
        "shift": shift_when(shift, reader.language),
        "late": late,
        "leaves": after is not None,
        "before": name_of(books, before) if before else "",
        "after": name_of(books, after) if after else "",
        "tickets": rows(books, desk, left, reader, now, aside),
        "others": max(0, len(left) - MOST),
    }
    answer(books, desk, None, reader, "handover", facts, at_once(now), now)
    write_record(books, now, "desk", "handed over", None, reader.id)


def my_day(books: Books, desk: Desk, now: datetime) -> int:
    """When the day begins, each who is there is told what it holds; on other days, only who is on call."""
    office = office_of(books, desk, now)
    today = day_of(office, now)
    hours = hours_on(office, today)
    morning, evening = moment(office, today, hours.begins), moment(office, today, hours.ends)
    if not morning <= now < evening:
        return 0
    told = 0
    aside: list[LeftAside] = []
    for person in _there_today(books, office, now):
        if person.since >= morning or duty_done(books, "my_day", person.id, f"{today}"):
            continue  # whoever came today has been told all there is
        late = now - morning > LATE
        with apart(books, "person", person.id, aside):
            _done(books, "my_day", person.id, f"{today}", now, late=late)
            facts = day_facts(books, desk, office, person, now, aside, late=late)
            answer(books, desk, None, person, "my_day", facts, at_once(now), now)
            told += 1
    return Went(told, aside)


def _there_today(books: Books, office: Office, now: datetime) -> Iterator[Person]:
    if works_today(office, now):
        yield from active_handlers(books)
        return
    today = day_of(office, now)
    seen: set[str] = set()
    for shift in shifts_between(books, moment(office, today, 0), end_of_day(office, now)):
        for person in people_of(books, shift):
            if person.active and person.id not in seen:
                seen.add(person.id)
                yield person


def wake(books: Books, desk: Desk, now: datetime) -> int:
    """Tickets whose rest is over: whoever has them is told, or those on call.

    One of which no notice can be made is awake all the same: it stands in the lists, and the log names it once.
    """
    aside: list[LeftAside] = []
    woken = tickets_snoozed_out(books, now, MOST_A_ROUND)
    for ticket in woken:
        ticket.snoozed_until = None
        books.session.add(ticket)
        if ticket.key is None or ticket.status not in LEFT:
            continue
        write_record(books, now, "desk", "woke", ticket.id)
        with apart(books, "ticket", ticket.id, aside):
            wind(books, desk, ticket, now)
            tell_handlers(books, desk, ticket, "snooze_over", now)
    return Went(len(woken), aside)


def tell_unreachable(books: Books, desk: Desk, now: datetime) -> int:
    """Whoever is on call cannot be reached: those who lead are told once for each key, and who is called instead."""
    shift = shift_now(books, now)
    if shift is None:
        return 0
    first = person_by_id(books, shift.person_id)
    trouble = trouble_with(books, first, now)
    mark = f"{trouble}:{_newest_key(books, first)}" if trouble else ""
    if not trouble or duty_done(books, "unreachable", first.id, mark):
        return 0
    _done(books, "unreachable", first.id, mark, now)
    instead = on_call(books, now)
    leads = [one for one in active_at_the_desk(books) if one.role in LEADS]
    told = {one.id: one for one in (*(leads or active_handlers(books)), *instead) if one.id != first.id}
    for person in told.values():
        facts = {
            "desk_name": desk.name,
            "name": name_of(books, first),
            "reason": trouble,
            "shift": shift_when(shift, person.language),
            "instead": ", ".join(name_of(books, one) for one in instead),
        }
        answer(books, desk, None, person, "oncall_unreachable", facts, at_once(now), now)
    write_record(books, now, "desk", "on call unreachable", None, first.id)
    return 1


def _newest_key(books: Books, person: Person) -> str:
    """Which key, and until when it held: a key that was prolonged and ended again is told of again."""
    held = [row for row in certificates_of(books, person.id) if row.standing == "pinned"]
    return f"{held[-1].id}:{held[-1].expires_at:%Y-%m-%d}" if held and held[-1].expires_at else ""


def _done(books: Books, kind: str, person_id: str, mark: str, now: datetime, *, late: bool = False) -> None:
    books.append(Duty(id=new_id(), kind=kind, person_id=person_id, mark=mark, at=now, late=late))
