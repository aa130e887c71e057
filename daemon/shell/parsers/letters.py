"""The subcommands that need no running desk: what a mail proves, what a file holds, what a handler's text would do."""

import argparse
import os
from pathlib import Path

from daemon.shell.codes import COMMANDS_END
from daemon.shell.parsers.making import Command


def add_letters(command: Command) -> None:
    """For whoever has one mail or file in hand, or a folder of them."""
    opening = command(
        "open",
        "daemon.shell.opening:open_file",
        "read one mail outside the daemon, and say why it is believed or not",
        "open mail.eml --cert layla.asc --secret desk-key.asc",
        config=False,
    )
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
    _add_examining(command)
    _add_commands(command)


def _add_examining(command: Command) -> None:
    """What is frightening about files on this machine; needs no desk."""
    examine = command(
        "examine", "daemon.shell.examining:examine", "what the desk would find in one file",
        "examine strange.eml --language fr", config=False,
    )  # fmt: skip
    examine.description = (
        "what the desk would find in one file. Behind each finding stands where it was: `suspect` is the mail itself, "
        "`mail/2` the second part of a letter (a file that is examined alone counts as attached to one), `in/1` the "
        "first thing within. With --json each finding also has a sentence for whoever is frightened"
    )
    examine.add_argument("file", help="a mail as it was saved, or any other file")
    evaluate = command(
        "evaluate",
        "daemon.shell.evaluating:evaluate",
        "how the looks do on whole folders of mails or files: verdicts, hits, false alarms, times",
        "evaluate phishing/ --wanted newsletters/",
    )
    evaluate.add_argument(
        "folders", nargs="*", metavar="FOLDER", help="mails or files of any kind, also in folders below"
    )
    evaluate.add_argument(
        "--wanted", action="append", metavar="FOLDER",
        help="mails that people wanted: what is suspicious there is listed as a false alarm",
    )  # fmt: skip
    evaluate.add_argument(
        "--desk", action="store_true",
        help="also what this desk's handlers said instead of the rules, counted (reads the store)",
    )  # fmt: skip
    evaluate.add_argument("--jobs", type=int, default=os.cpu_count() or 2, help="files examined at once (all cores)")
    for one in (examine, evaluate):
        one.add_argument(
            "--as", dest="form", choices=("original", "attached", "inline"), default="original",
            help="how a mail reached the desk: by itself, as a file, or forwarded in a letter's text",
        )  # fmt: skip
    looks = command(
        "looks", "daemon.shell.catalogue:looks", "everything a letter is looked at for", "looks", config=False
    )
    looks.description = (
        "everything a letter is looked at for: how grave, how many points towards the verdict, how sure, which "
        "technique of MITRE ATT&CK, what it means, and which wanted mail answers to it too"
    )
    for one in (examine, looks):
        one.add_argument("--language", choices=("ar", "en", "fr"), default="en", help="of the sentences (en)")
    for one in (examine, evaluate, looks):
        one.add_argument("--json", action="store_true", help="for programs")


def _add_commands(command: Command) -> None:
    """What a text would do; needs no desk."""
    made = command(
        "commands", "daemon.shell.commanding:commands",
        "what a handler's text would do, or why not and on which line; nothing is done",
        "commands answer.txt --json", config=False,
    )  # fmt: skip
    made.epilog, made.formatter_class = f"{made.epilog}\n\n{COMMANDS_END}", argparse.RawDescriptionHelpFormatter
    made.add_argument("file", help="the text as it would be signed, UTF-8; - for standard input")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made = command(
        "suggest", "daemon.shell.suggesting:suggestion",
        "which kind of trouble a text may be about, and the words that say so; nothing is decided",
        "suggest letter.txt --json",
    )  # fmt: skip
    made.add_argument("file", help="the text of a letter, UTF-8; - for standard input")
    made.add_argument("--json", action="store_true", help="print one JSON object")
