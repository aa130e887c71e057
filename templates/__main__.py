"""`python -m templates [FOLDER]`: looks over the mails, with those of an operator's folder in place of ours."""

import argparse
import sys
from datetime import date
from pathlib import Path

from templates.lint import report


def main() -> int:
    """One line for each thing to put right, then what there is in each language; 0 where all is well."""
    asked = argparse.ArgumentParser(
        prog="python -m templates",
        description="Looks over the mails: what is missing, malformed, too long, scrambled or must not be said. "
        "The same as `hirz templates lint`, for a checkout alone.",
        epilog="Example:  python -m templates /etc/hirz/templates",
    )
    asked.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="your own mails, in place of ours")
    asked.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="also say which reviews are old")
    told = asked.parse_args()
    folder: Path | None = told.folder
    if folder is not None and not folder.is_dir():
        asked.error(f"{folder}: there is no such folder")
    lines, well = report(folder, told.today)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
