"""Questions about floods of mail. None of them costs more the longer a flood lasts."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam, delete, func, text
from sqlmodel import col, or_, select

from db.bursts import Burst, Knock
from db.store import Books
from db.tables import Member, Ticket

KNOCKS = sa.select(func.count()).select_from(
    sa.select(sa.literal(1))
    .select_from(Knock)
    .where(col(Knock.mark) == bindparam("mark"), col(Knock.at) > bindparam("since"))
    .limit(bindparam("most"))
    .subquery()
)
RUNNING = select(Burst).where(col(Burst.ended_at).is_(None))
IN_A_BURST = text("ticket.burst != ''")  # as the index says it, or it would not be used
TAKEN_UP = (
    select(Ticket.id)
    .join(Member)
    .where(
        Member.person_id == bindparam("person"),
        Member.part == "reporter",
        col(Ticket.status).not_in(bindparam("ended", expanding=True)),
        Ticket.burst == "",
        or_(
            Ticket.status != "new",
            col(Ticket.handler_id).is_not(None),
            col(Ticket.opened_at) < bindparam("before"),
        ),
    )
    .limit(1)
)


def knocks(books: Books, mark: str, since: datetime, most: int) -> int:
    """How many tickets were opened for this mark since then; it stops counting at `most`."""
    asked = {"mark": mark, "since": since, "most": most}
    return int(books.session.connection().execute(KNOCKS, asked).scalar_one())


def forget_knocks(books: Books, before: datetime) -> int:
    """Those that count no more; returns how many there were."""
    books.session.flush()
    return books.session.connection().execute(delete(Knock).where(col(Knock.at) < before)).rowcount


def burst_running(books: Books) -> Burst | None:
    return books.session.exec(RUNNING).first()


def burst_by_id(books: Books, ident: str) -> Burst | None:
    return books.session.exec(select(Burst).where(Burst.id == ident)).first()


def bursts_lately(books: Books, most: int) -> Sequence[Burst]:
    """The last ones, the latest first."""
    return books.session.exec(select(Burst).order_by(col(Burst.began_at).desc()).limit(most)).all()


def is_taken_up(books: Books, person_id: str, ended: Sequence[str], before: datetime) -> bool:
    """Whether somebody has an open ticket that people here work on, or that was there before this moment."""
    asked = {"person": person_id, "ended": list(ended), "before": before}
    return books.session.exec(TAKEN_UP, params=asked).first() is not None


def tickets_in_burst(books: Books, burst: str, most: int, *, untouched: bool = False) -> Sequence[Ticket]:
    """The first tickets of a flood; only those that nobody touched and that are not of the most urgent, if asked."""
    asked = select(Ticket).where(IN_A_BURST, Ticket.burst == burst, *(_UNTOUCHED if untouched else ()))
    return books.session.exec(asked.order_by(col(Ticket.opened_at), col(Ticket.id)).limit(most)).all()


def count_in_burst(books: Books, burst: str, *, untouched: bool = False, priority: str = "") -> int:
    asked = select(func.count()).select_from(Ticket).where(IN_A_BURST, Ticket.burst == burst)
    if priority:
        asked = asked.where(Ticket.priority == priority)
    return books.session.exec(asked.where(*(_UNTOUCHED if untouched else ()))).one()


_UNTOUCHED = (
    col(Ticket.status) == "new",
    col(Ticket.handler_id).is_(None),
    col(Ticket.entries) == 1,  # whoever wrote again may be a person
    col(Ticket.priority) != "P1",
)
