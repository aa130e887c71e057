"""Founding a store: when this desk began, its name inside signed lines, and proof that the master key is its own."""

from dataclasses import dataclass
from datetime import datetime

from db.questions import setting
from db.store import Books, Store
from db.tables import Setting
from db.vault import VaultShut, new_id

PROOF = "setting:proof"


@dataclass(frozen=True)
class Founding:
    """Since when this desk answers, and what it calls itself."""

    at: datetime
    instance: str


def found(store: Store, now: datetime) -> Founding:
    """Founds an empty store; an already founded one stays as it is."""
    with store.writing() as books:
        if setting(books, "founded") is None:
            books.session.add(Setting(name="founded", value=now.isoformat().encode()))
            books.session.add(Setting(name="instance", value=new_id()[:8].encode()))
            books.session.add(Setting(name="proof", value=store.vault.figures.seal(b"hirz", PROOF)))
    return founding_of(store)


def founding_of(store: Store) -> Founding:
    """Raises VaultShut where the master key is not the one this store was founded with."""
    with store.reading() as books:
        return _read(books)


def _read(books: Books) -> Founding:
    founded, instance, proof = (setting(books, name) for name in ("founded", "instance", "proof"))
    if founded is None or instance is None or proof is None:
        raise VaultShut("the store was never founded; run `hirz init`")
    try:
        books.vault.figures.open(proof, PROOF)
    except VaultShut:
        raise VaultShut("the master key is not the one this store was founded with") from None
    return Founding(datetime.fromisoformat(founded.decode()), instance.decode())
