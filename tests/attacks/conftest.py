"""A desk that real mails reach, for one test each; the store behind it is made once and copied."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.store import Store
from db.vault import Vault
from pgp.keyring import Keyring
from tests.attacks.scene import Scene
from tests.mailflows.flow import new_flow
from tests.people import People, Person, make_person
from tests.pgp.conftest import keyring, now
from tests.stores import blank_engine

__all__ = ["keyring", "now"]


@pytest.fixture
def scene(tmp_path: Path, people: People, keyring: Keyring) -> Iterator[Scene]:
    with_store = new_scene(tmp_path, people, keyring)
    yield with_store
    with_store.flow.store.close()


def new_scene(folder: Path, people: People, keyring: Keyring) -> Scene:
    """A founded desk with two handlers and a threat lab, at this machine's time: the keys are real and have dates."""
    flow = new_flow(Store(blank_engine(folder), Vault(b"m" * 32)), people)
    flow.now = datetime.now(UTC)
    flow.becomes(founded=flow.now - timedelta(days=60))
    return Scene(flow, keyring)


@pytest.fixture(scope="session")
def veteran(people: People) -> Person:
    """A handler whose key is old enough to have signed long ago; it lies in the same home as the desk's certificate."""
    old = datetime.now(UTC) - timedelta(days=100)
    return make_person("Old Hand", "hand@desk.test", people.desk.home, when=old)


@pytest.fixture(scope="session")
def leads(people: People) -> tuple[Person, Person]:
    """Two who lead a desk."""
    names = ("Lamia", "Lutfi")
    one, two = (make_person(f"{name} Lead", f"{name.lower()}@desk.test", people.desk.home) for name in names)
    return one, two


@pytest.fixture(scope="session")
def rival(people: People) -> Person:
    """Mallory's key with the reporter's name and address in it."""
    return make_person(people.reporter.name, people.reporter.address, people.desk.home)
