"""The config file: one TOML, read once, checked as a whole, and refused with one line that names the key.

Nothing else of the program reads a config or an environment variable; what it says travels as arguments.
`systemd/hirz.toml` explains every key.
"""

import os
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from daemon.config.office import MaybeHours, OpenHours, Zone
from daemon.config.refusal import position, told
from daemon.config.values import (
    BIGGEST_SECRET,
    Address,
    Duration,
    Folder,
    Host,
    Line,
    Listen,
    MaybeFolder,
    MaybePublicFile,
    MaybeSecretFile,
    Name,
    Octets,
    PublicFile,
    RoleField,
    SecretFile,
    StoreUrl,
    is_loopback,
)
from mailflows.desk import USUAL_FIELDS
from mailflows.shifts.office import Hours

Ceiling = Literal["clear", "green", "amber", "red"]
Language = Literal["ar", "en", "fr"]
Security = Literal["tls", "starttls", "none"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

SHAPE = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_max_length=2000)
BIGGEST_CONFIG = 1 << 20  # octets
IMAP_PORTS = {"tls": 993, "starttls": 143, "none": 143}
SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class ConfigError(Exception):
    """The config file cannot be used; the text is one line for the sysadmin: file, key, reason, no value."""


class DeskSection(BaseModel):
    """[desk]: who the desk is and how it speaks."""

    model_config = SHAPE
    address: Address
    name: Line = "Helpdesk"
    aliases: tuple[Address, ...] = ()
    languages: tuple[Language, ...] = Field(default=("ar", "en", "fr"), min_length=1)
    default_language: Language = "en"
    shadow: StrictBool = False
    key_file: SecretFile
    retired_key_files: tuple[SecretFile, ...] = Field(default=(), max_length=8)
    archive_certificate_file: MaybePublicFile = None
    pad: StrictBool = False
    gpg_folder: Folder = Path("/run/hirz")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.default_language not in self.languages:
            raise ValueError("default_language should be one of languages")
        # a Unix socket's path holds 107 octets, and gpg's agent opens one in a folder we make below this
        if len(os.fsencode(self.gpg_folder)) > 60:
            raise ValueError("gpg_folder should be a path of at most 60 octets")
        return self


class StoreSection(BaseModel):
    """[store]: where everything is kept, and the key it is sealed under."""

    model_config = SHAPE
    url: StoreUrl = "sqlite:////var/lib/hirz/hirz.sqlite"
    master_key_file: SecretFile
    backups: Folder = Path("/var/lib/hirz/backups")


class ImapBox(BaseModel):
    """[[imap]]: one mailbox that is read."""

    model_config = SHAPE
    name: Name = "main"
    host: Host
    security: Security = "tls"
    port: int = Field(default=0, ge=1, le=65535)
    user: Line
    password_file: SecretFile
    ca_file: MaybePublicFile = None
    folders: tuple[Line, ...] = Field(default=("INBOX",), min_length=1)
    junk_folders: tuple[Line, ...] = ()
    kept_folder: Line = "Hirz/Kept"

    @model_validator(mode="before")
    @classmethod
    def _usual_port(cls, values: Any) -> Any:
        return _with_usual_port(values, IMAP_PORTS, usual="tls")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        _refuse_open_wire(self.security, self.host)
        read = [*self.folders, *self.junk_folders]
        if len(set(read)) < len(read) or self.kept_folder in read:
            raise ValueError("folders, junk_folders and kept_folder should all be different")
        return self


class Relay(BaseModel):
    """[smtp]: the mail server that takes our mail."""

    model_config = SHAPE
    host: Host
    security: Security = "starttls"
    port: int = Field(default=0, ge=1, le=65535)
    user: Line | Literal[""] = ""
    password_file: MaybeSecretFile = None
    ca_file: MaybePublicFile = None
    helo: Host | Literal[""] = ""  # "" = the domain of the desk's address; never this machine's own name
    envelope: Literal["null", "desk"] = "null"

    @model_validator(mode="before")
    @classmethod
    def _usual_port(cls, values: Any) -> Any:
        return _with_usual_port(values, SMTP_PORTS, usual="starttls")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        _refuse_open_wire(self.security, self.host)
        if bool(self.user) != bool(self.password_file):
            raise ValueError("user and password_file go together: give both or neither")
        return self


class Lmtp(BaseModel):
    """[lmtp]: a door for a mail server on this machine."""

    model_config = SHAPE
    listen: Listen


class Examine(BaseModel):
    """[examine]: where hostile mail is taken apart. No socket: the daemon starts the sandbox itself."""

    model_config = SHAPE
    socket: MaybeFolder = None


