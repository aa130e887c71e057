"""`python -m templates [FOLDER]`: looks over the mails, with those of an operator's folder in place of ours."""

import sys
from pathlib import Path

from templates.lint import lint

if __name__ == "__main__":
    troubles = list(lint(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
    sys.stdout.writelines(f"{trouble}\n" for trouble in troubles)
    sys.exit(1 if troubles else 0)
