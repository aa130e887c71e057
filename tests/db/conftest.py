"""An empty founded store for one test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.founding import found
from db.store import Store
from db.vault import Vault
from tests.stores import blank_engine

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(blank_engine(tmp_path), Vault(b"m" * 32))
    found(store, NOW)
    yield store
    store.close()
