"""A store of an earlier version is brought up to this one: every row is still there, and so is what points at it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text

from db.store import open_engine
from db.upgrading import LATEST, StoreShut, _config, shape_of, upgrade

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
DAY = "2026-11-01 08:00:00"

ROWS = (
    f"INSERT INTO person VALUES ('p1', 'handler', x'00', x'00', 'ar', 1, '{DAY}')",
    "INSERT INTO address VALUES ('a1', 'p1', 'm', 'r', x'00')",
    f"INSERT INTO certificate VALUES ('c1', 'p1', 'm', 'pinned', 'handler', x'00', '{DAY}', NULL)",
    "INSERT INTO keymark VALUES ('k1', 'c1', 'm')",
    "INSERT INTO ticket (id, name, key, status, priority, language, opened_at, touched_at, entries, held_sealed, safe, "
    f"figures) VALUES ('t1', 'H-AAAA-AAAA', x'00', 'new', 'P1', 'ar', '{DAY}', '{DAY}', 1, 1, 'unknown', x'00')",
    "INSERT INTO member VALUES ('m1', 't1', 'p1', 'handler', 'tok')",
    f"INSERT INTO nonce VALUES ('n1', 'nm', 'p1', 't1', 1, '{DAY}', NULL)",
)
COUNTED = ("person", "address", "certificate", "keymark", "ticket", "member", "nonce")


@pytest.fixture
def old(tmp_path: Path) -> Engine:
    """A store as the version before the handlers' desk left it."""
    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    with engine.execution_options(hirz_writes=True).begin() as link:
        config = _config()
        config.attributes["connection"] = link
        command.upgrade(config, "0003")
    with engine.execution_options(hirz_writes=True).begin() as link:
        for row in ROWS:
            link.execute(text(row))
    return engine


def test_nothing_goes_when_tables_are_made_anew(old: Engine) -> None:
    upgrade(old, None, NOW)
    assert shape_of(old) == LATEST
    with old.connect() as link:
        counts = {table: link.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in COUNTED}
        assert counts == dict.fromkeys(COUNTED, 1)
        assert link.execute(text("SELECT notices FROM person")).scalar() == "each"
        assert not link.execute(text("SELECT restricted FROM ticket")).scalar()
        assert link.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert link.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def test_a_new_seat_can_be_taken_afterwards(old: Engine) -> None:
    upgrade(old, None, NOW)
    with old.execution_options(hirz_writes=True).begin() as link:
        link.execute(text("UPDATE person SET role = 'threat_lab'"))
    with pytest.raises(Exception, match="role_known"), old.execution_options(hirz_writes=True).begin() as link:
        link.execute(text("UPDATE person SET role = 'king'"))


def test_a_store_with_rows_that_point_at_nothing_is_left_as_it_was(old: Engine) -> None:
    with old.connect() as link:
        link.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        link.execute(text("DELETE FROM person"))
        link.commit()
    old.dispose()
    with pytest.raises(StoreShut, match="point at nothing"):
        upgrade(old, None, NOW)
    assert shape_of(old) == "0003"
