"""Questions about who is on call, what the office's calendar says, and what handlers are told each day."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import col, or_, select

from db.shifts import Duty, Season, Shift
from db.store import Books
from db.tables import Entry, Ticket

SHIFTS_NOW = (
    select(Shift)
    .where(col(Shift.ends_at) > bindparam("now"), col(Shift.begins_at) <= bindparam("now"))
    .order_by(col(Shift.begins_at), col(Shift.id))
)
LAST_ENTRY = select(Entry).where(Entry.ticket_id == bindparam("ticket")).order_by(col(Entry.number).desc()).limit(1)
LAST_REPLY = (
    select(Entry)
    .where(Entry.ticket_id == bindparam("ticket"), Entry.kind == "reply")
    .order_by(col(Entry.number).desc())
    .limit(1)
)
SNOOZE_OVER = (
    select(Ticket)
    .where(col(Ticket.snoozed_until) <= bindparam("now"))
    .order_by(col(Ticket.snoozed_until))
    .limit(bindparam("most"))
)


def shifts_at(books: Books, now: datetime) -> Sequence[Shift]:
    """The shifts that last at this moment."""
    return books.session.exec(SHIFTS_NOW, params={"now": now}).all()


def shifts_between(books: Books, after: datetime, until: datetime) -> Sequence[Shift]:
    """Shifts that have any part in this time, the earliest first."""
    asked = select(Shift).where(col(Shift.ends_at) > after, col(Shift.begins_at) < until)
    return books.session.exec(asked.order_by(col(Shift.begins_at), col(Shift.id))).all()


def shifts_from(books: Books, now: datetime, *, person_id: str = "", most: int = 1) -> Sequence[Shift]:
    """The next shifts that have not ended yet: anybody's, or those that somebody has or is the deputy of."""
    asked = select(Shift).where(col(Shift.ends_at) > now)
    if person_id:
        asked = asked.where(or_(Shift.person_id == person_id, Shift.deputy_id == person_id))
    return books.session.exec(asked.order_by(col(Shift.begins_at), col(Shift.id)).limit(most)).all()


def shift_before(books: Books, moment: datetime) -> Shift | None:
    """The shift that ended last before this moment."""
    asked = select(Shift).where(col(Shift.ends_at) <= moment).order_by(col(Shift.ends_at).desc()).limit(1)
    return books.session.exec(asked).first()


def seasons_from(books: Books, day: date) -> Sequence[Season]:
    """Holidays and Ramadans that are not over on this day, the earliest first."""
    asked = select(Season).where(col(Season.last) >= day)
    return books.session.exec(asked.order_by(col(Season.first), col(Season.id))).all()


def duty_done(books: Books, kind: str, person_id: str, mark: str) -> Duty | None:
    asked = select(Duty).where(Duty.kind == kind, Duty.person_id == person_id, Duty.mark == mark)
    return books.session.exec(asked).first()


def tickets_snoozed_out(books: Books, now: datetime, most: int) -> Sequence[Ticket]:
    """Tickets whose rest is over."""
    return books.session.exec(SNOOZE_OVER, params={"now": now, "most": most}).all()


def tickets_left(
    books: Books, statuses: Collection[str], now: datetime, *, owner: str | None = None, most: int = 200
) -> Sequence[Ticket]:
    """Tickets in these statuses that do not rest, by what falls due first; of one owner, or ("") of nobody."""
    asked = select(Ticket).where(col(Ticket.status).in_(statuses), col(Ticket.key).is_not(None))
    asked = asked.where(or_(col(Ticket.snoozed_until).is_(None), col(Ticket.snoozed_until) <= now))
    if owner is not None:
        asked = asked.where(Ticket.handler_id == owner if owner else col(Ticket.handler_id).is_(None))
    order = (col(Ticket.next_due_at).asc().nulls_last(), col(Ticket.priority), col(Ticket.opened_at))
    return books.session.exec(asked.order_by(*order).limit(most)).all()


def tickets_waking(books: Books, owner: str, after: datetime, until: datetime) -> Sequence[Ticket]:
    """Tickets of somebody whose rest ends in this time."""
    asked = select(Ticket).where(
        Ticket.handler_id == owner, col(Ticket.snoozed_until) > after, col(Ticket.snoozed_until) <= until
    )
    return books.session.exec(asked.order_by(col(Ticket.snoozed_until))).all()


def last_entry(books: Books, ticket_id: str) -> Entry | None:
    """What happened last in a ticket."""
    return books.session.exec(LAST_ENTRY, params={"ticket": ticket_id}).first()


def last_reply(books: Books, ticket_id: str) -> Entry | None:
    """What somebody at the desk wrote to the reporter last."""
    return books.session.exec(LAST_REPLY, params={"ticket": ticket_id}).first()
