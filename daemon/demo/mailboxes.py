"""What was really sent and really came: letters are handed to the SMTP server, and read back over IMAP."""

import smtplib
import time
from collections.abc import Callable

from daemon.demo.letters import Read, digest, read
from daemon.demo.people import Person
from daemon.demo.servers import MailServer, Sink
from daemon.demo.timeline import NotFound

SLICE = 1.0  # seconds until it is asked whether the desk is still there


class Mailboxes:
    """Everybody's mailboxes on the demo's two servers; remembers what was opened, and what the story has told."""

    def __init__(self, server: MailServer, sink: Sink, desk: str, patience: float, alive: Callable[[], None]) -> None:
        self._server, self._sink, self._desk = server, sink, desk
        self._patience, self._alive = patience, alive
        self._opened: dict[str, Read] = {}
        self._told: set[str] = set()

    def send(self, frm: str, raw: bytes) -> None:
        """Hands a letter for the desk to the mail server, as a mail program does."""
        with smtplib.SMTP("127.0.0.1", self._sink.port, local_hostname="demo", timeout=30) as line:
            line.sendmail(frm, [self._desk], raw)

    def letters(self, person: Person) -> list[Read]:
        """Everything in this person's INBOX, opened with their own keys, oldest first."""
        found = []
        for raw in self._server.mails(person.address):
            key = f"{person.address} {digest(raw)}"
            if key not in self._opened:
                self._opened[key] = read(raw, person)
            found.append(self._opened[key])
        return found

    def wait_for(self, person: Person, what: str, wanted: Callable[[Read], bool]) -> Read:
        """The first letter like this that the story has not told of yet. Raises NotFound when patience is over."""
        until = time.monotonic() + self._patience
        while True:
            heard = len(self._sink.received)
            for letter in self.letters(person):
                key = f"{person.address} {digest(letter.raw)}"
                if key not in self._told and wanted(letter):
                    self._told.add(key)
                    return letter
            left = until - time.monotonic()
            if left <= 0:
                raise NotFound(f"{what} did not come within {self._patience:.0f} s", person.mailbox)
            self._alive()
            try:
                self._sink.wait_for(heard + 1, min(left, SLICE))
            except TimeoutError:
                continue

    def untold(self, person: Person) -> int:
        """How many letters lie in this person's mailbox that the story has not told of."""
        return sum(f"{person.address} {digest(one.raw)}" not in self._told for one in self.letters(person))

    def sent_to(self, address: str) -> list[bytes]:
        """The raw octets of all mail that left for this address."""
        return [one.mail for one in self._sink.received if one.recipient == address]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Mails that came in and went out: (sealed, plain), by the octets that travelled."""
        counts = {"in": [0, 0], "out": [0, 0]}
        for one in self._sink.received:
            counts["in" if one.recipient == self._desk else "out"][b"multipart/encrypted" not in one.mail] += 1
        return {way: (sealed, plain) for way, (sealed, plain) in counts.items()}
