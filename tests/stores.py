"""Empty stores: all steps are gone once in a process, and what came of it is copied for each test."""

import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from db.store import open_engine
from db.upgrading import upgrade


@cache
def blank() -> bytes:
    """The octets of a store with its tables and nothing in it."""
    with tempfile.TemporaryDirectory(prefix="hz-") as folder:
        path = Path(folder) / "hirz.sqlite"
        engine = open_engine(f"sqlite:///{path}")
        upgrade(engine, None, datetime.now(UTC))
        with engine.connect() as link:
            link.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        return path.read_bytes()


def blank_engine(folder: Path) -> Engine:
    """An engine on a fresh store of this version in the folder."""
    path = folder / "hirz.sqlite"
    path.write_bytes(blank())
    return open_engine(f"sqlite:///{path}")
