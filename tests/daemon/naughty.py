"""Children that a mail has taken over: each mail says how its child misbehaves. Runs only behind the walls.

They are given less time than others, so that a test of a child that never ends ends.
"""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from daemon.sandbox import child
from daemon.sandbox.__main__ import run

ROOT = Path(__file__).resolve().parents[2]

TRIES: dict[str, Callable[[], object]] = {
    "net": lambda: socket.create_connection(("127.0.0.1", 25), 1),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "unix": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "passwd": lambda: Path("/etc/passwd").read_bytes(),
    "proc": lambda: list(Path("/proc").iterdir()),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "fork": os.fork,
    "kill": lambda: os.kill(os.getppid(), 0),
    "root": lambda: Path("/x").write_bytes(b""),
    "tmp": lambda: Path("/tmp/x").write_bytes(b""),
    "checkout": (ROOT / "pyproject.toml").read_bytes,
    "store": (ROOT / "db/__init__.py").read_bytes,
    "secret": lambda: _nothing_in({"HIRZ_SECRET"} & set(os.environ)),
    "handles": lambda: _nothing_in(set(_open()) - {0, 1, 2, 3}),
}


def misbehave(verb: str, mail: bytes, path: str) -> bytes:
    """Do what the mail says."""
    return DEEDS[mail.decode()]()


def _fork() -> bytes:
    while True:
        os.fork()


def _spin() -> bytes:
    while True:
        pass


def _wait() -> bytes:
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
    return b""


def _exit() -> bytes:
    os._exit(0)


def _abort() -> bytes:
    os.abort()


def _kill() -> bytes:
    os.kill(os.getppid(), 9)
    return b""


def _look() -> bytes:
    """Try every way out, and tell in the subject of a letter which of them were open."""
    ways = []
    for name, attempt in TRIES.items():
        try:
            attempt()
        except OSError:
            continue
        ways.append(name)
    return _letter(" ".join(ways) or "nothing")


def _nothing_in(found: set[str] | set[int]) -> None:
    if not found:
        raise FileNotFoundError


def _open() -> Iterator[int]:
    for number in range(64):
        try:
            os.fstat(number)
        except OSError:
            continue
        yield number


def _letter(subject: str) -> bytes:
    empty = dict.fromkeys(("text", "message_id", "signed_text", "language", "client"), "")
    empty |= {"subject": subject, "text_source": "none"}
    none: dict[str, object] = {
        "senders": [],
        "to": [],
        "references": [],
        "date": None,
        "headers": [],
        "attachments": [],
        "formatted": False,
    }
    turn: dict[str, object] = {"letter": none | empty, "findings": [], "evidence": [], "further": [], "unread": None}
    turn["observables"] = []
    return json.dumps(turn).encode()


DEEDS: dict[str, Callable[[], bytes]] = {
    "fork": _fork,
    "wait": _wait,
    "spin": _spin,
    "eat": lambda: b"x" * (2 << 30),
    "garbage": lambda: b"\x00\xff not json",
    "huge": lambda: b"[" + b"1," * 5_000_000 + b"1]",
    "exit": _exit,
    "abort": _abort,
    "kill": _kill,
    "look": _look,
    "answer": lambda: _letter("ok"),
    "{}": lambda: b"{}",
    "null": lambda: b"null",
}

if __name__ == "__main__":
    child.CPU, child.WALL = 2, 5
    run(misbehave)
