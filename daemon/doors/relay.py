"""Where mail goes out: one finished mail, one recipient, one relay; what became of it is a value."""

import base64
import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from daemon.config import ConfigError, Relay, read_secret
from daemon.doors.smtp_line import SmtpLine, unfit
from daemon.doors.wire import USUAL, DoorShut, Patience, cause, hang_up

GOOD_BYE = 2.0  # seconds; a relay that is gone must not hold up our own end
_STATUS = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?= |$)")
OURS_TO_MEND = frozenset({500, 502, 503, 504, 521, 530, 534, 535, 538})  # about us, not about the recipient


@dataclass(frozen=True)
class Sent:
    """The relay has answered for it."""


@dataclass(frozen=True)
class Later:
    """Not now; try again. The reason is words and numbers of ours, nothing the relay wrote."""

    reason: str
    perhaps: bool = False  # all of it was handed over and no answer came: the next try may be a duplicate (R5)


@dataclass(frozen=True)
class Never:
    """Not ever, this mail to this recipient."""

    reason: str


Handed = Sent | Later | Never


class RelaySession:
    """A connection to the relay that is opened when first needed and kept for the mails that follow.

    Used by one thread. Leaving the `with` ends it.
    """

    def __init__(self, relay: Relay, patience: Patience = USUAL) -> None:
        self._relay = relay
        self._patience = patience
        self._line: SmtpLine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say good-bye, if that works, and end the connection."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                line.wire.allow_for(GOOD_BYE)
                line.docmd("QUIT")
            line.close()

    def cut(self) -> None:
        """End the connection at once, from any thread; a mail under way becomes `Later`."""
        line = self._line
        if line is not None and line.sock is not None:
            hang_up(line.sock)

    def hand_over(self, mail: bytes, sender: str | None, recipient: str) -> Handed:
        """Hand one mail to the relay for one recipient; `sender` None is the null sender of automatic mail.

        The mail leaves as it is, octet for octet: CRLF lines of at most 998 octets, seven bits; anything else is
        never sent (INJ-09). Trouble with the connection, with us or with the relay is `Later`; only what it says
        for good about this recipient or this mail is `Never` (R16, R17).
        """
        if reason := unfit(mail, sender, recipient):
            return Never(reason)
        reused = self._line is not None
        try:
            line = self._open()
            handed = self._transact(line, mail, sender or "", recipient)
        except DoorShut as error:
            self._drop()
            return Later(str(error))
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            handed = Later(f"{self._where}: {cause(error)}")
        if reused and self._line is None and isinstance(handed, Later) and not handed.perhaps:
            return self.hand_over(mail, sender, recipient)  # the relay had tired of an idle connection; once only
        return handed

    def offers(self) -> tuple[str, ...]:
        """Connect, log in, and say what was found, for `hirz check`; raise DoorShut."""
        try:
            line = self._open()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise DoorShut(f"{self._where}: {cause(error)}") from None
        tls = str(line.sock.version()) if isinstance(line.sock, ssl.SSLSocket) else "no TLS: the relay is this machine"
        return (tls, "logged in" if self._relay.user else "no login asked for")

    def takes_null_sender(self) -> bool:
        """Ask whether automatic mail may have the null sender of RFC 3834; raise DoorShut."""
        try:
            line = self._open()
            line.wire.allow()
            code, _ = line.docmd("MAIL", "FROM:<>")
            line.docmd("RSET")
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise DoorShut(f"{self._where}: {cause(error)}") from None
        return 200 <= code < 300

    @property
    def _where(self) -> str:
        return f"{self._relay.host}:{self._relay.port}"

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _open(self) -> SmtpLine:
        if self._line is not None:
            return self._line
        line = SmtpLine(self._relay, self._patience)
        try:
            self._greet(line)
        except BaseException:
            line.close()
            raise
        self._line = line
        return line

    def _greet(self, line: SmtpLine) -> None:
        code, _ = line.connect(self._relay.host, self._relay.port)
        if code != 220:
            raise DoorShut(f"{self._where}: takes no mail now ({code})")
        self._ehlo(line)
        if self._relay.security == "starttls":
            line.wire.allow()
            line.put_under_tls()
            self._ehlo(line)
        if self._relay.user and self._relay.password_file is not None:
            try:
                password = read_secret(self._relay.password_file)
            except ConfigError as error:
                raise DoorShut(str(error)) from None
            self._log_in(line, self._relay.user, password)

    def _ehlo(self, line: SmtpLine) -> None:
        line.wire.allow()
        code, _ = line.ehlo()
        if code != 250:
            raise DoorShut(f"{self._where}: does not answer EHLO ({code})")

    def _log_in(self, line: SmtpLine, user: str, password: str) -> None:
        line.wire.allow()
        if "PLAIN" in line.esmtp_features.get("auth", "").upper().split():
            # ours, because smtplib's carries ASCII only
            token = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
            code, answer = line.docmd("AUTH", f"PLAIN {token}")
            if code != 235:
                raise DoorShut(f"{self._where}: the login was refused{_said(code, answer)}")
            return
        try:
            line.login(user, password)
        except smtplib.SMTPResponseException as error:
            raise DoorShut(f"{self._where}: the login was refused ({error.smtp_code})") from None
        except smtplib.SMTPNotSupportedError:
            raise DoorShut(f"{self._where}: offers no way to log in") from None
        except UnicodeError:
            raise DoorShut(f"{self._where}: takes only passwords in ASCII") from None

    def _transact(self, line: SmtpLine, mail: bytes, sender: str, recipient: str) -> Handed:
        line.wire.allow(len(mail))
        size = f" SIZE={len(mail)}" if line.has_extn("size") else ""
        code, answer = line.docmd("MAIL", f"FROM:<{sender}>{size}")
        if code != 250:
            if code == 552:
                return self._over(line, Never(f"the mail is too large for the relay{_said(code, answer)}"))
            return self._over(line, Later(f"{self._where}: refused the sender{_said(code, answer)}"))
        code, answer = line.docmd("RCPT", f"TO:<{recipient}>")
        if code not in (250, 251):
            return self._over(line, self._judged("refused the recipient", code, answer))
        code, answer = line.docmd("DATA")
        if code != 354:
            return self._over(line, self._judged("refused the mail", code, answer))
        line.send(re.sub(rb"(?m)^\.", b"..", mail))
        try:
            line.send(b".\r\n")
            line.wire.allow_for(self._patience.verdict)  # RFC 5321 section 4.5.3.2.6 asks for patience
            code, answer = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Later(f"{self._where}: no answer after the mail: {cause(error)}", perhaps=True)
        if 200 <= code < 300:
            return Sent()
        return self._over(line, self._judged("refused the mail", code, answer))

    def _judged(self, what: str, code: int, answer: bytes) -> Handed:
        if 500 <= code < 600 and code not in OURS_TO_MEND:
            return Never(f"the relay {what}{_said(code, answer)}")
        return Later(f"{self._where}: {what}{_said(code, answer)}")

    def _over(self, line: SmtpLine, handed: Handed) -> Handed:
        """Make the connection fit for the next mail, or give it up."""
        try:
            if line.docmd("RSET")[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()
        return handed


def hand_over(mail: bytes, sender: str | None, recipient: str, relay: Relay, patience: Patience = USUAL) -> Handed:
    """Hand one mail to the relay on a connection of its own; see `RelaySession.hand_over`."""
    with RelaySession(relay, patience) as session:
        return session.hand_over(mail, sender, recipient)


def probe_null_sender(relay: Relay, patience: Patience = USUAL) -> bool:
    """Ask the relay whether it takes the null sender; raise DoorShut where it cannot be asked."""
    with RelaySession(relay, patience) as session:
        return session.takes_null_sender()


def check_relay(relay: Relay, patience: Patience = USUAL) -> tuple[str, ...]:
    """Return what `hirz check` tells of the relay; raise DoorShut."""
    with RelaySession(relay, patience) as session:
        null = "takes the null sender" if session.takes_null_sender() else 'refuses the null sender: envelope = "desk"'
        return (*session.offers(), null)


def _said(code: int, answer: bytes) -> str:
    status = _STATUS.match(answer)
    return f" ({code} {status[0].decode('ascii')})" if status else f" ({code})"
