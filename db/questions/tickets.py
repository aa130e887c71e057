"""Questions about tickets, and about what handlers may say of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from db.store import Books
from db.tables import Address, Entry, Look, Member, Nonce, Person, Spent, Ticket

TICKET = select(Ticket).where(Ticket.id == bindparam("ident"))
TICKET_NAMED = select(Ticket).where(Ticket.name == bindparam("name"))
MEMBER_WITH_TOKEN = select(Member).where(Member.token == bindparam("token"))
MEMBER = select(Member).where(Member.ticket_id == bindparam("ticket"), Member.person_id == bindparam("person"))
LAST_LETTER = (
    select(Entry)
    .where(Entry.ticket_id == bindparam("ticket"), Entry.person_id == bindparam("person"), Entry.kind == "letter")
    .order_by(col(Entry.number).desc())
    .limit(1)
)
ENTRIES = select(Entry).where(Entry.ticket_id == bindparam("ticket")).order_by(col(Entry.number))
REPORTER = (
    select(Person)
    .join(Member)
    .where(Member.ticket_id == bindparam("ticket"), Member.part == "reporter")
    .order_by(col(Person.since))
    .limit(1)
)
CHANGED_BY_OTHERS = (
    select(Entry.id)
    .where(
        Entry.ticket_id == bindparam("ticket"),
        Entry.number > bindparam("seen"),
        col(Entry.person_id).is_not(None),
        Entry.person_id != bindparam("person"),
    )
    .limit(1)
)
NONCE_MARKED = select(Nonce).where(Nonce.mark == bindparam("mark"))
SHOWN_UP_TO = select(func.max(Nonce.seen)).where(
    Nonce.ticket_id == bindparam("ticket"), Nonce.person_id == bindparam("person")
)
SPENT = select(Spent.mark).where(Spent.mark == bindparam("mark"))
OPENED = (
    select(func.count(func.distinct(Ticket.id)))
    .select_from(Member)
    .join(Ticket)
    .where(Member.part == "reporter", Ticket.opened_at > bindparam("since"))
)
OPENED_BY = OPENED.where(Member.person_id == bindparam("person"))
OPENED_FROM = OPENED.join(Address, col(Address.person_id) == Member.person_id).where(Address.root == bindparam("root"))
LATER = 2**31 - 1  # than any entry
LETTER_BEFORE = (
    select(Entry)
    .where(Entry.ticket_id == bindparam("ticket"), Entry.kind == "letter", Entry.number < bindparam("number"))
    .order_by(col(Entry.number).desc())
    .limit(1)
)


def ticket_by_id(books: Books, ident: str) -> Ticket:
    return books.at_hand(Ticket, ident) or books.session.exec(TICKET, params={"ident": ident}).one()


def ticket_named(books: Books, name: str) -> Ticket | None:
    return books.session.exec(TICKET_NAMED, params={"name": name}).first()


def tickets_named(books: Books, names: Sequence[str]) -> Sequence[Ticket]:
    """Those of these names that there are."""
    return books.session.exec(select(Ticket).where(col(Ticket.name).in_(names))).all()


def tickets_listed(books: Books, statuses: Sequence[str]) -> Sequence[Ticket]:
    """Tickets in these statuses (all where none is given), the most urgent first."""
    asked = select(Ticket).order_by(col(Ticket.priority), col(Ticket.next_due_at), col(Ticket.opened_at))
    if statuses:
        asked = asked.where(col(Ticket.status).in_(statuses))
    return books.session.exec(asked).all()


def member_with_token(books: Books, token: str) -> Member | None:
    return books.session.exec(MEMBER_WITH_TOKEN, params={"token": token}).first()


def member_of(books: Books, ticket_id: str, person_id: str) -> Member | None:
    return books.session.exec(MEMBER, params={"ticket": ticket_id, "person": person_id}).first()


def reporter_of(books: Books, ticket_id: str) -> Person | None:
    return books.session.exec(REPORTER, params={"ticket": ticket_id}).first()


def tickets_opened(books: Books, since: datetime, *, root: str = "", person_id: str = "") -> int:
    """How many tickets were opened since then: from one mailbox, whatever keys signed there, or by one person."""
    asked = OPENED_BY if person_id else OPENED_FROM
    return books.session.exec(asked, params={"since": since, "person": person_id, "root": root}).one()


def tickets_of_handler(books: Books, person_id: str) -> Sequence[Ticket]:
    return books.session.exec(select(Ticket).where(Ticket.handler_id == person_id)).all()


def letters_of(books: Books, ticket_id: str, *, after: int = 0) -> Sequence[Entry]:
    """The letters of a ticket behind the entry of this number, in order."""
    asked = select(Entry).where(Entry.ticket_id == ticket_id, Entry.kind == "letter", Entry.number > after)
    return books.session.exec(asked.order_by(col(Entry.number))).all()


def letter_before(books: Books, ticket_id: str, number: int | None = None) -> Entry | None:
    """The letter of a ticket in front of the entry of this number, or the last one."""
    return books.session.exec(LETTER_BEFORE, params={"ticket": ticket_id, "number": number or LATER}).first()


def entries_of(books: Books, ticket_id: str) -> Sequence[Entry]:
    return books.session.exec(ENTRIES, params={"ticket": ticket_id}).all()


def findings_of(books: Books, ticket_id: str) -> Sequence[Look]:
    return books.session.exec(select(Look).where(Look.ticket_id == ticket_id).order_by(col(Look.id))).all()


def last_letter(books: Books, ticket_id: str, person_id: str) -> Entry | None:
    return books.session.exec(LAST_LETTER, params={"ticket": ticket_id, "person": person_id}).first()


def changed_by_others(books: Books, ticket_id: str, seen: int, person_id: str) -> bool:
    """Whether somebody else wrote into the ticket after the entry that was seen last."""
    asked = {"ticket": ticket_id, "seen": seen, "person": person_id}
    return books.session.exec(CHANGED_BY_OTHERS, params=asked).first() is not None


def nonce_marked(books: Books, mark: str) -> Nonce | None:
    return books.session.exec(NONCE_MARKED, params={"mark": mark}).first()


def shown_up_to(books: Books, ticket_id: str, person_id: str) -> int:
    """Up to which entry somebody was shown the ticket; 0 where they never were."""
    return books.session.exec(SHOWN_UP_TO, params={"ticket": ticket_id, "person": person_id}).one() or 0


def signature_spent(books: Books, mark: str) -> bool:
    return books.session.exec(SPENT, params={"mark": mark}).first() is not None
