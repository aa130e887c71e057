"""A bell at the mailbox: it says "look again" and nothing else, so a lost or doubled ring does no harm."""

import random
import select
import threading
import time
from collections.abc import Callable

from daemon.config import ImapBox
from daemon.doors.imap_session import Refused, Session
from daemon.doors.wire import USUAL, DoorShut, Patience

RENEW = 280.0  # seconds; links die silently, and five minutes is what the worst routers leave them (R8)
POLL = 60.0  # seconds between rings where the server has no IDLE
WAITS = (1.0, 2.0, 5.0, 15.0, 60.0)  # seconds between attempts to connect


class Watcher:
    """Watches the first folder of a mailbox on a connection of its own, in a thread of its own, and only rings.

    It rings after every connect, for what came while nobody watched, and again once it listens: not every server
    tells of mail that came in between. It begins at once and ends with `stop`.
    `trouble` says why it does not watch just now, or is None.
    """

    def __init__(
        self,
        box: ImapBox,
        ring: Callable[[], None],
        patience: Patience = USUAL,
        renew: float = RENEW,
        poll: float = POLL,
    ) -> None:
        self.trouble: str | None = None
        self._box = box
        self._ring = ring
        self._patience = patience
        self._renew = renew
        self._poll = poll
        self._ending = threading.Event()
        self._session: Session | None = None
        self._thread = threading.Thread(target=self._watch, name=f"bell {box.name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, within two seconds even where it hangs in a connect; that thread then ends with the process."""
        self._ending.set()
        session = self._session
        if session is not None:
            session.cut()  # whatever it waits for on this connection, it sees the end of it
        self._thread.join(timeout=1.9)

    def _watch(self) -> None:
        attempt = 0
        while not self._ending.is_set():
            began = time.monotonic()
            try:
                self._on_one_connection()
            except (DoorShut, Refused) as error:
                self.trouble = str(error)
            if time.monotonic() - began > self._renew:
                attempt = 0  # it held for a while: this is a new misfortune
            wait = WAITS[min(attempt, len(WAITS) - 1)]
            attempt += 1
            self._ending.wait(wait * random.uniform(0.75, 1.25))  # noqa: S311  # not a secret: so that not all come back at once

    def _on_one_connection(self) -> None:
        session = self._session = Session(self._box, self._patience)
        try:
            if self._ending.is_set():
                return
            session.ask("EXAMINE", session.client.select_folder, self._box.folders[0], True)
            self.trouble = None
            self._ring()
            if "IDLE" in session.offers:
                self._listen(session)
        finally:
            self._session = None
            session.drop()
        while not self._ending.wait(self._poll):
            self._ring()

    def _listen(self, session: Session) -> None:
        while not self._ending.is_set():
            session.ask("IDLE", session.line.begin_idle)
            self._ring()
            until = time.monotonic() + self._renew
            while (left := until - time.monotonic()) > 0:
                if not session.line.waiting and not _readable(session, left):
                    break
                # EXISTS alone means something may have come; flags and vanishing mails are people at work
                if session.ask("IDLE", session.line.next_word) == "EXISTS":
                    self._ring()
            if session.ask("IDLE", session.line.end_idle):
                self._ring()


def _readable(session: Session, seconds: float) -> bool:
    eyes = select.poll()
    eyes.register(session.line.sock, select.POLLIN)
    return bool(eyes.poll(seconds * 1000))
