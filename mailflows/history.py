"""A ticket's whole history as plain facts: for `#show` by mail and `hirz show` on the desk's own machine."""

from typing import Any

from db.papers import entry_paper, name_of, outbound_paper
from db.questions import campaign_of, entries_of, member_of, outbound_of, person_by_id
from db.store import Books
from db.tables import Entry, Ticket
from mailflows.agreements import consent_lines, rejection_lines
from mailflows.answer import read_address
from mailflows.casework.categories import Casework
from mailflows.casework.wording import category_words
from mailflows.contact import JOINED, has_mailbox, way_to
from mailflows.notices import CAMPAIGN
from mailflows.notices.standing import related_lines
from mailflows.sealed_parts import rows_of
from mailflows.suggest.hinting import hint_lines
from mailflows.tickets import category_of
from mailflows.vetting import vetting_lines
from templates import label


def history_of(books: Books, ticket: Ticket, tongue: str, casework: Casework) -> dict[str, Any]:
    """The facts of the template "show". Raises Erased where the ticket's key was destroyed."""
    rows = [
        (
            entry.at,
            entry.number,
            _who(books, entry, tongue),
            f"{label('entry', entry.kind, tongue)} {entry.number}",  # the number is what `#split` names it by
            _text(books, ticket, entry, tongue),
        )
        for entry in entries_of(books, ticket.id)
    ]
    for out in outbound_of(books, ticket.id):
        person = person_by_id(books, out.person_id)
        how = "" if out.left_sealed is None else label("how", "sealed" if out.left_sealed else "plain", tongue)
        state = label("out", out.state, tongue)
        to = outbound_paper(books, out, ticket, person)["to"]
        line = f"{label('mail', out.kind, tongue)} > {to} ({state}{', ' + how if how else ''})"
        rows.append(
            (out.made_at, ticket.entries + 1, label("entry", "desk", tongue), label("entry", "mail", tongue), line)
        )
    rows.sort(key=lambda row: (row[0], row[1]))
    same = campaign_of(books, ticket.id, CAMPAIGN)
    handler = name_of(books, person_by_id(books, ticket.handler_id)) if ticket.handler_id else "-"
    category = category_of(books, ticket)
    return {
        "tag": ticket.name,
        "status": (
            f"{label('field', 'status', tongue)}: {label('status', ticket.status, tongue)}",
            f"{label('field', 'priority', tongue)}: {label('priority', ticket.priority, tongue)}",
            f"{label('field', 'category', tongue)}: {category_words(casework, category, tongue) if category else '-'}",
            f"{label('field', 'handler', tongue)}: {handler}",
            f"{label('field', 'opened', tongue)}: {ticket.opened_at:%Y-%m-%d %H:%M} UTC",
            *_reached(books, ticket, tongue),
            *consent_lines(books, ticket, tongue),
            *rejection_lines(books, ticket, tongue),
            *vetting_lines(books, ticket, tongue),
            *((f"{label('field', 'campaign', tongue)}: {', '.join(same)}",) if same else ()),
            *related_lines(books, ticket, tongue),
        ),
        "entries": tuple(
            {"at": f"{at:%Y-%m-%d %H:%M}", "who": who, "kind": kind, "text": text} for at, _, who, kind, text in rows
        ),
    }


def _reached(books: Books, ticket: Ticket, tongue: str) -> tuple[str, ...]:
    """Whether it is safe to write to the reporter, and how else they are reached."""
    way = way_to(books, ticket)
    safe = "" if ticket.safe == "unknown" else f"{label('field', 'safe', tongue)}: {label('safe', ticket.safe, tongue)}"
    reached = f"{label('field', 'way', tongue)}: {way.line(tongue)}" if way else ""
    return tuple(filter(None, (safe, reached)))


def _who(books: Books, entry: Entry, tongue: str) -> str:
    if entry.person_id is None:
        return label("entry", "desk", tongue)
    person = person_by_id(books, entry.person_id)
    if person.role != "reporter":
        return name_of(books, person)
    who = read_address(books, person) if has_mailbox(books, person) else name_of(books, person)
    member = member_of(books, entry.ticket_id, person.id)
    part = member.part if member else ""
    return f"{who or '-'} ({label('part', part, tongue)})" if part in JOINED else who or "-"


def _text(books: Books, ticket: Ticket, entry: Entry, tongue: str) -> str:
    paper = entry_paper(books, ticket, entry)
    files = [f"[{number}] {name} ({detected}, {size} B)" for number, name, detected, size, *_ in paper.get("files", ())]
    said = str(paper.get("text", ""))
    parts = [f"[{line}]" for line in rows_of(paper, entry, tongue)]
    parts += [f"[{line}]" for line in hint_lines(paper.get("hint") or {}, tongue)]
    return "\n".join(f"| {line}".rstrip() for line in [*said.splitlines(), *files, *parts])
