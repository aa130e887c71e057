"""The words of `hirz templates`: for whoever writes or looks over the mails."""

from pathlib import Path

from daemon.shell.parsers.making import Command


def add_templates(command: Command) -> None:
    """The words of `hirz templates`; none of them needs a desk."""
    made = command(
        "templates",
        "daemon.shell.templates:templates",
        "look over the mails, or see them all",
        "templates lint /etc/hirz/templates",
        config=False,
    )
    doing = made.add_subparsers(dest="doing", title="what to do", required=True, metavar="WORD")
    lint = doing.add_parser(
        "lint",
        help="What is missing, malformed, too long, too hard, out of date, scrambled or must not be said.",
        description="One line with file and line for each thing to put right, then what there is in each language. "
        "Exit code: 0 nothing to put right, 1 otherwise.",
        epilog="Example:  hirz templates lint /etc/hirz/templates",
    )
    lint.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="your own mails, in place of ours")
    gallery = doing.add_parser(
        "gallery",
        help="Every mail in every language as its reader sees it.",
        description="Writes every mail in every language into a folder, as text and as a page, with an index.html; "
        "of Arabic and Persian ones also pictures, where Chromium is installed.",
        epilog="Example:  hirz templates gallery /tmp/mails --templates /etc/hirz/templates",
    )
    gallery.add_argument("folder", type=Path, metavar="FOLDER", help="where they are written; made if it is not there")
    gallery.add_argument("--templates", type=Path, metavar="FOLDER", help="your own mails, in place of ours")
