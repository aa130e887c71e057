"""The words of `hirz intel`: lists of indicators."""

import argparse
from pathlib import Path

from daemon.shell.parsers.making import Command


def add_intel(command: Command, anywhere: argparse.ArgumentParser) -> None:
    """The words of `hirz intel`."""
    made = command(
        "intel",
        "daemon.shell.intel:intel",
        "lists of indicators: add one, and see which tickets it matches; nothing is looked up anywhere",
        "intel add investigations/ --kind spyware",
    )
    doing = made.add_subparsers(dest="doing", title="what to do", required=True, metavar="WORD")

    def word(name: str, says: str, example: str) -> argparse.ArgumentParser:
        says = says[0].upper() + says[1:] + "."
        return doing.add_parser(
            name, parents=[anywhere], help=says, description=says, epilog=f"Example:  hirz intel {example}"
        )

    add = word("add", "STIX 2, MISP JSON, CSV or the stalkerware YAML; a newer state replaces the one before",
               "add march.stix2 --name amnesty-2026-03")  # fmt: skip
    add.add_argument("file", type=Path, metavar="FILE|FOLDER", help="the list, or a folder of them")
    add.add_argument(
        "--kind", choices=("spyware", "stalkerware", "phishing", "other"),
        help="what the list is about; otherwise told by its name. Spyware and stalkerware make a letter dangerous",
    )  # fmt: skip
    add.add_argument("--name", help="what handlers read in findings; the file's name unless given")
    word("list", "every list that was added", "list")
    remove = word("remove", "forget a list; what it found stays in the tickets", "remove amnesty-2026-03")
    remove.add_argument("feed", metavar="FEED", help="its name, as `hirz intel list` prints it")
