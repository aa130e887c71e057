"""`hirz`: what the person who runs the server types. Each subcommand says in one line what went wrong, if it did."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from daemon.shell.codes import DEFAULT_CONFIG, PLAIN, TROUBLE
from daemon.shell.parsers.desk import add_desk
from daemon.shell.parsers.keys import add_key
from daemon.shell.parsers.letters import add_letters
from daemon.shell.parsers.lists import add_intel
from daemon.shell.parsers.making import commands_of, config_anywhere
from daemon.shell.parsers.people import add_handler
from daemon.shell.parsers.tickets import add_tickets
from daemon.shell.parsers.words import add_templates
from daemon.version import VERSION

Does = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; returns its exit code."""
    told = parser().parse_args(arguments, argparse.Namespace(config=DEFAULT_CONFIG))
    module, _, function = told.does.partition(":")
    # imported only now: `hirz --help` need not wait for the store and its libraries
    does: Does = getattr(import_module(module), function)
    try:
        return does(told)
    except KeyboardInterrupt:
        return TROUBLE
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TROUBLE
    except Exception as trouble:
        if type(trouble).__name__ not in PLAIN:
            raise
        print(f"hirz: {printable(_told(trouble))}", file=sys.stderr)
        return TROUBLE


def printable(words: str) -> str:
    """Fit for a terminal: names of files may be a stranger's, and hold what would steer it."""
    return "".join(sign if sign.isprintable() or sign == "\n" else f"<U+{ord(sign):04X}>" for sign in words)


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
    anywhere = config_anywhere()
    command = commands_of(top, anywhere)
    add_desk(command)
    add_tickets(command)
    add_letters(command)
    add_handler(command, anywhere)
    add_key(command, anywhere)
    add_intel(command, anywhere)
    add_templates(command)
    return top


if __name__ == "__main__":
    sys.exit(main())
