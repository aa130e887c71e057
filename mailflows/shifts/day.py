"""Somebody's day: what is theirs, what waits for them, what wakes, what nobody has, whose keys end, who is on call."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from db.papers import name_of
from db.questions import (
    active_at_the_desk,
    last_reply,
    letter_before,
    reporter_of,
    shifts_between,
    tickets_left,
    tickets_waking,
)
from db.store import Books
from db.tables import Person, Ticket
from mailflows.desk import Desk
from mailflows.keys import certificate_data, keys_of
from mailflows.seats import LEADS
from mailflows.shifts.apart import LeftAside, apart
from mailflows.shifts.calendar import end_of_day
from mailflows.shifts.digest import LEFT, MOST, rows, shown_to
from mailflows.shifts.lines import day_said, next_line, shift_line
from mailflows.shifts.office import Office, day_of, local
from pgp.certificates import canonical
from templates import label

KEYS_AHEAD = timedelta(days=30)  # within which the end of a key is told


def day_facts(
    books: Books, desk: Desk, office: Office, person: Person, now: datetime, left: list[LeftAside], *, late: bool
) -> dict[str, Any]:
    """Everything the mail says, in the person's language."""
    tongue, tonight = person.language, end_of_day(office, now)
    mine = tickets_left(books, LEFT, now, owner=person.id)
    nobodys = [one for one in tickets_left(books, ("new",), now, owner="") if one.status == "new"]
    nobodys = shown_to(books, nobodys, person, now)
    return {
        "zone": office.zone,
        "day": day_said(day_of(office, now), tongue),
        "late": late,
        "called": tuple(shift_line(books, one, tongue) for one in shifts_between(books, now, tonight)),
        "mine": rows(books, desk, mine, person, now, left),
        "waiting": tuple(one.name for one in mine[:MOST] if _waits(books, one)),
        "waking": tuple(_waking(one, office) for one in tickets_waking(books, person.id, now, tonight)),
        "unassigned": rows(books, desk, nobodys, person, now, left),
        "keys": tuple(_keys(books, person, mine[:MOST], now, left)),
        "next_shift": next_line(books, person, now),
    }


def _waits(books: Books, ticket: Ticket) -> bool:
    """Whether the reporter's last letter came after the last answer of ours."""
    letter, reply = letter_before(books, ticket.id), last_reply(books, ticket.id)
    return letter is not None and (reply is None or reply.number < letter.number)


def _waking(ticket: Ticket, office: Office) -> str:
    until = ticket.snoozed_until
    return f"{ticket.name} · {local(office, until):%H:%M}" if until else ticket.name


def _keys(books: Books, person: Person, mine: Sequence[Ticket], now: datetime, left: list[LeftAside]) -> list[str]:
    """One's own key, those of one's reporters, and for whoever leads, everybody's at the desk."""
    lines, tongue = [], person.language
    watched = [person, *(one for one in active_at_the_desk(books) if person.role in LEADS and one.id != person.id)]
    for one in watched:
        with apart(books, "person", one.id, left):
            if (ends := _ends(books, one, now)) is not None:
                key = "own_key" if one.id == person.id else "other_key"
                lines.append(label("shift", key, tongue).format(day=f"{ends:%Y-%m-%d}", name=name_of(books, one)))
    for ticket in mine:
        reporter = reporter_of(books, ticket.id)
        if reporter is None:
            continue
        with apart(books, "person", reporter.id, left):
            if (ends := _ends(books, reporter, now)) is not None:
                lines.append(label("shift", "reporter_key", tongue).format(tag=ticket.name, day=f"{ends:%Y-%m-%d}"))
    return lines


def _ends(books: Books, person: Person, now: datetime) -> datetime | None:
    """When the key that we seal to ends, where that is soon; a key that has ended already holds mail back anyhow."""
    row = next(iter(keys_of(books, person)), None)
    if row is None:
        return None
    ends = row.expires_at or canonical(certificate_data(books, row)).expires_at
    return ends if ends is not None and now < ends <= now + KEYS_AHEAD else None
