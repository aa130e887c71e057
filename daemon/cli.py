"""`hirz`: what the person who runs the server types. Each subcommand says in one line what went wrong, if it did."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from daemon.steps import STEPS

DEFAULT_CONFIG = Path("/etc/hirz/hirz.toml")

# Exit codes, the same for every subcommand.
FINE, TROUBLE, USAGE = 0, 1, 2

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; returns its exit code."""
    told = parser().parse_args(arguments)
    module, _, function = told.does.partition(":")
    # imported only now: `hirz --help` need not wait for the store and its libraries
    does: Command = getattr(import_module(module), function)
    try:
        return does(told)
    except KeyboardInterrupt:
        return TROUBLE
    except Exception as trouble:
        if type(trouble).__name__ not in PLAIN:
            raise
        print(f"hirz: {trouble}", file=sys.stderr)
        return TROUBLE


# Troubles whose own words are meant for the person at the shell; anything else is a fault of ours and shows where.
PLAIN = frozenset(
    "ConfigError VaultShut StoreTooNew GpgBroken GpgTimedOut DoorShut SandboxGone CannotRun Refused".split()
)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="hirz",
        description="A digital-safety helpdesk that lives in a mailbox.",
        epilog="Examples:  hirz init --config hirz.toml   ·   hirz check   ·   hirz show H-7K4Q-M2XD",
    )
    sub = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, does: str, says: str, config: bool = True) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=says, description=says)
        if config:
            made.add_argument("--config", type=Path, default=DEFAULT_CONFIG, help=f"the config file ({DEFAULT_CONFIG})")
        made.set_defaults(does=does)
        return made

    run = command("run", "daemon.running:run", "read the mailbox and answer, until told to stop")
    run.add_argument("--die-at", choices=STEPS, help=argparse.SUPPRESS)  # for tests: SIGKILL at this step
    run.add_argument("--die-on-visit", type=int, default=1, help=argparse.SUPPRESS)

    init = command("init", "daemon.init:init", "write a commented config, make the keys, found the store")
    init.add_argument("--address", help="the desk's mail address")
    init.add_argument("--name", default="Helpdesk", help="the desk's name, as reporters see it")

    check = command("check", "daemon.check:check", "try everything the desk needs, and say what does not work")
    check.add_argument("--offline", action="store_true", help="leave out IMAP and SMTP")

    demo = command("demo", "daemon.demo:demo", "play a whole story on this machine, with real parts", config=False)
    demo.add_argument("--keep", action="store_true", help="leave it running, to be looked at with a mail program")
    demo.add_argument("--break", dest="broken", choices=("post", "examine"), help=argparse.SUPPRESS)  # for tests

    show = command("show", "daemon.looking:show", "print the whole history of a ticket")
    show.add_argument("ticket", help="the ticket's name, such as H-7K4Q-M2XD")

    listing = command("list", "daemon.looking:list_all", "list tickets, and mail that is aside, stuck or held")
    listing.add_argument("--aside", action="store_true", help="mail that was set aside, and why")
    listing.add_argument("--stuck", action="store_true", help="mail that could not be read")
    listing.add_argument("--outbox", action="store_true", help="answers that wait, are held or failed")

    retry = command("retry", "daemon.looking:retry", "let a stuck mail, or a failed answer, be tried again")
    retry.add_argument("id", help="its id, as `hirz list` prints it")

    handler = command("handler", "daemon.staff:handler", "add, list or disable handlers")
    doing = handler.add_subparsers(dest="doing", required=True, metavar="add|list|disable")
    add = doing.add_parser("add", help="make a handler known by name, address and certificate")
    add.add_argument("name")
    add.add_argument("address")
    add.add_argument("certificate", type=Path, help="file with their OpenPGP certificate")
    add.add_argument("--language", choices=("ar", "en", "fr"), default="en")
    add.add_argument("--role", choices=("handler", "lead", "coordinator"), default="handler")
    doing.add_parser("list", help="who works at this desk")
    disable = doing.add_parser("disable", help="a handler's mail is not obeyed any more, from this moment on")
    disable.add_argument("address")

    key = command(
        "key", "daemon.staff:key", "the desk's own key: export it, or make a vCard of it; import a certificate"
    )
    doing = key.add_subparsers(dest="doing", required=True, metavar="export|vcard|import")
    doing.add_parser("export", help="the desk's certificate, to be published")
    doing.add_parser("vcard", help="a vCard with the key, as Delta Chat needs it")
    bring = doing.add_parser("import", help="accept a certificate for a reporter, checked on another channel")
    bring.add_argument("address")
    bring.add_argument("certificate", type=Path)
    return top


if __name__ == "__main__":
    sys.exit(main())
