"""Bringing a store up to this version: a backup first, one transaction, and never an older program on a newer store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from alembic.config import Config

LATEST = "0006"


class StoreShut(Exception):
    """The store cannot be opened: its file is damaged or out of reach, or its server is not there."""


class StoreTooNew(Exception):
    """The store was written by a newer Hirz than this one; upgrade the program, not the store."""


def shape_of(engine: Engine) -> str | None:
    """The step that the store stands at; None for an empty one."""
    with engine.connect() as link:
        if not inspect(link).has_table("alembic_version"):
            return None
        return link.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, backups: Path | None, now: datetime) -> Path | None:
    """Brings the store to LATEST; returns the backup copy that was made before. Raises StoreShut, StoreTooNew."""
    try:
        shape = shape_of(engine)
    except DBAPIError as trouble:
        raise StoreShut(f"the store cannot be opened: {' '.join(str(trouble.orig).split())}") from None
    if shape == LATEST:
        return None
    if shape is not None and shape not in _steps():
        raise StoreTooNew(f"the store stands at step {shape}, this program knows steps up to {LATEST}")
    copy = _back_up(engine, backups, now) if shape is not None and backups is not None else None
    from alembic import command  # a start without an upgrade, as nearly all are, need not wait for it

    with _without_foreign_keys(engine) as link, link.begin():
        config = _config()
        config.attributes["connection"] = link
        command.upgrade(config, LATEST)
        if link.dialect.name == "sqlite" and link.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StoreShut("the store holds rows that point at nothing; nothing was changed")
    return copy


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """SQLite changes a table by making it anew and dropping the old one: what points at it must not go with it."""
    with engine.execution_options(hirz_writes=True).connect() as link:
        keys = link.connection.cursor() if link.dialect.name == "sqlite" else None
        if keys is not None:  # before a transaction begins: within one the pragma does nothing
            keys.execute("PRAGMA foreign_keys=OFF")
        try:
            yield link
        finally:
            if keys is not None:
                keys.execute("PRAGMA foreign_keys=ON")


def _steps() -> set[str]:
    from alembic.script import ScriptDirectory

    return {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "db:migrations")
    return config


def _back_up(engine: Engine, backups: Path, now: datetime) -> Path | None:
    """A whole copy of an SQLite store, taken through SQLite itself so that the log is in it."""
    url = make_url(str(engine.url))
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = backups / f"before-{LATEST}-{now:%Y%m%dT%H%M%SZ}.sqlite"
    copy.touch(mode=0o600)
    with sqlite3.connect(url.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy
