"""One logged-in connection to one mailbox: what a server may do to it, and what that is called here."""

import contextlib
import imaplib
import logging
import re
import ssl
from collections.abc import Callable
from typing import Any, TypeVar

from imapclient import IMAPClient, SocketTimeout

from daemon.config import ConfigError, ImapBox, read_secret
from daemon.doors.wire import DoorShut, Patience, Wire, cause, dial, hang_up, secure

logging.getLogger("imapclient").setLevel(logging.WARNING)  # at DEBUG it writes folder names and mail into the log

T = TypeVar("T")
_CODE = re.compile(r"\[([A-Z][A-Z0-9-]{1,40})[\] ]")


class Refused(Exception):
    """The server said no to one command, or answered nonsense; the connection goes on. No text of the server's."""

    def __init__(self, what: str, code: str) -> None:
        super().__init__(f"{what} was refused" + (f" ({code})" if code else ""))
        self.code = code


class ImapLine(imaplib.IMAP4):
    """imaplib's connection on a wire of ours: deadlines that drip cannot stretch, and a ceiling on what is taken."""

    def __init__(self, box: ImapBox, patience: Patience) -> None:
        self._box = box
        self._patience = patience
        self._idle_tag = b""
        super().__init__(box.host, box.port)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:  # noqa: ARG002  # imaplib's
        self.host, self.port = host, port
        self.sock = dial(host, port, self._box.security, self._box.ca_file, self._patience)
        self.wire = Wire(lambda: self.sock, self._patience)

    def read(self, size: int) -> bytes:
        """Read a literal whole or not at all (R7)."""
        data = self.wire.read(size)
        if len(data) < size:
            raise self.abort("the connection ended within a literal")
        return data

    def readline(self) -> bytes:
        return self.wire.readline()

    def send(self, data: Any) -> None:
        self.wire.send(data)

    def shutdown(self) -> None:
        hang_up(self.sock)
        self.sock.close()

    def put_under_tls(self) -> None:
        """Say STARTTLS and go under TLS; raise DoorShut where the server (or someone before it) does not offer it."""
        where = f"{self._box.host}:{self._box.port}"
        if self.state != "NONAUTH" or "STARTTLS" not in self.capabilities:
            raise DoorShut(f"{where}: offers no TLS, and nothing is said to it without")
        answer, _ = self._simple_command("STARTTLS")
        if answer != "OK":
            raise DoorShut(f"{where}: refuses to begin TLS")
        if self.wire.held:  # OPS-02: what was slipped in before TLS would be believed after it
            raise DoorShut(f"{where}: said more than it should before TLS")
        self.sock = secure(self.sock, self._box.host, self._box.port, self._box.ca_file)
        self._tls_established = True
        self.untagged_responses.clear()
        self._get_capabilities()

    def begin_idle(self) -> None:
        """Go into IDLE (RFC 2177)."""
        self.untagged_responses.clear()
        self._idle_tag = self._command("IDLE")
        while self._get_response() is not None:
            if self.tagged_commands.get(self._idle_tag):
                raise self.error("IDLE refused")

    def next_word(self) -> str:
        """Read one line that came while idling and return its kind, as "EXISTS" or "OK"."""
        self.untagged_responses.clear()
        self._get_response()
        if "BYE" in self.untagged_responses or self.tagged_commands.get(self._idle_tag):
            raise self.abort("the server has ended it")
        return next(iter(self.untagged_responses), "")

    def end_idle(self) -> bool:
        """Leave IDLE, and tell whether mail came meanwhile; only this notices a link whose other end is gone (R8)."""
        self.untagged_responses.clear()
        self.send(b"DONE\r\n")
        self._command_complete("IDLE", self._idle_tag)
        return "EXISTS" in self.untagged_responses

    @property
    def waiting(self) -> bool:
        """Something was received that no poll of the socket would tell of."""
        return bool(self.wire.held) or (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending() > 0)


