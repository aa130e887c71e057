"""The parent in the sandbox: everything is loaded once, and a child is forked for each object. It reads no mail."""

import gc
import os
import select
import signal
import socket
import time
from dataclasses import dataclass

from daemon.sandbox.child import WALL, Answering, live
from daemon.sandbox.syscalls import filter_of_calls

AT_ONCE = 4  # children
MERCY = 1.0  # seconds after which a child that outlived its clock is killed
LIFE = 24 * 3600.0  # seconds after which an idle parent ends, to be started afresh


@dataclass(frozen=True)
class Child:
    """One child and the time at which it is killed."""

    pid: int
    dies: float  # time.monotonic()


def serve(door: socket.socket, answering: Answering, lifeline: int | None = None) -> None:
    """Fork a child for each connection at the door until the other end of `lifeline` is gone or a day is over.

    Children hear the question themselves: the parent never holds a byte of a mail, so no child inherits another's.
    """
    children: dict[int, Child] = {}
    wall = filter_of_calls()
    ends = time.monotonic() + LIFE
    gc.collect()
    gc.freeze()  # what is loaded stays where it is, so that children share it with the parent
    door.setblocking(False)
    while True:
        now = time.monotonic()
        if now > ends and not children:
            return
        ready = _wait(
            door, children, lifeline, max(0.0, min([child.dies for child in children.values()] + [ends]) - now)
        )
        if lifeline in ready:
            return
        for handle in list(children):
            if handle in ready:
                _bury(handle, children.pop(handle))
            elif children[handle].dies <= time.monotonic():
                signal.pidfd_send_signal(handle, signal.SIGKILL)
        if door.fileno() in ready:
            _receive(door, children, answering, wall)


def _wait(door: socket.socket, children: dict[int, Child], lifeline: int | None, seconds: float) -> set[int | None]:
    watched = select.poll()
    if len(children) < AT_ONCE:
        watched.register(door, select.POLLIN)
    for handle in children:
        watched.register(handle, select.POLLIN)
    if lifeline is not None:
        watched.register(lifeline, 0)  # tells only that the other end is gone
    return {handle for handle, _ in watched.poll(int(seconds * 1000) + 1)}


def _receive(door: socket.socket, children: dict[int, Child], answering: Answering, wall: bytes) -> None:
    try:
        connection, _ = door.accept()
    except (BlockingIOError, ConnectionError):
        return  # it went away before we came to the door
    with connection:
        connection.setblocking(True)
        pid = os.fork()
        if pid == 0:
            live(connection, answering, wall)
        children[os.pidfd_open(pid)] = Child(pid, time.monotonic() + WALL + MERCY)


def _bury(handle: int, child: Child) -> None:
    os.waitpid(child.pid, 0)
    os.close(handle)
