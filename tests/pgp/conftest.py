"""The desk's keyring, and what its store knows."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pgp.keyring import Keyring
from tests.people import People


@pytest.fixture(scope="session")
def keyring(people: People) -> Iterator[Keyring]:
    with Keyring.build([people.desk.secret_key]) as keyring:
        yield keyring


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
