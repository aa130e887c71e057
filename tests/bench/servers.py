"""The mail servers of the benchmark, in a process of their own, so that what they cost is not counted as ours."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from daemon.demo.servers import MailServer, Received, Sink
from tests.bench.processes import computed_by


@dataclass(frozen=True)
class Taken:
    """One mail that the relay took, and when, by the monotonic clock, which all processes share."""

    at: float
    mail: Received


class Servers:
    """An IMAP server with some accounts, all of one password, and a relay that takes everything."""

    def __init__(self, users: Sequence[str], password: str) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, users, password), daemon=True)
        self._process.start()
        self.imap_port, self.smtp_port = self._line.recv()

    def append(self, user: str, mails: Sequence[bytes]) -> None:
        self._ask("append", user, mails)

    def taken(self, count: int, seconds: float) -> list[Taken]:
        """All that was taken since `forget`, once there are so many. Raises TimeoutError."""
        return list(self._ask("taken", count, seconds))

    def forget(self) -> None:
        """Count from here."""
        self._ask("forget")

    def computed(self) -> float:
        """Seconds of computing so far."""
        return computed_by(self._process.pid or 0)

    def stop(self) -> None:
        self._line.send(("stop",))
        self._process.join(10)

    def _ask(self, *words: Any) -> Any:
        self._line.send(words)
        answer = self._line.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


def _serve(line: Connection, users: Sequence[str], password: str) -> None:
    mailbox, sink = MailServer(dict.fromkeys(users, password)), Sink()
    taken: list[Taken] = []
    threading.Thread(target=_stamp, args=(sink, taken), daemon=True).start()
    forgotten = 0
    line.send((mailbox.port, sink.port))
    while True:
        match line.recv():
            case "append", user, mails:
                for mail in mails:
                    mailbox.append(user, mail)
                line.send(None)
            case "taken", count, seconds:
                until = time.monotonic() + seconds
                while len(taken) - forgotten < count and time.monotonic() < until:
                    time.sleep(0.02)
                there = taken[forgotten:]
                line.send(there if len(there) >= count else TimeoutError(f"{len(there)} of {count} mails came"))
            case "forget", *_:
                forgotten = len(taken)
                line.send(None)
            case _:
                mailbox.stop()
                sink.stop()
                return


def _stamp(sink: Sink, taken: list[Taken]) -> None:
    while True:
        there = sink.wait_for(len(taken) + 1, seconds=3600)
        now = time.monotonic()
        taken.extend(Taken(now, mail) for mail in there[len(taken) :])
