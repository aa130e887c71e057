"""The store, and the desk as far as its outside, for as long as a subcommand needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

from daemon.assemble import desk_with, open_store
from daemon.config import Config, ConfigError
from daemon.tools import wall_clock
from db.store import Store
from mailflows.desk import Desk
from pgp.certificates import public_part


@contextmanager
def store_open(config: Config) -> Iterator[Store]:
    """The store, closed again whatever happens."""
    store = open_store(config, wall_clock())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def desk_open(config: Config) -> Iterator[tuple[Store, Desk]]:
    """The store, and the desk. Raises ConfigError as `desk_from_outside` does."""
    with store_open(config) as store:
        yield store, desk_from_outside(config, store)


def desk_from_outside(config: Config, store: Store) -> Desk:
    """The desk without its secret keys: to write notices only the outside is needed.

    Raises ConfigError where the desk's key file cannot be read.
    """
    try:
        own = public_part(config.desk.key_file.read_bytes())
    except OSError as trouble:
        raise ConfigError(f"{config.desk.key_file}: {trouble.strerror}") from None
    return desk_with(config, store, own.fingerprint, own.data)
