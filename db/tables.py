"""What the desk remembers, row by row. Columns named `sealed` hold what a person wrote or is, never readable.

Table rows are not validated by SQLModel, so the closed lists stand here as CHECK constraints too.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

KEPT_STATES = ("kept", "settled", "silent", "aside", "stuck")
OUT_STATES = ("waiting", "held", "sent", "failed", "undone", "spared")
WORKS_TICKETS = ("handler", "lead", "coordinator")
AT_THE_DESK = (*WORKS_TICKETS, "reports", "threat_lab", "sysadmin")
ROLES = ("reporter", *AT_THE_DESK, "partner")
NOTICES = ("each", "digest")
STANDINGS = ("pinned", "offered", "refused")


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Setting(SQLModel, table=True):
    """What this store is: when it was founded, and a value that proves the master key is its own."""

    name: str = Field(primary_key=True)
    value: bytes = Field(sa_type=LargeBinary)


class Kept(SQLModel, table=True):
    """A mail that came in, committed before anyone looked inside. Each ends in exactly one visible state."""

    __table_args__ = (one_of("state", KEPT_STATES),)

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)  # keyed: the same octets are the same mail, whoever holds the store
    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    junk: bool = False
    received_at: datetime
    kept_at: datetime
    size: int  # octets on the wire
    key: bytes = Field(sa_type=LargeBinary)  # its own key, wrapped; after settling, under the ticket's
    state: str = Field(default="kept", index=True)
    attempts: int = 0
    reason: str = ""
    ticket_id: str | None = Field(default=None, foreign_key="ticket.id", index=True)


class Raw(SQLModel, table=True):
    """The octets of a kept mail, apart from its row so that looking through rows stays cheap."""

    kept_id: str = Field(primary_key=True, foreign_key="kept.id", ondelete="CASCADE")
    sealed: bytes = Field(sa_type=LargeBinary)


class Unfetched(SQLModel, table=True):
    """A mail on the server that could not be fetched so far, and how often it was tried."""

    __table_args__ = (UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),)

    id: str = Field(primary_key=True)
    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    tries: int


class Person(SQLModel, table=True):
    """Someone the desk knows. The name lies in `sealed`, under a key of the person's own."""

    __table_args__ = (one_of("role", ROLES), one_of("notices", NOTICES))

    id: str = Field(primary_key=True)
    role: str = Field(index=True)
    key: bytes = Field(sa_type=LargeBinary)
    sealed: bytes = Field(sa_type=LargeBinary)
    language: str
    active: bool = True
    notices: str = Field(default="each")  # one mail for each event, or a digest
    since: datetime


class Address(SQLModel, table=True):
    """An address of a person, found by its mark, readable only with the person's key."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    mark: str = Field(index=True)
    root: str = Field(index=True)  # mark of the address without its +tag: what budgets are counted by
    chosen_at: datetime | None = None  # when people said that this one is to be written to
    stopped_at: datetime | None = None  # when its owner said that no more automatic mail shall come there
    sealed: bytes = Field(sa_type=LargeBinary)


class Certificate(SQLModel, table=True):
    """A certificate of a person and how it stands: pinned by a signature it made, or merely offered."""

    __table_args__ = (one_of("standing", STANDINGS),)

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    mark: str = Field(index=True)  # of the primary fingerprint
    standing: str
    source: str  # "signature", "autocrypt", "handler"
    sealed: bytes = Field(sa_type=LargeBinary)
    since: datetime
    expires_at: datetime | None = None  # of the subkey that mail is sealed to


class KeyMark(SQLModel, table=True):
    """By which fingerprints and key ids, of primary keys and subkeys, a certificate is found."""

    id: str = Field(primary_key=True)
    certificate_id: str = Field(foreign_key="certificate.id", index=True, ondelete="CASCADE")
    mark: str = Field(index=True)


class Proposal(SQLModel, table=True):
    """Something a lead asked for that a second person has to confirm before it takes effect."""

    id: str = Field(primary_key=True)
    mark: str = Field(unique=True)  # of the code by which it is confirmed
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")  # who asked
    what: str  # "add", "role", "key"
    at: datetime
    done_at: datetime | None = None
    sealed: bytes = Field(sa_type=LargeBinary)  # under the key of who asked


class Reminder(SQLModel, table=True):
    """That somebody was told how soon a key expires, so that nobody is told the same twice."""

    __table_args__ = (UniqueConstraint("mark", "days"),)

    id: str = Field(primary_key=True)
    mark: str = Field(index=True)  # of the fingerprint together with the day it expires
    days: int  # which of the agreed distances it was
    at: datetime


class Ticket(SQLModel, table=True):
    """One person's trouble. Destroying `key` makes all that was said about it unreadable for ever."""

    # lists are put in order from this index alone, however many tickets there are: their rows are long
    __table_args__ = (
        Index(
            *("ix_ticket_in_order", "status", "priority", "next_due_at", "opened_at", "handler_id"),
            *("restricted", "language", "id"),
        ),
        Index("ix_ticket_burst", "burst", sqlite_where=text("burst != ''"), postgresql_where=text("burst != ''")),
    )

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)  # H-7K4Q-M2XD
    key: bytes | None = Field(default=None, sa_type=LargeBinary)
    status: str = Field(index=True)
    priority: str
    handler_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    language: str
    opened_at: datetime
    touched_at: datetime = Field(index=True)
    first_reply_at: datetime | None = Field(default=None, index=True)  # when the first mail a person wrote left
    closed_at: datetime | None = None
    stands_since: datetime | None = None  # when it came to its status
    next_due_at: datetime | None = Field(default=None, index=True)
    entries: int = 0  # how many were written so far; the next one's number
    held_sealed: bool = False  # once true, content leaves only sealed
    snoozed_until: datetime | None = Field(default=None, index=True)  # somebody said that it may rest until then
    restricted: bool = False  # only those named on it may see it
    burst: str = ""  # one of a flood of mails that was opened silently; they share this word
    safe: str = "unknown"  # whether the reporter's address is safe to write to: yes, no, unknown
    figures: bytes = Field(sa_type=LargeBinary)  # category and facets, under the key for figures


