"""Questions of the key calendar: whose key ends soon, and who was told so already."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from db.store import Books
from db.tables import Certificate, Member, Person, Reminder, Ticket

REMINDED = (
    select(Reminder.mark, func.min(Reminder.days))
    .where(col(Reminder.mark).in_(bindparam("marks", expanding=True)))
    .group_by(Reminder.mark)
)
AT_ONCE = 500  # marks in one question; no store takes any number


def reminded(books: Books, marks: Sequence[str]) -> dict[str, int]:
    """The nearest distance, in days, at which somebody was told of each of these ends; none where nobody was."""
    told: dict[str, int] = {}
    for at in range(0, len(marks), AT_ONCE):
        told |= dict(books.session.exec(REMINDED, params={"marks": list(marks[at : at + AT_ONCE])}).all())
    return told


def certificates_ending(
    books: Books, after: datetime, until: datetime, ended: Collection[str]
) -> Sequence[Certificate]:
    """Certificates that may be sealed to and end in this time, of reporters with an open ticket; the soonest first."""
    at_work = (
        select(Member.person_id)
        .join(Ticket)
        .where(Member.part == "reporter", col(Ticket.status).not_in(ended), col(Ticket.key).is_not(None))
    )
    asked = (
        select(Certificate)
        .join(Person)
        .where(
            Person.role == "reporter",
            col(Certificate.standing).in_(("pinned", "offered")),
            col(Certificate.expires_at) > after,
            col(Certificate.expires_at) <= until,
            col(Certificate.person_id).in_(at_work),
        )
    )
    return books.session.exec(asked.order_by(col(Certificate.expires_at))).all()


def tickets_of_reporter(books: Books, person_id: str) -> Sequence[Ticket]:
    """All tickets somebody wrote to us about, the one that was touched last in front."""
    asked = select(Ticket).join(Member).where(Member.person_id == person_id, Member.part == "reporter")
    return books.session.exec(asked.order_by(col(Ticket.touched_at).desc())).all()
