"""The config file: one TOML, read once, checked as a whole, and refused with one line that names the key.

Nothing else of the program reads a config or an environment variable; what it says travels as arguments.
`systemd/hirz.toml` explains every key.
"""

import os
import tomllib
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from daemon.config.desk import CaseworkSection, Danger, DeskSection, Log, Search, StoreSection, Templates
from daemon.config.doors import ImapBox, Lmtp, Relay, Wkd
from daemon.config.refusal import position, told
from daemon.config.shape import SHAPE
from daemon.config.values import BIGGEST_SECRET
from daemon.config.work import BranchEntry, Clocks, Examine, Limits, OfficeSection, Pace, Promises, RoleEntry

BIGGEST_CONFIG = 1 << 20  # octets

__all__ = ["Config", "ConfigError", "ImapBox", "Lmtp", "Relay", "RoleEntry", "load", "read_secret", "shipped_page"]


class ConfigError(Exception):
    """The config file cannot be used; the text is one line for the sysadmin: file, key, reason, no value."""


class Config(BaseModel):
    """The whole file."""

    model_config = SHAPE
    desk: DeskSection
    store: StoreSection
    imap: tuple[ImapBox, ...] = ()
    smtp: Relay
    lmtp: Lmtp | None = None
    examine: Examine = Examine()
    pace: Pace = Pace()
    promises: Promises = Promises()
    office: OfficeSection = OfficeSection()
    branches: tuple[BranchEntry, ...] = Field(default=(), alias="branch")
    clocks: Clocks = Clocks()
    limits: Limits = Limits()
    log: Log = Log()
    templates: Templates = Templates()
    danger: Danger = Danger()
    casework: CaseworkSection = CaseworkSection()
    wkd: Wkd = Wkd()
    search: Search = Search()
    roles: tuple[RoleEntry, ...] = Field(default=(), alias="role")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if not self.imap and self.lmtp is None:
            raise ValueError("no door is open: give an [[imap]] mailbox, or [lmtp]")
        if any(role.name in ("reporter", "handler", "all") for role in self.roles):
            raise ValueError("a [[role]] should have another name than reporter, handler or all")
        theirs = [country for branch in self.branches for country in branch.countries]
        if len(set(theirs)) < len(theirs):
            raise ValueError("a country stands in two [[branch]]")
        for entries in (self.imap, self.roles, self.branches):
            names = [entry.name for entry in entries]
            if len(set(names)) < len(names):
                raise ValueError("two [[imap]], two [[role]] or two [[branch]] have the same name")
        return self


def load(path: Path, *, look: bool = True) -> Config:
    """Read and check the config file; raise ConfigError with one line for whoever wrote it.

    `look=False` skips looking at the files it names, for `hirz init`, which has yet to make them.
    """
    try:
        with open(path, "rb") as file:
            values = tomllib.loads(file.read(BIGGEST_CONFIG).decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {position(error)}") from None
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")  # systemd's; the only variable that is read
    where = {
        "beside": path.absolute().parent,
        "credentials": Path(credentials) if credentials else None,
        "look": look,
    }
    try:
        return Config.model_validate(values, context=where)
    except ValidationError as error:
        mistakes = error.errors(include_url=False, include_input=False)
        raise ConfigError(f"{path}: {told(mistakes, Config.model_json_schema())}") from None


def shipped_page() -> str:
    """Return the commented config file that `hirz init` starts from; it stands beside the unit in a checkout."""
    here = Path(__file__).parent.parent
    installed = here / "hirz.toml"
    return (installed if installed.exists() else here.parent / "systemd" / "hirz.toml").read_text("utf-8")


def read_secret(path: Path) -> str:
    """Read a password from its file, without the newline an editor leaves at its end; raise ConfigError."""
    try:
        text = path.read_bytes()[: BIGGEST_SECRET + 1].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{path}: the secret in it cannot be read") from None
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret or not secret.isprintable():
        raise ConfigError(f"{path}: should hold one line with the secret")
    return secret
