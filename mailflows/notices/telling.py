"""Telling: who hears of what happened in a ticket, and whether at once or in the next digest."""

from collections.abc import Sequence
from datetime import datetime

from db.questions import active_handlers, person_by_id
from db.store import Books
from db.tables import Person, Ticket
from mailflows.access import who_may_see_restricted
from mailflows.answer import Post, answer
from mailflows.desk import Desk
from mailflows.errands import ShowPictures
from mailflows.notices.facts import notice_facts
from mailflows.notices.gathering import may_wait, put_by
from mailflows.notices.said import Seen
from mailflows.seats import works_here
from mailflows.shifts.oncall import on_call

PICTURES = 4  # of one letter that are drawn for a notice
DRAWABLE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"})


def tell_handlers(
    books: Books,
    desk: Desk,
    ticket: Ticket,
    event: str,
    now: datetime,
    *,
    seen: Seen | None = None,
    reasons: tuple[str, ...] = (),
    besides: Person | None = None,
) -> None:
    """One notice to each whom it concerns, or a line in the next digest of whoever wants digests."""
    for person in whom_to_tell(books, ticket, now):
        if besides is not None and person.id == besides.id:
            continue
        if may_wait(person, ticket, event):
            put_by(books, person, ticket, event, now)
        else:
            facts = notice_facts(books, desk, ticket, event, person, now, seen=seen, reasons=reasons)
            answer(books, desk, ticket, person, "notify_handler", facts, at_once(now), now, task=_pictures(seen))


def whom_to_tell(books: Books, ticket: Ticket, now: datetime) -> Sequence[Person]:
    """Whoever has the ticket; while nobody who is here has it, those on call, or everybody where nobody is."""
    owner = person_by_id(books, ticket.handler_id) if ticket.handler_id else None
    told = who_may_be_told(books, ticket)
    if owner is not None and works_here(owner) and (not ticket.restricted or owner.id in {one.id for one in told}):
        return [owner]
    return told if ticket.restricted else on_call(books, now) or told


def who_may_be_told(books: Books, ticket: Ticket) -> Sequence[Person]:
    """Everybody who works on tickets; of a restricted one only who may see it, which always is somebody."""
    return who_may_see_restricted(books, ticket) if ticket.restricted else active_handlers(books)


def _pictures(seen: Seen | None) -> ShowPictures | None:
    """The pictures of a letter, to be drawn anew when the notice is put together: nobody sees the originals."""
    if seen is None or not seen.kept_id:
        return None
    drawable = [file for file in seen.examined.letter.attachments if file.detected in DRAWABLE]
    shown = tuple((file.number, file.path) for file in drawable[:PICTURES])
    return ShowPictures(seen.kept_id, shown) if shown else None


def at_once(now: datetime) -> Post:
    """How a mail to somebody at the desk leaves: now, sealed."""
    return Post(automatic=True, content=True, due_at=now)
