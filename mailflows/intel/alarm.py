"""The alarm: something stands in a list of spyware. The ticket comes first, and the threat lab is told at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.papers import figures_of
from db.questions import mails_of_kind, mails_of_kind_since, role_person
from db.record import write_record
from db.store import Books
from db.tables import Ticket
from mailflows.answer import Post, answer
from mailflows.casework.wording import category_fact
from mailflows.desk import Desk
from mailflows.examine.finding import Finding
from mailflows.intel.hits import FEED
from mailflows.notices import by_gravity, found_line

LAB = "threat_lab"
MAIL = "spyware_hit"
MOST_AN_HOUR = 10  # lists are public: anybody can send us what stands in one, as often as they like
HOUR = timedelta(hours=1)


def sound(books: Books, desk: Desk, ticket: Ticket, findings: Sequence[Finding], now: datetime) -> tuple[str, ...]:
    """Raises the ticket to P1 and tells the lab, once a ticket; returns what handlers are told: keys of "reason".

    The lab gets the ticket's name and which indicator of which list it was: no content, and nobody's name. What the
    reporter is answered does not change by a word.
    """
    raise_to_p1(books, ticket, now)
    lab = role_person(books, LAB) if LAB in desk.roles else None
    if lab is None:
        return ("spyware_listed", "lab_missing")
    if mails_of_kind(books, ticket.id, MAIL):
        return ("spyware_listed", "lab_told_before")
    if mails_of_kind_since(books, MAIL, now - HOUR) >= MOST_AN_HOUR:
        return ("spyware_listed", "lab_spared")
    facts = {
        "tag": ticket.name,
        "desk_name": desk.name,
        "from_desk": desk.address,
        "priority": ticket.priority,
        "category": category_fact(desk.casework, figures_of(books, ticket)["category"], lab.language),
        "findings": tuple(
            found_line(one, lab.language) for one in by_gravity(tuple(findings)) if one.provenance == FEED
        ),
    }
    answer(books, desk, ticket, lab, MAIL, facts, Post(automatic=True, content=True, due_at=now), now, part=LAB)
    write_record(books, now, "desk", f"escalated {LAB}", ticket.id)
    return ("spyware_listed", "lab_told")


def raise_to_p1(books: Books, ticket: Ticket, now: datetime) -> None:
    """The ticket comes before all others. Why is not said in the record, which a thief of the disk can read."""
    if ticket.priority != "P1":
        ticket.priority = "P1"
        write_record(books, now, "desk", "priority P1", ticket.id)
    books.session.add(ticket)
