"""A desk for one test, on an empty store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store, open_engine
from db.upgrading import upgrade
from db.vault import Vault
from tests.mailflows.flow import FOUNDED, Flow, new_flow
from tests.people import People


@pytest.fixture
def flow(tmp_path: Path, people: People) -> Iterator[Flow]:
    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    upgrade(engine, None, FOUNDED)
    store = Store(engine, Vault(b"m" * 32))
    yield new_flow(store, people)
    store.close()
