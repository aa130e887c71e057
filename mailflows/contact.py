"""Contact: whether somebody may be written to and where, and the ways to them that are no mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.papers import entry_paper
from db.questions import (
    address_of_person,
    addresses_of,
    last_of_kind,
    left_behind,
    member_of,
    not_safe,
    people_at,
    reporter_of,
    tickets_of_reporter,
)
from db.store import Books
from db.tables import Address, Person, Ticket
from templates import label

JOINED = ("lawyer", "relative", "colleague", "proxy")  # parts of people who were joined to somebody else's ticket
KIND = "contact"  # of the entry that says how somebody is reached beside mail; the last one holds

# What to say instead, where somebody cannot be written to.
HINTS = {"no_mailbox": "#channel", "not_safe": "#channel, #safe yes", "not_safe_elsewhere": "#channel, #safe yes"}


@dataclass(frozen=True)
class Way:
    """A way to somebody that is no mail; it lies under the ticket's key and is gone with it."""

    via: str  # a key of the labels "via"
    contact: str

    def line(self, tongue: str) -> str:
        return f"{label('via', self.via, tongue)} {self.contact}".strip()


def way_to(books: Books, ticket: Ticket) -> Way | None:
    """How a ticket's reporter is reached beside mail, as it was said last. Raises Erased."""
    entry = last_of_kind(books, ticket.id, KIND)
    if entry is None:
        return None
    paper = entry_paper(books, ticket, entry)
    return Way(paper["via"], paper["contact"])


def has_mailbox(books: Books, person: Person) -> bool:
    return _mailbox_of(books, person) is not None


def _mailbox_of(books: Books, person: Person) -> Address | None:
    """Where somebody is written to; None for whoever was met on the phone, or in person."""
    try:
        return address_of_person(books, person.id)
    except LookupError:
        return None


def no_mail_to(books: Books, ticket: Ticket, person: Person) -> str:
    """Why nobody may write to this person about the ticket: "" or a key of the labels "why", with one of HINTS."""
    if person.role != "reporter":
        return ""
    mailbox = _mailbox_of(books, person)
    if mailbox is None:
        return "no_mailbox"
    if said_unsafe(books, ticket, person):
        return "not_safe"
    return "not_safe_elsewhere" if _unsafe_at(books, ticket, person, mailbox) else ""


def is_unsafe(books: Books, ticket: Ticket | None, person: Person) -> bool:
    """Whether no mail at all goes to this reporter: it was said here, or of a ticket of anybody with their mailbox.

    What is not safe is the mailbox, whatever ticket it was said in. Only a later word in this very ticket that its
    reporter's is safe outweighs that: `no` in another one takes such a word back (`unsay_safe`).
    """
    mailbox = _mailbox_of(books, person) if person.role == "reporter" else None
    return mailbox is not None and _unsafe_at(books, ticket, person, mailbox)


def _unsafe_at(books: Books, ticket: Ticket | None, person: Person, mailbox: Address) -> bool:
    if ticket is not None and ticket.safe in ("yes", "no") and _is_their_own(books, ticket, person):
        return ticket.safe == "no"
    return not_safe(books, mailbox.mark)


def unsafe_reason(books: Books, ticket: Ticket) -> tuple[str, ...]:
    """A key of the labels "reason" where no mail goes to the ticket's reporter, because that is not safe."""
    reporter = reporter_of(books, ticket.id)
    if reporter is None or not (said_unsafe(books, ticket, reporter) or is_unsafe(books, ticket, reporter)):
        return ()
    return ("unsafe_here" if ticket.safe == "no" else "unsafe_elsewhere",)


def unsay_safe(books: Books, ticket: Ticket, reporter: Person) -> None:
    """It is not safe to write to this ticket's reporter, whatever was said before about others with their mailbox."""
    for person in sharing_mailbox(books, reporter):
        for other in tickets_of_reporter(books, person.id):
            if other.id != ticket.id and other.safe == "yes":
                other.safe = "unknown"
                books.session.add(other)


def sharing_mailbox(books: Books, person: Person) -> Sequence[Person]:
    """A reporter and every other one who is known under an address of theirs."""
    found = {person.id: person}
    for row in addresses_of(books, person.id):
        found |= {one.id: one for one in people_at(books, row.mark) if one.role == "reporter"}
    return tuple(found.values())


def said_unsafe(books: Books, ticket: Ticket, person: Person) -> bool:
    """Whether people said that it is not safe to write to this ticket's reporter; others who belong there may be."""
    return ticket.safe == "no" and person.role == "reporter" and _is_their_own(books, ticket, person)


def _is_their_own(books: Books, ticket: Ticket, person: Person) -> bool:
    """Whether somebody is a ticket's reporter, and not one who was joined to it."""
    member = member_of(books, ticket.id, person.id)
    return member is None or member.part == "reporter"


def is_quiet(books: Books, ticket: Ticket | None, person: Person) -> bool:
    """Whether no automatic mail goes to this reporter: somebody else may read it there.

    Also on other tickets, and to other people who write from there: what is not safe is the mailbox.
    """
    if person.role != "reporter":
        return False
    mailbox = _mailbox_of(books, person)
    if mailbox is None or _unsafe_at(books, ticket, person, mailbox):
        return True
    return mailbox.chosen_at is None and left_behind(books, mailbox.mark)


def is_avoided(books: Books, mark: str) -> bool:
    """The same of a mailbox, by the mark of its address, whoever writes from it."""
    return not_safe(books, mark) or left_behind(books, mark)
