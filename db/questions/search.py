"""Questions about the marks of words that tickets are found by. None of them opens what is sealed."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Integer, bindparam, delete, exists, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, select

from db.casework import Draft, Named, Tie, Token
from db.questions.queue import Reader, may_see
from db.store import Books
from db.tables import Entry, Member, Nonce, Outbound, Ticket

COMMON = 5_000  # marks of a word that leads no more
COUNTED = 200  # tickets that are counted; above, nobody asks how many
AT_ONCE = 500  # marks in one question
MOST_MERGES = 8  # that are followed, one behind the other

INSERTED = "INSERT OR IGNORE INTO token (mark, ticket_id) VALUES (?, ?)"
HOW_MANY = select(func.count()).select_from(
    select(Token.mark)
    .where(col(Token.mark).in_(bindparam("marks", expanding=True)))
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
LATELY = (
    select(Entry)
    .where(Entry.ticket_id == bindparam("ticket"))
    .order_by(col(Entry.number).desc())
    .limit(bindparam("most", type_=Integer))
)
PARTS = (
    select(Tie.other_id, Ticket)
    .join(Ticket, col(Tie.ticket_id) == Ticket.id)
    .where(col(Tie.other_id).in_(bindparam("tickets", expanding=True)), Tie.kind == "merged")
)
WAITS = col(Outbound.state).in_(("waiting", "held", "failed"))
# a merged one's words may stand with the ticket it became part of
UNMARKED = select(Ticket.name).where(
    col(Ticket.key).is_not(None), Ticket.status != "merged", ~exists().where(col(Token.ticket_id) == Ticket.id)
)


def write_tokens(books: Books, ticket_id: str, marks: Collection[bytes]) -> None:
    """Writes down that these words stand in the ticket; those that it has already change nothing."""
    if not marks:
        return
    books.settle_new()
    link = books.session.connection()
    ordered = sorted(marks)  # as the table lies, so that each of its pages is touched once
    if link.dialect.name == "sqlite":  # for each letter a hundred rows: past SQLAlchemy at a third of the cost
        link.exec_driver_sql(INSERTED, [(mark, ticket_id) for mark in ordered])
    else:
        rows = [{"mark": mark, "ticket_id": ticket_id} for mark in ordered]
        link.execute(insert(Token).on_conflict_do_nothing(), rows)


def tokens_of(books: Books, ticket_id: str) -> frozenset[bytes]:
    return frozenset(books.session.exec(select(Token.mark).where(Token.ticket_id == ticket_id)).all())


def delete_tokens(books: Books, ticket_id: str, marks: Collection[bytes] | None = None) -> None:
    """All of a ticket's, or these alone."""
    if marks is not None and not marks:
        return
    books.settle_new()
    theirs = delete(Token).where(col(Token.ticket_id) == ticket_id)
    if marks is None:
        books.session.connection().execute(theirs)
        return
    for some in _batches(marks):
        books.session.connection().execute(theirs.where(col(Token.mark).in_(some)))


def _batches(marks: Collection[bytes]) -> Iterator[list[bytes]]:
    ordered = sorted(marks)
    for at in range(0, len(ordered), AT_ONCE):
        yield ordered[at : at + AT_ONCE]


def delete_all_tokens(books: Books) -> int:
    """How many there were."""
    books.session.flush()
    return books.session.connection().execute(delete(Token)).rowcount


