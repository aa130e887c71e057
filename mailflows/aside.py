"""Set aside, but never out of sight: mail in a handler's name, and reports of mail that did not arrive."""

from datetime import datetime, timedelta

from db.questions import active_at_the_desk, asides_since, outbound_by_id, person_by_id, ticket_by_id
from db.record import write_record
from db.store import Books
from db.tables import Kept, Member, Ticket
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.letter import Letter
from mailflows.notices import Seen, at_once, notice_facts, reason_line, seen_facts, tell_handlers
from mailflows.threads import bounced_outbound

MOST_AN_HOUR = 5  # notices about mail in handlers' names; more of it stays visible in `hirz list`
HOUR = timedelta(hours=1)


def set_aside(books: Books, desk: Desk, kept: Kept, seen: Seen, members: tuple[Member, ...], now: datetime) -> None:
    """Tells the desk that somebody wrote in a handler's name without the handler's key (CMD-01)."""
    if asides_since(books, "claims_handler", now - HOUR) >= MOST_AN_HOUR:
        return
    ticket = ticket_by_id(books, members[0].ticket_id) if members else None
    for person in active_at_the_desk(books):
        tongue = person.language
        facts = (
            notice_facts(books, desk, ticket, "forged_command", person, now, seen=seen)
            if ticket is not None and ticket.key is not None
            else {"event": "forged_command"} | seen_facts(seen, tongue)
        )
        facts["reasons"] = tuple(reason_line(reason, tongue) for reason in seen.opened.reasons)
        answer(books, desk, _alive(ticket), person, "notify_handler", facts, at_once(now), now)


def bounce_told(books: Books, desk: Desk, letter: Letter, now: datetime) -> None:
    """A report that comes back to an address only we could have made: the mail did not arrive, handlers see it."""
    ident = bounced_outbound(books, letter, desk)
    outbound = outbound_by_id(books, ident) if ident else None
    if outbound is None or outbound.state != "sent" or outbound.ticket_id is None:
        return
    outbound.state, outbound.reason = "failed", "bounced"
    books.session.add(outbound)
    ticket = ticket_by_id(books, outbound.ticket_id)
    write_record(books, now, "desk", "bounced", ticket.id, outbound.id)
    if ticket.key is not None and person_by_id(books, outbound.person_id).role == "reporter":
        tell_handlers(books, desk, ticket, "delivery_failed", now)


def _alive(ticket: Ticket | None) -> Ticket | None:
    return ticket if ticket is not None and ticket.key is not None else None
