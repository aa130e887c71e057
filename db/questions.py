"""Every question that is asked of the store, named as a question. No other module selects."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from db.store import Books
from db.tables import (
    Address,
    Certificate,
    Ciphertext,
    Entry,
    Kept,
    KeyMark,
    Look,
    Member,
    Nonce,
    Outbound,
    Person,
    Raw,
    Record,
    Setting,
    Spent,
    Ticket,
    Unfetched,
)

AT_THE_DESK = ("handler", "lead", "coordinator")


# mail that came in


def kept_with(books: Books, digest: str) -> Kept | None:
    return books.session.exec(select(Kept).where(Kept.digest == digest)).first()


def kept_waiting(books: Books, most: int) -> Sequence[str]:
    """Ids of mail that nobody has looked at yet, oldest first."""
    asked = select(Kept.id).where(Kept.state == "kept").order_by(col(Kept.received_at), col(Kept.kept_at)).limit(most)
    return books.session.exec(asked).all()


def kept_by_id(books: Books, ident: str) -> Kept:
    return books.session.exec(select(Kept).where(Kept.id == ident)).one()


def raw_of(books: Books, ident: str) -> Raw:
    return books.session.exec(select(Raw).where(Raw.kept_id == ident)).one()


def kept_in_states(books: Books, states: Sequence[str]) -> Sequence[Kept]:
    asked = select(Kept).where(col(Kept.state).in_(states)).order_by(col(Kept.received_at))
    return books.session.exec(asked).all()


def kept_counts(books: Books) -> dict[str, int]:
    """How many mails are in which state."""
    asked = select(Kept.state, func.count()).group_by(Kept.state)
    return dict(books.session.exec(asked).all())


def asides_since(books: Books, reason: str, since: datetime) -> int:
    asked = select(func.count()).where(Kept.state == "aside", Kept.reason == reason, Kept.kept_at > since)
    return books.session.exec(asked).one()


def unfetched_at(books: Books, mailbox: str, folder: str, uidvalidity: int, uid: int) -> Unfetched | None:
    asked = select(Unfetched).where(
        Unfetched.mailbox == mailbox,
        Unfetched.folder == folder,
        Unfetched.uidvalidity == uidvalidity,
        Unfetched.uid == uid,
    )
    return books.session.exec(asked).first()


def ciphertext_seen(books: Books, mark: str) -> Ciphertext | None:
    return books.session.exec(select(Ciphertext).where(Ciphertext.mark == mark)).first()


# people and keys


def person_by_id(books: Books, ident: str) -> Person:
    return books.session.exec(select(Person).where(Person.id == ident)).one()


def people_at(books: Books, mark: str) -> tuple[Person, ...]:
    """Everybody who is known under this address, those who were known first in front."""
    asked = select(Person).join(Address).where(Address.mark == mark).order_by(col(Person.since), col(Person.id))
    return tuple(books.session.exec(asked).all())


def people_with_role(books: Books, roles: Sequence[str]) -> Sequence[Person]:
    return books.session.exec(select(Person).where(col(Person.role).in_(roles)).order_by(col(Person.since))).all()


def active_at_the_desk(books: Books) -> Sequence[Person]:
    asked = select(Person).where(col(Person.role).in_(AT_THE_DESK), col(Person.active)).order_by(col(Person.since))
    return books.session.exec(asked).all()


def role_person(books: Books, role: str, *, active: bool = True) -> Person | None:
    """The partner who stands behind a role of the config, the latest one; `active` leaves out former ones."""
    mark = books.vault.mark("role", role)
    asked = select(Person).join(Address).where(Person.role == "partner", Address.mark == mark)
    if active:
        asked = asked.where(col(Person.active))
    return books.session.exec(asked.order_by(col(Person.since).desc())).first()


def address_of_person(books: Books, person_id: str) -> Address:
    """Where a person is written to: the address they were first known under."""
    asked = select(Address).where(Address.person_id == person_id).order_by(col(Address.id))
    return books.session.exec(asked).first() or _missing("address")


def certificates_of(books: Books, person_id: str) -> Sequence[Certificate]:
    asked = select(Certificate).where(Certificate.person_id == person_id).order_by(col(Certificate.since))
    return books.session.exec(asked).all()


def certificate_marked(books: Books, mark: str) -> Certificate | None:
    """The pinned certificate with this primary key, else one that was merely offered; a refused one never."""
    asked = select(Certificate).where(Certificate.mark == mark, col(Certificate.standing).in_(("pinned", "offered")))
    return books.session.exec(asked.order_by(col(Certificate.standing).desc(), col(Certificate.since))).first()


def certificates_with_key(books: Books, marks: Sequence[str]) -> Sequence[Certificate]:
    """Certificates of which any key, primary or subkey, has one of these marks."""
    asked = select(Certificate).join(KeyMark).where(col(KeyMark.mark).in_(marks)).distinct()
    return books.session.exec(asked).all()


def key_marks_of(books: Books, certificate_id: str) -> Sequence[str]:
    return books.session.exec(select(KeyMark.mark).where(KeyMark.certificate_id == certificate_id)).all()


# tickets


def ticket_by_id(books: Books, ident: str) -> Ticket:
    return books.session.exec(select(Ticket).where(Ticket.id == ident)).one()


def ticket_named(books: Books, name: str) -> Ticket | None:
    return books.session.exec(select(Ticket).where(Ticket.name == name)).first()


def tickets_listed(books: Books, statuses: Sequence[str]) -> Sequence[Ticket]:
    """Tickets in these statuses (all where none is given), the most urgent first."""
    asked = select(Ticket).order_by(col(Ticket.priority), col(Ticket.next_due_at), col(Ticket.opened_at))
    if statuses:
        asked = asked.where(col(Ticket.status).in_(statuses))
    return books.session.exec(asked).all()


def member_with_token(books: Books, token: str) -> Member | None:
    return books.session.exec(select(Member).where(Member.token == token)).first()


def member_of(books: Books, ticket_id: str, person_id: str) -> Member | None:
    asked = select(Member).where(Member.ticket_id == ticket_id, Member.person_id == person_id)
    return books.session.exec(asked).first()


def reporter_of(books: Books, ticket_id: str) -> Person | None:
    asked = select(Person).join(Member).where(Member.ticket_id == ticket_id, Member.part == "reporter")
    return books.session.exec(asked).first()


def tickets_opened(books: Books, mark: str, since: datetime) -> int:
    """How many tickets were opened from an address since then, whatever keys they were signed with."""
    asked = (
        select(func.count())
        .select_from(Member)
        .join(Ticket)
        .join(Address, col(Address.person_id) == Member.person_id)
        .where(Address.mark == mark, Member.part == "reporter", Ticket.opened_at > since)
    )
    return books.session.exec(asked).one()


def entries_of(books: Books, ticket_id: str) -> Sequence[Entry]:
    return books.session.exec(select(Entry).where(Entry.ticket_id == ticket_id).order_by(col(Entry.number))).all()


def findings_of(books: Books, ticket_id: str) -> Sequence[Look]:
    return books.session.exec(select(Look).where(Look.ticket_id == ticket_id).order_by(col(Look.id))).all()


def last_letter(books: Books, ticket_id: str, person_id: str) -> Entry | None:
    asked = (
        select(Entry)
        .where(Entry.ticket_id == ticket_id, Entry.person_id == person_id, Entry.kind == "letter")
        .order_by(col(Entry.number).desc())
    )
    return books.session.exec(asked).first()


def changed_by_others(books: Books, ticket_id: str, seen: int, person_id: str) -> bool:
    """Whether somebody else wrote into the ticket after the entry that was seen last."""
    asked = select(func.count()).where(
        Entry.ticket_id == ticket_id,
        Entry.number > seen,
        col(Entry.person_id).is_not(None),
        Entry.person_id != person_id,
    )
    return books.session.exec(asked).one() > 0


# commands


def nonce_marked(books: Books, mark: str) -> Nonce | None:
    return books.session.exec(select(Nonce).where(Nonce.mark == mark)).first()


def signature_spent(books: Books, mark: str) -> bool:
    return books.session.exec(select(Spent).where(Spent.mark == mark)).first() is not None


# mail that goes out


def outbound_due(books: Books, now: datetime, most: int) -> Sequence[str]:
    """Ids of answers that may leave now, in the order they fell due."""
    asked = select(Outbound.id).where(Outbound.state == "waiting", Outbound.due_at <= now)
    return books.session.exec(asked.order_by(col(Outbound.due_at), col(Outbound.made_at)).limit(most)).all()


def next_outbound_due(books: Books) -> datetime | None:
    return books.session.exec(select(func.min(Outbound.due_at)).where(Outbound.state == "waiting")).one()


def outbound_by_id(books: Books, ident: str) -> Outbound | None:
    return books.session.exec(select(Outbound).where(Outbound.id == ident)).first()


def outbound_of(books: Books, ticket_id: str) -> Sequence[Outbound]:
    asked = select(Outbound).where(Outbound.ticket_id == ticket_id).order_by(col(Outbound.made_at))
    return books.session.exec(asked).all()


def outbound_in_states(books: Books, states: Sequence[str]) -> Sequence[Outbound]:
    asked = select(Outbound).where(col(Outbound.state).in_(states)).order_by(col(Outbound.made_at))
    return books.session.exec(asked).all()


def undoable(books: Books, ticket_id: str, now: datetime) -> Sequence[Outbound]:
    asked = select(Outbound).where(
        Outbound.ticket_id == ticket_id, col(Outbound.state).in_(("waiting", "held")), col(Outbound.undo_until) > now
    )
    return books.session.exec(asked).all()


def answers_sent(books: Books, ticket_id: str) -> bool:
    """Whether a mail that a person wrote to the reporter left, or is on its way."""
    asked = select(func.count()).where(
        Outbound.ticket_id == ticket_id, Outbound.kind == "reply", col(Outbound.state).in_(("waiting", "held", "sent"))
    )
    return books.session.exec(asked).one() > 0


def automatic_since(books: Books, since: datetime, *, address: str = "", ticket_id: str = "") -> int:
    """How many automatic mails were written to reporters since then: to one address, about one ticket, or to all."""
    asked = (
        select(func.count(func.distinct(Outbound.id)))
        .select_from(Outbound)
        .join(Person)
        .where(col(Outbound.automatic), Outbound.made_at > since, Person.role == "reporter")
    )
    if address:
        asked = asked.join(Address, col(Address.person_id) == Person.id).where(Address.mark == address)
    if ticket_id:
        asked = asked.where(Outbound.ticket_id == ticket_id)
    return books.session.exec(asked).one()


def held_notices(books: Books, ticket_id: str) -> bool:
    """Whether the reporter was already told that an answer waits for a usable key."""
    asked = select(func.count()).where(Outbound.ticket_id == ticket_id, Outbound.kind == "key_waiting")
    return books.session.exec(asked).one() > 0


# the record, and what the store is


def last_record(books: Books, writer: str) -> Record | None:
    asked = select(Record).where(Record.writer == writer).order_by(col(Record.number).desc())
    return books.session.exec(asked.limit(1)).first()


def record_lines(books: Books, writer: str) -> Sequence[Record]:
    return books.session.exec(select(Record).where(Record.writer == writer).order_by(col(Record.number))).all()


def setting(books: Books, name: str) -> bytes | None:
    row = books.session.exec(select(Setting).where(Setting.name == name)).first()
    return row.value if row else None


def _missing(what: str) -> Address:
    raise LookupError(f"a person without {what}")
