"""How a subcommand is made: its name, the function that does it, one sentence about it, and an example."""

import argparse
from collections.abc import Callable
from pathlib import Path

from daemon.shell.codes import DEFAULT_CONFIG

# name, "module:function", what it says, an example; config=False where it needs no desk
Command = Callable[..., argparse.ArgumentParser]


def config_anywhere() -> argparse.ArgumentParser:
    """`--config`, before or after the words of a command alike: the inner ones leave what the outer one was told."""
    anywhere = argparse.ArgumentParser(add_help=False)
    anywhere.add_argument("--config", type=Path, default=argparse.SUPPRESS, help=f"the config file ({DEFAULT_CONFIG})")
    return anywhere


def commands_of(top: argparse.ArgumentParser, anywhere: argparse.ArgumentParser) -> Command:
    """What makes the subcommands of `top`, in the order its help lists them."""
    sub = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, does: str, says: str, example: str, config: bool = True) -> argparse.ArgumentParser:
        parents = [anywhere] if config else []
        made = sub.add_parser(name, help=says, description=says, epilog=f"Example:  hirz {example}", parents=parents)
        made.set_defaults(does=does)
        return made

    return command
