"""`hirz`: what the person who runs the server types. Each subcommand says in one line what went wrong, if it did."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from daemon.shell.codes import DEFAULT_CONFIG, PLAIN, TROUBLE, codes_told
from daemon.steps import STEPS
from daemon.version import VERSION

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; returns its exit code."""
    told = parser().parse_args(arguments, argparse.Namespace(config=DEFAULT_CONFIG))
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
        print(f"hirz: {_told(trouble)}", file=sys.stderr)
        return TROUBLE


def _told(trouble: Exception) -> str:
    """A refusal carries the key of its reason; people get the sentence."""
    from pgp.reasons import REASONS

    reason = getattr(trouble, "reason", "")
    return REASONS.get(reason, str(trouble))


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="hirz",
        description="A digital-safety helpdesk that lives in a mailbox.",
        epilog="`hirz COMMAND --help` has an example of each.",
    )
    top.add_argument("--version", action="version", version=f"hirz {VERSION}")
    sub = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    # given before or after the words of a command alike: the inner ones leave what the outer one was told
    anywhere = argparse.ArgumentParser(add_help=False)
    anywhere.add_argument("--config", type=Path, default=argparse.SUPPRESS, help=f"the config file ({DEFAULT_CONFIG})")

    def command(name: str, does: str, says: str, example: str, config: bool = True) -> argparse.ArgumentParser:
        parents = [anywhere] if config else []
        made = sub.add_parser(name, help=says, description=says, epilog=f"Example:  hirz {example}", parents=parents)
        made.set_defaults(does=does)
        return made

    run = command(
        "run", "daemon.running:run", "read the mailbox and answer, until told to stop", "run --config hirz.toml"
    )
    run.add_argument("--die-at", choices=STEPS, help=argparse.SUPPRESS)  # for tests: SIGKILL at this step
    run.add_argument("--die-on-visit", type=int, default=1, help=argparse.SUPPRESS)

    init = command(
        "init",
        "daemon.shell.init:init",
        "write a commented config, make the keys, found the store",
        "init --address help@desk.example",
    )
    init.add_argument("--address", help="the desk's mail address")
    init.add_argument("--name", default="Helpdesk", help="the desk's name, as reporters see it")

    check = command(
        "check",
        "daemon.shell.check:check",
        "try everything the desk needs, and say what does not work",
        "check --offline",
    )
    check.epilog, check.formatter_class = codes_told(), argparse.RawDescriptionHelpFormatter
    check.add_argument("--offline", action="store_true", help="leave out IMAP and SMTP")

    demo = command(
        "demo", "daemon.demo:demo", "play a whole story on this machine, with real parts", "demo --keep", config=False
    )
    demo.add_argument("--keep", action="store_true", help="leave it running, to be looked at with a mail program")
    demo.add_argument("--break", dest="broken", choices=("post", "examine"), help=argparse.SUPPRESS)  # for tests

    show = command("show", "daemon.shell.looking:show", "print the whole history of a ticket", "show H-7K4Q-M2XD")
    show.add_argument("ticket", help="the ticket's name, such as H-7K4Q-M2XD")

    listing = command(
        "list",
        "daemon.shell.looking:list_all",
        "list tickets, and mail that is aside, stuck or held",
        "list --aside --stuck",
    )
    listing.add_argument("--aside", action="store_true", help="mail that was set aside, and why")
    listing.add_argument("--stuck", action="store_true", help="mail that could not be read")
    listing.add_argument("--outbox", action="store_true", help="answers that wait, are held or failed")

    retry = command(
        "retry",
        "daemon.shell.looking:retry",
        "let a stuck mail, or a failed answer, be tried again",
        "retry 5411eae0396cae611421",
    )
    retry.add_argument("id", help="its id, as `hirz list` prints it")

    opening = command(
        "open",
        "daemon.shell.opening:open_file",
        "read one mail outside the daemon, and say why it is believed or not",
        "open mail.eml --cert layla.asc --secret desk-key.asc",
        config=False,
    )
    _arguments_of_open(opening)

    handler = command(
        "handler",
        "daemon.shell.staff:handler",
        "add, list or disable handlers",
        "handler add Bahia bahia@desk.example bahia.asc --language ar",
    )
    doing = handler.add_subparsers(dest="doing", required=True, metavar="add|list|disable")
    add = doing.add_parser("add", parents=[anywhere], help="make a handler known by name, address and certificate")
    add.add_argument("name")
    add.add_argument("address")
    add.add_argument("certificate", type=Path, help="file with their OpenPGP certificate")
    add.add_argument("--language", choices=("ar", "en", "fr"), default="en")
    add.add_argument("--role", choices=("handler", "lead", "coordinator"), default="handler")
    doing.add_parser("list", parents=[anywhere], help="who works at this desk")
    disable = doing.add_parser(
        "disable", parents=[anywhere], help="a handler's mail is not obeyed any more, from this moment on"
    )
    disable.add_argument("address")

    key = command(
        "key",
        "daemon.shell.staff:key",
        "the desk's own key: export it, or make a vCard of it; import a certificate",
        "key export > desk.asc",
    )
    doing = key.add_subparsers(dest="doing", required=True, metavar="export|vcard|import")
    doing.add_parser("export", parents=[anywhere], help="the desk's certificate, to be published")
    doing.add_parser("vcard", parents=[anywhere], help="a vCard with the key, as Delta Chat needs it")
    bring = doing.add_parser(
        "import", parents=[anywhere], help="accept a certificate for a reporter, checked on another channel"
    )
    bring.add_argument("address")
    bring.add_argument("certificate", type=Path)
    return top


def _arguments_of_open(opening: argparse.ArgumentParser) -> None:
    opening.add_argument("file", help="the mail as it was saved; - for standard input")
    opening.add_argument(
        "--cert", type=Path, action="append", default=[], metavar="FILE",
        help="a certificate that may have signed it; give it again for further ones. No other key is believed",
    )  # fmt: skip
    opening.add_argument(
        "--secret", type=Path, action="append", default=[], metavar="FILE",
        help="a secret key without passphrase that may open it; used in a throw-away home",
    )  # fmt: skip
    opening.add_argument("--json", action="store_true", help="print one JSON object")


if __name__ == "__main__":
    sys.exit(main())
