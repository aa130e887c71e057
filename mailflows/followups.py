"""Follow-ups: when the desk looks again at what it waits for from others, by how urgent a ticket is."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from db.papers import figures_of, write_figures
from db.questions import outbound_of, wrote_to_them
from db.store import Books
from db.tables import Person, Ticket
from mailflows.tickets import ENDED, MOVES, MoveNotAllowed, move

# How long a role is waited for, and when the person is owed the next word (peers of ours do it so).
WAITED: Mapping[str, timedelta] = {
    "P1": timedelta(hours=4),
    "P2": timedelta(days=2),
    "P3": timedelta(days=5),
    "P4": timedelta(days=10),
}
OWED: Mapping[str, timedelta] = {
    "P1": timedelta(hours=4),
    "P2": timedelta(hours=24),
    "P3": timedelta(days=3),
    "P4": timedelta(days=7),
}
REACHED = timedelta(days=7)  # after somebody was sent on: did they reach them?
BEFORE = "before_waiting"  # the figure that holds how a ticket stood before a third party was waited for


def goes_on(books: Books, ticket: Ticket, status: str, now: datetime) -> None:
    """The status a ticket has once somebody was written to: "active" only where nobody had begun."""
    begun = ticket.status not in ("new", "triage", "vetting")
    if status == "pending_third_party":
        if ticket.status != status:
            due = ticket.next_due_at.isoformat() if ticket.next_due_at else ""
            _write_before(books, ticket, {"status": ticket.status, "due": due})
        wait_for_others(ticket, now)
    elif status and status in MOVES[ticket.status] and not (status == "active" and begun):
        with suppress(MoveNotAllowed):
            move(ticket, status, now)


def nobody_was_told(books: Books, ticket: Ticket) -> bool:
    """What would have called a third party was taken back: unless another did, the ticket stands as it stood before."""
    before = figures_of(books, ticket).get(BEFORE)
    books.session.flush()
    if ticket.status != "pending_third_party" or not before or wrote_to_them(books, ticket.id, "escalation"):
        return False
    ticket.status = before["status"]
    ticket.next_due_at = datetime.fromisoformat(before["due"]) if before["due"] else None
    _write_before(books, ticket, {})
    return True


def _write_before(books: Books, ticket: Ticket, before: Mapping[str, str]) -> None:
    ticket.figures = write_figures(books, ticket.id, {**figures_of(books, ticket), BEFORE: dict(before)})
    books.session.add(ticket)


def wait_for_others(ticket: Ticket, now: datetime) -> None:
    """The ticket waits for a third party and is looked at again in time; one that ended stays as it is."""
    if ticket.status in ENDED or ticket.status == "resolved":
        return
    if "pending_third_party" in MOVES[ticket.status]:
        move(ticket, "pending_third_party", now)
    look_again(ticket, now + WAITED[ticket.priority])


def owe_a_word(ticket: Ticket, now: datetime) -> None:
    """Something came back: the ticket is worked on again, and the person hears of it in time."""
    if ticket.status == "pending_third_party":
        move(ticket, "active", now)
    if ticket.status not in ENDED:
        look_again(ticket, now + OWED[ticket.priority])


def look_again(ticket: Ticket, at: datetime) -> None:
    """The next step is due then, but a first answer that was promised before it stays promised."""
    promised = ticket.next_due_at if ticket.first_reply_at is None else None
    ticket.next_due_at = min(promised, at) if promised else at


def after_an_answer(ticket: Ticket, now: datetime) -> None:
    """What was owed to the person is done; what is waited for from others is not forgotten with it."""
    if ticket.status == "pending_third_party":
        ticket.next_due_at = now + WAITED[ticket.priority]
    elif ticket.status != "referred":
        ticket.next_due_at = None


def spare_reminders(books: Books, ticket: Ticket, person: Person) -> None:
    """Who has written needs no reminder: one that was to leave later does not."""
    for outbound in outbound_of(books, ticket.id):
        waits = outbound.person_id == person.id and outbound.state in ("waiting", "held")
        if waits and outbound.kind in ("reminder", "reminder_role"):
            outbound.state, outbound.reason = "spared", "answered"
            books.session.add(outbound)