class Pace(BaseModel):
    """[pace]: how often, how long, how many at once."""

    model_config = SHAPE
    hold: Duration = Field(default=90 * SECOND, le=HOUR)
    tick: Duration = Field(default=30 * SECOND, le=10 * MINUTE)
    digest: Duration = Field(default=2 * HOUR, ge=MINUTE, le=24 * HOUR)
    look_every: Duration = Field(default=5 * MINUTE, ge=SECOND, le=HOUR)
    idle_renew: Duration = Field(default=280 * SECOND, ge=SECOND, le=5 * MINUTE)
    workers: int = Field(default=2, ge=1, le=64)
    stop_within: Duration = Field(default=20 * SECOND, ge=SECOND, le=80 * SECOND)


class Promises(BaseModel):
    """[promises]: what reporters may count on, and how much automatic mail there is at most."""

    model_config = SHAPE
    first_answer: Duration = Field(default=2 * HOUR, ge=MINUTE)
    acks_per_address: int = Field(default=1, ge=0, le=100)
    outbound_per_ticket: int = Field(default=5, ge=0, le=1000)
    acks_an_hour: int = Field(default=300, ge=1, le=100_000)
    tickets_per_address: int = Field(default=50, ge=1, le=1000)


class OfficeSection(BaseModel):
    """[office]: when people are there."""

    model_config = SHAPE
    time_zone: Zone = "UTC"
    weekend: tuple[Weekday, ...] = Field(default=("sat", "sun"), max_length=6)
    hours: OpenHours = Hours(8 * 60, 20 * 60)
    ramadan_hours: MaybeHours = None
    holidays_file: MaybePublicFile = None
    night_oncall: StrictBool = False


class Limits(BaseModel):
    """[limits]: what is too large, and how little room on the disk is too little."""

    model_config = SHAPE
    mail_bytes: Octets = Field(default=36 << 20, ge=64 << 10, le=100 << 20)
    free_space: Octets = 200 * 10**6
    evidence_bytes: Octets = Field(default=100 * 10**6, ge=10**6, le=256 * 10**6)


class Log(BaseModel):
    """[log]: how much is told, and where. No file: standard error, which systemd keeps."""

    model_config = SHAPE
    level: Literal["debug", "info", "warning", "error"] = "info"
    file: MaybeFolder = None


class Templates(BaseModel):
    """[templates]: mails of the operator's own that stand before the shipped ones."""

    model_config = SHAPE
    folder: MaybeFolder = None


class CaseworkSection(BaseModel):
    """[casework]: kinds of trouble of the operator's own, beside the shipped ones."""

    model_config = SHAPE
    file: MaybePublicFile = None


class Wkd(BaseModel):
    """[wkd]: where keys may be looked up. No proxy: nowhere, since a look-up tells others whom we write to."""

    model_config = SHAPE
    proxy: Listen | Literal[""] = ""  # an HTTP proxy that takes CONNECT


class Search(BaseModel):
    """[search]: whether tickets are found by the words in them."""

    model_config = SHAPE
    enabled: StrictBool = True


class RoleEntry(BaseModel):
    """[[role]]: someone tickets are escalated to, by name."""

    model_config = SHAPE
    name: Name
    address: Address
    certificate_file: PublicFile
    language: Language = "en"
    tlp: Ceiling = "red"
    consent: StrictBool = True
    fields: tuple[RoleField, ...] = USUAL_FIELDS
    required: tuple[RoleField, ...] = ()

    @model_validator(mode="after")
    def _can_be_filled(self) -> Self:
        if never := sorted(set(self.required) - set(self.fields)):
            raise ValueError(f"required should name only what stands in fields: {', '.join(never)}")
        return self


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
    limits: Limits = Limits()
    log: Log = Log()
    templates: Templates = Templates()
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
        for entries in (self.imap, self.roles):
            names = [entry.name for entry in entries]
            if len(set(names)) < len(names):
                raise ValueError("two [[imap]] or two [[role]] have the same name")
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


def _with_usual_port(values: Any, ports: dict[str, int], usual: Security) -> Any:
    """Fill in the port that goes with `security`; a wrong `security` is refused later, by its own key."""
    if not isinstance(values, dict) or "port" in values:
        return values
    return {**values, "port": ports.get(str(values.get("security", usual)), 1)}


def _refuse_open_wire(security: str, host: str) -> None:
    if security == "none" and not is_loopback(host):
        raise ValueError('security = "none" is for servers on this machine only: use "tls" or "starttls"')
