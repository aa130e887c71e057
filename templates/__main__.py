"""`python -m templates [FOLDER]`: looks over the mails, with those of an operator's folder in place of ours."""

import argparse
import sys
from pathlib import Path

from templates.labels import languages
from templates.lint import lint
from templates.words import LANGUAGE


def main() -> int:
    """One line for each thing to put right; 0 and no word where all is well."""
    asked = argparse.ArgumentParser(
        prog="python -m templates",
        description="Looks over the mails: what is missing, malformed, too long, scrambled or must not be said. "
        "It prints a line for each, and nothing where all is well.",
        epilog="Example:  python -m templates /etc/hirz/templates",
    )
    asked.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="your own mails, in place of ours")
    folder: Path | None = asked.parse_args().folder
    if folder is not None and not folder.is_dir():
        asked.error(f"{folder}: there is no such folder")
    theirs = {one.name for one in folder.iterdir() if one.is_dir()} if folder else set()
    tongues = {*languages(), *filter(LANGUAGE.fullmatch, theirs)}
    troubles = list(lint(folder, tuple(sorted(tongues))))
    sys.stdout.writelines(f"{trouble}\n" for trouble in troubles)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
