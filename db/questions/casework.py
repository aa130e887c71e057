"""Questions about what handlers' work leaves beside a ticket."""

from collections.abc import Sequence

from sqlmodel import col, select

from db.casework import Named
from db.store import Books
from db.tables import AT_THE_DESK, Member, Outbound, Person, Ticket

LAB = "threat_lab"
LEFT_FOR_LAB = ("waiting", "held", "sent")  # how a mail stands that was not taken back


def named_on(books: Books, ticket_id: str) -> Sequence[Person]:
    """Who may see a restricted ticket."""
    asked = select(Person).join(Named).where(Named.ticket_id == ticket_id).order_by(col(Person.since))
    return books.session.exec(asked).all()


def escalated_to_lab(books: Books, ticket_id: str) -> bool:
    """Whether the lab was told of the ticket, or is being told; not where that was taken back in time."""
    asked = select(Member.id).join(
        Outbound, (col(Outbound.ticket_id) == Member.ticket_id) & (col(Outbound.person_id) == Member.person_id)
    )
    asked = asked.where(Member.ticket_id == ticket_id, Member.part == LAB)
    asked = asked.where(col(Outbound.state).in_(LEFT_FOR_LAB))
    return books.session.exec(asked).first() is not None


def tickets_of_lab(books: Books) -> Sequence[Ticket]:
    """Every ticket that the lab belongs to, whatever became of that since. It stands in the store as a partner."""
    labs = select(Person.id).where(Person.role == "partner")
    asked = select(Ticket).join(Member).where(col(Member.person_id).in_(labs), Member.part == LAB)
    return books.session.exec(asked).all()


def members_in(books: Books, ticket_id: str) -> Sequence[tuple[Member, Person]]:
    """Everybody who belongs to a ticket, as what, the ones known longest in front."""
    asked = select(Member, Person).where(Member.ticket_id == ticket_id, Member.person_id == Person.id)
    return books.session.exec(asked.order_by(col(Person.since), col(Person.id))).all()


def named_rows(books: Books, ticket_id: str) -> Sequence[Named]:
    """The rows that name somebody on a restricted ticket."""
    return books.session.exec(select(Named).where(Named.ticket_id == ticket_id)).all()


def notices_waiting(books: Books, ticket_id: str) -> Sequence[Outbound]:
    """Mails about a ticket that wait to leave, or are held, for somebody at the desk."""
    asked = select(Outbound).join(Person, col(Person.id) == Outbound.person_id)
    asked = asked.where(Outbound.ticket_id == ticket_id, col(Outbound.state).in_(("waiting", "held")))
    return books.session.exec(asked.where(col(Person.role).in_(AT_THE_DESK))).all()