class _Client(IMAPClient):  # type: ignore[misc]  # IMAPClient carries no types
    """IMAPClient on a line that was opened, and put under TLS, by us."""

    def __init__(self, line: ImapLine, patience: Patience) -> None:
        self._own_line = line
        super().__init__(line.host, line.port, ssl=False, timeout=SocketTimeout(patience.connect, patience.read))
        self.normalise_times = False  # or INTERNALDATE becomes a naive local time
        line.debug = 0

    def _create_IMAP4(self) -> ImapLine:  # noqa: N802  # IMAPClient's
        return self._own_line


class Session:
    """A logged-in connection. Not for two threads at once, but for `cut`."""

    def __init__(self, box: ImapBox, patience: Patience) -> None:
        """Connect and log in; raise DoorShut."""
        self.where = f"{box.host}:{box.port}"
        try:
            password = read_secret(box.password_file)
        except ConfigError as error:
            raise DoorShut(str(error)) from None
        try:
            self.line = ImapLine(box, patience)
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            raise DoorShut(f"{self.where}: is no IMAP server we understand: {cause(error)}") from None
        try:
            if box.security == "starttls":
                self.ask("STARTTLS", self.line.put_under_tls)
            self.client: Any = _Client(self.line, patience)
            self._log_in(box.user, password)
            self.offers = frozenset(
                word.decode("ascii", "replace") for word in self.ask("CAPABILITY", self.client.capabilities)
            )
        except (Refused, DoorShut) as error:
            self.drop()
            raise error if isinstance(error, DoorShut) else DoorShut(f"{self.where}: {error}") from None

    def _log_in(self, user: str, password: str) -> None:
        offers = self.line.capabilities
        if self.line.state != "NONAUTH":
            raise DoorShut(f"{self.where}: takes us for somebody who has logged in already")
        if "AUTH=PLAIN" in offers:  # the only way that carries every password: LOGIN is ASCII
            self.ask("the login", self.client.plain_login, user, password)
        elif "LOGINDISABLED" in offers:
            raise DoorShut(f"{self.where}: lets nobody log in this way")
        else:
            self.ask("the login", self.client.login, user, password)

    @property
    def tls(self) -> str:
        """What protects the connection, in words."""
        sock = self.line.sock
        return str(sock.version()) if isinstance(sock, ssl.SSLSocket) else "no TLS: the server is this machine"

    def ask(self, what: str, command: Callable[..., T], *details: Any, octets: int = 0) -> T:
        """Run one command of IMAPClient's whose answer may hold `octets`.

        Raises Refused where the server says no or its answer cannot be read, DoorShut where the connection is
        lost. A dead link shows as TimeoutError or OSError as often as in IMAPClient's own words.
        """
        self.line.wire.allow(octets)
        try:
            return command(*details)
        except (Refused, DoorShut):
            raise
        except imaplib.IMAP4.readonly:
            raise Refused(what, "READ-ONLY") from None
        except (OSError, EOFError, imaplib.IMAP4.abort) as error:
            raise DoorShut(f"{self.where}: {what}: {cause(error)}") from None
        except Exception as error:  # noqa: BLE001
            # the boundary to a hostile server: what its answers make the parser raise is nowhere listed
            self.line.untagged_responses.clear()
            if self.line.tagged_commands:  # not answered to its end: what comes next would be taken for another answer
                raise DoorShut(f"{self.where}: {what}: its answer makes no sense") from None
            code = _CODE.search(str(error)) if isinstance(error, imaplib.IMAP4.error) else None
            raise Refused(what, code[1] if code else "") from None

    def close(self) -> None:
        """Log out politely, if that works."""
        with contextlib.suppress(Refused, DoorShut):
            self.ask("LOGOUT", self.client.logout)
        self.drop()

    def drop(self) -> None:
        """End the connection at once and give it back."""
        self.line.shutdown()

    def cut(self) -> None:
        """End the connection at once, from any thread."""
        hang_up(self.line.sock)
