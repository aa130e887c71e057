"""`hirz init`: writes the config, makes the keys and founds the store; what is there already stays as it is."""

import argparse
import json
import os
import pwd
import secrets
from contextlib import suppress
from pathlib import Path

from daemon.assemble import open_store, store_path
from daemon.config import Config, ConfigError, load, shipped_page
from daemon.config.values import address, one_line
from daemon.journal import describe
from daemon.shell.codes import DEFAULT_CONFIG, FINE, TROUBLE
from daemon.shell.init_words import Done, closing
from daemon.tools import wall_clock
from db.founding import Founding, found
from db.store import open_engine
from db.upgrading import LATEST, shape_of
from db.vault import KEY_BYTES
from pgp.keymaking import make_key

# Where a trial differs from the service: everything lies beside its config file, and no systemd runs the sandbox.
BESIDE = (
    ('#url = "sqlite:////var/lib/hirz/hirz.sqlite"', 'url = "sqlite:///hirz.sqlite"'),
    ('#backups = "/var/lib/hirz/backups"', 'backups = "backups"'),
    ('socket = "/run/hirz-examine.sock"', '#socket = ""'),
)


def init(told: argparse.Namespace) -> int:
    """0 when something was made; 1 when all was there already. Raises ConfigError, nothing having been overwritten."""
    path: Path = told.config.absolute()
    service = path == DEFAULT_CONFIG
    try:
        done = set_up(path, told.address, told.name, service=service)
    except OSError as trouble:
        raise ConfigError(f"{trouble.filename or path}: {trouble.strerror}") from None
    for line in closing(path, load(path, look=False), done, service=service):
        print(line)
    return FINE if done.made else TROUBLE


def set_up(path: Path, desk_address: str | None, name: str, *, service: bool) -> Done:
    """Makes whatever is missing, in an order that a second run can take up at any point. Raises ConfigError."""
    refuse_a_stranger(path.parent, "init")
    made, there = [], []
    if path.exists():
        config = load(path, look=False)
        if desk_address is not None and desk_address.lower() != config.desk.address.lower():
            raise ConfigError(f"{path}: is there already, with another address; nothing is overwritten")
        there.append(path)
    else:
        page = fill(desk_address, name, beside=not service)
        if not service:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not path.parent.is_dir():
            raise ConfigError(f"{path.parent} is not there: first the steps of systemd/README.md, Install")
        write_new(path, page.encode())
        made.append(path)
        config = load(path, look=False)
    fresh = not _store_is_there(config)
    if not fresh:
        _refuse_new_keys_for_an_old_store(config, path.parent)
    try:
        for file, secret in ((config.store.master_key_file, _new_master), (config.desk.key_file, new_desk_key)):
            if file.exists():
                there.append(file)
                continue
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(file, secret(config))
            made.append(file)
    except ConfigError:
        if path in made:  # the name or address is no good: let them say it again
            path.unlink()
        raise
    where = store_path(config) or Path("PostgreSQL")
    (made if fresh else there).append(where)
    return Done(tuple(made), tuple(there), where, _founded(config, fresh=fresh))


def fill(desk_address: str | None, name: str, *, beside: bool) -> str:
    """The shipped page with the desk's address and name in it. Raises ConfigError for what is none."""
    if desk_address is None:
        raise ConfigError("what is the desk's address? hirz init --address help@desk.example")
    try:
        desk_address, name = address(desk_address), one_line(name)
    except ValueError as reason:
        raise ConfigError(f"--address or --name: {reason}") from None
    changes = [
        ('address = "help@desk.example"', f'address = "{desk_address}"'),
        ('user = "help@desk.example"', f'user = "{desk_address}"'),
        ('#name = "Helpdesk"', f"name = {json.dumps(name, ensure_ascii=False)}"),
        *(BESIDE if beside else ()),
    ]
    lines = shipped_page().split("\n")
    for before, after in changes:
        lines[lines.index(before)] = after
    return "\n".join(lines)


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that its owner alone may read, and that was not there before. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
    except BaseException:
        with suppress(OSError):
            path.unlink()  # half a key would stop the next run
        raise


def _new_master(_config: Config) -> bytes:
    return secrets.token_hex(KEY_BYTES).encode() + b"\n"


def new_desk_key(config: Config) -> bytes:
    """A fresh secret key with the desk's name and address. Raises ConfigError, GpgBroken."""
    name = config.desk.name
    if len(name) < 5 or name[0].isdigit():  # gpg wants at least five letters, and none of 0 to 9 first
        name = f"Helpdesk {name}"
    try:
        return make_key(name, config.desk.address)
    except ValueError as reason:
        raise ConfigError(f"desk.name cannot stand in an OpenPGP key: {reason}") from None


def refuse_a_stranger(folder: Path, command: str) -> None:
    """What root made in the folder of another, that other could not read; and their links would lead root astray."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    owner = there.stat().st_uid
    if os.geteuid() == 0 and owner != 0:
        try:
            name = pwd.getpwuid(owner).pw_name
        except KeyError:
            name = f"#{owner}"
        raise ConfigError(
            f"{there} belongs to {name}, and so should all that is made there: sudo -u {name} hirz {command} …"
        )


def _store_is_there(config: Config) -> bool:
    path = store_path(config)
    if path is not None:
        return path.exists() and path.stat().st_size > 0
    engine = open_engine(config.store.url)
    try:
        return shape_of(engine) is not None
    except Exception as trouble:  # noqa: BLE001 - the boundary to a database server: each driver has errors of its own
        raise ConfigError(f"store.url: the database does not answer ({describe(trouble)['kind']})") from None
    finally:
        engine.dispose()


def _refuse_new_keys_for_an_old_store(config: Config, beside: Path) -> None:
    """A new master key opens nothing that is there; a new desk key nothing that people have sealed."""
    for file in (config.store.master_key_file, config.desk.key_file):
        if not file.exists():
            sealed = f" (or leave all as it is: {beside}/sealed is there)" if (beside / "sealed").exists() else ""
            words = "the store is there already, so no new key is made: bring this one back from the safe"
            raise ConfigError(f"{file}: is missing, and {words}{sealed}")


def _founded(config: Config, *, fresh: bool) -> Founding | None:
    """Founds the store, or finishes that; None where it is of another version and better left alone."""
    if not fresh:
        engine = open_engine(config.store.url)
        shape = shape_of(engine)
        engine.dispose()
        if shape != LATEST:
            return None
    now = wall_clock()
    store = open_store(config, now)
    try:
        return found(store, now)
    finally:
        store.close()
