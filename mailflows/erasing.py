"""Erasing a ticket: in one transaction its key is destroyed, and nothing finds it, names it or sends mail about it."""

from datetime import datetime

from db.casework import Tie
from db.papers import forget_person, write_figures
from db.questions import (
    addresses_of,
    certificates_of,
    forget_casework,
    forget_observables,
    members_of_ticket,
    outbound_of_person,
    outbound_unsent,
    person_by_id,
    related_to,
    tickets_of_person,
)
from db.record import write_record
from db.store import Books
from db.tables import Outbound, Person, Ticket
from db.vault import new_id
from mailflows.blanking import blank_after_erasing
from mailflows.clocks.winding import drop_promises
from mailflows.merging import went_on_in
from mailflows.search.marks import forget_tokens, index_ticket
from mailflows.tickets import ENDED, category_of

NAMELESS = "-"  # what an erased person is called


def erase_ticket(books: Books, ticket: Ticket, now: datetime, who: str) -> None:
    """Nobody can read the ticket any more, with the master key or without; the record says who had it erased.

    Its category, its times and that there were mails stay to be counted by.

    Whoever it was about is forgotten as well, unless another ticket that can be read is about them. What was copied
    before (backups, the mailbox's own folders, what others were sent) is not in this store and not erased by this.
    `who` is a person's id, or the word for whoever is at the shell. Safe to say twice.
    """
    goes_on = went_on_in(books, ticket)
    forget_tokens(books, ticket.id)
    forget_observables(books, ticket.id)
    parts = [one.ticket.id for one in related_to(books, ticket.id) if one.kind == "merged" and one.of_it]
    forget_casework(books, ticket.id)
    if goes_on is not None:  # what was merged into it goes on where it did
        for part in parts:
            books.append(Tie(id=new_id(), ticket_id=part, other_id=goes_on.id, kind="merged", at=now))
    for outbound in outbound_unsent(books, ticket.id):
        _take_back(books, outbound)
    if ticket.key is None:
        return
    ticket.figures = write_figures(books, ticket.id, {"category": category_of(books, ticket)})
    ticket.key = None
    ticket.next_due_at = ticket.snoozed_until = ticket.handler_id = None
    ticket.restricted, ticket.safe = False, "unknown"
    if ticket.status not in ENDED:
        ticket.status, ticket.closed_at = "closed", now
    books.session.add(ticket)
    drop_promises(books, ticket, now)
    for member in members_of_ticket(books, ticket.id):
        person = person_by_id(books, member.person_id)
        if person.role == "reporter" and not _known_elsewhere(books, person):
            _forget_person(books, person)
    blank_after_erasing(books, ticket)
    if goes_on is not None and goes_on.key is not None:
        index_ticket(books, goes_on)  # its words stood there as well
    write_record(books, now, who, "erased", ticket.id)


def _known_elsewhere(books: Books, person: Person) -> bool:
    return any(ticket.key is not None for ticket in tickets_of_person(books, person.id))


def _forget_person(books: Books, person: Person) -> None:
    """A name, addresses and keys go. The row stays for what was counted; who writes from there is somebody new."""
    for row in (*addresses_of(books, person.id), *certificates_of(books, person.id)):
        books.session.delete(row)
    for outbound in outbound_of_person(books, person.id):
        if outbound.ticket_id is None and outbound.state in ("waiting", "held", "failed"):
            _take_back(books, outbound)
    forget_person(books, person, NAMELESS)
    books.session.flush()


def _take_back(books: Books, outbound: Outbound) -> None:
    outbound.state, outbound.reason = "undone", "erased"
    books.session.add(outbound)
