"""The words of `hirz handler`: who works here."""

import argparse
from pathlib import Path

from daemon.shell.parsers.making import Command


def add_handler(command: Command, anywhere: argparse.ArgumentParser) -> None:
    """The words of `hirz handler`."""
    seats = ("handler", "lead", "coordinator")
    handler = command(
        "handler",
        "daemon.shell.staff:handler",
        "who works here: add, list or disable handlers; confirm what a lead asked for by mail",
        "handler add Bahia bahia@desk.example bahia.asc lead --language ar",
    )
    doing = handler.add_subparsers(dest="doing", title="what to do", required=True, metavar="WORD")

    def word(name: str, says: str, example: str = "") -> argparse.ArgumentParser:
        example = f"Example:  hirz handler {name} {example}".rstrip()
        return doing.add_parser(name, parents=[anywhere], help=says, description=says, epilog=example)

    add = word(
        "add", "make a handler known by name, address and certificate", "Bahia bahia@desk.example bahia.asc lead"
    )
    add.add_argument("name", help="as the others at the desk see it; in quotes where it has blanks")
    add.add_argument("address", help="their mail address")
    add.add_argument("certificate", type=Path, help="file with their OpenPGP certificate")
    add.add_argument("role", nargs="?", choices=seats, help="handler unless given; leads may change the desk by mail")
    add.add_argument("--role", dest="role_too", choices=seats, help=argparse.SUPPRESS)
    add.add_argument("--language", choices=("ar", "en", "fr"), default="en", help="in which we write to them (en)")
    word("list", "who works at this desk")
    disable = word("disable", "a handler's mail is not obeyed any more, from this moment on", "bahia@desk.example")
    disable.add_argument("address")
    role = word("role", "give somebody another role", "bahia@desk.example coordinator")
    role.add_argument("address")
    role.add_argument("role", choices=seats)
    key = word("key", "another certificate takes the place of the one a handler had", "bahia@desk.example new.asc")
    key.add_argument("address")
    key.add_argument("certificate", type=Path)
    word("proposals", "what leads asked for by mail and waits for a second person")
    for name, says in (("confirm", "be that second person"), ("withdraw", "stop what a lead asked for")):
        word(name, says, "k7f3qmx2wvbc").add_argument("code", help="the twelve letters from their mail")
