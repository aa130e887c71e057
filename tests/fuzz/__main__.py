"""Fuzzing for as long as somebody has: `python -m tests.fuzz TARGET --seconds 600`, or `all` of them in turn.

Guided by coverage where atheris is installed, else by the answers alone. What is found is printed, and it ends with 1.
"""

import argparse
import contextlib
import io
import logging
import resource
import subprocess
import sys
import time
import warnings
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

guide: ModuleType | None = import_module("atheris") if find_spec("atheris") else None
instrumented = guide.instrument_imports(include=["pgp", "mailflows"]) if guide else contextlib.nullcontext()
MEMORY = 4 * 1024**3  # octets: what wants more is a finding, and no reason for the machine to stop

with contextlib.redirect_stderr(io.StringIO()), instrumented:  # it names each module it has read
    from tests.fuzz.targets import TARGETS


def main() -> int:
    from tests.fuzz.long_run import guided, unguided
    from tests.fuzz.specimens import made_by
    from tests.people import forget_home, make_people, new_home

    told = argparse.ArgumentParser(prog="python -m tests.fuzz", description="feed a reader of strangers' octets")
    told.add_argument("target", choices=("all", *TARGETS))
    told.add_argument("--seconds", type=float, default=60.0, help="for each target (60)")
    told.add_argument("--seed", type=int, default=0, help="another one finds other things; 0 takes the clock's")
    told.add_argument("--plain", action="store_true", help="without atheris, also where it is installed")
    asked = told.parse_args()
    seed = asked.seed or int(time.time())
    if asked.target == "all":
        more = ["--seconds", str(asked.seconds), "--seed", str(seed)] + ["--plain"] * asked.plain
        codes = [subprocess.run([sys.executable, "-m", "tests.fuzz", name, *more]).returncode for name in TARGETS]
        return int(any(codes))
    logging.disable()  # as in the sandbox: libraries would say what they think of each input
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    home = new_home()
    try:
        specimens = made_by(make_people(home))
    finally:
        forget_home(home)
    food = specimens[TARGETS[asked.target].food]
    if guide and not asked.plain:
        return guided(guide, asked.target, food, asked.seconds, seed)
    return unguided(asked.target, food, asked.seconds, seed)


if __name__ == "__main__":
    sys.exit(main())
