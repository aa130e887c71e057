"""Stuck: a mail that could not be read after three attempts is kept, and people are told that it is there."""

from datetime import datetime

from db.questions import active_at_the_desk
from db.store import Books
from db.tables import Kept
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.notices import at_once


def tell_stuck(books: Books, desk: Desk, kept: Kept, now: datetime) -> None:
    """A notice without content: when it came and its id, so that the sysadmin can try again."""
    for person in active_at_the_desk(books):
        facts = {
            "event": "stuck",
            "reasons": (f"{kept.id} ({kept.received_at:%Y-%m-%d %H:%M} UTC)",),
            "desk_name": desk.name,
        }
        answer(books, desk, None, person, "notify_handler", facts, at_once(now), now)
