"""The round of the clocks: every step that is due is done once, however late the bell rings or how often.

What only the desk hears of is gone through in bulk; what speaks outward or changes a ticket is done one at a time,
each taken back by itself where it fails, and at most so many in a round: the mail goes on meanwhile.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.clocks import PROMISES, Promise
from db.questions import (
    about_steps,
    promises_running,
    steps_due,
    ticket_by_id,
    tickets_unwound,
    write_steps,
)
from db.questions.clocks import StepDue, TicketDue
from db.record import write_lines
from db.store import Books
from db.tables import Ticket
from db.vault import VaultShut, new_id
from mailflows.clocks.acting import act
from mailflows.clocks.offices import Offices
from mailflows.clocks.profile import Ladder
from mailflows.clocks.telling import News, tell_all
from mailflows.clocks.wanted import OPEN
from mailflows.clocks.winding import drop_promises, ladder_for, wind
from mailflows.desk import Desk
from mailflows.shifts.apart import LeftAside, Went, apart
from mailflows.shifts.office import Office

MOST = 6_000  # steps of a round; the others are done a minute later
MOST_ACTS = 50  # of them that speak outward or change a ticket
MOST_OTHERS = 500  # steps of what is no promise of the desk's own: however many wait, they hold up none of those
MOST_UNWOUND = 200  # tickets of before there were clocks
LATE = timedelta(minutes=10)
AGAIN = timedelta(hours=1)  # after which what failed is tried again
BROKEN = frozenset({"answer", "word", "vetting"})  # the desk's own promises
OTHERS = frozenset(PROMISES) - BROKEN - {"own"}
ONE_BY_ONE = frozenset({"look"})  # what only the desk hears of, and still begins anew


@dataclass
class Round:
    """What one round has come to so far."""

    books: Books
    desk: Desk
    now: datetime
    offices: Offices
    news: News
    left: list[LeftAside] = field(default_factory=list)
    steps: list[tuple[str, int, int, datetime | None]] = field(default_factory=list)
    broken: list[tuple[str, str, str]] = field(default_factory=list)
    acts: int = 0


@dataclass(frozen=True)
class Missed:
    """The last step of a promise that is due by now, and what comes after it."""

    number: int
    at: datetime
    then: datetime | None


def ring(books: Books, desk: Desk, now: datetime) -> int:
    """Does what is due. Returns how much there was to do, with what was left aside."""
    going = Round(books, desk, now, Offices.at(books, desk, now), News(books, desk, now))
    found = _wind_old(going)
    due = [*steps_due(books, now, MOST, BROKEN | {"own"}), *steps_due(books, now, MOST_OTHERS, OTHERS)]
    about = about_steps(books, [one.promise_id for one in due])
    for one in due:
        since, ticket = about[one.promise_id]
        try:
            _step(going, one, ticket, since)
        except VaultShut as trouble:  # by whose clock it runs cannot be read
            going.left.append(LeftAside("ticket", ticket.id, trouble))
            going.steps.append((one.promise_id, one.step, one.step, now + AGAIN))
    write_steps(books, going.steps)
    write_lines(books, now, "desk", going.broken)
    tell_all(going.news, going.left)
    return Went(found + len(going.steps) + going.acts, going.left)


def _wind_old(going: Round) -> int:
    """Tickets for which nothing runs, though something should: of before there were clocks, or whose rows were lost."""
    tickets = tickets_unwound(going.books, (*OPEN, "resolved"), MOST_UNWOUND)
    for ticket in tickets:
        before = len(going.left)
        with apart(going.books, "ticket", ticket.id, going.left):
            wind(going.books, going.desk, ticket, going.now, begins=going.now)
        # nobody can read it, or it needs nothing: somebody looks, and the next rounds are not held up
        if len(going.left) > before or not promises_running(going.books, ticket.id):
            _look_tomorrow(going.books, ticket, going.now)
    return len(tickets)


def _look_tomorrow(books: Books, ticket: Ticket, now: datetime) -> None:
    at = now + timedelta(days=1)
    books.append(Promise(id=new_id(), ticket_id=ticket.id, kind="look", since=now, due_at=at, step=0, step_at=at))


def _step(going: Round, due: StepDue, ticket: TicketDue, since: datetime) -> None:
    rest = ticket.snoozed_until
    if rest is not None and rest > going.now and due.kind != "answer":
        going.steps.append((due.promise_id, due.step, due.step, rest))
        return
    if due.kind == "own":  # somebody's own time is over
        going.news.add(ticket, ("owner",), "own", late=going.now - due.due_at > LATE)
        going.steps.append((due.promise_id, due.step, due.step + 1, None))
        return
    ladder = ladder_for(going.desk, ticket, due.kind, due.about)
    missed = _missed(ladder, going.offices.of(ticket), since, due.step, going.now) if ladder else None
    if ladder is None or missed is None:
        then = ladder.step_at(due.step, going.offices.of(ticket), since) if ladder else None
        going.steps.append((due.promise_id, due.step, due.step, then))
        return
    step = ladder.steps[missed.number]
    if step.inside and due.kind not in ONE_BY_ONE and ticket.has_key:
        broken = missed.number == len(ladder.steps) - 1 and due.kind in BROKEN and due.due_at <= going.now
        if broken:
            going.broken.append((f"promise broken {due.kind} {ticket.priority}", ticket.id, due.promise_id))
        said = f"{due.kind}_{'broken' if broken else 'soon'}"
        going.news.add(ticket, step.tell, said, late=going.now - missed.at > LATE, weight=due.due_at)
        going.steps.append((due.promise_id, due.step, missed.number + 1, missed.then))
        return
    if going.acts < MOST_ACTS:
        going.acts += 1
        _act(going, due, ladder, missed, since)


def _act(going: Round, due: StepDue, ladder: Ladder, missed: Missed, since: datetime) -> None:
    """One step that speaks outward or changes the ticket, in a savepoint of its own."""
    before = len(going.left)
    with apart(going.books, "ticket", due.ticket_id, going.left):
        ticket = ticket_by_id(going.books, due.ticket_id)
        if ticket.key is None:
            drop_promises(going.books, ticket, going.now)
            return
        wind(going.books, going.desk, ticket, going.now)  # it may not be wanted any more
        row = next((one for one in promises_running(going.books, ticket.id) if one.id == due.promise_id), None)
        if row is None or row.step != due.step:
            return
        number, then = _fair(ladder, missed, due.step, going.offices.of(ticket), since, going.now)
        row.step, row.step_at = number + 1, then
        going.books.session.add(row)
        act(going, ticket, row, ladder.steps[number], late=going.now - missed.at > LATE)
        wind(going.books, going.desk, ticket, going.now)
    if len(going.left) > before:
        going.steps.append((due.promise_id, due.step, due.step, going.now + AGAIN))


def _missed(ladder: Ladder, office: Office, since: datetime, done: int, now: datetime) -> Missed | None:
    """After a night of silence it is the last step that is told, not all of them."""
    last: tuple[int, datetime] | None = None
    for number in range(done, len(ladder.steps)):
        at = ladder.step_at(number, office, since)
        if at is None or at > now:
            return Missed(*last, at) if last else None
        last = (number, at)
    return Missed(*last, None) if last else None


def _fair(
    ladder: Ladder, missed: Missed, done: int, office: Office, since: datetime, now: datetime
) -> tuple[int, datetime | None]:
    """Which step is done. Nobody is given up of whom nothing was asked: what came before is done first, in its time."""
    if ladder.steps[missed.number].do != "unreachable" or missed.number == done:
        return missed.number, missed.then
    number = missed.number - 1
    before = ladder.step_at(number, office, since) or now
    return number, now + (missed.at - before)
