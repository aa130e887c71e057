"""What handlers' work leaves beside a ticket: drafts, ties to other tickets, who may see it, words to find it by."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables import one_of

TIES = ("related", "merged", "split", "recurrence", "part")
CONFIRMS = ("author", "second")


class Draft(SQLModel, table=True):
    """A mail to somebody outside that was written and waits for a code: its author's, or a second person's."""

    __table_args__ = (one_of("needs", CONFIRMS),)

    id: str = Field(primary_key=True)
    mark: str = Field(unique=True)  # of the code by which it is confirmed
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")  # who wrote it
    what: str  # the word it came from: "preview", "reply", "send-plain"
    needs: str
    at: datetime
    done_at: datetime | None = None
    sealed: bytes = Field(sa_type=LargeBinary)  # the mail's name and facts, under the ticket's key


class Tie(SQLModel, table=True):
    """That one ticket belongs to another, and how. Read both ways; `kind` is said of the first."""

    __table_args__ = (one_of("kind", TIES), UniqueConstraint("ticket_id", "other_id", "kind"))

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", ondelete="CASCADE")  # the three above are its index
    other_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    kind: str  # merged: into the other; split, part, recurrence: of the other
    at: datetime


class Named(SQLModel, table=True):
    """Somebody at the desk who may see a restricted ticket."""

    ticket_id: str = Field(primary_key=True, foreign_key="ticket.id", ondelete="CASCADE")
    person_id: str = Field(primary_key=True, foreign_key="person.id", index=True, ondelete="CASCADE")


class Token(SQLModel, table=True):
    """A word that stands in a ticket, as a mark under the key for tokens: found again, but never read."""

    __table_args__ = {"sqlite_with_rowid": False}

    mark: bytes = Field(primary_key=True, sa_type=LargeBinary)
    ticket_id: str = Field(primary_key=True, foreign_key="ticket.id", index=True, ondelete="CASCADE")


class Gathered(SQLModel, table=True):
    """Something that somebody at the desk will be told of in their next digest; it goes when that is written."""

    __table_args__ = (Index("ix_gathered_person_id_at", "person_id", "at"),)

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE")
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    event: str  # what happened, a code
    at: datetime
