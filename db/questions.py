"""Every question that is asked of the store, named as a question. No other module selects.

What every mail asks is put together once, when this module is loaded: that is half of what asking costs.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import and_, col, or_, select

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


KEPT_WITH = select(Kept).where(Kept.digest == bindparam("digest"))
KEPT_WAITING = (
    select(Kept.id)
    .where(Kept.state == "kept")
    .order_by(col(Kept.received_at), col(Kept.kept_at))
    .limit(bindparam("most"))
)
KEPT = select(Kept).where(Kept.id == bindparam("ident"))
RAW = select(Raw).where(Raw.kept_id == bindparam("ident"))
CIPHERTEXT = select(Ciphertext).where(Ciphertext.mark == bindparam("mark"))


def kept_with(books: Books, digest: str) -> Kept | None:
    return books.session.exec(KEPT_WITH, params={"digest": digest}).first()


def kept_waiting(books: Books, most: int) -> Sequence[str]:
    """Ids of mail that nobody has looked at yet, oldest first."""
    return books.session.exec(KEPT_WAITING, params={"most": most}).all()


def kept_by_id(books: Books, ident: str) -> Kept:
    return books.session.exec(KEPT, params={"ident": ident}).one()


def raw_of(books: Books, ident: str) -> Raw:
    return books.session.exec(RAW, params={"ident": ident}).one()


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
    return books.session.exec(CIPHERTEXT, params={"mark": mark}).first()


# people and keys

PERSON = select(Person).where(Person.id == bindparam("ident"))
PEOPLE_AT = (
    select(Person).join(Address).where(Address.mark == bindparam("mark")).order_by(col(Person.since), col(Person.id))
)
ACTIVE_AT_THE_DESK = (
    select(Person).where(col(Person.role).in_(AT_THE_DESK), col(Person.active)).order_by(col(Person.since))
)
ADDRESS = select(Address).where(Address.person_id == bindparam("person")).order_by(col(Address.id)).limit(1)
CERTIFICATES = select(Certificate).where(Certificate.person_id == bindparam("person")).order_by(col(Certificate.since))
CERTIFICATE_MARKED = (
    select(Certificate)
    .where(Certificate.mark == bindparam("mark"), col(Certificate.standing).in_(("pinned", "offered")))
    .order_by(col(Certificate.standing).desc(), col(Certificate.since))
    .limit(1)
)
CERTIFICATES_WITH = (
    select(Certificate).join(KeyMark).where(col(KeyMark.mark).in_(bindparam("marks", expanding=True))).distinct()
)


def person_by_id(books: Books, ident: str) -> Person:
    return books.session.exec(PERSON, params={"ident": ident}).one()


def people_at(books: Books, mark: str) -> tuple[Person, ...]:
    """Everybody who is known under this address, those who were known first in front."""
    return tuple(books.session.exec(PEOPLE_AT, params={"mark": mark}).all())


def people_with_role(books: Books, roles: Sequence[str]) -> Sequence[Person]:
    return books.session.exec(select(Person).where(col(Person.role).in_(roles)).order_by(col(Person.since))).all()


def active_at_the_desk(books: Books) -> Sequence[Person]:
    return books.session.exec(ACTIVE_AT_THE_DESK).all()


def role_person(books: Books, role: str, *, active: bool = True) -> Person | None:
    """The partner who stands behind a role of the config, the latest one; `active` leaves out former ones."""
    mark = books.vault.mark("role", role)
    asked = select(Person).join(Address).where(Person.role == "partner", Address.mark == mark)
    if active:
        asked = asked.where(col(Person.active))
    return books.session.exec(asked.order_by(col(Person.since).desc())).first()


def address_of_person(books: Books, person_id: str) -> Address:
    """Where a person is written to: the address they were first known under."""
    return books.session.exec(ADDRESS, params={"person": person_id}).first() or _missing("address")


def certificates_of(books: Books, person_id: str) -> Sequence[Certificate]:
    return books.session.exec(CERTIFICATES, params={"person": person_id}).all()


def certificate_marked(books: Books, mark: str) -> Certificate | None:
    """The pinned certificate with this primary key, else one that was merely offered; a refused one never."""
    return books.session.exec(CERTIFICATE_MARKED, params={"mark": mark}).first()


def certificates_with_key(books: Books, marks: Sequence[str]) -> Sequence[Certificate]:
    """Certificates of which any key, primary or subkey, has one of these marks."""
    return books.session.exec(CERTIFICATES_WITH, params={"marks": list(marks)}).all()


def key_marks_of(books: Books, certificate_id: str) -> Sequence[str]:
    return books.session.exec(select(KeyMark.mark).where(KeyMark.certificate_id == certificate_id)).all()


# tickets

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


def ticket_by_id(books: Books, ident: str) -> Ticket:
    return books.session.exec(TICKET, params={"ident": ident}).one()


def ticket_named(books: Books, name: str) -> Ticket | None:
    return books.session.exec(TICKET_NAMED, params={"name": name}).first()


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
    asked = select(Person).join(Member).where(Member.ticket_id == ticket_id, Member.part == "reporter")
    asked = asked.order_by(col(Person.since))
    return books.session.exec(asked).first()


def tickets_opened(books: Books, since: datetime, *, root: str = "", person_id: str = "") -> int:
    """How many tickets were opened since then: from one mailbox, whatever keys signed there, or by one person."""
    asked = (
        select(func.count(func.distinct(Ticket.id)))
        .select_from(Member)
        .join(Ticket)
        .where(Member.part == "reporter", Ticket.opened_at > since)
    )
    if person_id:
        asked = asked.where(Member.person_id == person_id)
    if root:
        asked = asked.join(Address, col(Address.person_id) == Member.person_id).where(Address.root == root)
    return books.session.exec(asked).one()


def tickets_of_handler(books: Books, person_id: str) -> Sequence[Ticket]:
    return books.session.exec(select(Ticket).where(Ticket.handler_id == person_id)).all()


def letters_of(books: Books, ticket_id: str, *, after: int = 0) -> Sequence[Entry]:
    """The letters of a ticket behind the entry of this number, in order."""
    asked = select(Entry).where(Entry.ticket_id == ticket_id, Entry.kind == "letter", Entry.number > after)
    return books.session.exec(asked.order_by(col(Entry.number))).all()


def entries_of(books: Books, ticket_id: str) -> Sequence[Entry]:
    return books.session.exec(select(Entry).where(Entry.ticket_id == ticket_id).order_by(col(Entry.number))).all()


def findings_of(books: Books, ticket_id: str) -> Sequence[Look]:
    return books.session.exec(select(Look).where(Look.ticket_id == ticket_id).order_by(col(Look.id))).all()


def last_letter(books: Books, ticket_id: str, person_id: str) -> Entry | None:
    return books.session.exec(LAST_LETTER, params={"ticket": ticket_id, "person": person_id}).first()


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

OUTBOUND_DUE = (
    select(Outbound.id)
    .where(Outbound.state == "waiting", col(Outbound.due_at) <= bindparam("now"))
    .order_by(col(Outbound.due_at), col(Outbound.made_at))
    .limit(bindparam("most"))
)
NEXT_OUTBOUND_DUE = select(func.min(Outbound.due_at)).where(Outbound.state == "waiting")
OUTBOUND = select(Outbound).where(Outbound.id == bindparam("ident"))
REPLIES = select(func.count()).where(
    Outbound.ticket_id == bindparam("ticket"),
    Outbound.kind == "reply",
    col(Outbound.state).in_(("waiting", "held", "sent")),
)


def outbound_due(books: Books, now: datetime, most: int) -> Sequence[str]:
    """Ids of answers that may leave now, in the order they fell due."""
    return books.session.exec(OUTBOUND_DUE, params={"now": now, "most": most}).all()


def next_outbound_due(books: Books) -> datetime | None:
    return books.session.exec(NEXT_OUTBOUND_DUE).one()


def outbound_by_id(books: Books, ident: str) -> Outbound | None:
    return books.session.exec(OUTBOUND, params={"ident": ident}).first()


def outbound_of(books: Books, ticket_id: str) -> Sequence[Outbound]:
    asked = select(Outbound).where(Outbound.ticket_id == ticket_id).order_by(col(Outbound.made_at))
    return books.session.exec(asked).all()


def outbound_in_states(books: Books, states: Sequence[str]) -> Sequence[Outbound]:
    asked = select(Outbound).where(col(Outbound.state).in_(states)).order_by(col(Outbound.made_at))
    return books.session.exec(asked).all()


def undoable(books: Books, ticket_id: str, author_id: str, after: datetime) -> Sequence[Outbound]:
    """What a handler wrote that has not left: it waits, is held, or is to be tried again after this moment."""
    asked = select(Outbound).where(
        Outbound.ticket_id == ticket_id,
        Outbound.author_id == author_id,
        or_(Outbound.state == "held", and_(Outbound.state == "waiting", col(Outbound.due_at) > after)),
    )
    return books.session.exec(asked).all()


def refusals_since(books: Books, person_id: str, since: datetime) -> int:
    asked = select(func.count()).where(
        Outbound.person_id == person_id, Outbound.kind == "refused", Outbound.made_at > since
    )
    return books.session.exec(asked).one()


def answers_sent(books: Books, ticket_id: str) -> bool:
    """Whether a mail that a person wrote to the reporter left, or is on its way."""
    return books.session.exec(REPLIES, params={"ticket": ticket_id}).one() > 0


def automatic_since(books: Books, since: datetime, *, roots: Sequence[str] = (), ticket_id: str = "") -> int:
    """How many automatic mails were written to reporters since then: to one address, about one ticket, or to all."""
    asked = (
        select(func.count(func.distinct(Outbound.id)))
        .select_from(Outbound)
        .join(Person)
        .where(col(Outbound.automatic), Outbound.made_at > since, Person.role == "reporter")
    )
    if roots:
        asked = asked.join(Address, col(Address.person_id) == Person.id).where(col(Address.root).in_(roots))
    if ticket_id:
        asked = asked.where(Outbound.ticket_id == ticket_id)
    return books.session.exec(asked).one()


def held_notices(books: Books, ticket_id: str) -> bool:
    """Whether the reporter was already told that an answer waits for a usable key."""
    asked = select(func.count()).where(Outbound.ticket_id == ticket_id, Outbound.kind == "key_waiting")
    return books.session.exec(asked).one() > 0


# the record, and what the store is

LAST_RECORD = select(Record).where(Record.writer == bindparam("writer")).order_by(col(Record.number).desc()).limit(1)


def last_record(books: Books, writer: str) -> Record | None:
    return books.session.exec(LAST_RECORD, params={"writer": writer}).first()


def record_lines(books: Books, writer: str) -> Sequence[Record]:
    return books.session.exec(select(Record).where(Record.writer == writer).order_by(col(Record.number))).all()


def setting(books: Books, name: str) -> bytes | None:
    row = books.session.exec(select(Setting).where(Setting.name == name)).first()
    return row.value if row else None


def _missing(what: str) -> Address:
    raise LookupError(f"a person without {what}")
