"""Questions about answers on their way."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, func
from sqlmodel import and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from db.questions.people import NO_REPORTER
from db.store import Books
from db.tables import Address, Outbound, Person

OUTBOUND_WAITING = (
    select(Outbound.id, Outbound.due_at)
    .where(Outbound.state == "waiting")
    .order_by(col(Outbound.due_at), col(Outbound.made_at))
    .limit(bindparam("most"))
)
OUTBOUND = select(Outbound).where(Outbound.id == bindparam("ident"))
REPLIES = select(func.count()).where(
    Outbound.ticket_id == bindparam("ticket"),
    Outbound.kind == "reply",
    col(Outbound.state).in_(("waiting", "held", "sent")),
)


def outbound_waiting(books: Books, most: int) -> Sequence[tuple[str, datetime]]:
    """Ids of answers on their way and when each may leave, the earliest first."""
    return books.session.exec(OUTBOUND_WAITING, params={"most": most}).all()


def outbound_by_id(books: Books, ident: str) -> Outbound | None:
    return books.at_hand(Outbound, ident) or books.session.exec(OUTBOUND, params={"ident": ident}).first()


def outbound_of(books: Books, ticket_id: str) -> Sequence[Outbound]:
    asked = select(Outbound).where(Outbound.ticket_id == ticket_id).order_by(col(Outbound.made_at))
    return books.session.exec(asked).all()


def outbound_in_states(books: Books, states: Sequence[str]) -> Sequence[Outbound]:
    asked = select(Outbound).where(col(Outbound.state).in_(states)).order_by(col(Outbound.made_at))
    return books.session.exec(asked).all()


def undoable(books: Books, ticket_id: str, author_id: str, after: datetime) -> Sequence[Outbound]:
    """What a handler wrote that has not left: it waits, is held, or is to be tried again after this moment."""
    asked = select(Outbound).where(
        Outbound.ticket_id == ticket_id,
        Outbound.author_id == author_id,
        or_(Outbound.state == "held", and_(Outbound.state == "waiting", col(Outbound.due_at) > after)),
    )
    return books.session.exec(asked).all()


def unsent_by(books: Books, author_id: str) -> Sequence[Outbound]:
    """What a handler wrote, about whatever ticket, that has not left."""
    asked = select(Outbound).where(col(Outbound.state).in_(("waiting", "held")), Outbound.author_id == author_id)
    return books.session.exec(asked.order_by(col(Outbound.made_at))).all()


def written_here(books: Books, ticket_id: str, after: datetime) -> Sequence[Outbound]:
    """What anybody at the desk wrote about a ticket that has not left, as in `undoable`."""
    asked = select(Outbound).where(
        Outbound.ticket_id == ticket_id,
        col(Outbound.author_id).is_not(None),
        or_(Outbound.state == "held", and_(Outbound.state == "waiting", col(Outbound.due_at) > after)),
    )
    return books.session.exec(asked).all()


def written_with(books: Books, author_ids: Sequence[str], made_at: datetime, after: datetime) -> Sequence[Outbound]:
    """What these people wrote in one mail, about whatever ticket, that has not left, as in `undoable`."""
    asked = select(Outbound).where(
        Outbound.made_at == made_at,
        col(Outbound.author_id).in_(author_ids),
        or_(Outbound.state == "held", and_(Outbound.state == "waiting", col(Outbound.due_at) > after)),
    )
    return books.session.exec(asked).all()


def refusals_since(books: Books, person_id: str, since: datetime) -> int:
    asked = select(func.count()).where(
        Outbound.person_id == person_id, Outbound.kind == "refused", Outbound.made_at > since
    )
    return books.session.exec(asked).one()


def answers_sent(books: Books, ticket_id: str) -> bool:
    """Whether a mail that a person wrote to the reporter left, or is on its way."""
    return books.session.exec(REPLIES, params={"ticket": ticket_id}).one() > 0


def automatic_since(
    books: Books,
    since: datetime,
    *,
    roots: Sequence[str] = (),
    ticket_id: str = "",
    kinds: Sequence[str] = (),
    but: Sequence[str] = (),
) -> int:
    """How many automatic mails were written to reporters since then: to one address, about one ticket, or to all.

    Only those of certain `kinds`, or all `but` some.
    """
    told = {"roots": list(roots), "ticket": ticket_id, "kinds": list(kinds), "but": list(but)}
    asked = {name: value for name, value in told.items() if value}
    return books.session.exec(_automatic(frozenset(asked)), params={"since": since, **asked}).one()


@cache
def _automatic(asked: frozenset[str]) -> SelectOfScalar[int]:
    """The question about automatic mail that asks for these: put together once for each of the few there are."""
    made = (
        select(func.count(func.distinct(Outbound.id)))
        .select_from(Outbound)
        .join(Person)
        .where(col(Outbound.automatic), Outbound.made_at > bindparam("since"), col(Person.role).not_in(NO_REPORTER))
    )
    if "roots" in asked:
        made = made.join(Address, col(Address.person_id) == Person.id)
        made = made.where(col(Address.root).in_(bindparam("roots", expanding=True)))
    if "ticket" in asked:
        made = made.where(Outbound.ticket_id == bindparam("ticket"))
    if "kinds" in asked:
        made = made.where(col(Outbound.kind).in_(bindparam("kinds", expanding=True)))
    if "but" in asked:
        made = made.where(col(Outbound.kind).not_in(bindparam("but", expanding=True)))
    return made


def held_notices(books: Books, ticket_id: str) -> bool:
    """Whether the reporter was already told that an answer waits for a usable key."""
    asked = select(func.count()).where(Outbound.ticket_id == ticket_id, Outbound.kind == "key_waiting")
    return books.session.exec(asked).one() > 0
