"""The subcommands that set a desk up and let it run: `run`, `init`, `check` and `demo`."""

import argparse

from daemon.shell.codes import codes_told
from daemon.shell.parsers.making import Command
from daemon.steps import STEPS


def add_desk(command: Command) -> None:
    """For whoever installs it."""
    run = command(
        "run", "daemon.running:run", "read the mailbox and answer, until told to stop", "run --config hirz.toml"
    )
    run.add_argument("--die-at", choices=STEPS, help=argparse.SUPPRESS)  # for tests: SIGKILL at this step
    run.add_argument("--die-on-visit", type=int, default=1, help=argparse.SUPPRESS)

    init = command(
        "init",
        "daemon.shell.init:init",
        "write a commented config, make the keys, found the store",
        "init --address help@desk.example",
    )
    init.add_argument("--address", help="the desk's mail address")
    init.add_argument("--name", default="Helpdesk", help="the desk's name, as reporters see it")

    check = command(
        "check",
        "daemon.shell.check:check",
        "try everything the desk needs, and say what does not work",
        "check --offline",
    )
    check.epilog, check.formatter_class = f"{check.epilog}\n\n{codes_told()}", argparse.RawDescriptionHelpFormatter
    check.add_argument("--offline", action="store_true", help="leave out IMAP and SMTP")

    demo = command(
        "demo", "daemon.demo:demo", "play a whole story on this machine, with real parts", "demo --keep", config=False
    )
    demo.add_argument("--keep", action="store_true", help="leave it running, to be looked at with a mail program")
    demo.add_argument("--break", dest="broken", choices=("post", "examine"), help=argparse.SUPPRESS)  # for tests
