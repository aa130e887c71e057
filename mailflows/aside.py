"""Set aside, but never out of sight: mail that no ticket can be made of is shown to the desk, within a budget."""

from datetime import datetime, timedelta

from db.questions import active_handlers, asides_since, outbound_by_id, person_by_id, ticket_by_id
from db.record import write_record
from db.store import Books
from db.tables import Kept, Member
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.letter import Letter
from mailflows.notices import Seen, at_once, notice_facts, reason_line, seen_facts, tell_handlers, who_may_be_told
from mailflows.threads import bounced_outbound

MOST_AN_HOUR = 5  # notices about one kind of mail set aside; more of it stays visible in `hirz list --aside`
HOUR = timedelta(hours=1)

# Why mail is set aside where a person in need may stand behind it; robots and lists are not worth waking anybody.
WORTH_A_LOOK = frozenset({"no_single_sender", "claims_handler", "unread", "over_budget", "inactive_partner"})


def show_aside(
    books: Books, desk: Desk, kept: Kept, reason: str, seen: Seen, members: tuple[Member, ...], now: datetime
) -> None:
    """Tells everybody, or whoever may see the ticket, that a mail was set aside, and what it says (CMD-01)."""
    kind = "unread" if seen.examined.unread else reason
    proven = seen.opened.signer is not None  # nobody can flood us with these in somebody else's name
    if not proven and (kind not in WORTH_A_LOOK or asides_since(books, reason, now - HOUR) >= MOST_AN_HOUR):
        return
    ticket = ticket_by_id(books, members[0].ticket_id) if members else None
    event = "forged_command" if reason == "claims_handler" else "set_aside"
    reasons = (reason, *seen.opened.reasons)
    if ticket is None or ticket.key is None:
        tell_desk(books, desk, event, reasons, now, seen=seen, ident=kept.id)
        return
    for person in who_may_be_told(books, ticket):
        facts = notice_facts(books, desk, ticket, event, person, now, seen=seen, reasons=reasons)
        answer(books, desk, ticket, person, "notify_handler", facts, at_once(now), now)


def tell_desk(
    books: Books,
    desk: Desk,
    event: str,
    reasons: tuple[str, ...],
    now: datetime,
    *,
    seen: Seen | None = None,
    ident: str = "",
) -> None:
    """A notice about something that has no ticket, such as a stuck mail; `ident` is what `hirz list` calls it."""
    for person in active_handlers(books):
        tongue = person.language
        facts = {"event": event, "desk_name": desk.name} | (seen_facts(seen, tongue) if seen else {})
        told = tuple(reason_line(reason, tongue) for reason in reasons)
        facts["reasons"] = (*told, f"hirz list: {ident}") if ident else told
        answer(books, desk, None, person, "notify_handler", facts, at_once(now), now)


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
        tell_handlers(books, desk, ticket, "delivery_failed", now, reasons=("bounced",))
