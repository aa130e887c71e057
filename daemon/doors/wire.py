"""How this house speaks with a mail server: under TLS or on this machine itself, and with patience that ends."""

import contextlib
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LONGEST_LINE = 4 << 20  # octets; the UIDs of some 500,000 mails fit in one answer
USUAL_TALK = 1 << 20  # octets a command's answer may hold beside what it was asked for
AT_ONCE = 64 << 10  # octets read or written in one turn


class DoorShut(Exception):
    """A mail server cannot be used now: try at the next bell. The text is for the log: who and what, no content."""


class Overrun(OSError):
    """The server announces or sends more than was asked for."""


@dataclass(frozen=True)
class Patience:
    """How long a mail server may take."""

    connect: float = 15.0  # seconds, TLS included for each step
    read: float = 60.0  # seconds of silence
    command: float = 90.0  # seconds for a whole command, however lively the server drips
    verdict: float = 300.0  # seconds a relay may think about a whole mail; cut short, the next try is a duplicate
    rate: int = 32 << 10  # octets a second, the slowest a large mail may come or go

    def for_octets(self, size: int) -> float:
        """Return the seconds a command may take that moves `size` octets."""
        return self.command + size / self.rate


USUAL = Patience()


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Return what certificates are judged by: the system's authorities, or only those in `ca_file` (OPS-01)."""
    try:
        context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise DoorShut(f"{ca_file}: holds no certificates that can be read") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def loopback(address: str) -> bool:
    """Tell whether a numeric address is this machine itself."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def dial(host: str, port: int, security: str, ca_file: Path | None, patience: Patience) -> socket.socket:
    """Connect; with `security` "tls" the handshake is done, with "none" the other end is this machine.

    Raises DoorShut. What a name stands for is looked at after it was resolved: a changed hosts file or DNS
    must not turn "localhost" into a place where a password travels in the clear (OPS-01).
    """
    try:
        line = socket.create_connection((host, port), timeout=patience.connect)
    except (OSError, UnicodeError) as error:
        raise DoorShut(f"{host}:{port}: cannot connect: {cause(error)}") from None
    try:
        if security == "none" and not loopback(str(line.getpeername()[0])):
            raise DoorShut(f"{host}:{port}: is not this machine, and mail goes nowhere else without TLS")
        # without it a short command waits some 40 ms for the other end's delayed ACK
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if security == "tls":
            return secure(line, host, port, ca_file)
        return line
    except (DoorShut, OSError) as error:
        line.close()
        raise error if isinstance(error, DoorShut) else DoorShut(f"{host}:{port}: {cause(error)}") from None


def secure(line: socket.socket, host: str, port: int, ca_file: Path | None) -> ssl.SSLSocket:
    """Put a connection under TLS, with the server's name checked; raise DoorShut."""
    try:
        return trust(ca_file).wrap_socket(line, server_hostname=host)
    except (OSError, ValueError) as error:
        raise DoorShut(f"{host}:{port}: no TLS: {cause(error)}") from None


def hang_up(line: socket.socket) -> None:
    """End a connection at once, from any thread; whoever waits on it sees its end."""
    with contextlib.suppress(OSError):
        # not SSLSocket's own: that one would drop its TLS under the feet of a reading thread
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def cause(error: BaseException) -> str:
    """Say in a few words why a connection failed; nothing the other end said."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is refused: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "it takes too long"
    if isinstance(error, Overrun):
        return "it sends more than was asked for"
    if isinstance(error, ssl.SSLError):
        return "the TLS handshake or connection failed"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "the connection was lost"


class Wire:
    """The receiving end of a connection: no octet is taken after the deadline, and none above the allowance.

    A socket's own time-out begins anew with every octet, so a server that drips would hold us for ever; and
    a server may announce or send as much as it likes (OPS-03). `allow` opens both for the next command.
    """

    def __init__(self, line: Callable[[], socket.socket], patience: Patience) -> None:
        self._line = line
        self._patience = patience
        self._held = bytearray()
        self._until = 0.0
        self._silence = 0.0
        self._room = 0
        self.allow()

    def allow(self, octets: int = 0) -> None:
        """Begin a command whose answer may hold `octets` beside the usual talk."""
        self._until = time.monotonic() + self._patience.for_octets(octets)
        self._silence = self._patience.read
        self._room = octets + USUAL_TALK

    def allow_for(self, seconds: float) -> None:
        """Begin a command whose answer may take just so long, all of it in silence."""
        self.allow()
        self._silence = seconds
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds the next step may take; raise TimeoutError when there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline of the command has passed")
        return min(left, self._silence)

    @property
    def held(self) -> int:
        """Octets that came and were not read yet."""
        return len(self._held)

    def readline(self, limit: int = -1) -> bytes:
        """Return one line with its end, what came of it before the connection ended, or `limit` octets of it."""
        limit = LONGEST_LINE if limit < 0 else limit
        seen = 0
        while (end := self._held.find(b"\n", seen)) < 0 and len(self._held) < limit:
            seen = len(self._held)
            if not self._fill():
                break
        return self._take(min(limit, end + 1 if end >= 0 else len(self._held)))

    def read(self, size: int) -> bytes:
        """Return `size` octets, or fewer where the connection ended; raise TimeoutError, OSError."""
        if size > self._room + len(self._held):
            raise Overrun
        pieces = [self._take(min(size, len(self._held)))]
        missing = size - len(pieces[0])
        while missing and (more := self._receive(min(missing, AT_ONCE))):
            pieces.append(more)
            missing -= len(more)
        return b"".join(pieces)

    def send(self, data: bytes) -> None:
        """Send all of it within the deadline."""
        view = memoryview(data)
        while view:
            line = self._line()
            line.settimeout(self.left())
            line.sendall(view[:AT_ONCE])
            view = view[AT_ONCE:]

    def close(self) -> None:
        """Forget what was held; the connection itself belongs to whoever opened it."""
        self._held.clear()

    def _fill(self) -> bool:
        more = self._receive(AT_ONCE)
        self._held += more
        return bool(more)

    def _receive(self, most: int) -> bytes:
        line = self._line()
        line.settimeout(self.left())
        more = line.recv(most)
        self._room -= len(more)
        if self._room < 0:
            raise Overrun
        return more

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._held)[:size])
        del self._held[:size]
        return taken
