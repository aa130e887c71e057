"""Hints: what a mail says of its ticket outside the signed text grants nothing, but must not contradict it."""

import re

from db.questions import ticket_named
from db.store import Books
from db.tables import Ticket
from mailflows.commands.case import Refused
from mailflows.desk import Desk
from mailflows.letter import Letter
from mailflows.spelling import plain
from mailflows.threads import members_claimed

TAG = re.compile(r"(?<![A-Z0-9-])[A-Z]-[A-Z0-9]{4}-[A-Z0-9]{4}(?![A-Z0-9-])")
TAGS = 5  # of one Subject that are looked up
SUBJECT = 500  # characters


def must_agree(books: Books, letter: Letter, ticket: Ticket, desk: Desk) -> None:
    """Raises Refused where thread, recipient or Subject name other tickets than the one the mail is bound to.

    None of them is signed by most programs (peers §3c): they grant nothing. But who answers a mail about one ticket
    with the line of another has most likely mixed up two people.
    """
    threads = {member.ticket_id for member in members_claimed(books, letter, desk)}
    named = dict.fromkeys(TAG.findall(plain(letter.subject[:SUBJECT]).upper()))
    subjects = {found.id for tag in list(named)[:TAGS] if (found := ticket_named(books, tag)) is not None}
    if any(told and ticket.id not in told for told in (threads, subjects)):
        raise Refused("hints_disagree")
