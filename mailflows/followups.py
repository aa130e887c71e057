"""Follow-ups: how a ticket goes on once somebody was written to, and what is taken back with a mail to them."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from db.papers import figures_of, write_figures
from db.questions import member_of, outbound_of, wrote_to_them
from db.store import Books
from db.tables import Person, Ticket
from mailflows.clocks.winding import drop_promises, wait_for
from mailflows.desk import Desk
from mailflows.tickets import MOVES, MoveNotAllowed, move

BEFORE = "before_waiting"  # the figure that holds how a ticket stood before a third party was waited for


def goes_on(books: Books, desk: Desk, ticket: Ticket, status: str, now: datetime, role: str = "") -> None:
    """The status a ticket has once somebody was written to: "active" only where nobody had begun."""
    begun = ticket.status not in ("new", "triage")  # advice ends no vetting
    if status == "pending_third_party":
        if ticket.status != status:
            since = (ticket.stands_since or ticket.opened_at).isoformat()
            _write_before(books, ticket, {"status": ticket.status, "since": since})
        wait_for(books, desk, ticket, role, now)
    elif status and status in MOVES[ticket.status] and not (status == "active" and begun):
        with suppress(MoveNotAllowed):
            move(ticket, status, now)


def nobody_was_told(books: Books, ticket: Ticket) -> bool:
    """What would have called a third party was taken back: unless another did, the ticket stands as it stood before.

    Whoever cannot wind the ticket afterwards says `winds_itself`.
    """
    before = figures_of(books, ticket).get(BEFORE)
    books.session.flush()
    if ticket.status != "pending_third_party" or not before or wrote_to_them(books, ticket.id, "escalation"):
        return False
    ticket.status = before["status"]
    ticket.stands_since = datetime.fromisoformat(before["since"]) if before.get("since") else ticket.stands_since
    _write_before(books, ticket, {})
    return True


def winds_itself(books: Books, ticket: Ticket, now: datetime) -> None:
    """The next round of the clocks winds this ticket anew, within a minute: for what has no desk at hand."""
    drop_promises(books, ticket, now)


def _write_before(books: Books, ticket: Ticket, before: Mapping[str, str]) -> None:
    ticket.figures = write_figures(books, ticket.id, {**figures_of(books, ticket), BEFORE: dict(before)})
    books.session.add(ticket)


def role_of(books: Books, ticket: Ticket, person: Person) -> str:
    """As which role somebody belongs to a ticket."""
    member = member_of(books, ticket.id, person.id)
    return member.part if member else ""


def spare_reminders(books: Books, ticket: Ticket, person: Person) -> None:
    """Who has written needs no reminder: one that was to leave later does not."""
    for outbound in outbound_of(books, ticket.id):
        waits = outbound.person_id == person.id and outbound.state in ("waiting", "held")
        if waits and outbound.kind in ("reminder", "reminder_role"):
            outbound.state, outbound.reason = "spared", "answered"
            books.session.add(outbound)
