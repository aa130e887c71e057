"""The daemon with a note of every program it starts: `python -m tests.bench.counted FILE run --config ...`."""

import sys
from pathlib import Path
from typing import Any

from daemon.shell.cli import main


def note_starts(file: Path) -> None:
    """Write the name of each program that is started into `file`, one a line."""
    notes = file.open("a", encoding="utf-8", buffering=1)

    def hear(event: str, facts: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen":
            notes.write(f"{Path(str(facts[0])).name}\n")

    sys.addaudithook(hear)


if __name__ == "__main__":
    note_starts(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
