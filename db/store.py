"""Opening the store: SQLite beside the daemon by default, PostgreSQL where one machine is not enough."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Insert, event, insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, create_engine

from db.vault import Vault

BUSY_MS = 10_000
StoreBusy = OperationalError  # locked for too long, or the disk is full: trouble of ours, to be tried again
ADVISORY_LOCK = 0x4849525A  # "HIRZ": one writer at a time per PostgreSQL store, as on SQLite

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Books:
    """One transaction's view of the store, with the vault that opens its sealed columns."""

    session: Session
    vault: Vault
    indexed: bool = True  # whether marks of words are written down, by which tickets are found

    def append(self, row: SQLModel) -> None:
        """Writes a row that nobody changes afterwards, at once: a fifth of what it costs to have it watched."""
        self.settle_new()
        self.session.connection().execute(_insert(type(row)), row.model_dump())

    def append_all(self, kind: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes many rows of one table that nobody changes afterwards, in one go."""
        if rows:
            self.settle_new()
            self.session.connection().execute(_insert(kind), list(rows))

    def settle_new(self) -> None:
        """What a row may point at stands before it. What merely changed is written once, when somebody asks for it."""
        if self.session.new or self.session.deleted:
            self.session.flush()

    def at_hand(self, kind: type[Row], ident: str) -> Row | None:
        """A row that is in use in this transaction. `Session.get` looks here too, but then asks at twice the price."""
        found: Row | None = self.session.identity_map.get(identity_key(kind, ident))
        return found


@dataclass(frozen=True)
class Store:
    """The store and its vault; every transaction is begun here."""

    engine: Engine
    vault: Vault
    indexed: bool = True

    @contextmanager
    def writing(self) -> Iterator[Books]:
        """A transaction that holds the only pen (BEGIN IMMEDIATE): commits at the end, or leaves no trace."""
        writer = self.engine.execution_options(hirz_writes=True)
        with Session(writer, expire_on_commit=False) as session, session.begin():
            if self.engine.dialect.name == "postgresql":
                session.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            yield Books(session, self.vault, self.indexed)

    @contextmanager
    def reading(self) -> Iterator[Books]:
        """A transaction that sees one state of the store and changes nothing."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield Books(session, self.vault, self.indexed)

    def close(self) -> None:
        self.engine.dispose()


@cache
def _insert(kind: type[SQLModel]) -> Insert:
    return insert(kind.__table__)  # type: ignore[attr-defined]  # every table has one


def store_file(url: str) -> Path | None:
    """Where an SQLite store lies; None for a store behind a server."""
    there = make_url(url)
    return Path(there.database) if there.get_backend_name() == "sqlite" and there.database else None


def open_engine(url: str) -> Engine:
    """An engine whose SQLite connections write through, forget what is deleted, and keep foreign keys."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(link: sqlite3.Connection, _record: Any) -> None:
    link.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_MS}",
    ):
        link.execute(f"PRAGMA {pragma}")


def _begin_sqlite(link: Connection) -> None:
    if link.get_execution_options().get("hirz_writes", False):
        link.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # waits for nobody, so no error of its needs SQLAlchemy's care, which costs ten times as much
        link.connection.cursor().execute("BEGIN")
