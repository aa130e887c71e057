"""`#split`: entries that are about something else go into a ticket of their own, for the same reporter."""

from db.casework import Named, Tie
from db.questions import entries_of, member_of, named_on, person_by_id
from db.record import write_record
from db.tables import Entry, Ticket
from db.vault import new_id
from mailflows.blanking import blank_after_split
from mailflows.carrying import carry_to_part
from mailflows.clocks.winding import wind
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.counted import numbers_in
from mailflows.moving import move_entry
from mailflows.notices import tell_handlers
from mailflows.sealed_parts import MOVED
from mailflows.search.marks import index_ticket
from mailflows.tickets import join, move, open_ticket


def split(value: str, case: Case) -> Done:
    """Each entry is sealed anew under the new ticket's key; where it stood, the old one says where it went."""
    books, old = case.books, case.about
    there = {entry.number: entry for entry in entries_of(books, old.id)}
    wanted = sorted(numbers_in(value))
    if not wanted or any(number not in there or there[number].kind == MOVED for number in wanted):
        raise Refused("split_numbers", ", ".join(str(number) for number in wanted if number not in there)[:60])
    if not any(entry.kind != MOVED and number not in wanted for number, entry in there.items()):
        raise Refused("split_all")
    new = beside(old, case)
    blank_after_split(books, old, min(there[number].at for number in wanted))
    listed = ", ".join(map(str, wanted))
    line = case.line("split", tag=new.name, numbers=listed)
    for number in wanted:
        entry = there[number]
        _bring_along(entry, old, new, case)
        move_entry(books, entry, old, new, case.handler, line, case.now)
    books.append(Tie(id=new_id(), ticket_id=new.id, other_id=old.id, kind="split", at=case.now))
    books.session.flush()
    for ticket in (old, new):
        index_ticket(books, ticket)
    wind(books, case.desk, new, case.now)
    write_record(books, case.now, case.handler.id, "split off", new.id, old.id)
    tell_handlers(books, case.desk, new, "split_off", case.now, reasons=(f"-> {old.name}",))
    return Done(line, change="split")


def beside(old: Ticket, case: Case) -> Ticket:
    """A ticket of the same reporter with whoever has the old one, as careful and as closed to others as that."""
    books, now = case.books, case.now
    new = open_ticket(books, case.desk, case.reporter, old.language, now, now)
    new.handler_id = old.handler_id or case.handler.id
    move(new, "triage", now)
    new.priority, new.held_sealed, new.safe, new.restricted = old.priority, old.held_sealed, old.safe, old.restricted
    for person in named_on(books, old.id):
        books.append(Named(ticket_id=new.id, person_id=person.id))
    books.session.add(new)
    carry_to_part(books, old, new)
    return new


def _bring_along(entry: Entry, old: Ticket, new: Ticket, case: Case) -> None:
    """Whoever wrote an entry belongs to the ticket it goes to, as what they were."""
    member = member_of(case.books, old.id, entry.person_id) if entry.person_id else None
    if member is not None and member.part != "handler":
        join(case.books, new, person_by_id(case.books, member.person_id), member.part)
