"""Questions about lists of indicators, and about what tickets are known again by. None of them opens what is sealed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from db.sightings import Brought, Feed, Indicator, Observable
from db.store import Books
from db.tables import Entry, Member, Outbound, Ticket

AT_ONCE = 500  # marks in one question; no store takes any number

HITS = (
    select(Indicator.mark, Feed)
    .join(Feed, col(Indicator.feed_id) == Feed.id)
    .where(col(Indicator.mark).in_(bindparam("marks", expanding=True)))
)
KNOWN = select(Observable.mark, Observable.strict).where(
    Observable.ticket_id == bindparam("ticket"), col(Observable.mark).in_(bindparam("marks", expanding=True))
)
ELSEWHERE = (
    select(Observable.mark)
    .where(col(Observable.mark).in_(bindparam("marks", expanding=True)), Observable.ticket_id != bindparam("ticket"))
    .distinct()
)
Theirs = aliased(Observable)
CAMPAIGN = (
    select(Ticket.name, func.max(Ticket.opened_at))
    .join(Theirs, col(Theirs.ticket_id) == Ticket.id)
    .join(Observable, col(Observable.mark) == Theirs.mark)
    .where(
        Observable.ticket_id == bindparam("ticket"),
        col(Observable.strict),
        col(Theirs.strict),
        Theirs.ticket_id != bindparam("ticket"),
        col(Ticket.key).is_not(None),
    )
    .group_by(Ticket.name)
    .order_by(func.max(Ticket.opened_at).desc(), Ticket.name)
    .limit(bindparam("most"))
)
SHARING = (
    select(Ticket.id)
    .join(Theirs, col(Theirs.ticket_id) == Ticket.id)
    .join(Observable, col(Observable.mark) == Theirs.mark)
    .where(
        Observable.ticket_id == bindparam("ticket"),
        col(Observable.strict),
        col(Theirs.strict),
        Theirs.ticket_id != bindparam("ticket"),
        col(Ticket.key).is_not(None),
        col(Ticket.status).in_(bindparam("statuses", expanding=True)),
    )
    .group_by(Ticket.id)
    .order_by(func.min(Ticket.opened_at), Ticket.id)
    .limit(bindparam("most"))
)
LATELY = (
    select(func.count(func.distinct(Entry.id)))
    .select_from(Member)
    .join(Entry, col(Entry.ticket_id) == Member.ticket_id)
    .where(
        Member.person_id == bindparam("person"),
        Entry.person_id == bindparam("person"),
        Entry.kind == "letter",
        col(Entry.at) > bindparam("since"),
    )
)


class Match(NamedTuple):
    """A ticket whose stored mark is the mark of an indicator."""

    ticket_id: str
    entry_id: str
    kind: str
    indicator: Indicator


def _batches(marks: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(marks), AT_ONCE):
        yield list(marks[at : at + AT_ONCE])


def hits(books: Books, marks: Sequence[str]) -> Sequence[tuple[str, Feed]]:
    """Which of these marks stand in which list."""
    found: list[tuple[str, Feed]] = []
    for some in _batches(marks):
        found += books.session.exec(HITS, params={"marks": some}).all()
    return found


def observed(books: Books, ticket_id: str, marks: Sequence[str]) -> dict[str, bool]:
    """Which of these marks the ticket has already, and whether each is strict."""
    found: dict[str, bool] = {}
    for some in _batches(marks):
        found |= dict(books.session.exec(KNOWN, params={"ticket": ticket_id, "marks": some}).all())
    return found


def seen_elsewhere(books: Books, ticket_id: str, marks: Sequence[str]) -> frozenset[str]:
    """Which of these marks another ticket has."""
    found: set[str] = set()
    for some in _batches(marks):
        found |= set(books.session.exec(ELSEWHERE, params={"ticket": ticket_id, "marks": some}).all())
    return frozenset(found)


def make_strict(books: Books, ticket_id: str, mark: str) -> None:
    """A host that only stood above another one was met itself now."""
    books.session.flush()
    theirs = update(Observable).where(col(Observable.ticket_id) == ticket_id, col(Observable.mark) == mark)
    books.session.connection().execute(theirs.values(strict=True, derived=False))


def forget_observables(books: Books, ticket_id: str) -> None:
    """Nothing of an erased ticket is found again."""
    books.session.flush()
    books.session.connection().execute(delete(Observable).where(col(Observable.ticket_id) == ticket_id))


def campaign_of(books: Books, ticket_id: str, most: int) -> Sequence[str]:
    """Names of other tickets that share something strict with this one, the latest first."""
    found = books.session.exec(CAMPAIGN, params={"ticket": ticket_id, "most": most}).all()
    return [name for name, _ in found]


def tickets_of_campaign(books: Books, ticket_id: str, statuses: Sequence[str], most: int) -> Sequence[Ticket]:
    """The first other tickets in these statuses that share something strict with this one, the oldest in front."""
    asked = {"ticket": ticket_id, "statuses": list(statuses), "most": most}
    idents = books.session.exec(SHARING, params=asked).all()
    found: dict[str, Ticket] = {}
    for some in _batches(idents):
        rows = books.session.exec(select(Ticket).where(col(Ticket.id).in_(some))).all()
        found |= {one.id: one for one in rows}
    return [found[ident] for ident in idents]


def feed_marked(books: Books, mark: str) -> Feed | None:
    return books.session.exec(select(Feed).where(Feed.mark == mark)).first()


def feeds_known(books: Books) -> Sequence[Feed]:
    """Every list, the one that was read last in front."""
    return books.session.exec(select(Feed).order_by(col(Feed.at).desc(), col(Feed.id))).all()


def marks_of_feed(books: Books, feed_id: str) -> frozenset[str]:
    return frozenset(books.session.exec(select(Indicator.mark).where(Indicator.feed_id == feed_id)).all())


def drop_feed(books: Books, feed_id: str) -> None:
    """Takes a list and all its indicators away."""
    books.session.flush()
    books.session.expire_all()
    books.session.connection().execute(delete(Indicator).where(col(Indicator.feed_id) == feed_id))
    books.session.connection().execute(delete(Feed).where(col(Feed.id) == feed_id))


def matches(books: Books, feed_id: str) -> Sequence[Match]:
    """Which tickets that can still be read have what this list names, in the order they were opened."""
    asked = (
        select(Observable.ticket_id, Observable.entry_id, Observable.kind, Indicator)
        .join(Indicator, col(Indicator.mark) == Observable.mark)
        .join(Ticket, col(Ticket.id) == Observable.ticket_id)
        .where(Indicator.feed_id == feed_id, col(Ticket.key).is_not(None))
        .order_by(col(Ticket.opened_at), col(Ticket.id), col(Indicator.id))
    )
    return [Match(*row) for row in books.session.exec(asked).all()]


def mails_of_kind(books: Books, ticket_id: str, kind: str) -> int:
    """How many mails of this kind were ever written about the ticket."""
    return books.session.exec(select(func.count()).where(Outbound.ticket_id == ticket_id, Outbound.kind == kind)).one()


def mails_of_kind_since(books: Books, kind: str, since: datetime) -> int:
    """How many mails of this kind were written since then, about whatever ticket."""
    asked = select(func.count()).where(Outbound.kind == kind, col(Outbound.made_at) > since)
    return books.session.exec(asked).one()


def letters_lately(books: Books, person_id: str, since: datetime) -> int:
    """How many letters somebody wrote since then, in all their tickets."""
    return books.session.exec(LATELY, params={"person": person_id, "since": since}).one()


def lists_brought(books: Books, most: int) -> Sequence[Brought]:
    """Lists that came by mail and wait to be read, the oldest first."""
    asked = select(Brought).where(col(Brought.done_at).is_(None)).order_by(col(Brought.at)).limit(most)
    return books.session.exec(asked).all()


def brought_by_id(books: Books, ident: str) -> Brought:
    return books.session.exec(select(Brought).where(Brought.id == ident)).one()
