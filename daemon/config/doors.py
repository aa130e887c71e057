"""Where mail comes in and goes out: mailboxes, the relay, a door for a mail server, look-ups of keys."""

from typing import Any, Literal, Self

from pydantic import BaseModel, Field, model_validator

from daemon.config.shape import SHAPE
from daemon.config.values import (
    Host,
    Line,
    Listen,
    MaybePublicFile,
    MaybeSecretFile,
    Name,
    SecretFile,
    is_loopback,
)

Security = Literal["tls", "starttls", "none"]

IMAP_PORTS = {"tls": 993, "starttls": 143, "none": 143}
SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}


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


class Wkd(BaseModel):
    """[wkd]: where keys may be looked up. No proxy: nowhere, since a look-up tells others whom we write to."""

    model_config = SHAPE
    proxy: Listen | Literal[""] = ""  # an HTTP proxy that takes CONNECT


def _with_usual_port(values: Any, ports: dict[str, int], usual: Security) -> Any:
    """Fill in the port that goes with `security`; a wrong `security` is refused later, by its own key."""
    if not isinstance(values, dict) or "port" in values:
        return values
    return {**values, "port": ports.get(str(values.get("security", usual)), 1)}


def _refuse_open_wire(security: str, host: str) -> None:
    if security == "none" and not is_loopback(host):
        raise ValueError('security = "none" is for servers on this machine only: use "tls" or "starttls"')