class Member(SQLModel, table=True):
    """Who belongs to a ticket, and the token by which their mail finds back to it."""

    __table_args__ = (UniqueConstraint("ticket_id", "person_id"),)

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    person_id: str = Field(foreign_key="person.id", index=True)
    part: str  # "reporter", "handler", or the role it was escalated to
    token: str = Field(unique=True)


class Entry(SQLModel, table=True):
    """One thing that happened in a ticket: a letter, a note, an answer, a change."""

    __table_args__ = (UniqueConstraint("ticket_id", "number"),)

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    number: int
    at: datetime
    kind: str  # "letter", "note", "answer", "reply", "change", "escalation"
    person_id: str | None = None  # None: the desk itself
    kept_id: str | None = Field(default=None, unique=True)  # one ticket entry per mail, held by the store
    protection: str = ""
    proof: str = ""
    sealed: bytes = Field(sa_type=LargeBinary)


class Look(SQLModel, table=True):
    """A finding about a letter, its evidence sealed under the ticket's key."""

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    entry_id: str = Field(foreign_key="entry.id", index=True, ondelete="CASCADE")
    sealed: bytes = Field(sa_type=LargeBinary)


class Outbound(SQLModel, table=True):
    """An answer on its way: written in the transaction that decided it, sealed when it leaves."""

    __table_args__ = (one_of("state", OUT_STATES),)

    id: str = Field(primary_key=True)
    message_id: str = Field(unique=True)  # the same for every attempt
    ticket_id: str | None = Field(default=None, foreign_key="ticket.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    author_id: str | None = None  # the handler who wrote it, who may take it back, as may who leads
    kind: str  # what sort of mail: "received", "transcript", "guidance"
    automatic: bool  # no person wrote it
    content: bool  # holds words about the ticket; such a mail waits rather than leave open
    made_at: datetime = Field(index=True)  # budgets count what was written lately
    due_at: datetime = Field(index=True)
    undo_until: datetime | None = None  # a handler may still take it back
    state: str = Field(default="waiting", index=True)
    attempts: int = 0
    reason: str = ""
    sent_at: datetime | None = None
    left_sealed: bool | None = None
    sealed: bytes = Field(sa_type=LargeBinary)


class Nonce(SQLModel, table=True):
    """A word from a notification that binds a reply to one handler, one ticket and what they had seen of it."""

    __table_args__ = (Index("ix_nonce_person_id_issued_at", "person_id", "issued_at"),)

    id: str = Field(primary_key=True)
    mark: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id")
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    seen: int  # up to which entry the ticket was shown to them
    told: int  # how many entries it had; more than `seen` where a row of a list was all they were given
    issued_at: datetime
    used_at: datetime | None = None


class Spent(SQLModel, table=True):
    """A signature that was obeyed; it is never obeyed again."""

    mark: str = Field(primary_key=True)
    person_id: str
    at: datetime


class Ciphertext(SQLModel, table=True):
    """An encrypted body that arrived before, so that a captured one sent again is known."""

    mark: str = Field(primary_key=True)
    kept_id: str
    person_id: str | None = None
    at: datetime


class Record(SQLModel, table=True):
    """One line of the record: who did what when, chained to the line before. Codes and ids only, no content."""

    __table_args__ = (UniqueConstraint("writer", "number"),)

    id: str = Field(primary_key=True)
    writer: str
    number: int
    at: datetime
    who: str
    what: str
    ticket_id: str | None = Field(default=None, index=True)
    detail: str = ""
    before: str
    chain: str
