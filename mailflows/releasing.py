"""Releasing: mail that was held for want of a usable key is looked at again when something about the key changed."""

from datetime import datetime

from db.questions import outbound_held_for
from db.store import Books
from db.tables import Person

# Held for a reason that a renewed key, or a person's word about a key, may have taken away.
ABOUT_KEYS = frozenset(
    "key_changed other_key ambiguous certificate_expired certificate_revoked certificate_cannot_encrypt "
    "certificate_differs certificate_weak".split()
)


def release_held(books: Books, person: Person, now: datetime, *, keyless: bool = False) -> int:
    """Lets a person's held mail be tried again; how it may leave is decided anew when it does.

    `keyless`: also what waited because there was no key at all, for which only people may say whose key came since.
    """
    released = 0
    for row in outbound_held_for(books, person.id):
        if row.reason in ABOUT_KEYS or (keyless and row.reason == "no_key"):
            row.state, row.reason, row.due_at = "waiting", "", now
            books.session.add(row)
            released += 1
    return released
