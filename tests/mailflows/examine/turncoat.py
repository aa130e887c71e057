"""Children whose parser is taken over by one file: its name says how. All other objects are examined as ever.

They may compute for 3 s, not for 10, so that a test of one that hangs ends.
"""

import os
from collections.abc import Callable
from pathlib import Path

from daemon.sandbox import child
from daemon.sandbox.__main__ import VERBS, run
from mailflows.examine.path import find
from mailflows.examine.turn import warm_up


def examine_or_betray(verb: str, mail: bytes, path: str) -> bytes:
    """Examine the object, unless its name names a deed."""
    if path != "mail":
        name = find(mail, path).name.partition(".")[0]
        if name in DEEDS:
            return DEEDS[name]()
    return VERBS[verb](mail, path)


def _hang() -> bytes:
    while True:
        pass


def _fill() -> bytes:
    """Fill the only place that can be written to, file by file, until there is no room."""
    for number in range(10_000):
        Path(f"/tmp/{number}").write_bytes(bytes(8 * 1024 * 1024))
    return b""


def _recurse() -> bytes:
    return _recurse()


def _fork() -> bytes:
    while True:
        os.fork()


DEEDS: dict[str, Callable[[], bytes]] = {
    "abort": os.abort,
    "eat": lambda: b"x" * (2 << 30),
    "exit": lambda: os._exit(0),
    "fill": _fill,
    "fork": _fork,
    "hang": _hang,
    "lie": lambda: b'{"findings": []}',
    "recurse": _recurse,
}

if __name__ == "__main__":
    warm_up()
    child.CPU, child.WALL = 3, 8
    run(examine_or_betray)
