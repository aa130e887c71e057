"""Questions of the leak guard: what was given out, and what somebody was shown lately."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Integer, bindparam, func, union_all
from sqlmodel import col, select

from db.casework import Draft
from db.store import Books
from db.tables import Entry, Member, Nonce, Proposal, Ticket

LATELY = 200  # notices and transcripts that are looked back on

CODES_KNOWN = union_all(
    *(
        select(table.mark).where(col(table.mark).in_(bindparam("marks", expanding=True)))
        for table in (Nonce, Proposal, Draft)
    )
)
OF_KINDS = (
    select(Entry)
    .where(Entry.ticket_id == bindparam("ticket"), col(Entry.kind).in_(bindparam("kinds", expanding=True)))
    .order_by(col(Entry.number).desc())
    .limit(bindparam("most", type_=Integer))
)
RANKED = (
    select(
        Entry.id,
        func.row_number().over(partition_by=col(Entry.ticket_id), order_by=col(Entry.number).desc()).label("place"),
    )
    .where(
        col(Entry.ticket_id).in_(bindparam("tickets", expanding=True)),
        col(Entry.kind).in_(bindparam("kinds", expanding=True)),
    )
    .subquery()
)
NEWEST_OF_EACH = (
    select(Entry)
    .join(RANKED, RANKED.c.id == Entry.id)
    .where(RANKED.c.place <= bindparam("most", type_=Integer))
    .order_by(col(Entry.number).desc())
)
SHOWN = (
    select(Nonce.ticket_id)
    .where(Nonce.person_id == bindparam("person"))
    .order_by(col(Nonce.issued_at).desc())
    .limit(LATELY)
)
TICKETS = select(Ticket).where(col(Ticket.id).in_(bindparam("idents", expanding=True)))
BELONGS_TO = select(Member.ticket_id).where(
    Member.person_id == bindparam("person"), col(Member.ticket_id).in_(bindparam("tickets", expanding=True))
)


def codes_known(books: Books, marks: Sequence[str]) -> list[str]:
    """Which of these marks belong to a nonce, a proposal or a draft of ours, used or not."""
    if not marks:
        return []
    books.session.flush()
    return list(books.session.connection().execute(CODES_KNOWN, {"marks": list(marks)}).scalars())


def entries_of_kinds(books: Books, ticket_id: str, kinds: Sequence[str], most: int) -> Sequence[Entry]:
    """The newest entries of these kinds, at most so many."""
    return books.session.exec(OF_KINDS, params={"ticket": ticket_id, "kinds": list(kinds), "most": most}).all()


def newest_of_each(
    books: Books, tickets: Collection[str], kinds: Sequence[str], most: int
) -> Mapping[str, Sequence[Entry]]:
    """For each of these tickets its newest entries of these kinds, at most so many."""
    if not tickets:
        return {}
    found: dict[str, list[Entry]] = {}
    asked = {"tickets": sorted(tickets), "kinds": list(kinds), "most": most}
    for entry in books.session.exec(NEWEST_OF_EACH, params=asked).all():
        found.setdefault(entry.ticket_id, []).append(entry)
    return found


def tickets_shown_to(books: Books, person_id: str, most: int, *, besides: str) -> Sequence[Ticket]:
    """The tickets that somebody got notices about last, the newest first."""
    lately = dict.fromkeys(books.session.exec(SHOWN, params={"person": person_id}).all())
    lately.pop(besides, None)
    if not lately:
        return ()
    return books.session.exec(TICKETS, params={"idents": list(lately)[:most]}).all()


def belongs_to(books: Books, person_id: str, tickets: Sequence[str]) -> frozenset[str]:
    """Which of these tickets somebody has a part in."""
    if not tickets:
        return frozenset()
    return frozenset(books.session.exec(BELONGS_TO, params={"person": person_id, "tickets": list(tickets)}).all())
