"""Nonces: the word in a notice that binds a reply to one handler, one ticket and what they have seen of it."""

import secrets
from datetime import datetime, timedelta

from db.store import Books
from db.tables import Nonce, Person, Ticket
from db.vault import new_id

NONCE_LIVES = timedelta(days=14)
SPOKEN_NONCE = "abcdefghjkmnpqrstuvwxyz23456789"


def new_nonce(books: Books, ticket: Ticket, handler: Person, now: datetime, seen: int | None = None) -> str:
    """A fresh nonce for one handler and one ticket, bound to what the handler has been shown.

    That is all of it now, unless `seen` says up to which entry: a transcript and a refusal show nothing new.
    """
    spoken = "".join(secrets.choice(SPOKEN_NONCE) for _ in range(12))
    books.append(
        Nonce(
            id=new_id(),
            mark=books.vault.mark("nonce", spoken),
            person_id=handler.id,
            ticket_id=ticket.id,
            seen=ticket.entries if seen is None else seen,
            issued_at=now,
        )
    )
    return spoken
