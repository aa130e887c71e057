"""The program behind the walls: `python -m daemon.sandbox`, started by the daemon under bwrap, or by systemd.

Under systemd the door is the first socket it hands over (sd_listen_fds(3)); otherwise it is standard input, and the
program lives as long as somebody holds the other end of its standard output.
"""

import dataclasses
import json
import logging
import os
import socket
import stat

from daemon.sandbox.child import Answering, in_json
from daemon.sandbox.parent import serve
from daemon.sandbox.syscalls import hide_memory
from mailflows.examine.archives.packing import locked_zip
from mailflows.examine.cleaning.clean_file import clean_file
from mailflows.examine.cleaning.stays import Stays
from mailflows.examine.indicators.feeds import read_feed
from mailflows.examine.pages.redraw import as_png
from mailflows.examine.path import find
from mailflows.examine.turn import read_only, take_turn, warm_up

_FIRST_SOCKET = 3


def run(answering: Answering) -> None:
    """Open the door with `answering` behind it; returns when the program should end."""
    logging.disable()  # libraries would log what strangers wrote
    hide_memory()
    activated = os.environ.get("LISTEN_FDS") == "1" and os.environ.get("LISTEN_PID") == str(os.getpid())
    door = socket.socket(fileno=_FIRST_SOCKET if activated else 0)
    lifeline = None if activated or not stat.S_ISFIFO(os.fstat(1).st_mode) else os.dup(1)
    if lifeline is not None:
        os.write(lifeline, b"ready\n")
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (1, 2) if not activated else (0, 1, 2):
        os.dup2(null, standard)
    serve(door, answering, lifeline)


def _look(mail: bytes, path: str) -> bytes:
    return in_json(take_turn(mail, path))


def _read(mail: bytes, _path: str) -> bytes:
    return in_json(read_only(mail))


def _draw(mail: bytes, path: str) -> bytes:
    return as_png(find(mail, path).content)


def _pack(mail: bytes, path: str) -> bytes:
    part = find(mail, path)
    return locked_zip(part.name, part.content)


def _bare(mail: bytes, asked: str) -> bytes:
    """The ending the file is to have stands in front of its path; why it stays is answered in a word."""
    ending, _, path = asked.partition(" ")
    try:
        return clean_file(find(mail, path).content, ending)
    except Stays as stays:
        return stays.reason.encode()


def _feed(listed: bytes, name: str) -> bytes:
    if name.startswith("mail/"):  # a path in a mail: the list is a file that came with it
        part = find(listed, name)
        listed, name = part.content, part.name
    return json.dumps(dataclasses.asdict(read_feed(listed, name)), ensure_ascii=False).encode()


VERBS = {"look": _look, "read": _read, "draw": _draw, "pack": _pack, "bare": _bare, "feed": _feed}

if __name__ == "__main__":
    warm_up()
    run(lambda verb, octets, path: VERBS[verb](octets, path))
