"""Nonces: the word in a notice that binds a reply to one handler, one ticket and what they have seen of it."""

import secrets
from datetime import datetime, timedelta

from db.questions import shown_up_to
from db.store import Books
from db.tables import Nonce, Person, Ticket
from db.vault import new_id

NONCE_LIVES = timedelta(days=14)
SPOKEN = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that sounds or looks like another
LETTERS = 12


def spoken_code() -> str:
    """Twelve letters that can be read aloud; only their mark is ever kept."""
    return "".join(secrets.choice(SPOKEN) for _ in range(LETTERS))


def new_nonce(
    books: Books, ticket: Ticket, handler: Person, now: datetime, seen: int | None = None, told: int | None = None
) -> str:
    """A fresh nonce for one handler and one ticket, bound to what the handler has been shown.

    That is all of it now, unless `seen` says up to which entry: a transcript and a refusal show nothing new. `told` is
    the entry up to which they know that something happened, without its words; as far as they were shown, if not given.
    """
    spoken = spoken_code()
    shown = ticket.entries if seen is None else seen
    books.append(
        Nonce(
            id=new_id(),
            mark=books.vault.mark("nonce", spoken),
            person_id=handler.id,
            ticket_id=ticket.id,
            seen=shown,
            told=max(shown, told or 0),
            issued_at=now,
        )
    )
    return spoken


def row_nonce(books: Books, ticket: Ticket, reader: Person, now: datetime) -> str:
    """A nonce for a mail that names the ticket and shows none of its letters: nobody answers what they never saw.

    It does for words that stay in the house; one that speaks outward is refused, with all that is unseen (CMD-10).
    """
    return new_nonce(books, ticket, reader, now, shown_up_to(books, ticket.id, reader.id), ticket.entries)