def tickets_marked(
    books: Books, wanted: Sequence[Collection[bytes]], reader: Reader, most: int
) -> tuple[Sequence[Ticket], int]:
    """Tickets that have one mark of each of these groups, what changed last in front; and how many, up to `COUNTED`.

    Only those the reader may see, in both. A rare word leads; where all are common, tickets are walked from the newest
    on, which soon has enough of them.
    """
    if not all(wanted) or not wanted:
        return (), 0
    by_count = sorted((_count(books, marks), list(marks)) for marks in wanted)
    rarest, rare = by_count[0]
    chosen = [col(Ticket.key).is_not(None), may_see(reader)]
    if rarest <= COMMON:
        led = select(Token.ticket_id).where(col(Token.mark).in_(rare))
        for _, marks in by_count[1:]:
            led = led.where(_has(marks, col(Token.ticket_id)))
        chosen.append(col(Ticket.id).in_(led))
    else:
        chosen += [_has(marks, col(Ticket.id)) for _, marks in by_count]
    asked = select(Ticket.id).where(*chosen).order_by(col(Ticket.touched_at).desc()).limit(COUNTED)
    found = books.session.exec(asked).all()
    idents = found[:most]
    there = {one.id: one for one in books.session.exec(select(Ticket).where(col(Ticket.id).in_(idents))).all()}
    return [there[ident] for ident in idents], len(found)


def _has(marks: Sequence[bytes], ticket_id: Mapped[str]) -> ColumnElement[bool]:
    beside = aliased(Token)
    return exists().where(col(beside.mark).in_(marks), col(beside.ticket_id) == ticket_id)


def _count(books: Books, marks: Collection[bytes]) -> int:
    return books.session.exec(HOW_MANY, params={"marks": list(marks), "most": COMMON + 1}).one()


def entries_lately(books: Books, ticket_id: str, most: int) -> Sequence[Entry]:
    """The newest entries of a ticket, the last one in front."""
    return books.session.exec(LATELY, params={"ticket": ticket_id, "most": most}).all()


def any_token(books: Books) -> bool:
    return books.session.exec(select(Token.mark).limit(1)).first() is not None


def ticket_without_tokens(books: Books) -> str | None:
    """The name of a ticket that can be read and is found by no word, if there is one."""
    return books.session.exec(UNMARKED.limit(1)).first()


def tickets_readable(books: Books) -> Sequence[str]:
    """Ids of all tickets whose key is there, in the order they were opened."""
    asked = select(Ticket.id).where(col(Ticket.key).is_not(None)).order_by(col(Ticket.opened_at), col(Ticket.id))
    return books.session.exec(asked).all()


def tickets_merged_into(books: Books, idents: Sequence[str]) -> Mapping[str, Sequence[Ticket]]:
    """For each of these tickets those that became part of it, whose letters still lie with them.

    Also those that were merged into one of its parts before, `MOST_MERGES` deep.
    """
    parts: dict[str, list[Ticket]] = {ident: [] for ident in idents}
    above = {ident: {ident} for ident in idents}  # of what each ticket that is looked at is a part
    for _ in range(MOST_MERGES):
        below: dict[str, set[str]] = {}
        for ident, part in books.session.exec(PARTS, params={"tickets": list(above)}).all():
            below.setdefault(part.id, set()).update(above[ident])
            for whole in above[ident]:
                parts[whole].append(part)
        if not below:
            break
        above = below
    return parts


def forget_casework(books: Books, ticket_id: str) -> None:
    """Drafts, nonces, ties and who was named on it go with an erased ticket."""
    books.session.flush()
    link = books.session.connection()
    for kind in (Draft, Nonce, Named):
        link.execute(delete(kind).where(col(kind.ticket_id) == ticket_id))
    link.execute(delete(Tie).where((col(Tie.ticket_id) == ticket_id) | (col(Tie.other_id) == ticket_id)))


def outbound_unsent(books: Books, ticket_id: str) -> Sequence[Outbound]:
    """Mails about a ticket that have not left."""
    return books.session.exec(select(Outbound).where(Outbound.ticket_id == ticket_id, WAITS)).all()


def outbound_of_kinds(books: Books, kinds: Sequence[str], states: Sequence[str]) -> Sequence[Outbound]:
    """Mails of these kinds about whatever ticket, or none, that stand so; asked by the index of how they stand."""
    asked = select(Outbound).where(col(Outbound.state).in_(states), col(Outbound.kind).in_(kinds))
    return books.session.exec(asked).all()


def tickets_of_person(books: Books, person_id: str) -> Sequence[Ticket]:
    """All tickets somebody belongs to, as whatever."""
    return books.session.exec(select(Ticket).join(Member).where(Member.person_id == person_id)).all()
