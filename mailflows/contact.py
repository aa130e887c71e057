"""Contact: whether somebody may be written to and where, and the ways to them that are no mail."""

from dataclasses import dataclass

from db.papers import entry_paper
from db.questions import (
    address_of_person,
    addresses_of,
    last_of_kind,
    left_behind,
    member_of,
    not_safe,
)
from db.store import Books
from db.tables import Person, Ticket
from templates import label

JOINED = ("lawyer", "relative", "colleague", "proxy")  # parts of people who were joined to somebody else's ticket
KIND = "contact"  # of the entry that says how somebody is reached beside mail; the last one holds

# What to say instead, where somebody cannot be written to.
HINTS = {"no_mailbox": "#channel", "not_safe": "#channel, #safe yes"}


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
    return bool(addresses_of(books, person.id))


def no_mail_to(books: Books, ticket: Ticket, person: Person) -> str:
    """Why nobody may write to this person about the ticket: "" or a key of the labels "why", with one of HINTS."""
    if person.role == "reporter" and not has_mailbox(books, person):
        return "no_mailbox"
    return "not_safe" if said_unsafe(books, ticket, person) else ""


def said_unsafe(books: Books, ticket: Ticket, person: Person) -> bool:
    """Whether people said that it is not safe to write to this ticket's reporter; others who belong there may be."""
    if ticket.safe != "no" or person.role != "reporter":
        return False
    member = member_of(books, ticket.id, person.id)
    return member is None or member.part == "reporter"


def is_quiet(books: Books, ticket: Ticket | None, person: Person) -> bool:
    """Whether no automatic mail goes to this reporter: somebody else may read it there.

    Also on other tickets, and to other people who write from there: what is not safe is the mailbox.
    """
    if person.role != "reporter":
        return False
    if not has_mailbox(books, person) or (ticket is not None and said_unsafe(books, ticket, person)):
        return True
    row = address_of_person(books, person.id)
    return not_safe(books, row.mark) or (row.chosen_at is None and left_behind(books, row.mark))


def is_avoided(books: Books, mark: str) -> bool:
    """The same of a mailbox, by the mark of its address, whoever writes from it."""
    return not_safe(books, mark) or left_behind(books, mark)
