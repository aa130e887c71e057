"""Words about when: wait for somebody, let a ticket rest, say when the next step is due."""

from datetime import datetime, timedelta

from mailflows.clocks.winding import WAITS, ladder_for, set_own, wind
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.work.choices import WAITING
from mailflows.commands.work.picking import first_of
from mailflows.commands.work.standing import status, status_back
from mailflows.commands.work.when import NoTime, is_off, read_time
from mailflows.needs import PLATFORM
from mailflows.shifts.office import zone_named
from mailflows.tickets import ENDED

WAITS_AS = {"person": "pending_user", "third": "pending_third_party"}
LADDERS = {"person": "their_turn", "third": "role"}


def wait(value: str, case: Case) -> Done:
    """The ticket waits for its reporter or for somebody else, and is due again when the time is over."""
    ticket = case.about
    whom, rest = first_of(value, WAITING)
    at = _time(rest, case) if rest else _usual(whom, case)
    before, due = ticket.status, ticket.next_due_at
    line = case.line("waits_on")
    if before != WAITS_AS[whom]:
        line = status(WAITS_AS[whom], case).line
    set_own(case.books, ticket, at, case.now, about="" if rest else WAITS)
    ticket.snoozed_until = None
    promised = (case.line("still_promised"),) if ticket.first_reply_at is None else ()
    back = status_back(case, before) if before != ticket.status else ()
    return Done(
        line,
        more=(due_line(case, due), *promised, *back, *due_back(case, due)),
        change=f"status {ticket.status}",
    )


def snooze(value: str, case: Case) -> Done:
    """The ticket rests until then, or until its reporter writes; `off` wakes it."""
    ticket = case.about
    _must_be_open(case)
    rested, due = ticket.snoozed_until, ticket.next_due_at
    if is_off(value):
        if rested is None:
            raise Refused("not_snoozed")
        ticket.snoozed_until = None
        set_own(case.books, ticket, case.now, case.now, about=WAITS)
        return Done(
            case.line("woken"),
            more=(due_line(case, due), case.line("take_back", words=f"#snooze {shown(case, rested, plainly=True)}")),
            change="woken",
        )
    at = _time(value, case)
    ticket.snoozed_until = at
    set_own(case.books, ticket, at, case.now, about=WAITS)
    promised = (case.line("still_promised"),) if ticket.first_reply_at is None else ()
    moved = (due_line(case, due),) if due != at else ()
    return Done(
        case.line("snoozed", before=shown(case, rested), after=shown(case, at)),
        more=(*moved, *promised, case.line("take_back", words="#snooze off"), *due_back(case, due)),
        change="snoozed",
    )


def due(value: str, case: Case) -> Done:
    """When the next step is due, said by hand; a ticket that rests is awake again."""
    _must_be_open(case)
    before = case.about.next_due_at
    set_own(case.books, case.about, None if is_off(value) else _time(value, case), case.now)
    case.about.snoozed_until = None
    wind(case.books, case.desk, case.about, case.now)  # without it, what was promised is due
    return Done(due_line(case, before), more=due_back(case, before), change="due")


def _usual(whom: str, case: Case) -> datetime:
    """Until the first step that the profile has for such a wait; for others, as for a platform."""
    ladder = ladder_for(case.desk, case.about, LADDERS[whom], "" if whom == "person" else PLATFORM)
    at = ladder.step_at(0, case.desk.office, case.now) if ladder else None
    return at or case.now + timedelta(days=1)


def _time(said: str, case: Case) -> datetime:
    try:
        return read_time(said, case.now, zone_named(case.desk.office.zone))
    except NoTime:
        raise Refused("bad_time", "2h, 3d, tomorrow 10:00, 2026-12-01 09:00") from None


def _must_be_open(case: Case) -> None:
    if case.about.status in ENDED or case.about.status == "resolved":
        raise Refused("already_closed")


def due_line(case: Case, before: datetime | None) -> str:
    return case.line("due", before=shown(case, before), after=shown(case, case.about.next_due_at))


def due_back(case: Case, before: datetime | None) -> tuple[str, ...]:
    """A time that is over cannot be said again: then the ticket is simply due."""
    if before is not None and before <= case.now:
        return ()
    words = shown(case, before, plainly=True) if before else "off"
    return (case.line("take_back", words=f"#due {words}"),)


def shown(case: Case, at: datetime | None, *, plainly: bool = False) -> str:
    """A moment by the office's clock; `plainly` as a handler would write it."""
    if at is None:
        return "-"
    zone = case.desk.office.zone
    return f"{at.astimezone(zone_named(zone)):%Y-%m-%d %H:%M}" + ("" if plainly else f" {zone}")
