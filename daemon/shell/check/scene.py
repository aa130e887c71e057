"""What the parts of `hirz check` share: config, store and keys, each opened once and when it is first asked for."""

import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from daemon.assemble import build_keyring, read_master, store_path
from daemon.config import Config, load
from db.store import Store, open_engine
from db.vault import Vault
from pgp.keyring import Keyring

OK, WARNING, FAILED, SKIPPED = "ok", "warning", "FAILED", "-"


@dataclass(frozen=True)
class Told:
    """What one look came to; `todo` is what a person should do about it."""

    state: str
    words: str
    todo: str = ""


class Scene:
    """One desk as its config describes it, opened without changing anything."""

    def __init__(self, path: Path, now: datetime) -> None:
        self.path = path
        self.now = now

    @cached_property
    def config(self) -> Config:
        """The files it names are not looked at; that is a part of its own. Raises ConfigError."""
        return load(self.path, look=False)

    @cached_property
    def engine(self) -> Engine:
        return open_engine(self.config.store.url)

    @cached_property
    def store(self) -> Store:
        """Raises ConfigError, VaultShut."""
        return Store(self.engine, Vault(read_master(self.config.store.master_key_file)))

    @cached_property
    def keyring(self) -> Keyring:
        """Raises GpgBroken."""
        return build_keyring(self.config)

    @property
    def store_file(self) -> Path | None:
        """None for PostgreSQL."""
        return store_path(self.config)

    def secrets(self) -> dict[str, Path]:
        """Every secret of the config, by the key that names it."""
        config = self.config
        named = {"desk.key_file": config.desk.key_file, "store.master_key_file": config.store.master_key_file}
        named |= {f"desk.retired_key_files: {file.name}": file for file in config.desk.retired_key_files}
        named |= {f"imap {box.name}: password_file": box.password_file for box in config.imap}
        return named | ({"smtp.password_file": config.smtp.password_file} if config.smtp.password_file else {})

    def who_looks(self) -> Iterator[Told]:
        """Root can read what the service cannot: then all would look better than it is."""
        owner = self.path.stat().st_uid
        if os.geteuid() == 0 and owner != 0:
            try:
                name = pwd.getpwuid(owner).pw_name
            except KeyError:
                name = f"user {owner}"
            words = f"you are root, and the desk belongs to {name}: root may read what {name} may not"
            yield Told(WARNING, words, f"sudo -u {name} hirz check")

    def close(self) -> None:
        """End what was begun."""
        opened = vars(self)
        if "keyring" in opened:
            self.keyring.close()
        if "engine" in opened:
            self.engine.dispose()
