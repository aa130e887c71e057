"""What tickets are known again by, and lists of what belongs to trouble; both find each other by marks alone."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables import one_of

TROUBLES = ("spyware", "stalkerware", "phishing", "other")


class Observable(SQLModel, table=True):
    """Something a ticket's trouble is known again by, as a mark alone: found again, but never read."""

    __table_args__ = (UniqueConstraint("ticket_id", "mark"),)

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", ondelete="CASCADE")  # the pair above is its index
    entry_id: str = Field(foreign_key="entry.id", index=True, ondelete="CASCADE")  # the letter it was first met in
    mark: str = Field(index=True)
    kind: str
    strict: bool  # alone enough to say that two tickets are about the same
    derived: bool  # not met itself: a host above one, or inside a link or an address


class Feed(SQLModel, table=True):
    """A list of indicators that somebody gave us, under the name it is known by here."""

    __table_args__ = (one_of("trouble", TROUBLES),)

    id: str = Field(primary_key=True)
    mark: str = Field(unique=True)  # of its name
    trouble: str
    at: datetime  # when this state of it was read
    count: int
    sealed: bytes = Field(sa_type=LargeBinary)  # name, date, what was refused; under the key for indicators


class Indicator(SQLModel, table=True):
    """One thing that a list names. The same mark as the observable it matches."""

    __table_args__ = (UniqueConstraint("feed_id", "mark"),)

    id: str = Field(primary_key=True)
    feed_id: str = Field(foreign_key="feed.id", ondelete="CASCADE")  # the pair above is its index
    mark: str = Field(index=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class Brought(SQLModel, table=True):
    """Lists that somebody who leads the desk sent by mail, until a round has read them out of the kept mail."""

    id: str = Field(primary_key=True)
    kept_id: str = Field(foreign_key="kept.id", index=True, ondelete="CASCADE")
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    at: datetime
    tries: int = 0
    done_at: datetime | None = Field(default=None, index=True)
    sealed: bytes = Field(sa_type=LargeBinary)  # which files; under the key of who sent them
