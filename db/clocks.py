"""What was promised about tickets, when the next step of each is due, whom to page, and what came back from others."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from db.tables import one_of

PROMISES = (
    "answer",  # a letter waits for the word of a person
    "word",  # the person is owed a next word
    "their_turn",  # the person was asked something
    "role",  # somebody was called and has not answered
    "vetting",  # who they are is being found out
    "check",  # what was mended is looked at again
    "reached",  # they were sent on: did they get there?
    "survey",  # they are asked how it was
    "closing",  # resolved, and nothing more came
    "own",  # a time that somebody at the desk set
    "look",  # nothing else is due: somebody looks at it again
)
STATES = ("running", "kept", "late", "dropped")


class Promise(SQLModel, table=True):
    """Something about a ticket that is due by a moment. Each step on the way is done once; ended ones are counted."""

    __table_args__ = (
        one_of("kind", PROMISES),
        one_of("state", STATES),
        # what is due is found from this index alone, however many tickets there are
        Index(
            "ix_promise_step_at",
            *("step_at", "id", "ticket_id", "kind", "about", "step", "due_at"),
            sqlite_where=text("step_at IS NOT NULL"),
            postgresql_where=text("step_at IS NOT NULL"),
        ),
        # at most one of each runs
        Index(
            "ix_promise_running",
            *("ticket_id", "kind", "about"),
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
        Index("ix_promise_ended_at", "ended_at", "kind", "state"),
    )

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    kind: str
    about: str = ""  # a role, where one was called
    since: datetime  # when it began to run
    due_at: datetime  # when it is broken
    step: int = 0  # how many steps were done
    step_at: datetime | None = None  # when the next one is due; none: nothing more happens by itself
    state: str = "running"  # kept in time, kept late, or dropped because it did not matter any more
    ended_at: datetime | None = None


class Pager(SQLModel, table=True):
    """Where somebody at the desk wants to be told that something waits: not what, and not sealed."""

    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    since: datetime
    sealed: bytes = Field(sa_type=LargeBinary)  # the address, under the person's key


class Calling(SQLModel, table=True):
    """A role that a lead told by mail: like one of the config's, and beside them."""

    name: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")  # who stands for it
    since: datetime
    ended_at: datetime | None = None
    sealed: bytes = Field(sa_type=LargeBinary)  # everything of mailflows.desk.Role, under that person's key


class PlatformCase(SQLModel, table=True):
    """A request to a platform and what came of it. Which platform and how it ended lies under the key for figures."""

    id: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, ondelete="CASCADE")
    sent_at: datetime = Field(index=True)
    answered_at: datetime | None = None
    figures: bytes = Field(sa_type=LargeBinary)
