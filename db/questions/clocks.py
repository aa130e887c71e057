"""Questions about what was promised, what is due, and who is paged or called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import col, select

from db.clocks import PROMISES, Calling, Pager, PlatformCase, Promise
from db.store import Books
from db.tables import Entry, Kept, Outbound, Person, Ticket

# every column stands in one index, so that no row is read before something is done about it
STEPS_DUE = (
    sa.select(
        *(col(Promise.step_at), col(Promise.id), col(Promise.ticket_id), col(Promise.kind), col(Promise.about)),
        *(col(Promise.step), col(Promise.due_at)),
    )
    .where(col(Promise.step_at).is_not(None), col(Promise.step_at) <= bindparam("now"))
    .order_by(col(Promise.step_at), col(Promise.id))
    .limit(bindparam("most"))
)
RUNNING = select(Promise).where(Promise.ticket_id == bindparam("ticket"), Promise.state == "running")
IN_A_QUESTION = 500  # ids
# what a person wrote, and it left: when it was written, and when it left
WORDS = (
    select(Outbound.kind, Outbound.made_at, Outbound.sent_at)
    .join(Person, col(Person.id) == Outbound.person_id)
    .where(
        col(Outbound.ticket_id).in_(bindparam("tickets", expanding=True)),
        Outbound.state == "sent",
        col(Outbound.automatic).is_(False),
        col(Outbound.kind).not_in(("reminder", "survey", "closing", "key_waiting")),
        Person.role == "reporter",
    )
    .order_by(col(Outbound.sent_at))
)
LETTERS = (
    select(Entry.at, Kept.received_at)
    .join(Person, col(Person.id) == Entry.person_id)
    .join(Kept, col(Kept.id) == Entry.kept_id, isouter=True)
    .where(
        col(Entry.ticket_id).in_(bindparam("tickets", expanding=True)),
        Entry.kind == "letter",
        Person.role == "reporter",
        sa.func.coalesce(col(Kept.reason), "") != "automatic_mail",
    )
    .order_by(col(Entry.at))
)
UNWOUND = (
    select(Ticket)
    .where(
        col(Ticket.status).in_(bindparam("statuses", expanding=True)),
        ~select(Promise.id).where(Promise.ticket_id == Ticket.id, Promise.state == "running").exists(),
        col(Ticket.key).is_not(None),
    )
    .limit(bindparam("most"))
)
ABOUT_STEPS = (
    sa.select(
        *(col(Promise.id), col(Promise.since), col(Ticket.id), col(Ticket.name), col(Ticket.priority)),
        *(col(Ticket.handler_id), col(Ticket.restricted), col(Ticket.snoozed_until), col(Ticket.key).is_not(None)),
        col(Ticket.figures),
    )
    .join_from(Promise, Ticket, col(Ticket.id) == col(Promise.ticket_id))
    .where(col(Promise.id).in_(bindparam("idents", expanding=True)))
)
STEPPED = (
    sa.update(Promise)
    .where(
        col(Promise.id) == bindparam("ident"),
        col(Promise.state) == "running",
        col(Promise.step) == bindparam("before"),
    )
    .values(step=bindparam("after"), step_at=bindparam("at"))
)


@dataclass(frozen=True)
class TicketDue:
    """What a round needs of a ticket of which only the desk hears; its whole row is long, and thousands may be due."""

    id: str
    name: str
    priority: str
    handler_id: str | None
    restricted: bool
    snoozed_until: datetime | None
    has_key: bool
    figures: bytes


@dataclass(frozen=True)
class StepDue:
    """A step that is due: of which promise about which ticket, and how many were done before it."""

    step_at: datetime
    promise_id: str
    ticket_id: str
    kind: str
    about: str
    step: int
    due_at: datetime


def steps_due(books: Books, now: datetime, most: int, kinds: Collection[str] = PROMISES) -> Sequence[StepDue]:
    """The oldest first."""
    asked = STEPS_DUE if kinds is PROMISES else STEPS_DUE.where(col(Promise.kind).in_(sorted(kinds)))
    rows = books.session.connection().execute(asked, {"now": now, "most": most})
    return [StepDue(*row) for row in rows]  # type: ignore[arg-type]  # none is without step_at


def promises_running(books: Books, ticket_id: str) -> Sequence[Promise]:
    """What runs for a ticket."""
    return books.session.exec(RUNNING, params={"ticket": ticket_id}).all()


def pager_of(books: Books, person_id: str) -> Pager | None:
    return books.session.exec(select(Pager).where(Pager.person_id == person_id)).first()


def callings(books: Books) -> Sequence[Calling]:
    """Roles that were told by mail and hold."""
    return books.session.exec(select(Calling).where(col(Calling.ended_at).is_(None)).order_by(Calling.name)).all()


def calling_named(books: Books, name: str) -> Calling | None:
    """A role that was told by mail under this name, whether or not it ended."""
    return books.session.exec(select(Calling).where(Calling.name == name)).first()


def platform_cases(books: Books, ticket_id: str) -> Sequence[PlatformCase]:
    """Requests to platforms about a ticket, the oldest first."""
    asked = select(PlatformCase).where(PlatformCase.ticket_id == ticket_id)
    return books.session.exec(asked.order_by(col(PlatformCase.sent_at), PlatformCase.id)).all()


def words_left(books: Books, ticket_ids: Sequence[str]) -> Sequence[tuple[str, datetime, datetime]]:
    """What people of the desk wrote to a reporter and what left: kind, when it was written, when it left; in order."""
    rows = books.session.exec(WORDS, params={"tickets": list(ticket_ids)}).all()
    return [(kind, made_at, sent_at) for kind, made_at, sent_at in rows if sent_at is not None]


def letters_came(books: Books, ticket_ids: Sequence[str]) -> Sequence[tuple[datetime, datetime]]:
    """When each letter of a reporter was filed, and when it reached us, which is never later; in order."""
    rows = books.session.exec(LETTERS, params={"tickets": list(ticket_ids)}).all()
    return [
        (at, min(filter(None, (at, received_at)))) for at, received_at in rows
    ]  # some came with no mail of their own


def promised_before(books: Books, ticket_id: str, kind: str, since: datetime | None = None) -> bool:
    """Whether such a promise was kept for a ticket, late or not; one that began then or later, where that is said."""
    asked = select(Promise.id).where(Promise.ticket_id == ticket_id, Promise.kind == kind)
    asked = asked.where(col(Promise.state).in_(("kept", "late")))
    asked = asked.where(Promise.since >= since) if since is not None else asked
    return books.session.exec(asked.limit(1)).first() is not None


def tickets_unwound(books: Books, statuses: Sequence[str], most: int) -> Sequence[Ticket]:
    """Tickets in these statuses for which nothing runs."""
    return books.session.exec(UNWOUND, params={"statuses": list(statuses), "most": most}).all()


def about_steps(books: Books, idents: Sequence[str]) -> dict[str, tuple[datetime, TicketDue]]:
    """When each of these promises began to run, and the ticket it is about."""
    books.session.flush()
    link, found = books.session.connection(), dict[str, tuple[datetime, TicketDue]]()
    for at in range(0, len(idents), IN_A_QUESTION):
        for ident, since, *ticket in link.execute(ABOUT_STEPS, {"idents": list(idents[at : at + IN_A_QUESTION])}):
            found[ident] = (since, TicketDue(*ticket))
    return found


def tickets_by_ids(books: Books, idents: Sequence[str]) -> dict[str, Ticket]:
    """These tickets, by their ids."""
    found: dict[str, Ticket] = {}
    for at in range(0, len(idents), IN_A_QUESTION):
        asked = select(Ticket).where(col(Ticket.id).in_(idents[at : at + IN_A_QUESTION]))
        found |= {ticket.id: ticket for ticket in books.session.exec(asked)}
    return found


def write_steps(books: Books, steps: Sequence[tuple[str, int, int, datetime | None]]) -> None:
    """Of each promise (by id): how many steps were done before, how many are now, and when the next one is due."""
    if steps:
        books.session.flush()
        names = ("ident", "before", "after", "at")
        books.session.connection().execute(STEPPED, [dict(zip(names, one, strict=True)) for one in steps])
