"""One child, one object: it takes limits upon itself, reads one question, answers it and is gone."""

import dataclasses
import gc
import json
import os
import resource
import signal
import socket
from collections.abc import Callable
from datetime import datetime

from daemon.sandbox.frames import ANSWER, answer, greet, read_question
from daemon.sandbox.syscalls import allow_only_reading
from mailflows.examine.seen import Turn

CPU = 10  # seconds of computing
WALL = 15  # seconds by the clock
MEMORY = 1024 * 1024 * 1024  # octets of address space
FILE = 32 * 1024 * 1024
OPEN_FILES = 64
SHORTENED = 20_000  # characters of each text where an answer would be too large

Answering = Callable[[str, bytes, str], bytes]

_CONNECTION = 3


def live(connection: socket.socket, answering: Answering, wall: bytes) -> None:
    """Be the child: never returns. `answering` gets verb, mail and path, and gives the octets of the answer."""
    try:
        _leave_everything_but(connection)
        _limit()
        allow_only_reading(wall)
        gc.disable()  # it lives for milliseconds, and a collection would copy pages shared with the parent
        own = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=_CONNECTION)
        greet(own)
        verb, path, mail = read_question(own)
        answer(own, answering(verb, mail, path))
    except BaseException:  # noqa: BLE001 - the boundary of the process: whatever happened, the daemon sees a silent end
        os._exit(1)
    os._exit(0)


def in_json(turn: Turn) -> bytes:
    """An answer of at most 1 MB; texts are shortened before anything is lost."""
    text = _encoded(turn)
    if len(text) > ANSWER and turn.letter:
        short = {name: getattr(turn.letter, name)[:SHORTENED] for name in ("text", "signed_text")}
        text = _encoded(dataclasses.replace(turn, letter=dataclasses.replace(turn.letter, **short)))
    return text


def _encoded(turn: Turn) -> bytes:
    return json.dumps(dataclasses.asdict(turn), ensure_ascii=False, default=_in_words).encode()


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError


def _leave_everything_but(connection: socket.socket) -> None:
    """Keep one socket: not the door new questions come through, not the handles of other children."""
    os.dup2(connection.fileno(), _CONNECTION)
    os.closerange(_CONNECTION + 1, min(4096, os.sysconf("SC_OPEN_MAX")))
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)


def _limit() -> None:
    """Limits of this process. NPROC is not enforced for uid 0, but there the filter of calls forbids new processes."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL)
