"""Who is known under an address that a handler names: nobody at the desk, no partner, and one person only."""

from db.papers import person_key, write_paper
from db.questions import addresses_of, people_at
from db.store import Books
from db.tables import Address, Person
from db.vault import new_id
from mailflows.addresses import folded_address, same_address, typed_address
from mailflows.commands.case import Case, Refused
from mailflows.people import address_mark, root_mark
from mailflows.seats import AT_THE_DESK


def outside_address(said: str, case: Case) -> str:
    """The one address that was typed, folded. Raises Refused where it is none, or one of the desk's own people."""
    address = folded_address(typed_address(said) or "")
    if not address:
        raise Refused("no_address")
    if any(same_address(address, own) for own in (case.desk.address, *case.desk.aliases)):
        raise Refused("desk_address")
    if any(same_address(address, role.address) for role in case.desk.roles.values()):
        raise Refused("partner_address")
    if any(one.role in AT_THE_DESK for one in people_at(case.books, address_mark(case.books, address))):
        raise Refused("address_at_desk")
    return address


def reporter_at(address: str, case: Case, besides: Person | None = None) -> Person | None:
    """Whoever is known there beside one person. Raises Refused where those are several: which, only people can say."""
    there = people_at(case.books, address_mark(case.books, address))
    there = tuple(one for one in there if one.role == "reporter" and (besides is None or one.id != besides.id))
    if len(there) > 1:
        raise Refused("address_of_many")
    return there[0] if there else None


def address_row(books: Books, person: Person, address: str) -> Address | None:
    """The row under which a person is known at this address."""
    mark = address_mark(books, address)
    return next((row for row in addresses_of(books, person.id) if row.mark == mark), None)


def add_address(books: Books, person: Person, address: str) -> Address:
    """One more address of somebody, sealed under their key."""
    ident = new_id()
    row = Address(
        id=ident,
        person_id=person.id,
        mark=address_mark(books, address),
        root=root_mark(books, address),
        sealed=write_paper(person_key(books, person), f"address:{ident}", {"address": address}),
    )
    books.session.add(row)
    books.session.flush()
    return row
