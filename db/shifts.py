"""Who is on call when, the days on which the office keeps other hours, and duties that were done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables import one_of

SEASONS = ("holiday", "ramadan")


class Shift(SQLModel, table=True):
    """One person's time on call. What was said is kept as the clock on the wall; the moments follow from it."""

    __table_args__ = (CheckConstraint("ends > begins", name="shift_lasts"),)

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    deputy_id: str | None = Field(default=None, foreign_key="person.id", index=True, ondelete="SET NULL")
    day: date
    begins: int  # minutes after midnight, by the office's clock
    ends: int  # the same; above 1440 on the day after
    begins_at: datetime
    ends_at: datetime = Field(index=True)
    made_at: datetime  # when this person got it: nobody is late for a shift that was given to them in its middle


class Season(SQLModel, table=True):
    """Days on which the office is closed, or keeps the hours of Ramadan."""

    __table_args__ = (one_of("kind", SEASONS),)

    id: str = Field(primary_key=True)
    kind: str
    first: date
    last: date = Field(index=True)  # still one of them
    begins: int = 0  # minutes after midnight; of a holiday nothing
    ends: int = 0


class Duty(SQLModel, table=True):
    """Something that is owed to somebody once, such as the hand-over of one shift, and was done."""

    __table_args__ = (UniqueConstraint("kind", "person_id", "mark"),)

    id: str = Field(primary_key=True)
    kind: str  # "handover", "my_day", "unreachable"
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    mark: str  # what it was about: a shift, a day, a key
    at: datetime
    late: bool = False
