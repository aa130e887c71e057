"""How the daemon and the sandbox speak: one connection per object, one question, one answer, both with their length."""

import socket
import struct
import time
from collections.abc import Mapping
from types import MappingProxyType

ANSWER = 1024 * 1024  # octets an answer may have that tells what was found
# What may be asked of the sandbox, and how many octets the answer may have.
ANSWERS: Mapping[str, int] = MappingProxyType(
    {
        "look": ANSWER,  # at one object: what is frightening about it
        "read": ANSWER,  # a letter without its page, and nothing that is looked at
        "draw": ANSWER,  # a picture anew
        "pack": 34 * 1024 * 1024,  # a file into a locked zip
        "bare": 17 * ANSWER,  # a file of our own without what it tells of its maker
        "feed": 8 * ANSWER,  # a list of indicators, read
    }
)
PATH = 200
SIZE = 40 * 1024 * 1024  # octets a mail may have here; the true limit is in mailflows/examine/limits.py

_QUESTION = struct.Struct(">4s4sHI")
_ANSWER = struct.Struct(">I")
_MARK = b"HX1\n"


class NobodyThere(Exception):
    """The sandbox let nobody come to the door, or one who could not build the last wall."""


class BadFrame(Exception):
    """What came over the connection is no question or answer of ours."""


def greet(connection: socket.socket) -> None:
    """Say that a child stands ready behind all its walls. What fails from now on is the mail's doing."""
    connection.sendall(_MARK)


def wait_for_greeting(connection: socket.socket, until: float) -> None:
    """Wait for the child; until it is there no octet of a mail is sent. Raises NobodyThere."""
    try:
        greeting = bytes(_exactly(connection, len(_MARK), until))
    except (EOFError, OSError):
        raise NobodyThere from None
    if greeting != _MARK:
        raise NobodyThere


def ask(connection: socket.socket, verb: str, path: str, mail: bytes, until: float) -> None:
    """Send a question; `until` is a time of time.monotonic(). Raises TimeoutError or OSError."""
    connection.settimeout(_left(until))
    connection.sendall(_QUESTION.pack(_MARK, verb.encode(), len(path.encode()), len(mail)) + path.encode())
    connection.settimeout(_left(until))
    connection.sendall(mail)


def read_question(connection: socket.socket) -> tuple[str, str, bytes]:
    """What is asked, the path of the object and the mail it lies in. Only a child calls this, under its own limits."""
    mark, verb, path, size = _QUESTION.unpack(_exactly(connection, _QUESTION.size, None))
    if mark != _MARK or verb.decode() not in ANSWERS or path > PATH or size > SIZE:
        raise BadFrame
    return verb.decode(), _exactly(connection, path, None).decode(), bytes(_exactly(connection, size, None))


def answer(connection: socket.socket, text: bytes) -> None:
    """Send an answer."""
    connection.sendall(_ANSWER.pack(len(text)) + text)


def read_answer(connection: socket.socket, verb: str, until: float) -> bytes:
    """The octets of an answer. Raises EOFError where the child died, TimeoutError, OSError, BadFrame."""
    (size,) = _ANSWER.unpack(_exactly(connection, _ANSWER.size, until))
    if size > ANSWERS[verb]:
        raise BadFrame
    return bytes(_exactly(connection, size, until))


def _exactly(connection: socket.socket, size: int, until: float | None) -> bytearray:
    whole = bytearray(size)
    view = memoryview(whole)
    while view:
        if until is not None:
            connection.settimeout(_left(until))
        count = connection.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return whole


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
