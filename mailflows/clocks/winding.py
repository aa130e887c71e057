"""Winding: what should run for a ticket is compared with the rows that run, and put right. Safe to say twice."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from db.clocks import Promise
from db.questions import promises_running
from db.questions.clocks import TicketDue
from db.store import Books
from db.tables import Ticket
from db.vault import new_id
from mailflows.clocks.offices import Offices
from mailflows.clocks.profile import Ladder
from mailflows.clocks.wanted import OPEN, Said, said_in, wanted
from mailflows.desk import Desk
from mailflows.needs import PLATFORM, kind_of
from mailflows.tickets import ENDED, MOVES, MoveNotAllowed, move

BY_STEP = frozenset({"their_turn", "role", "check"})  # due when their next step is
WAITS = "wait"  # what an own time is about that only says how long is waited: nobody is told when it is over


def ladder_for(desk: Desk, ticket: Ticket | TicketDue, kind: str, about: str = "") -> Ladder | None:
    """What is done on the way; platforms have ladders of their own."""
    to_platform = kind == "role" and kind_of(about) == PLATFORM
    return desk.promises.ladder(ticket.priority, PLATFORM if to_platform else kind)


def wind(books: Books, desk: Desk, ticket: Ticket, now: datetime, *, begins: datetime | None = None) -> None:
    """Starts what is missing, ends what is not wanted, and works out anew what changed; sets when the ticket is due.

    `begins`: the earliest moment from which anything but an answer counts, for tickets older than their clocks.
    """
    books.session.flush()
    running = {(one.kind, one.about): one for one in promises_running(books, ticket.id)}
    said, offices = said_in(books, ticket), Offices.at(books, desk, now)
    wants = wanted(books, ticket, said, {key: row.since for key, row in running.items()})
    left: list[Promise] = []
    for key, row in running.items():
        if key in wants and wants[key] <= row.since:
            left.append(row)
        else:
            _end(books, row, _ended_as(row, ticket, said, now), now)
    books.session.flush()  # ended before another of the same kind begins: at most one of each runs
    for row in left:
        _work_out(books, desk, offices, ticket, row, now)
    there = {(row.kind, row.about) for row in left}
    for (kind, about), since in wants.items():
        if (kind, about) not in there:
            late = kind != "answer" and begins is not None
            row = _begin(desk, offices, ticket, kind, about, max(since, begins) if late and begins else since)
            books.session.add(row)
            left.append(row)
    ticket.next_due_at = next_due(ticket, left)
    books.session.add(ticket)
    books.session.flush()


def wait_for(books: Books, desk: Desk, ticket: Ticket, role: str, now: datetime) -> None:
    """A role was called: it is asked again in time. Said once more for the same role, its time begins anew."""
    running = {(one.kind, one.about): one for one in promises_running(books, ticket.id)}
    for about in (role, ""):
        if (before := running.get(("role", about))) is not None:
            _end(books, before, "dropped", now)
    books.session.flush()
    if "pending_third_party" in MOVES[ticket.status] and ticket.status != "resolved" and ticket.status not in ENDED:
        move(ticket, "pending_third_party", now)
    if ticket.status == "pending_third_party":
        books.session.add(_begin(desk, Offices.at(books, desk, now), ticket, "role", role, now))
    wind(books, desk, ticket, now)


def came_back(books: Books, ticket: Ticket, role: str, now: datetime) -> None:
    """A role answered: it is not asked again; where no other one is waited for, the ticket is worked on again.

    Whoever says this winds the ticket afterwards.
    """
    running = [one for one in promises_running(books, ticket.id) if one.kind == "role"]
    for row in running:
        if row.about in (role, ""):
            _end(books, row, _in_time(row, now), now)
    books.session.flush()
    if ticket.status == "pending_third_party" and all(row.about in (role, "") for row in running):
        with suppress(MoveNotAllowed):
            move(ticket, "active", now)


def set_own(books: Books, ticket: Ticket, at: datetime | None, now: datetime, *, about: str = "") -> None:
    """Somebody at the desk said when the ticket is due; None takes that back. `about` WAITS: they wait for somebody."""
    for row in promises_running(books, ticket.id):
        if row.kind == "own":
            _end(books, row, "dropped" if row.due_at > now else "kept", now)
    books.session.flush()
    if at is not None:
        rings = None if about == WAITS else at
        row = Promise(
            id=new_id(), ticket_id=ticket.id, kind="own", about=about, since=now, due_at=at, step=0, step_at=rings
        )
        books.session.add(row)
        ticket.next_due_at = at
    books.session.flush()


def next_due(ticket: Ticket, running: Iterable[Promise]) -> datetime | None:
    """When somebody is to do something next.

    A time that was set by hand outweighs what was promised before it, which still stands. A rest outweighs all.
    """
    if ticket.status in ENDED and ticket.status != "referred":
        return None
    rows = list(running)
    own = max((row for row in rows if row.kind == "own"), key=lambda row: row.since, default=None)
    if own is not None:
        rows = [own, *(row for row in rows if row.kind != "own" and row.since > own.since)]
    moments = [row.step_at or row.due_at if row.kind in BY_STEP else row.due_at for row in rows]
    if ticket.snoozed_until is not None and moments:
        return max(min(moments), ticket.snoozed_until)
    return min(moments, default=None)


def drop_promises(books: Books, ticket: Ticket, now: datetime) -> None:
    """Nothing runs for this ticket any more."""
    books.session.flush()
    for row in promises_running(books, ticket.id):
        _end(books, row, "dropped", now)
    books.session.flush()


def finish(books: Books, row: Promise, now: datetime, *, late: bool) -> None:
    """What was promised is done by a round: it falls due with its last step, and the bell rings a little later."""
    _end(books, row, "late" if late else "kept", now)


def _begin(desk: Desk, offices: Offices, ticket: Ticket, kind: str, about: str, since: datetime) -> Promise:
    ladder, office = ladder_for(desk, ticket, kind, about), offices.of(ticket)
    return Promise(
        id=new_id(),
        ticket_id=ticket.id,
        kind=kind,
        about=about,
        since=since,
        due_at=ladder.due_at(office, since) if ladder else since,
        step=0,
        step_at=ladder.step_at(0, office, since) if ladder else None,
    )


def _work_out(books: Books, desk: Desk, offices: Offices, ticket: Ticket, row: Promise, now: datetime) -> None:
    """The priority, the office or its calendar changed: the moments are others, and what was done stays done."""
    ladder = ladder_for(desk, ticket, row.kind, row.about)
    if row.kind == "own" or ladder is None:
        return
    office = offices.of(ticket)
    due_at = ladder.due_at(office, row.since)
    if due_at == row.due_at:
        return
    sooner, row.due_at = due_at < row.due_at, due_at
    inside = all(step.inside for step in ladder.steps)
    if inside and sooner:  # whoever hears of more urgent tickets hears of it now
        row.step = 0
    elif inside:
        passed = [
            number for number in range(len(ladder.steps)) if (ladder.step_at(number, office, row.since) or now) <= now
        ]
        row.step = len(passed)
    row.step = min(row.step, len(ladder.steps))
    row.step_at = ladder.step_at(row.step, office, row.since)
    books.session.add(row)


def _ended_as(row: Promise, ticket: Ticket, said: Said, now: datetime) -> str:
    """Kept in time, kept late, or of no matter any more."""
    is_open = ticket.status in OPEN
    done = {
        "answer": said.replied is not None and said.replied >= row.since,
        "word": said.word is not None and said.word >= row.since,
        "their_turn": said.letter is not None and said.letter >= row.since,
        "vetting": is_open and ticket.status != "vetting",
        "check": ticket.status in ("resolved", "closed"),
        "closing": ticket.status == "closed",
        "own": ticket.status not in OPEN,
    }
    return _in_time(row, now) if done.get(row.kind, False) else "dropped"


def _in_time(row: Promise, now: datetime) -> str:
    return "kept" if now <= row.due_at else "late"


def _end(books: Books, row: Promise, state: str, now: datetime) -> None:
    row.state, row.ended_at, row.step_at = state, now, None
    books.session.add(row)
