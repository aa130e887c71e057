"""The first answer: neutral, the same whatever was written, and plain about when people are there.

Nothing in it depends on what a letter says, nor on what the examination found: who tries us out with letters learns
nothing from our answers (ORA-02, PR-07). When people are there is told by the office's clock alone.
"""

from datetime import datetime, timedelta
from typing import Any

from db.store import Books
from db.tables import Ticket
from mailflows.answer import Post, answer, on_the_tick, read_address, within_budget
from mailflows.by_itself import withheld
from mailflows.desk import Desk
from mailflows.keys import keys_of
from mailflows.menu import MENU
from mailflows.people import Proof, Sender, root_mark
from mailflows.shifts.calendar import office_of
from mailflows.shifts.office import WEEK, NeverOpen, Office, is_open, local, next_opening, open_times
from mailflows.wording import tongue_of
from pgp.opened import Opened, Protection
from templates import label

OFF = "off"  # what `ack_mode` says where nothing answers by itself
HOUR = timedelta(hours=1)


def acknowledge(
    books: Books, desk: Desk, purse: Desk, ticket: Ticket, sender: Sender, opened: Opened, news: str, now: datetime
) -> None:
    """Answers a new ticket of a reporter, once, within the budgets that `purse` says."""
    if news not in ("new_ticket", "claims_ticket") or sender.person.role != "reporter" or desk.ack_mode == OFF:
        return
    name = "cannot_open" if opened.cannot_open else "received"
    if withheld(books, ticket, sender.person, name):  # not there, somebody else reads it, or nothing more is wanted
        return
    if not within_budget(books, purse, ticket, _mailboxes(books, sender), now):
        return
    due = now if sender.proof is Proof.PINNED else on_the_tick(now, desk)
    came_open = opened.protection in (Protection.PLAIN, Protection.SIGNED)  # they may not have our key yet
    spoken = tongue_of(desk, name, sender.person.language)
    facts: dict[str, Any] = {
        "tag": ticket.name,
        "desk_name": desk.name,
        "desk_address": desk.address,
        "fingerprint": grouped(desk.fingerprint),
        "sealed": not came_open and bool(keys_of(books, sender.person)),
        "hours_line": hours_line(office_of(books, desk, now), now, spoken),
        "menu": desk.ack_mode == MENU,
    }
    if desk.first_answer_due is not None:
        facts["answer_hours"] = max(1, -(-desk.usual_answer // HOUR))
    post = Post(automatic=True, content=False, due_at=due, brings_key=True)
    answer(books, desk, ticket, sender.person, name, facts, post, now)


def hours_line(office: Office, now: datetime, tongue: str) -> str:
    """Until when people are there, or when they are again, by the office's clock: it hangs on the time alone."""
    city = office.zone.rpartition("/")[2].replace("_", " ")
    if is_open(office, now):
        _, ends = next(open_times(office, now))
        until = f"{local(office, ends):%H:%M}"
        return label("hours", "open", tongue).format(time=until if until != "00:00" else "24:00", city=city)
    if office.night_oncall:
        return label("hours", "always", tongue)
    try:
        opens = local(office, next_opening(office, now))
    except NeverOpen:
        return label("hours", "never", tongue)
    weekday = label("day", WEEK[opens.weekday()], tongue)
    return label("hours", "closed", tongue).format(
        weekday=weekday, date=f"{opens:%Y-%m-%d}", time=f"{opens:%H:%M}", city=city
    )


def grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _mailboxes(books: Books, sender: Sender) -> tuple[str, ...]:
    """The mailbox a letter says it is from, and the one that will be written to: a key may write from anywhere."""
    return root_mark(books, sender.address), root_mark(books, read_address(books, sender.person))
