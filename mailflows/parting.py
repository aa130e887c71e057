"""Parting: what is written down once a mail left, has to wait, or never will."""

import random
from datetime import datetime, timedelta

from db.questions import held_notices, person_by_id, ticket_by_id
from db.record import write_record
from db.store import Books
from db.tables import Outbound
from mailflows.answer import Post, answer
from mailflows.blanking import blank
from mailflows.by_itself import REASONS as WITHHELD
from mailflows.by_itself import withheld
from mailflows.clocks.winding import wind
from mailflows.desk import Desk
from mailflows.notices import tell_handlers

# Minutes until the next try; the last one repeats until the mail is three days old (R16).
RETRIES = (1, 2, 5, 15, 30, 60, 120, 240)
GIVE_UP = timedelta(days=3)
OUR_OWN = ("own_key_unusable", "archive_unusable", "file_not_stripped")  # nothing a reporter could do about


def left(books: Books, desk: Desk, outbound: Outbound, sealed: bool, now: datetime) -> None:
    """The relay took it. What it said to somebody at the desk is needed no more."""
    blank(books, outbound)
    outbound.state, outbound.sent_at, outbound.left_sealed = "sent", now, sealed
    books.session.add(outbound)
    if not outbound.automatic and outbound.ticket_id is not None:
        ticket = ticket_by_id(books, outbound.ticket_id)
        if outbound.kind == "reply":
            ticket.first_reply_at = ticket.first_reply_at or now
        wind(books, desk, ticket, now)
    how = "sealed" if sealed else "plain"
    write_record(books, now, "desk", f"sent {outbound.kind} {how}", outbound.ticket_id, outbound.id)


def put_off(books: Books, desk: Desk, outbound: Outbound, reason: str, now: datetime) -> bool:
    """Later: the relay was not there, or did not take it yet. False once three days are over."""
    if now - outbound.made_at > GIVE_UP:
        give_up(books, desk, outbound, reason, now)
        return False
    minutes = RETRIES[min(outbound.attempts, len(RETRIES) - 1)]
    outbound.attempts += 1
    outbound.reason = reason[:200]
    # jitter of a quarter, so that a thousand mails do not come back in the same second
    outbound.due_at = now + timedelta(minutes=minutes) * random.uniform(0.75, 1.25)  # noqa: S311  # not a secret
    books.session.add(outbound)
    return True


def give_up(books: Books, desk: Desk, outbound: Outbound, reason: str, now: datetime) -> None:
    """Never: the recipient was refused for good, or three days are over. Handlers see it, nobody else does (R17)."""
    outbound.state, outbound.reason = "failed", reason[:200]
    books.session.add(outbound)
    write_record(books, now, "desk", f"failed {outbound.kind}", outbound.ticket_id, outbound.id)
    _tell(books, desk, outbound, "delivery_failed", now)


def hold_back(books: Books, desk: Desk, outbound: Outbound, reason: str, now: datetime) -> None:
    """No usable key: it waits rather than leave open. The handlers are told, the reporter learns that a mail waits."""
    if outbound.state not in ("waiting", "held"):
        return  # taken back meanwhile
    if outbound.automatic and reason in WITHHELD:  # a word about the mailbox came after it was written
        outbound.state, outbound.reason = "spared", reason
        books.session.add(outbound)
        write_record(books, now, "desk", f"spared {outbound.kind}", outbound.ticket_id, outbound.id)
        _tell(books, desk, outbound, "withheld", now)
        return
    first = outbound.state != "held"
    outbound.state, outbound.reason = "held", reason
    books.session.add(outbound)
    if not first or reason in ("shadow", "erased", "inactive"):
        return
    write_record(books, now, "desk", f"held {outbound.kind}", outbound.ticket_id, outbound.id)
    why = _tell_it_waits(books, desk, outbound, reason, now)
    _tell(books, desk, outbound, "held", now, (f"not_told_{why}",) if why else ())


def _tell_it_waits(books: Books, desk: Desk, outbound: Outbound, reason: str, now: datetime) -> str:
    """Tells the reporter, once a ticket, that a mail waits for their key; returns why they may not be told, or ""."""
    person = person_by_id(books, outbound.person_id)
    if person.role != "reporter" or outbound.ticket_id is None or not outbound.content or reason in OUR_OWN:
        return ""
    ticket = ticket_by_id(books, outbound.ticket_id)
    if held_notices(books, ticket.id):
        return ""
    if (why := withheld(books, ticket, person, "key_waiting")) or reason == "not_safe":
        return why if why in ("stopped", "not_called_safe") else ""  # else the reason itself says it
    facts = {
        "tag": ticket.name,
        "desk_name": desk.name,
        "desk_address": desk.address,
        "fingerprint": desk.fingerprint,
        "sealed": False,
    }
    post = Post(automatic=True, content=False, due_at=now, brings_key=True)
    answer(books, desk, ticket, person, "key_waiting", facts, post, now)
    return ""


def _tell(books: Books, desk: Desk, outbound: Outbound, event: str, now: datetime, more: tuple[str, ...] = ()) -> None:
    """Tells the handlers, unless the mail that is in trouble was itself a notice to one of them."""
    if outbound.ticket_id is None or outbound.kind == "notify_handler":
        return
    ticket = ticket_by_id(books, outbound.ticket_id)
    if ticket.key is not None:
        tell_handlers(books, desk, ticket, event, now, reasons=(outbound.reason, *more))
