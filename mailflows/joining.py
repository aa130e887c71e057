"""Joining: two people the desk knew turn out to be one. Their tickets, letters and addresses become one person's."""

from db.papers import outbound_paper, person_key, read_paper, write_paper
from db.questions import (
    address_of_person,
    addresses_of,
    certificates_of,
    ciphertexts_of_person,
    entries_of_person,
    members_of_person,
    outbound_of_person,
    tickets_of_reporter,
    tickets_shared,
)
from db.store import Books
from db.tables import Address, Person
from db.vault import new_id
from mailflows.search.marks import note_person


def join_people(books: Books, stays: Person, goes: Person) -> None:
    """All that `goes` had is `stays`' from now on, their keys excepted; then `goes` is forgotten.

    Threads go on: a member's token stays as it was. Both are reporters; nobody at the desk is ever joined. What was
    called safe is a mailbox: of tickets that are written about to another one from now on, nobody said so.
    """
    assert stays.role == goes.role == "reporter"
    called_safe = [
        (ticket, _mailbox(books, person))
        for person in (stays, goes)
        for ticket in tickets_of_reporter(books, person.id)
        if ticket.safe == "yes"
    ]
    both = set(tickets_shared(books, stays.id, goes.id))
    for member in members_of_person(books, goes.id):
        if member.ticket_id in both:
            books.session.delete(member)
        else:
            member.person_id = stays.id
            books.session.add(member)
    for row in (*entries_of_person(books, goes.id), *ciphertexts_of_person(books, goes.id)):
        row.person_id = stays.id
        books.session.add(row)
    for outbound in outbound_of_person(books, goes.id):
        if outbound.ticket_id is None:  # such a mail lies under the key of the person it is for
            paper = outbound_paper(books, outbound, None, goes)
            outbound.sealed = write_paper(person_key(books, stays), f"outbound:{outbound.id}", paper)
        outbound.person_id = stays.id
        books.session.add(outbound)
    _move_addresses(books, stays, goes)
    books.session.flush()
    for ticket, before in called_safe:
        if before != _mailbox(books, stays):
            ticket.safe = "unknown"
            books.session.add(ticket)
    for member in members_of_person(books, stays.id):
        note_person(books, member.ticket_id, stays)
    for certificate in certificates_of(books, goes.id):
        books.session.delete(certificate)
    books.session.flush()
    books.session.delete(goes)
    books.session.flush()


def _mailbox(books: Books, person: Person) -> str:
    """The mark of the address that somebody is written to; "" where there is none."""
    try:
        return address_of_person(books, person.id).mark
    except LookupError:
        return ""


def _move_addresses(books: Books, stays: Person, goes: Person) -> None:
    """A stop holds for the mailbox, whosever it is. Where nobody chose, mail goes where it went for who stays."""
    known = {row.mark: row for row in addresses_of(books, stays.id)}
    first = min((row.id for row in known.values()), default="")
    for row in addresses_of(books, goes.id):
        if (same := known.get(row.mark)) is not None:
            same.chosen_at = max(filter(None, (same.chosen_at, row.chosen_at)), default=None)
            same.stopped_at = min(filter(None, (same.stopped_at, row.stopped_at)), default=None)
            books.session.add(same)
        else:
            paper = read_paper(person_key(books, goes), f"address:{row.id}", row.sealed)
            ident = first + new_id()  # which so sorts behind it: where nobody chose, the lesser id is written to
            sealed = write_paper(person_key(books, stays), f"address:{ident}", paper)
            books.append(
                Address(
                    id=ident,
                    person_id=stays.id,
                    mark=row.mark,
                    root=row.root,
                    chosen_at=row.chosen_at,
                    stopped_at=row.stopped_at,
                    sealed=sealed,
                )
            )
        books.session.delete(row)
