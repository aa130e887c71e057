"""The desk's own secret keys as the config names them: the one that signs first, then those that only open."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from daemon.config import Config, ConfigError
from daemon.config.values import BIGGEST_SECRET
from pgp.certificates import Certificate, public_part
from pgp.reasons import Refused


@dataclass(frozen=True)
class Held:
    """One key of ours and the file it lies in."""

    path: Path
    secret: bytes = field(repr=False)
    facts: Certificate
    current: bool  # it signs; the others only open

    @property
    def address(self) -> str:
        return self.facts.addresses[0] if self.facts.addresses else ""


def held_keys(config: Config) -> tuple[Held, ...]:
    """All of them; nothing else that the config names is looked at. Raises ConfigError."""
    files = (config.desk.key_file, *config.desk.retired_key_files)
    return tuple(_held(path, current=number == 0) for number, path in enumerate(files))


def current_key(config: Config) -> Held:
    """The one that signs. Raises ConfigError."""
    return _held(config.desk.key_file, current=True)


def chosen_key(config: Config, named: str | None) -> Held:
    """The key of this fingerprint, or of its end; the current one unless told. Raises ConfigError."""
    if named is None:
        return current_key(config)
    wanted = "".join(named.split()).upper()
    found = [one for one in held_keys(config) if len(wanted) >= 8 and one.facts.fingerprint.endswith(wanted)]
    if len(found) != 1:
        raise ConfigError("no key of this desk has that fingerprint: `hirz key show` lists them")
    return found[0]


def days_left(ends: datetime | None, now: datetime) -> int | None:
    """Whole days until then, negative once it is over; None where it never ends."""
    return (ends - now).days if ends else None


def _held(path: Path, *, current: bool) -> Held:
    try:
        with open(path, "rb") as file:
            secret = file.read(BIGGEST_SECRET)
    except OSError as trouble:
        raise ConfigError(f"{path}: the desk's key cannot be read: {trouble.strerror}") from None
    try:
        return Held(path, secret, public_part(secret), current)
    except Refused:
        raise ConfigError(f"{path}: is not one OpenPGP secret key") from None
