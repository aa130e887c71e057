"""A desk for one test, on an empty store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from db.vault import Vault
from tests.mailflows.flow import Flow, new_flow
from tests.people import People
from tests.stores import blank_engine


@pytest.fixture
def flow(tmp_path: Path, people: People) -> Iterator[Flow]:
    store = Store(blank_engine(tmp_path), Vault(b"m" * 32))
    yield new_flow(store, people)
    store.close()
