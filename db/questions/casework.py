"""Questions about what handlers' work leaves beside a ticket."""

from collections.abc import Sequence

from sqlmodel import col, select

from db.casework import Named
from db.store import Books
from db.tables import Member, Person

LAB = "threat_lab"


def named_on(books: Books, ticket_id: str) -> Sequence[Person]:
    """Who may see a restricted ticket."""
    asked = select(Person).join(Named).where(Named.ticket_id == ticket_id).order_by(col(Person.since))
    return books.session.exec(asked).all()


def escalated_to_lab(books: Books, ticket_id: str) -> bool:
    asked = select(Member.id).where(Member.ticket_id == ticket_id, Member.part == LAB)
    return books.session.exec(asked).first() is not None


def members_in(books: Books, ticket_id: str) -> Sequence[tuple[Member, Person]]:
    """Everybody who belongs to a ticket, as what, the ones known longest in front."""
    asked = select(Member, Person).where(Member.ticket_id == ticket_id, Member.person_id == Person.id)
    return books.session.exec(asked.order_by(col(Person.since), col(Person.id))).all()
