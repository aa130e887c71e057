"""What a value in the config file may look like: durations, sizes, addresses, hosts, files and secrets.

Every refusal is a ValueError whose text names no value: a password written where its file belongs
must not travel into a log.
"""

import ipaddress
import os
import re
import stat
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from mailflows.desk import FIELDS

CREDENTIAL = "credential:"
BIGGEST_SECRET = 1 << 20  # octets; an armoured key is a few thousand

_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_OCTETS = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_AMOUNT = re.compile(r"(\d{1,12}) ?([A-Za-z]{1,3})", re.ASCII)
# RFC 5321 section 4.1.2: Dot-string at Domain. Quoted local parts and UTF-8 are no use for a desk's own address.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}", re.ASCII)
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\.?", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}", re.ASCII)
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


def _amount(value: object, units: dict[str, int], example: str) -> object:
    if not isinstance(value, str):
        return value
    found = _AMOUNT.fullmatch(value)
    if not found or found[2] not in units:
        raise ValueError(f"should be a number with a unit ({', '.join(units)}), as in {example}")
    return int(found[1]) * units[found[2]]


def duration(value: object) -> timedelta:
    """Read `90 s`, `5 min`, `2 h`, `1 d` or a bare number of seconds."""
    seconds = _amount(value, _SECONDS, '"90 s"')
    if isinstance(seconds, timedelta):
        return seconds
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= 366 * 86400:
        raise ValueError('should be a duration of at most a year, as in "90 s"')
    return timedelta(seconds=seconds)


def maybe_duration(value: object) -> timedelta | None:
    """Read a duration; an empty text is none."""
    return None if value in ("", None) else duration(value)


def octets(value: object) -> int:
    """Read `36 MiB`, `200 MB` or a bare number of octets."""
    size = _amount(value, _OCTETS, '"36 MiB"')
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise ValueError('should be a size, as in "36 MiB"')
    return size


def address(value: str) -> str:
    """Check one addr-spec and return it with its domain in lower case."""
    local, _, domain = value.partition("@")
    if not _ADDRESS.fullmatch(value) or not _HOST.fullmatch(domain):
        raise ValueError("should be one plain mail address, as in help@desk.example")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError("should be one plain mail address: a dot stands in the wrong place")
    return f"{local}@{domain.lower()}"


def host(value: str) -> str:
    """Check a host name (ASCII) or an IP address; either way only the name, no port."""
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        if len(value) <= 253 and _HOST.fullmatch(value):
            return value.lower()
    raise ValueError("should be a host name or an IP address, with the port in a key of its own")


def is_loopback(name: str) -> bool:
    """Tell whether a checked host is this machine itself; no name is looked up."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def listen(value: str) -> str:
    """Check where a door without a password listens: a socket's absolute path, or HOST:PORT on the loopback."""
    if value.startswith("/"):
        return one_line(value)
    name, _, port = value.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= 65535):
        raise ValueError("should be an absolute path or HOST:PORT, as in 127.0.0.1:8024")
    if not is_loopback(host(name.strip("[]"))):
        raise ValueError("should be a socket's path or a loopback address: nobody has to prove who they are there")
    return value


def one_line(value: str) -> str:
    """Check that a text is one line without control characters: it may stand in a protocol's command."""
    if not value or not value.isprintable() or len(value) > 500:
        raise ValueError("should be one line of text without control characters")
    return value


def short_name(value: str) -> str:
    """Check a name that stands in the log and in rows: lower case, digits, `-` and `_`."""
    if not _NAME.fullmatch(value):
        raise ValueError("should be a short name of small letters, digits, - and _")
    return value


def role_field(value: str) -> str:
    """Check the name of something that a role may be given of a ticket."""
    if value not in FIELDS:
        raise ValueError(f"should be one of: {', '.join(FIELDS)}")
    return value


def _located(value: object, info: ValidationInfo) -> Path:
    """Find a path beside the config file, and a `credential:NAME` where systemd put it."""
    where: dict[str, Path | None] = info.context or {}
    beside = where.get("beside") or Path()
    if isinstance(value, Path):
        return value
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError("should be a path")
    if not value.startswith(CREDENTIAL):
        return beside / value
    name = value.removeprefix(CREDENTIAL)
    if not _SAFE_NAME.fullmatch(name):
        raise ValueError("should be credential:NAME with a plain name")
    return (where.get("credentials") or beside / "secrets") / name


def _readable(path: Path) -> None:
    try:
        with open(path, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ValueError("names something that is not a plain file")
    except FileNotFoundError:
        raise ValueError("names a file that does not exist (the key takes a path, never the secret itself)") from None
    except OSError as error:
        raise ValueError(f"names a file that cannot be read: {error.strerror}") from None


def secret_file(value: object, info: ValidationInfo) -> Path | None:
    """Locate a file with a secret; refuse one that is missing, unreadable, empty or open to every user."""
    if value == "":
        return None
    path = _located(value, info)
    if info.context and info.context.get("look"):
        _readable(path)
        found = path.stat()
        if found.st_mode & stat.S_IRWXO:
            raise ValueError("names a secret that every user of this machine may read: chmod 600 it")
        if not 0 < found.st_size <= BIGGEST_SECRET:
            raise ValueError("names a file that is empty or too large for a secret")
    return path


def public_file(value: object, info: ValidationInfo) -> Path | None:
    """Locate a file that is no secret (a certificate); refuse one that cannot be read."""
    if value == "":
        return None
    path = _located(value, info)
    if info.context and info.context.get("look"):
        _readable(path)
    return path


def folder(value: object, info: ValidationInfo) -> Path | None:
    """Locate a folder or a socket, which need not exist yet."""
    return None if value == "" else _located(value, info)


def store_url(value: object, info: ValidationInfo) -> str:
    """Check the store's URL: SQLite beside the config file unless absolute, or PostgreSQL without a password in it."""
    if not isinstance(value, str):
        raise ValueError("should be a URL, as in sqlite:////var/lib/hirz/hirz.sqlite")
    kind, _, rest = value.partition(":")
    if kind == "sqlite" and rest.startswith("///") and rest[3:] and "?" not in rest:
        return f"sqlite:///{_located(rest[3:], info)}"
    if kind == "postgresql+psycopg" and rest.startswith("//"):
        if ":" in rest[2:].split("/")[0].rpartition("@")[0] or "password=" in rest:
            raise ValueError("should hold no password: use the server's socket, or passfile=")
        return value
    raise ValueError("should begin with sqlite:/// or postgresql+psycopg://")


Duration = Annotated[timedelta, BeforeValidator(duration)]
MaybeDuration = Annotated[timedelta | None, BeforeValidator(maybe_duration)]
Octets = Annotated[int, BeforeValidator(octets)]
Address = Annotated[str, AfterValidator(address)]
Host = Annotated[str, AfterValidator(host)]
Line = Annotated[str, AfterValidator(one_line)]
Name = Annotated[str, AfterValidator(short_name)]
Listen = Annotated[str, AfterValidator(listen)]
RoleField = Annotated[str, AfterValidator(role_field)]
SecretFile = Annotated[Path, BeforeValidator(secret_file)]
MaybeSecretFile = Annotated[Path | None, BeforeValidator(secret_file)]
PublicFile = Annotated[Path, BeforeValidator(public_file)]
MaybePublicFile = Annotated[Path | None, BeforeValidator(public_file)]
Folder = Annotated[Path, BeforeValidator(folder)]
MaybeFolder = Annotated[Path | None, BeforeValidator(folder)]
StoreUrl = Annotated[str, BeforeValidator(store_url)]
