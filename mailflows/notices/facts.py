"""A whole notice, as facts for its template: what happened, what was said, what would fit, and the line to answer."""

from datetime import datetime
from typing import Any

from db.questions import member_of
from db.store import Books
from db.tables import Person, Ticket
from mailflows.agreements import rejection_lines
from mailflows.casework.checklist import checklist_of
from mailflows.casework.wording import category_fact
from mailflows.commands.nonce import nonce_line
from mailflows.contact import unsafe_reason
from mailflows.desk import Desk
from mailflows.notices.drafted import drafted
from mailflows.notices.lines import due_line, reason_line
from mailflows.notices.nonces import new_nonce
from mailflows.notices.ready import Known, fitting_guidance, ready_replies, spoken_guidance
from mailflows.notices.said import Seen, shown_in
from mailflows.notices.standing import said_in_menu, standing_facts, suggested
from mailflows.seats import WORKS_TICKETS
from mailflows.suggest.hinting import hint_shown, likeliest
from mailflows.vetting import vetting_lines
from templates import label

EXAMPLES = ("#reply", "#note", "#show", "#help")


def notice_facts(
    books: Books,
    desk: Desk,
    ticket: Ticket,
    event: str,
    reader: Person,
    now: datetime,
    *,
    seen: Seen | None = None,
    reasons: tuple[str, ...] = (),
    since: int | None = None,
) -> dict[str, Any]:
    """Everything about the ticket's latest event, in the reader's language; `since` shows all letters behind it."""
    tongue = reader.language
    shown = shown_in(books, ticket, tongue, seen, since)
    facts: dict[str, Any] = {
        "tag": ticket.name,
        "event": event,
        "due_line": due_line(ticket, tongue, now),
        "reasons": (
            *(reason_line(reason, tongue) for reason in (*unsafe_reason(books, ticket), *reasons)),
            *rejection_lines(books, ticket, tongue),
            *vetting_lines(books, ticket, tongue),
        ),
        "desk_address": desk.address,
        "desk_name": desk.name,
        "nonce_line": nonce_line(ticket.name, new_nonce(books, ticket, reader, now)),
        "examples": EXAMPLES,
        **standing_facts(books, ticket, shown.looks, tongue),
        **shown.facts,
    }
    if shown.parts:
        facts["sealed_parts"] = tuple(part.line(tongue) for part in shown.parts)
    known = Known(
        mine=ticket.handler_id == reader.id,
        category=facts["category"],
        looks=shown.looks,
        verdict=shown.facts.get("verdict", ""),
        missing=frozenset(shown.facts.get("missing", ())),
        part=shown.parts[0].number if shown.parts else 0,
        roles=tuple(desk.roles),
        works=reader.role in WORKS_TICKETS,
        hint=said_in_menu(books, ticket) or suggested(shown.looks) or likeliest(hint_shown(books, ticket)),
        answered=_role_that_answered(books, ticket, event, seen),
    )
    fitting = fitting_guidance(known)
    facts["guidance"] = tuple(
        {"name": label("mail", key, tongue), "send": f"#send {spoken_guidance(key)}"} for key in fitting
    )
    facts["drafted"] = drafted(books, desk, ticket, fitting[0]) if fitting and known.works else ""
    facts["steps"] = tuple(
        {"mark": "done" if step.by else "open", "step": f"{step.number}. {words}"}
        for step in checklist_of(books, desk.casework, ticket)
        if (words := step.words.get(tongue) or step.words.get("en"))
    )
    facts["category"] = category_fact(desk.casework, facts["category"], tongue)
    facts["ready"] = tuple(one.row(facts["nonce_line"]) for one in ready_replies(known, tongue))
    return facts


def _role_that_answered(books: Books, ticket: Ticket, event: str, seen: Seen | None) -> str:
    """The role whose letter this is about, where it can be said what came of it."""
    if event != "role_answer" or seen is None or seen.sender is None:
        return ""
    member = member_of(books, ticket.id, seen.sender.person.id)
    return member.part if member else ""
