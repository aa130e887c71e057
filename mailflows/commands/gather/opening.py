"""`#new`: a ticket for somebody who came by another way than mail, with the handler who heard them."""

from db.papers import new_person, rewrap_kept
from db.questions import kept_by_id
from db.record import write_record
from db.tables import Person
from mailflows.access import reaches_all_of
from mailflows.clocks.winding import wind
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.gather.known_at import outside_address, reporter_at
from mailflows.contact import KIND, Way
from mailflows.people import introduce
from mailflows.spelling import plain
from mailflows.tickets import move, open_ticket, write_entry

LONGEST = 80  # letters of a name, and of a way to somebody


def new(value: str, case: Case) -> Done:
    """The text is the first entry; the mail it came in lies in the new ticket, and dies with it."""
    books, now = case.books, case.now
    name, via, contact = plain(value).strip(), case.named.get("channel", ""), case.named.get("contact", "").strip()
    if len(name) > LONGEST or "@" in name:
        raise Refused("bad_name")
    if len(contact) > LONGEST or (not via and not contact):
        raise Refused("new_contact")
    by_mail = via == "mail" or (not via and "@" in contact)
    via = via or ("mail" if by_mail else "phone")
    address = outside_address(contact, case) if by_mail else ""
    person = _written_to(name, address, case) if by_mail else new_person(books, "reporter", name, _language(case), now)
    ticket = open_ticket(books, case.desk, person, _language(case), now, now)
    ticket.handler_id = case.handler.id
    move(ticket, "triage", now)
    kept = kept_by_id(books, case.kept_id)
    rewrap_kept(books, kept, ticket)
    heard = {"text": case.text, "via": via}
    write_entry(books, ticket, "log", case.handler, heard, now, kept_id=kept.id, protection="sealed", proof="pinned")
    line = case.line("new_mail", address=address) if by_mail else ""
    if not by_mail:
        way = Way(via, contact)
        told = case.line("new_way", way=way.line(case.handler.language))
        write_entry(books, ticket, KIND, case.handler, {"text": told, "via": via, "contact": contact}, now)
        line = told
    wind(books, case.desk, ticket, now)
    write_record(books, now, case.handler.id, "opened ticket", ticket.id, via)
    return Done(case.line("new_opened", tag=ticket.name), more=(line,), change="opened ticket", opens=ticket)


def _language(case: Case) -> str:
    return case.named.get("lang") or case.desk.default_language


def _written_to(name: str, address: str, case: Case) -> Person:
    """Whoever is known there already, or somebody new.

    Raises Refused where not all that is known of them is for this handler to see: who has a ticket of theirs decides
    where their answers go. It does not tell whether the others' tickets are restricted.
    """
    known = reporter_at(address, case)
    if known is not None and not reaches_all_of(case.books, known, case.handler, case.now):
        raise Refused("address_known")
    return known or introduce(case.books, "reporter", name, address, _language(case), case.now)
