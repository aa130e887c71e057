"""An empty founded store for one test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.founding import found
from db.store import Store, open_engine
from db.upgrading import upgrade
from db.vault import Vault

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    upgrade(engine, None, NOW)
    store = Store(engine, Vault(b"m" * 32))
    found(store, NOW)
    yield store
    store.close()
