"""`python -m daemon` is `hirz`."""

import sys

from daemon.shell.cli import main

if __name__ == "__main__":
    sys.exit(main())
