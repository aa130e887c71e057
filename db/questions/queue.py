"""Questions that put tickets in a list: answered from one index, whatever else lies in the store."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, and_, exists, false, func, literal_column, or_, true
from sqlmodel import col, select

from db.casework import Named, Token
from db.questions.casework import LAB, LEFT_FOR_LAB
from db.store import Books
from db.tables import WORKS_TICKETS, Member, Outbound, Person, Ticket

# the most urgent in front, then what is due next; what nothing is due for comes last
IN_ORDER = (
    col(Ticket.priority),
    col(Ticket.next_due_at).is_(None),
    col(Ticket.next_due_at),
    col(Ticket.opened_at),
    col(Ticket.id),
)


@dataclass(frozen=True)
class Wanted:
    """Which tickets: all conditions hold together; of `mine`, `new` and `due_before` one is enough."""

    statuses: Sequence[str]
    priorities: Sequence[str] = ()
    languages: Sequence[str] = ()
    mine: str = ""  # the person who has them
    new: bool = False
    due_before: datetime | None = None
    owner: str | None = None  # "" for those that nobody has
    among: Sequence[str] | None = None  # ids, where something else chose them already
    burst: str = ""  # those of one flood of mails
    marks: Sequence[Collection[bytes]] = ()  # one of each group must be a token of the ticket


@dataclass(frozen=True)
class Reader:
    """Who asks, and who else works here: what nobody has who works on tickets is everybody's."""

    person_id: str
    sees: str  # "all", "lab": what was escalated to it, "own": theirs and nobody's, or nothing
    others: Sequence[str]  # everybody else who works on tickets
    spared: Sequence[str] = ()  # ids of what was escalated to the lab and spoken against since
    instead: bool = False  # sees restricted ones too, of which nobody named works on tickets any more


def tickets_in_order(books: Books, wanted: Wanted, reader: Reader, most: int) -> tuple[Sequence[Ticket], int]:
    """The first of them, the most urgent in front and then what is due next; and how many there are in all."""
    chosen = _chosen(wanted, reader)
    # the ids alone come from the index; no row that is not shown is read
    asked = select(Ticket.id).where(*chosen).order_by(*IN_ORDER)
    if wanted.marks:  # looking marks up costs more than all the rest: once, and not once more for counting
        every = books.session.exec(asked).all()
        idents, count = every[:most], len(every)
    else:
        idents = books.session.exec(asked.limit(most)).all()
        count = books.session.exec(select(func.count()).select_from(Ticket).where(*chosen)).one()
    found = {one.id: one for one in books.session.exec(select(Ticket).where(col(Ticket.id).in_(idents))).all()}
    return [found[ident] for ident in idents], count


def figures_in_order(books: Books, wanted: Wanted, reader: Reader, most: int) -> Sequence[tuple[str, bytes]]:
    """Ids and sealed figures in the same order, for what no index can tell."""
    asked = select(Ticket.id, Ticket.figures).where(*_chosen(wanted, reader)).order_by(*IN_ORDER).limit(most)
    return books.session.exec(asked).all()


def _chosen(wanted: Wanted, reader: Reader) -> list[ColumnElement[bool]]:
    chosen = [col(Ticket.status).in_(wanted.statuses), may_see(reader)]
    if wanted.priorities:
        chosen.append(col(Ticket.priority).in_(wanted.priorities))
    if wanted.languages:
        chosen.append(col(Ticket.language).in_(wanted.languages))
    if wanted.owner is not None:  # worded so that the other index, whose rows would have to be read, is not tempting
        chosen.append(func.coalesce(Ticket.handler_id, "") == wanted.owner)
    if wanted.among is not None:
        chosen.append(col(Ticket.id).in_(wanted.among))
    if wanted.burst:  # the first condition is the index's own, or it would not be used
        chosen += [literal_column("ticket.burst != ''", Boolean), col(Ticket.burst) == wanted.burst]
    chosen += [exists().where(col(Token.ticket_id) == Ticket.id, col(Token.mark).in_(group)) for group in wanted.marks]
    either = [
        *((col(Ticket.handler_id) == wanted.mine,) if wanted.mine else ()),
        *((col(Ticket.status) == "new",) if wanted.new else ()),
        *((col(Ticket.next_due_at) < wanted.due_before,) if wanted.due_before else ()),
    ]
    return [*chosen, or_(*either)] if either else chosen


def may_see(reader: Reader) -> ColumnElement[bool]:
    """What mailflows/access.py says of one ticket, said of many at once; a test compares the two."""
    named = exists().where(col(Named.ticket_id) == Ticket.id, col(Named.person_id) == reader.person_id)
    here = (col(Person.active), col(Person.role).in_(WORKS_TICKETS))
    somebody = exists().where(col(Named.ticket_id) == Ticket.id, col(Named.person_id) == Person.id, *here)
    restricted = or_(named, ~somebody) if reader.instead else named
    if reader.sees not in ("all", "own"):
        return and_(~col(Ticket.restricted), _open_to(reader))
    return or_(and_(col(Ticket.restricted), restricted), and_(~col(Ticket.restricted), _open_to(reader)))


def _open_to(reader: Reader) -> ColumnElement[bool]:
    if reader.sees == "all":
        return true()
    if reader.sees == "lab":
        there = exists().where(
            *(col(Member.ticket_id) == Ticket.id, col(Member.part) == LAB),
            *(col(Outbound.ticket_id) == Ticket.id, col(Outbound.person_id) == Member.person_id),
            col(Outbound.state).in_(LEFT_FOR_LAB),
        )
        return and_(there, col(Ticket.id).not_in(reader.spared)) if reader.spared else there
    if reader.sees != "own":
        return false()
    has = col(Ticket.handler_id)
    return or_(has.is_(None), has == reader.person_id, has.not_in(reader.others))


def open_counts(books: Books, statuses: Sequence[str], by: str) -> dict[str, int]:
    """How many tickets in these statuses stand at each value of one of Ticket's plain columns."""
    column = col(getattr(Ticket, by))
    asked = select(column, func.count()).where(col(Ticket.status).in_(statuses)).group_by(column)
    return dict(books.session.exec(asked).all())


def waiting_and_late(books: Books, statuses: Sequence[str], now: datetime) -> tuple[int, int]:
    """How many of these wait for the first answer of a person, and for how many something is overdue."""
    asked = select(func.count()).select_from(Ticket).where(col(Ticket.status).in_(statuses))
    waiting = books.session.exec(asked.where(col(Ticket.first_reply_at).is_(None))).one()
    return waiting, books.session.exec(asked.where(col(Ticket.next_due_at) < now)).one()


def first_answers_since(books: Books, since: datetime) -> Sequence[tuple[datetime, datetime]]:
    """When tickets were opened and when a person first answered, of every answer since then."""
    asked = select(Ticket.opened_at, Ticket.first_reply_at).where(col(Ticket.first_reply_at) > since)
    return [(opened, first) for opened, first in books.session.exec(asked).all() if first is not None]


def open_figures(books: Books, statuses: Sequence[str]) -> Sequence[tuple[str, bytes]]:
    """Ids and sealed figures of every ticket in these statuses."""
    return books.session.exec(select(Ticket.id, Ticket.figures).where(col(Ticket.status).in_(statuses))).all()
