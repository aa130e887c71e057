"""What the relay was handed, as its recipients read it with their own gpg."""

import email
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.header import decode_header, make_header

from daemon.demo.servers import Received
from tests.people import Person

ARMOUR = b"-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True)
class Mail:
    """A mail that left, as its recipient reads it."""

    recipient: str
    envelope_sender: str
    message_id: str
    outer: Mapping[str, str]
    subject: str
    text: str
    sealed: bool
    raw: bytes = field(repr=False)

    @property
    def nonce(self) -> str:
        """Tag and nonce as a handler types them behind `#ticket`."""
        line = next(line for line in reversed(self.text.splitlines()) if line.startswith("-- hirz "))
        return " ".join(line.split()[2:4])

    @property
    def tag(self) -> str:
        return self.nonce.split()[0]


def opened(received: Received, person: Person) -> Mail:
    """A mail as its recipient's own program shows it."""
    outer = email.message_from_bytes(received.mail)  # compat32: our own mail, and still no reason to trust a parser
    sealed = ARMOUR in received.mail
    inner = outer
    if sealed:
        begin = received.mail.index(ARMOUR)
        inner = email.message_from_bytes(person.opens(received.mail[begin:]))
    text = next(part for part in inner.walk() if part.get_content_type() == "text/plain")
    return Mail(
        recipient=received.recipient,
        envelope_sender=received.sender,
        message_id=str(outer["Message-ID"]),
        outer={name.lower(): str(value) for name, value in outer.items()},
        subject=str(make_header(decode_header(str(inner["Subject"])))),
        text=bytes(text.get_payload(decode=True)).decode("utf-8"),
        sealed=sealed,
        raw=received.mail,
    )


def message_id_of(received: Received) -> str:
    """The Message-ID that stands on the outside."""
    head = received.mail.partition(b"\r\n\r\n")[0]
    line = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:"))
    return line.partition(b":")[2].strip().decode()
