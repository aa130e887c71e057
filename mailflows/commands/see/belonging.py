"""`#who`: everybody who belongs to a ticket, how sure that is, by which keys and where they may be written to."""

from collections.abc import Iterator, Mapping
from typing import Any

from db.papers import Erased, name_of
from db.questions import address_of_person, last_letter, last_reads_of, members_in, named_on, person_by_id
from db.record import write_record
from db.tables import Member, Person
from mailflows.addresses import fit_address
from mailflows.answer import read_address
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.see.past import doer
from mailflows.contact import has_mailbox, way_to
from mailflows.keys import certificate_data, keys_of, rival_before
from mailflows.seats import AT_THE_DESK
from pgp.certificates import canonical

READERS = 10  # who read the ticket last
TAIL = 16  # hex digits of a fingerprint: enough to tell two keys of one person apart


def who(_value: str, case: Case) -> Done:
    """That it was asked for stands in the record."""
    ticket = case.about
    people = [(member, person) for member, person in members_in(case.books, ticket.id)]
    outside = [(member, person) for member, person in people if person.role not in AT_THE_DESK]
    owner = person_by_id(case.books, ticket.handler_id) if ticket.handler_id else None
    named = named_on(case.books, ticket.id) if ticket.restricted else ()
    try:
        shown = tuple(_person(member, person, case) for member, person in outside)
    except Erased:
        raise Refused("no_such_ticket") from None
    facts: dict[str, Any] = {
        "tag": ticket.name,
        "people": shown,
        "safe": ticket.safe,
        "owner": name_of(case.books, owner) if owner else "",
        "restricted": ticket.restricted,
        "named": tuple(name_of(case.books, one) for one in named),
        "read": tuple(
            {"who": doer(reader, case), "at": f"{at:%Y-%m-%d %H:%M}"}
            for reader, at in last_reads_of(case.books, ticket.id, READERS)
        ),
    }
    write_record(case.books, case.now, case.handler.id, "read", ticket.id)
    return Done(case.line("belonging", count=len(shown)), also=("who", facts))


def _person(member: Member, person: Person, case: Case) -> Mapping[str, Any]:
    letter = last_letter(case.books, case.about.id, person.id)
    row = address_of_person(case.books, person.id) if has_mailbox(case.books, person) else None
    chosen = case.word("chosen", "yes").format(date=f"{row.chosen_at:%Y-%m-%d}") if row and row.chosen_at else ""
    return {
        "part": _part(member, case),
        "address": ascii_address(read_address(case.books, person)) if row else _met_otherwise(member, case),
        "chosen": chosen,
        "proof": letter.proof if letter else "",
        "keys": "\n".join(_keys(person, case)) or case.word("chosen", "no_key"),
    }


def _met_otherwise(member: Member, case: Case) -> str:
    """How somebody without an address is reached."""
    way = way_to(case.books, case.about) if member.part == "reporter" else None
    return way.line(case.handler.language) if way else "-"


def _part(member: Member, case: Case) -> str:
    """As what somebody belongs; a role of the desk's own config is called as it is there."""
    try:
        return case.word("part", member.part)
    except KeyError:
        return member.part


def ascii_address(address: str) -> str:
    """In ASCII, a foreign domain as xn--; what is no plain address is shown by its codes, so that nothing turns."""
    local, _, domain = address.rpartition("@")
    try:
        ascii_one = fit_address(f"{local}@{domain.encode('idna').decode()}") if local.isascii() else None
    except UnicodeError:
        ascii_one = None
    return ascii_one or address.encode("ascii", "backslashreplace").decode()


def _keys(person: Person, case: Case) -> Iterator[str]:
    for row in keys_of(case.books, person):
        read = canonical(certificate_data(case.books, row))
        doubted = row.standing == "pinned" and rival_before(case.books, row) is not None
        ends = read.encryption_expires_at
        yield case.word("chosen", "key").format(
            tail=" ".join(read.fingerprint[-TAIL:][at : at + 4] for at in range(0, TAIL, 4)),
            standing=case.word("standing", "waiting" if doubted else row.standing),
            until=f"{ends:%Y-%m-%d}" if ends else "–",
        )
