"""Blanking: what a mail to the desk's own people said is kept until it left, and no longer.

It lies under the key of a ticket or of its reader, and may hold words of another ticket: what was found, or what was
split off since. Those would stay readable when that one is erased.
"""

from datetime import datetime

from db.papers import key_of_outbound, outbound_paper, write_paper
from db.questions import outbound_of, outbound_of_kinds, person_by_id, ticket_by_id
from db.store import Books
from db.tables import Outbound, Ticket
from mailflows.seats import AT_THE_DESK

UNSENT = ("waiting", "held", "failed")
NOT_SENT = (*UNSENT, "spared", "undone")
# Mails in which words of several tickets stand, or of another one than they were asked for in.
OF_OTHERS = ("found", "observables", "past", "who")
# Mails in which a letter stands, whole or in part.
SHOW_LETTERS = ("notify_handler", "show", "opened_part", "fetched_file", "examined_again", "observables")


def blank(books: Books, outbound: Outbound) -> None:
    """Its words go, to whom it went stays. Nothing happens to a mail to somebody outside, or of an erased ticket."""
    person = person_by_id(books, outbound.person_id)
    ticket = ticket_by_id(books, outbound.ticket_id) if outbound.ticket_id else None
    if person.role not in AT_THE_DESK or (ticket is not None and ticket.key is None):
        return
    paper = outbound_paper(books, outbound, ticket, person)
    kept = {name: value for name, value in paper.items() if name not in ("errand", "replies")}
    key = key_of_outbound(books, ticket, person)
    outbound.sealed = write_paper(key, f"outbound:{outbound.id}", {**kept, "subject": "", "text": ""})
    books.session.add(outbound)


def blank_after_split(books: Books, ticket: Ticket, since: datetime) -> None:
    """What showed the letters of a ticket from this moment on: some of them lie in another ticket now.

    What has not left yet is not needed: whoever has the other ticket is told of it.
    """
    for outbound in outbound_of(books, ticket.id):
        if outbound.kind in SHOW_LETTERS and outbound.made_at >= since:
            _let_go(books, outbound, "split")


def blank_after_erasing(books: Books, erased: Ticket) -> None:
    """Mails about whatever that name the erased ticket and never left, or not yet."""
    for outbound in outbound_of_kinds(books, OF_OTHERS, NOT_SENT):
        person = person_by_id(books, outbound.person_id)
        ticket = ticket_by_id(books, outbound.ticket_id) if outbound.ticket_id else None
        if ticket is not None and ticket.key is None:
            continue
        if erased.name in str(outbound_paper(books, outbound, ticket, person)["text"]):
            _let_go(books, outbound, "erased")


def _let_go(books: Books, outbound: Outbound, why: str) -> None:
    if outbound.state in UNSENT:
        outbound.state, outbound.reason = "spared" if why == "split" else "undone", why
    blank(books, outbound)
