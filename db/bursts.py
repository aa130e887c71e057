"""Bursts: many mails of people nobody knows in a short time, and the knocks by which one is noticed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Burst(SQLModel, table=True):
    """A flood of mails, from when there were too many until there are few again. Its tickets name it."""

    id: str = Field(primary_key=True)  # short, and said aloud: B-7K4Q
    began_at: datetime
    last_at: datetime  # when the last mail of it came
    ended_at: datetime | None = None
    opened: int = 0  # tickets that were opened silently
    urgent: int = 0  # those among them that were told all the same
    told_at: datetime | None = None  # when the shift heard of it last
    told: int = 0  # how many there were then


class Knock(SQLModel, table=True):
    """That somebody whom nothing proves opened a ticket; forgotten as soon as it counts no more."""

    __table_args__ = (Index("ix_knock_mark_at", "mark", "at"),)

    id: str = Field(primary_key=True)
    mark: str  # of the mailbox, of its domain, or of all there are
    at: datetime = Field(index=True)
