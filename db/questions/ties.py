"""Questions about tickets that belong together, and about who belongs to a ticket beside its reporter."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, update
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, or_, select

from db.casework import Tie
from db.sightings import Observable
from db.store import Books
from db.tables import Address, Entry, Member, Outbound, Person, Ticket

Chosen = aliased(Address)

MERGED_INTO = select(Tie.other_id).where(Tie.ticket_id == bindparam("ticket"), Tie.kind == "merged").limit(1)
LEFT_BEHIND = (
    select(Address.id)
    .join(Chosen, col(Chosen.person_id) == Address.person_id)
    .where(
        Address.mark == bindparam("mark"),
        col(Address.chosen_at).is_(None),
        col(Chosen.chosen_at).is_not(None),
        col(Chosen.mark) != Address.mark,
    )
    .limit(1)
)
NOT_SAFE = (
    select(Ticket.id)
    .join(Member)
    .join(Address, col(Address.person_id) == Member.person_id)
    .where(Address.mark == bindparam("mark"), Member.part == "reporter", Ticket.safe == "no")
    .limit(1)
)
LAST_OF_KIND = (
    select(Entry)
    .where(Entry.ticket_id == bindparam("ticket"), Entry.kind == bindparam("kind"))
    .order_by(col(Entry.number).desc())
    .limit(1)
)


@dataclass(frozen=True)
class Related:
    """Another ticket that belongs to one, and how; `of_it`: the kind is said of the other one."""

    ticket: Ticket
    kind: str  # of db.casework.TIES
    of_it: bool


def related_to(books: Books, ticket_id: str) -> Sequence[Related]:
    """Every ticket that was tied to this one, whichever was named first; the earliest tie in front."""
    asked = select(Tie).where(or_(Tie.ticket_id == ticket_id, Tie.other_id == ticket_id)).order_by(col(Tie.at))
    ties = books.session.exec(asked).all()
    others = {tie.other_id if tie.ticket_id == ticket_id else tie.ticket_id for tie in ties}
    there = books.session.exec(select(Ticket).where(col(Ticket.id).in_(others))).all() if others else ()
    by_id = {ticket.id: ticket for ticket in there}
    return [
        Related(
            by_id[tie.other_id if tie.ticket_id == ticket_id else tie.ticket_id], tie.kind, tie.ticket_id != ticket_id
        )
        for tie in ties
    ]


def ties_between(books: Books, one: str, other: str, kind: str) -> Sequence[Tie]:
    """How two tickets are tied in this way, whichever was named first."""
    ways = or_(
        and_(col(Tie.ticket_id) == one, col(Tie.other_id) == other),
        and_(col(Tie.ticket_id) == other, col(Tie.other_id) == one),
    )
    return books.session.exec(select(Tie).where(Tie.kind == kind, ways)).all()


def merged_into(books: Books, ticket_id: str) -> str | None:
    """The ticket that this one was merged into."""
    return books.session.exec(MERGED_INTO, params={"ticket": ticket_id}).first()


def came_again_in(books: Books, ticket_id: str, person_id: str) -> str | None:
    """The last ticket of this person's in which the trouble of that one came again."""
    asked = select(Tie.ticket_id).join(Member, col(Member.ticket_id) == Tie.ticket_id)
    asked = asked.where(Tie.other_id == ticket_id, Tie.kind == "recurrence", Member.person_id == person_id)
    return books.session.exec(asked.order_by(col(Tie.at).desc(), col(Tie.id)).limit(1)).first()


def members_of_ticket(books: Books, ticket_id: str) -> Sequence[Member]:
    return books.session.exec(select(Member).where(Member.ticket_id == ticket_id).order_by(col(Member.id))).all()


def member_with_part(books: Books, ticket_id: str, part: str) -> Person | None:
    """Whoever has this part in a ticket, such as "lawyer"; the one known longest where there are several."""
    asked = select(Person).join(Member).where(Member.ticket_id == ticket_id, Member.part == part)
    return books.session.exec(asked.order_by(col(Person.since), col(Person.id))).first()


def left_behind(books: Books, mark: str) -> bool:
    """Whether somebody was known under this address for whom people chose another one since."""
    books.session.flush()
    return books.session.connection().execute(LEFT_BEHIND, {"mark": mark}).first() is not None


def not_safe(books: Books, mark: str) -> bool:
    """Whether a reporter with this address has a ticket on which people said that it is not safe to write there."""
    books.session.flush()
    return books.session.connection().execute(NOT_SAFE, {"mark": mark}).first() is not None


def last_of_kind(books: Books, ticket_id: str, kind: str) -> Entry | None:
    """The last entry of this kind in a ticket."""
    return books.session.exec(LAST_OF_KIND, params={"ticket": ticket_id, "kind": kind}).first()


def entries_of_kind(books: Books, ticket_id: str, kind: str) -> Sequence[Entry]:
    asked = select(Entry).where(Entry.ticket_id == ticket_id, Entry.kind == kind).order_by(col(Entry.number))
    return books.session.exec(asked).all()


def unsent_to(books: Books, person_id: str) -> Sequence[Outbound]:
    """Mail to this person that has not left: it waits for its time or for something else."""
    asked = select(Outbound).where(Outbound.person_id == person_id, col(Outbound.state).in_(("waiting", "held")))
    return books.session.exec(asked.order_by(col(Outbound.due_at))).all()


def move_observables(books: Books, entry_id: str, ticket_id: str) -> None:
    """What was first met in this letter belongs to another ticket from now on."""
    theirs = update(Observable).where(col(Observable.entry_id) == entry_id).values(ticket_id=ticket_id)
    books.session.connection().execute(theirs)
