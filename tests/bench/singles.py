"""Mails one by one: how long from a mail's coming to its answer, and how much of that the IMAP server's bell takes."""

import select
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from imapclient import IMAPClient

from tests.bench.letters import Cast, first_letters
from tests.bench.servers import Servers

PATIENCE = 60.0  # seconds for one mail
PAUSE = 0.2  # seconds until the next
BELLS = 9


@dataclass(frozen=True)
class Box:
    """A mailbox of a server that idles."""

    server: str
    port: int
    user: str
    password: str
    append: Callable[[bytes], object]


@dataclass(frozen=True)
class Way:
    """Seconds from a mail's coming to its answer, sorted, through one IMAP server."""

    server: str
    seconds: tuple[float, ...]
    bell: float  # until the server tells a client that idles; median

    def at(self, part: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(part * len(self.seconds)))]


def one_by_one(count: int, cast: Cast, servers: Servers, read: Box, unread: Box) -> Way:
    """Each mail comes to a desk that has nothing else to do; the answer to its writer counts, not the notice.

    `unread` is a mailbox of the same server that the desk does not read: there the bell alone is timed.
    """
    seconds = []
    for raw in first_letters(cast.reporters, cast.desk, count):
        servers.forget()
        began = time.monotonic()
        read.append(raw)
        answer = next(one for one in servers.taken(2, PATIENCE) if one.mail.recipient != cast.handler.address)
        seconds.append(answer.at - began)
        time.sleep(PAUSE)
    return Way(read.server, tuple(sorted(seconds)), _bell(unread))


def _bell(box: Box) -> float:
    heard = []
    client = IMAPClient("127.0.0.1", box.port, ssl=False, timeout=30)
    client.plain_login(box.user, box.password)
    client.select_folder("INBOX", readonly=True)
    client.idle()
    for _ in range(BELLS):
        time.sleep(PAUSE)
        began = time.monotonic()
        box.append(b"Subject: bell\r\n\r\n")
        select.select([client.socket()], [], [], PATIENCE)
        heard.append(time.monotonic() - began)
        time.sleep(PAUSE)
        client.socket().recv(1 << 16)  # when it told is all that counts
    client.shutdown()
    return statistics.median(heard)
