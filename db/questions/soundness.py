"""The questions that are asked to see whether a store is sound; they read everything and belong to no flow."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from db.casework import Token
from db.sightings import Observable
from db.store import Books
from db.tables import Entry, Kept, Look, Outbound, Raw, Ticket


def all_kept(books: Books) -> Sequence[Kept]:
    return books.session.exec(select(Kept).order_by(col(Kept.kept_at))).all()


def kept_with_octets(books: Books) -> frozenset[str]:
    """Ids of the mails whose octets are here."""
    return frozenset(books.session.exec(select(Raw.kept_id)).all())


def octets_of(books: Books, kept_id: str) -> Raw | None:
    return books.session.exec(select(Raw).where(Raw.kept_id == kept_id)).first()


def all_tickets(books: Books) -> Sequence[Ticket]:
    return books.session.exec(select(Ticket).order_by(col(Ticket.opened_at))).all()


def all_entries(books: Books) -> Sequence[Entry]:
    return books.session.exec(select(Entry).order_by(col(Entry.ticket_id), col(Entry.number))).all()


def all_looks(books: Books) -> Sequence[Look]:
    return books.session.exec(select(Look)).all()


def all_outbound(books: Books) -> Sequence[Outbound]:
    return books.session.exec(select(Outbound).order_by(col(Outbound.made_at))).all()


def erased_and_observed(books: Books) -> Sequence[str]:
    """Ids of erased tickets that something is still known again by."""
    asked = select(Ticket.id).join(Observable).where(col(Ticket.key).is_(None)).distinct()
    return books.session.exec(asked.order_by(Ticket.id)).all()


def erased_and_found(books: Books) -> Sequence[str]:
    """Ids of erased tickets that some word still finds."""
    asked = select(Ticket.id).join(Token).where(col(Ticket.key).is_(None)).distinct()
    return books.session.exec(asked.order_by(Ticket.id)).all()


def damage(books: Books) -> tuple[str, ...]:
    """What the engine itself finds wrong; nothing to ask where the store lies behind a server that looks after it."""
    if books.session.get_bind().dialect.name != "sqlite":
        return ()
    found: list[Any] = [row[0] for row in books.session.execute(text("PRAGMA integrity_check(5)")).all()]
    astray = [f"{row[0]} points nowhere" for row in books.session.execute(text("PRAGMA foreign_key_check")).all()]
    return tuple([str(one) for one in found if one != "ok"] + astray)
