"""Telling: who hears of what happened in a ticket, and whether at once or in the next digest."""

from collections.abc import Sequence
from datetime import datetime

from db.questions import active_handlers, named_on, person_by_id
from db.store import Books
from db.tables import Person, Ticket
from mailflows.answer import Post, answer
from mailflows.desk import Desk
from mailflows.errands import ShowPictures
from mailflows.notices.facts import notice_facts
from mailflows.notices.gathering import may_wait, put_by
from mailflows.notices.said import Seen
from mailflows.seats import LEADS
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
    """Whoever has the ticket; while nobody who is active has it, those on call, or everybody where nobody is."""
    owner = person_by_id(books, ticket.handler_id) if ticket.handler_id else None
    told = who_may_be_told(books, ticket)
    if owner is not None and owner.active and (not ticket.restricted or owner.id in {one.id for one in told}):
        return [owner]
    return told if ticket.restricted else on_call(books, now) or told


def who_may_be_told(books: Books, ticket: Ticket) -> Sequence[Person]:
    """Everybody at the desk; of a restricted ticket only those named on it, or the leads where none of them is here."""
    everybody = active_handlers(books)
    if not ticket.restricted:
        return everybody
    named = [one for one in named_on(books, ticket.id) if one.active]
    return named or [one for one in everybody if one.role in LEADS]


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
