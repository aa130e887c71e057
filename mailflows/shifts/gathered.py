"""The digest of somebody who wants few mails: what happened since the last one, a row a ticket, each to be acted on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.casework import Gathered
from db.questions import forget_gathered, gathered_for, gathered_of, person_by_id, ticket_by_id
from db.store import Books
from db.tables import Person, Ticket
from mailflows.access import reaches
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.notices import at_once
from mailflows.shifts.apart import LeftAside, Went, apart
from mailflows.shifts.digest import Row, rows
from templates import label

AT_ONCE_ABOVE = 20  # things that wait
MOST = 30  # tickets of one mail; the others come in the next one, a minute later
BEFORE_DUE = timedelta(minutes=30)  # a digest comes before what is promised, or it comes too late


def tell_gathered(books: Books, desk: Desk, now: datetime) -> int:
    """Writes each digest whose time has come; returns how many. What it tells, and it alone, waits no longer."""
    told = 0
    left: list[LeftAside] = []
    for person_id, count, since, first_due in gathered_for(books):
        person = person_by_id(books, person_id)
        if not person.active:
            forget_gathered(books, [one.id for one in gathered_of(books, person_id)])
        elif _is_time(desk, person, count, since, first_due, now):
            with apart(books, "person", person_id, left):
                told += _tell(books, desk, person, now, left)
    return Went(told, left)


def _is_time(
    desk: Desk, person: Person, count: int, since: datetime, first_due: datetime | None, now: datetime
) -> bool:
    if person.notices != "digest" or count > AT_ONCE_ABOVE or now >= since + desk.digest:
        return True
    return first_due is not None and since < first_due - BEFORE_DUE <= now


def _tell(books: Books, desk: Desk, person: Person, now: datetime, left: list[LeftAside]) -> bool:
    """One mail, and its rows are gone: both in this transaction, so that nothing is lost and nothing told twice."""
    waiting = gathered_of(books, person.id)
    tickets = dict.fromkeys(one.ticket_id for one in waiting)
    there = [ticket_by_id(books, ident) for ident in tickets]
    shown = [one for one in there if _may_be_told(books, one, person, now)]
    shown.sort(key=lambda one: one.priority)
    shown, later = shown[:MOST], {one.id for one in shown[MOST:]}
    forget_gathered(books, [one.id for one in waiting if one.ticket_id not in later])
    if not shown:
        return False
    told = _labelled(waiting, shown, rows(books, desk, shown, person, now, left), person.language)
    # as a page, the line that names a ticket opens a mail that shows it
    ready = tuple({"label": row["label"], "whole": f"{row['act']}\n#show"} for row in told if row["act"])
    facts = {"tickets": told, "ready": ready, "desk_address": desk.address}
    answer(books, desk, None, person, "gathered", facts, at_once(now), now)
    return True


def _may_be_told(books: Books, ticket: Ticket, person: Person, now: datetime) -> bool:
    return ticket.key is not None and reaches(books, ticket, person, now)


def _labelled(
    waiting: Sequence[Gathered], tickets: Sequence[Ticket], told: Sequence[Row], tongue: str
) -> tuple[Row, ...]:
    """The rows that every digest has, each headed by what happened in the ticket."""
    headed = []
    for ticket, row in zip(tickets, told, strict=True):
        events = dict.fromkeys(one.event for one in waiting if one.ticket_id == ticket.id)
        said = " · ".join(label("event", event, tongue) for event in events)
        headed.append({**row, "label": f"{ticket.name} · {said}"})
    return tuple(headed)
