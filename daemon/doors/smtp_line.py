"""One connection to the relay: what it may be said, and with how much patience it is listened to."""

import re
import smtplib
import socket
from collections.abc import Callable

from daemon.config import Relay
from daemon.doors.wire import DoorShut, Patience, Wire, dial, secure

LONGEST = 998  # octets of a line without its end, RFC 5322 section 2.1.1
# RFC 5321 section 4.1.2, Dot-string at Domain, and no local part that a program could take for an option (INJ-10)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?!-)(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)
# Counting, and no patterns: a mail may be of many megabytes.
_UNFIT: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda mail: b"\0" in mail, "a NUL"),
    (lambda mail: mail.count(b"\r") > mail.count(b"\r\n"), "a bare carriage return"),
    (lambda mail: mail.count(b"\n") > mail.count(b"\r\n"), "a bare line feed"),
    (lambda mail: not mail.isascii(), "an octet above 127"),
    (lambda mail: max(map(len, mail.split(b"\r\n"))) > LONGEST, f"a line longer than {LONGEST} octets"),
)


class SmtpLine(smtplib.SMTP):
    """smtplib on a wire of ours, with deadlines that drip cannot stretch."""

    def __init__(self, relay: Relay, patience: Patience) -> None:
        self._relay = relay
        self._patience = patience
        self._wire: Wire | None = None
        # never the machine's own name, which smtplib would look up
        super().__init__(local_hostname=relay.helo or "[127.0.0.1]", timeout=patience.connect)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002  # smtplib's
        return dial(host, port, self._relay.security, self._relay.ca_file, self._patience)

    @property
    def wire(self) -> Wire:
        if self._wire is None:
            self._wire = Wire(lambda: self.sock, self._patience)  # type: ignore[arg-type, return-value]
        return self._wire

    def getreply(self) -> tuple[int, bytes]:
        self.file = self.wire  # smtplib would make one of its own, without a deadline
        return super().getreply()

    def send(self, data: bytes | bytearray | str) -> None:  # type: ignore[override]
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        try:
            self.wire.send(data.encode("ascii") if isinstance(data, str) else bytes(data))
        except OSError:
            self.close()
            raise

    def put_under_tls(self) -> None:
        """Say STARTTLS and go under TLS; raise DoorShut where it is not offered (OPS-01, OPS-02)."""
        where = f"{self._relay.host}:{self._relay.port}"
        if not self.has_extn("starttls"):
            raise DoorShut(f"{where}: offers no TLS, and nothing is sent without")
        code, _ = self.docmd("STARTTLS")
        if code != 220 or self.sock is None:
            raise DoorShut(f"{where}: refuses to begin TLS ({code})")
        if self.wire.held:
            raise DoorShut(f"{where}: said more than it should before TLS")
        self.sock = secure(self.sock, self._relay.host, self._relay.port, self._relay.ca_file)
        self.esmtp_features = {}  # what was said before TLS is forgotten, RFC 3207 section 4.2
        self.ehlo_resp = None


def unfit(mail: bytes, sender: str | None, recipient: str) -> str | None:
    """Return why this may not be said to a mail server, or None (INJ-09, INJ-10)."""
    for address, whose in ((sender, "sender"), (recipient, "recipient")):
        if address is not None and (len(address) > 254 or not _ADDRESS.fullmatch(address)):
            return f"the {whose} is no plain mail address"
    if not mail.endswith(b"\r\n"):
        return "the mail does not end with a line's end"
    return next((f"the mail holds {what}" for holds, what in _UNFIT if holds(mail)), None)
