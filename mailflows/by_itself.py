"""What goes out by itself: which mails no person writes, and what must be known of a mailbox before one leaves for it.

Whoever reads a mailbox besides its owner reads our mail too (PR-08): so the neutral first answer is all that leaves
for a mailbox of which nobody said that it is safe.
"""

from collections.abc import Mapping
from enum import StrEnum

from db.questions import address_of_person
from db.store import Books
from db.tables import Person, Ticket
from mailflows.contact import is_quiet


class Needs(StrEnum):
    """What a mail asks of the mailbox it would leave for."""

    NOTHING = "nothing"  # it says nothing, and is the same whatever was written
    SAFE = "safe"  # somebody at the desk said that the mailbox is safe
    PROVEN = "proven"  # or the letter it answers came sealed, by the key that is pinned to its writer


# A mail that is not named here leaves by a person's hand alone.
LEAVES: Mapping[str, Needs] = {
    "received": Needs.NOTHING,
    "cannot_open": Needs.NOTHING,
    "desk_key": Needs.NOTHING,
    "key_waiting": Needs.SAFE,
    "key_expiring": Needs.SAFE,
    "reminder": Needs.SAFE,
    "check_in": Needs.SAFE,
    "reached": Needs.SAFE,
    "survey": Needs.SAFE,
    "offer_to_close": Needs.SAFE,
    "closing": Needs.SAFE,
    "do_not_open": Needs.PROVEN,
}


def withheld(books: Books, ticket: Ticket | None, person: Person, name: str, *, proven: bool = False) -> str:
    """Why this mail does not leave for a reporter by itself: a key of the labels "withheld", or "" where it may."""
    needs = LEAVES.get(name)
    if needs is None:
        return "by_hand"
    if has_stopped(books, person):
        return "stopped"
    if is_quiet(books, ticket, person):
        return "quiet"
    safe = ticket is not None and ticket.safe == "yes"
    if needs is Needs.NOTHING or safe or (needs is Needs.PROVEN and proven):
        return ""
    return "not_called_safe"


def has_stopped(books: Books, person: Person) -> bool:
    """Whether the owner of this mailbox said that no more automatic mail shall come there."""
    try:
        return address_of_person(books, person.id).stopped_at is not None
    except LookupError:
        return False
