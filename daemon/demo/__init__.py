"""The desk tried out on one machine: mail servers that live in this process, and a story played on them."""

import argparse


def demo(told: argparse.Namespace) -> int:
    """`hirz demo`: 0 when every fact of the story was found, 1 with the first one that was not."""
    try:
        from daemon.demo.stage import on_stage
    except ModuleNotFoundError as missing:
        print(f"hirz demo needs the package {missing.name}: say `make demo`, which installs it")
        return 1
    return on_stage(keep=told.keep, broken=told.broken)
