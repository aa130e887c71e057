"""Questions about what was promised, what is due, and who is paged or called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import col, select

from db.clocks import Calling, Pager, PlatformCase, Promise
from db.store import Books

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


def steps_due(books: Books, now: datetime, most: int) -> Sequence[StepDue]:
    """The oldest first."""
    rows = books.session.connection().execute(STEPS_DUE, {"now": now, "most": most})
    return [StepDue(*row) for row in rows]  # type: ignore[arg-type]  # none is without step_at


def promises_running(books: Books, ticket_id: str) -> Sequence[Promise]:
    """What runs for a ticket."""
    return books.session.exec(RUNNING, params={"ticket": ticket_id}).all()


def pager_of(books: Books, person_id: str) -> Pager | None:
    return books.session.exec(select(Pager).where(Pager.person_id == person_id)).first()


def callings(books: Books) -> Sequence[Calling]:
    """Roles that were told by mail and hold."""
    return books.session.exec(select(Calling).where(col(Calling.ended_at).is_(None)).order_by(Calling.name)).all()


def platform_cases(books: Books, ticket_id: str) -> Sequence[PlatformCase]:
    """Requests to platforms about a ticket, the oldest first."""
    asked = select(PlatformCase).where(PlatformCase.ticket_id == ticket_id)
    return books.session.exec(asked.order_by(col(PlatformCase.sent_at), PlatformCase.id)).all()
