"""Questions about all that hangs on one person, for when two turn out to be one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, or_, select

from db.store import Books
from db.tables import Address, Ciphertext, Entry, Member, Outbound, Person

ADDRESSES = select(Address).where(Address.person_id == bindparam("person")).order_by(col(Address.id))


def addresses_of(books: Books, person_id: str) -> Sequence[Address]:
    return books.session.exec(ADDRESSES, params={"person": person_id}).all()


def members_of_person(books: Books, person_id: str) -> Sequence[Member]:
    """Every place in a ticket that this person has."""
    return books.session.exec(select(Member).where(Member.person_id == person_id)).all()


def entries_of_person(books: Books, person_id: str) -> Sequence[Entry]:
    return books.session.exec(select(Entry).where(Entry.person_id == person_id)).all()


def ciphertexts_of_person(books: Books, person_id: str) -> Sequence[Ciphertext]:
    return books.session.exec(select(Ciphertext).where(Ciphertext.person_id == person_id)).all()


def outbound_of_person(books: Books, person_id: str) -> Sequence[Outbound]:
    return books.session.exec(select(Outbound).where(Outbound.person_id == person_id)).all()


def outbound_held_for(books: Books, person_id: str) -> Sequence[Outbound]:
    """Mail to this person that waits for something other than its time."""
    return books.session.exec(select(Outbound).where(Outbound.person_id == person_id, Outbound.state == "held")).all()


def tickets_shared(books: Books, one: str, other: str) -> Sequence[str]:
    """Ids of the tickets that both people belong to."""
    theirs = select(Member.ticket_id).where(Member.person_id == other)
    asked = select(Member.ticket_id).where(Member.person_id == one, col(Member.ticket_id).in_(theirs))
    return books.session.exec(asked).all()


def people_done_with(books: Books, kind: str, before: datetime, most: int) -> Sequence[Person]:
    """People to whom nothing but mail of this kind was ever written, the last of it over and made before then."""
    others = select(Outbound.person_id).where(
        or_(
            Outbound.kind != kind,
            Outbound.made_at >= before,
            col(Outbound.state).in_(("waiting", "held")),
        )
    )
    asked = select(Person).join(Outbound).where(Outbound.kind == kind, col(Person.id).not_in(others))
    return books.session.exec(asked.distinct().limit(most)).all()
