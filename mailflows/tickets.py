"""Tickets: how one is opened and named, what is written into it, and which moves it may make."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from db.papers import figures_of, ticket_key, wrap_ticket_key, write_figures, write_paper
from db.questions import member_of, ticket_named
from db.store import Books
from db.tables import Entry, Look, Member, Person, Ticket
from db.vault import new_id, new_key
from mailflows.clocks.offices import answer_due
from mailflows.desk import Desk
from mailflows.examine.finding import Finding
from mailflows.search.marks import note_figures, note_paper, note_person
from mailflows.threads import token_for

READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that sounds or looks like another

STATUSES = (
    "new triage vetting active pending_user pending_third_party monitoring resolved closed "
    "out_of_mandate spam merged referred"
).split()
ENDED = frozenset({"closed", "out_of_mandate", "spam", "merged", "referred"})
_AT_WORK = {"active", "pending_user", "pending_third_party", "monitoring", "resolved", "closed", "referred"}

# From which status a ticket may go where. A reporter's letter reopens resolved and closed ones.
MOVES: Mapping[str, frozenset[str]] = {
    "new": frozenset({"triage", "vetting", "out_of_mandate", "spam", "merged"} | _AT_WORK),
    "triage": frozenset({"vetting", "out_of_mandate", "spam", "merged"} | _AT_WORK),
    "vetting": frozenset({"triage", "out_of_mandate", "spam", "merged"} | _AT_WORK),
    "active": frozenset({"out_of_mandate", "spam", "merged"} | _AT_WORK - {"active"}),
    "pending_user": frozenset({"out_of_mandate", "spam", "merged"} | _AT_WORK - {"pending_user"}),
    "pending_third_party": frozenset({"out_of_mandate", "merged"} | _AT_WORK - {"pending_third_party"}),
    "monitoring": frozenset({"active", "pending_user", "pending_third_party", "resolved", "closed", "merged"}),
    "resolved": frozenset({"active", "closed", "monitoring"}),
    "closed": frozenset({"active"}),
    "out_of_mandate": frozenset({"triage", "active", "closed"}),
    "spam": frozenset({"triage", "active"}),
    "referred": frozenset({"active", "closed"}),
    "merged": frozenset(),
}
PRIORITIES = ("P1", "P2", "P3", "P4")


class MoveNotAllowed(Exception):
    """The ticket may not go from the one status to the other; MOVES says where it may go."""


def new_name(books: Books) -> str:
    """Random, short, readable aloud; never a counter, which would tell the caseload."""
    while True:
        letters = "".join(secrets.choice(READABLE) for _ in range(8))
        name = f"H-{letters[:4]}-{letters[4:]}"
        if ticket_named(books, name) is None:
            return name


def open_ticket(books: Books, desk: Desk, reporter: Person, language: str, now: datetime, asked_at: datetime) -> Ticket:
    """A new ticket with a key of its own; its clock runs from when the mail reached us, never from its Date."""
    ident, key = new_id(), new_key()
    ticket = Ticket(
        id=ident,
        name=new_name(books),
        key=wrap_ticket_key(books, ident, key),
        status="new",
        priority="P2",
        language=language,
        opened_at=now,
        touched_at=now,
        stands_since=now,
        next_due_at=answer_due(books, desk, "P2", asked_at, now),
        figures=write_figures(books, ident, {"category": ""}),
    )
    books.session.add(ticket)
    books.session.flush()
    join(books, ticket, reporter, "reporter")
    return ticket


def join(books: Books, ticket: Ticket, person: Person, part: str) -> Member:
    """Makes someone belong to a ticket, with a thread token of their own."""
    if (member := member_of(books, ticket.id, person.id)) is not None:
        return member
    member = Member(
        id=new_id(),
        ticket_id=ticket.id,
        person_id=person.id,
        part=part,
        token=token_for(books, ticket.id, person.id),
    )
    books.append(member)
    note_person(books, ticket.id, person)
    return member


def write_entry(
    books: Books,
    ticket: Ticket,
    kind: str,
    person: Person | None,
    paper: Mapping[str, Any],
    now: datetime,
    *,
    kept_id: str | None = None,
    protection: str = "",
    proof: str = "",
) -> Entry:
    """Adds one entry to the ticket; what it says lies under the ticket's key."""
    ident = new_id()
    ticket.entries += 1
    ticket.touched_at = now
    entry = Entry(
        id=ident,
        ticket_id=ticket.id,
        number=ticket.entries,
        at=now,
        kind=kind,
        person_id=person.id if person else None,
        kept_id=kept_id,
        protection=protection,
        proof=proof,
        sealed=write_paper(ticket_key(books, ticket), f"entry:{ident}", paper),
    )
    books.session.add(ticket)
    books.append(entry)
    note_paper(books, ticket, paper)
    return entry


def write_findings(books: Books, ticket: Ticket, entry: Entry, findings: tuple[Finding, ...]) -> None:
    key = ticket_key(books, ticket)
    for finding in findings:
        ident = new_id()
        sealed = write_paper(key, f"look:{ident}", asdict(finding))
        books.append(Look(id=ident, ticket_id=ticket.id, entry_id=entry.id, sealed=sealed))


def move(ticket: Ticket, status: str, now: datetime) -> None:
    """Raises MoveNotAllowed where MOVES does not name the way."""
    if status not in MOVES[ticket.status]:
        raise MoveNotAllowed(f"{ticket.status} to {status}")
    ticket.status, ticket.stands_since = status, now
    ticket.closed_at = now if status in ENDED else None
    if status in ENDED or status == "resolved":
        ticket.next_due_at = None


def category_of(books: Books, ticket: Ticket) -> str:
    return str(figures_of(books, ticket)["category"])


def set_figure(books: Books, ticket: Ticket, name: str, value: Any) -> None:
    """Also where the ticket is found by it: the mark of the value before gives way to the new one's."""
    before = figures_of(books, ticket)
    ticket.figures = write_figures(books, ticket.id, {**before, name: value})
    note_figures(books, ticket, before)
