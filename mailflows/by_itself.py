"""What goes out by itself: which mails no person writes, and what must be known of a mailbox before one leaves for it.

Whoever reads a mailbox besides its owner reads our mail too (PR-08): so the neutral first answer is all that leaves
for a mailbox of which nobody said that it is safe. Only a person says so. No rule says it by itself, not even of what
looks harmless: whoever writes from a mailbox that others read writes of harmless things first, and what a rule may
conclude an attacker may have it conclude.

`answer` asks here for every automatic mail to a reporter, and raises Withheld where it may not leave: a mail that is
not named here, and a flow that forgot to ask, cannot leave. It is asked once more when the mail is to be sealed.
"""

from collections.abc import Mapping
from enum import StrEnum

from db.questions import address_of_person, is_stopped, member_of
from db.store import Books
from db.tables import Person, Ticket
from mailflows.contact import is_quiet


class Withheld(Exception):
    """A mail that would have left by itself may not; the text is a key of the labels "withheld"."""


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
REASONS = frozenset({"stopped", "quiet", "not_called_safe", "by_hand"})


def withheld(books: Books, ticket: Ticket | None, person: Person, name: str, *, proven: bool = False) -> str:
    """Why this mail does not leave for a reporter by itself: a key of the labels "withheld", or "" where it may.

    What was called safe is the mailbox of the ticket's own reporter, not of others who were joined to the ticket.
    """
    needs = LEAVES.get(name)
    if needs is None:
        return "by_hand"
    if has_stopped(books, person):
        return "stopped"
    if is_quiet(books, ticket, person):
        return "quiet"
    if needs is Needs.NOTHING or (needs is Needs.PROVEN and proven) or _called_safe(books, ticket, person):
        return ""
    return "not_called_safe"


def must_not_be_withheld(
    books: Books, ticket: Ticket | None, person: Person, name: str, *, proven: bool = False
) -> None:
    """For every automatic mail, whoever it is for. Raises Withheld."""
    if person.role == "reporter" and (why := withheld(books, ticket, person, name, proven=proven)):
        raise Withheld(why)


def has_stopped(books: Books, person: Person) -> bool:
    """Whether it was said of this person's mailbox, by whoever writes from there, that no automatic mail shall come."""
    try:
        return is_stopped(books, [address_of_person(books, person.id).root])
    except LookupError:
        return False


def _called_safe(books: Books, ticket: Ticket | None, person: Person) -> bool:
    if ticket is None or ticket.safe != "yes":
        return False
    member = member_of(books, ticket.id, person.id)
    return member is not None and member.part == "reporter"
