"""How `hirz` ends: its exit codes, and for each part that `hirz check` tries what to do when it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from types import MappingProxyType

DEFAULT_CONFIG = Path("/etc/hirz/hirz.toml")

# Exit codes that every subcommand shares; `hirz check` has more.
FINE, TROUBLE = 0, 1
UNREAD = 2  # `hirz commands`: the file itself could not be read

COMMANDS_END = """\
Exit code: 0 understood, also where the text is a plain note; 1 refused, nothing would be done;
2 the file cannot be read.
With --json one object:
  {"commands": [{"word": "status", "args": ["pending_user"]}], "text": "the text below", "refused": null}
  {"commands": [], "text": "the whole text", "refused": {"line": 3, "reason": "why, in words"}}
`word` is always the English word; `args` are the value's words, or the key of a closed vocabulary, and then each
key=value. `text` is what stands below the commands without quotation and signature. Whether the mail is sealed, signed
and tied to a ticket, and who may say a word, only the desk can tell; roles are taken as they are written."""

# Troubles whose own words are meant for the person at the shell; anything else is a fault of ours and shows where.
PLAIN = frozenset(
    "ConfigError VaultShut StoreShut StoreTooNew GpgBroken GpgTimedOut DoorShut SandboxGone CannotRun Refused".split()
)


@dataclass(frozen=True)
class Code:
    """One part's exit code, what must have worked before it can be tried, and the usual way out."""

    number: int
    todo: str
    needs: tuple[str, ...] = ("config",)


# The exit code is that of the first part that failed. Monitoring counts on these numbers: a new part takes a new one.
CODES: Mapping[str, Code] = MappingProxyType(
    {
        "config": Code(10, "Mend that line of the file, or make a new file: hirz init", ()),
        "secrets": Code(11, "Each secret is one file that its owner alone may read: chmod 600 FILE"),
        "store": Code(12, "Stop the desk and bring the last backup back: systemd/README.md, Backup"),
        "vault": Code(13, "Bring the master key back from the safe", ("config", "store")),
        "record": Code(14, "Somebody changed the store by hand, or the disk fails: ask who, keep a copy", ("vault",)),
        "search": Code(25, "hirz search rebuild, or clear", ("vault",)),
        "clock": Code(15, "Set the clock (timedatectl), then check again", ("vault",)),
        "disk": Code(16, "Make room: the desk takes no mail in until there is"),
        "keyring": Code(17, "Bring the desk's key back from the safe; is gnupg installed?"),
        "roles": Code(18, "Ask the partner for their certificate, and compare the fingerprint by voice"),
        "handlers": Code(19, "hirz handler add NAME ADDRESS CERTIFICATE", ("vault",)),
        "templates": Code(20, "Mend or remove that file; the shipped one takes its place"),
        "sandbox": Code(21, "Until this is mended NO hostile mail is looked at: apt-get install bubblewrap, or, as a "
                        "service, systemctl status hirz-examine.socket"),
        "at rest": Code(22, "systemd/README.md, Keys"),
        "imap": Code(23, "Look at host, port, security, user and password of [[imap]]"),
        "smtp": Code(24, "Look at host, port, security, user and password of [smtp]"),
    }
)  # fmt: skip
ONLINE = ("imap", "smtp")


def codes_told() -> str:
    """The table in a few lines, for `hirz check --help`."""
    parts = ", ".join(f"{code.number} {part}".replace(" ", "\N{NO-BREAK SPACE}") for part, code in CODES.items())
    said = f"Exit code: 0 all is well (there may be warnings); otherwise the first part that failed: {parts}"
    return fill(said, 79).replace("\N{NO-BREAK SPACE}", " ")
