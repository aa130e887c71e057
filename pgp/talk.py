"""Speaking with a child process: all it is given, all it says, and an end that nobody can put off."""

import os
import selectors
import subprocess
import time
from contextlib import suppress
from typing import IO

CHUNK = 256 * 1024  # octets


def talk(process: subprocess.Popen[bytes], given: bytes, until: float) -> tuple[bytes, bytes]:
    """Write `given` to its standard input; return what it wrote to standard output and standard error when it ended.

    `until`: the deadline, by the monotonic clock. Raises TimeoutError there; whoever called kills the process.
    (subprocess's own wait with a time-out looks only now and then whether the process has ended: a millisecond lost.)
    """
    assert process.stdin and process.stdout and process.stderr
    said: dict[int, list[bytes]] = {process.stdout.fileno(): [], process.stderr.fileno(): []}
    heard = list(said.values())
    left = memoryview(given)
    ended = os.pidfd_open(process.pid)
    try:
        with selectors.PollSelector() as waiting:
            for pipe, event in (
                (process.stdin, selectors.EVENT_WRITE),
                (process.stdout, selectors.EVENT_READ),
                (process.stderr, selectors.EVENT_READ),
            ):
                os.set_blocking(pipe.fileno(), False)
                waiting.register(pipe, event)
            waiting.register(ended, selectors.EVENT_READ)
            while waiting.get_map():
                ready = waiting.select(max(0.0, until - time.monotonic()))
                if not ready and time.monotonic() >= until:
                    raise TimeoutError
                for key, event in ready:
                    if key.fileobj == ended:
                        waiting.unregister(ended)
                    elif event & selectors.EVENT_WRITE:
                        left = _written(waiting, process.stdin, left)
                    elif data := _read(key.fd):
                        said[key.fd].append(data)
                    else:
                        waiting.unregister(key.fileobj)
    finally:
        os.close(ended)
    process.wait()
    return b"".join(heard[0]), b"".join(heard[1])


def _written(waiting: selectors.BaseSelector, pipe: IO[bytes], left: memoryview) -> memoryview:
    """Write what the pipe takes now; close it at the end, or where nobody reads any more."""
    try:
        left = left[os.write(pipe.fileno(), left[:CHUNK]) :] if left else left
    except BlockingIOError:
        return left
    except BrokenPipeError:
        left = left[:0]
    if not left:
        waiting.unregister(pipe)
        with suppress(BrokenPipeError):
            pipe.close()
    return left


def _read(descriptor: int) -> bytes:
    return os.read(descriptor, CHUNK)
