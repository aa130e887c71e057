"""The door through which one key is looked up, at its owner's own domain: by https, through a proxy, when asked to.

Off where the config names no proxy, for whoever keeps that domain learns that this desk is about to write there. What
comes is bounded in size and time, follows nobody's redirect, and counts only where the key itself names the address.
"""

import contextlib
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from daemon.config.values import host
from daemon.doors.wire import USUAL, DoorShut, Overrun, Wire, trust
from pgp.certificates import SIZE, Certificate
from pgp.reasons import Refused
from pgp.wkd import certificates_for, place_of

WITHIN = 10.0  # seconds for all of it, both hosts together
HEAD_LINES, LINE = 60, 4096
ADDRESS = re.compile(r"[!-~]{1,64}@[A-Za-z0-9.-]{4,253}", re.ASCII)
NEARBY = (".localhost", ".local", ".internal", ".home.arpa", ".in-addr.arpa", ".ip6.arpa")
# The version in which an answer ends where the connection does: no pieces to be put together.
ASK = "GET {path} HTTP/1.0\r\nHost: {host}\r\nAccept: application/octet-stream\r\nConnection: close\r\n\r\n"
TUNNEL = "CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n"

REASONS = MappingProxyType(
    {
        "off": "Key look-ups are off at this desk: [wkd] proxy in its config says where they may go through.",
        "no_address": "This is not one plain mail address of a domain on the internet.",
        "proxy": "The proxy for key look-ups does not answer.",
        "too_slow": "The look-up took too long and was ended.",
        "unreachable": "Neither the domain nor its openpgpkey host could be reached by https.",
        "nothing": "The domain publishes no key for this address.",
        "redirected": "The domain sends us elsewhere for the key; we do not follow.",
        "too_large": "The domain sent more than a key may hold (64 kB).",
        "no_certificate": "What the domain publishes there is no OpenPGP certificate that this desk can use.",
        "other_address": "The key that the domain publishes does not name this address.",
        "several": "The domain publishes several keys for this address, and does not say which one counts.",
    }
)
# Where both hosts fail, the answer that tells most.
TELLING = ("redirected", "nothing", "unreachable")


@dataclass(frozen=True)
class Found:
    """The one key that is published for the address; nobody has compared its fingerprint yet."""

    certificate: Certificate  # canonical, with the names of this address alone
    host: str  # who published it

    @property
    def data(self) -> bytes:
        return self.certificate.data


@dataclass(frozen=True)
class NotFound:
    """Why there is none: a key of REASONS. Nothing that a stranger wrote is in it."""

    reason: str

    @property
    def sentence(self) -> str:
        return REASONS[self.reason]


class _Gone(Exception):
    """Nothing was got from this host; the argument is a key of REASONS."""


def look_up(address: str, proxy: str, *, ca_file: Path | None = None, within: float = WITHIN) -> Found | NotFound:
    """Look for the key of an address; never raises for what others do.

    `proxy` as the config has it: HOST:PORT on this machine, or the path of a socket; "" where look-ups are off. The
    proxy resolves the names, we ask no DNS. `ca_file`: believe this authority instead of the system's.
    """
    if not proxy:
        return NotFound("off")
    if not _fit(address):
        return NotFound("no_address")
    until = time.monotonic() + within
    failures: list[str] = []
    for name, path in place_of(address).hosts:
        try:
            return _judged(address, name, _fetched(name, path, proxy, ca_file, until))
        except _Gone as gone:
            failures.append(str(gone))
            if failures[-1] not in TELLING:
                return NotFound(failures[-1])
    return NotFound(min(failures, key=TELLING.index))


def _fit(address: str) -> bool:
    """Whether a look-up for it makes sense: a name with a dot in it, and of no place on this side of the door."""
    domain = address.rpartition("@")[2].lower()
    if not ADDRESS.fullmatch(address) or domain.endswith((".", *NEARBY)) or "." not in domain:
        return False
    try:
        host(domain)
    except ValueError:
        return False
    return not domain.rpartition(".")[2].isdigit()  # numbers are no domain


def _judged(address: str, name: str, data: bytes) -> Found | NotFound:
    try:
        named = certificates_for(address, data)
    except Refused:
        return NotFound("no_certificate")
    if not named:
        return NotFound("other_address")
    alive = [one for one in named if not one.revoked] or list(named)
    return Found(alive[0], name) if len(alive) == 1 else NotFound("several")


def _fetched(name: str, path: str, proxy: str, ca_file: Path | None, until: float) -> bytes:
    """What this host has at this path. Raises _Gone."""
    with contextlib.ExitStack() as open_lines:
        try:
            line = open_lines.enter_context(_called(proxy, until))
            _through(line, name, until)
        except TimeoutError:
            raise _Gone("too_slow") from None
        except OSError:
            raise _Gone("proxy") from None
        try:
            line.settimeout(_left(until))
            secured = open_lines.enter_context(_secured(line, name, ca_file))
            return _answer(secured, name, path, until)
        except TimeoutError:
            raise _Gone("too_slow") from None
        except Overrun:
            raise _Gone("too_large") from None
        except (OSError, DoorShut, ValueError):
            raise _Gone("unreachable") from None


def _called(proxy: str, until: float) -> socket.socket:
    if not proxy.startswith("/"):
        where, _, port = proxy.rpartition(":")
        return socket.create_connection((where.strip("[]"), int(port)), timeout=_left(until))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(_left(until))
        line.connect(proxy)
    except OSError:
        line.close()
        raise
    return line


def _through(line: socket.socket, name: str, until: float) -> None:
    """Have the proxy connect us to port 443 of this host, and to nothing else. Raises _Gone, OSError."""
    wire = _wire(line, until)
    wire.send(TUNNEL.format(host=name).encode("ascii"))
    code, _ = _head(wire)
    if code is None:
        raise OSError("the proxy does not speak as one")
    if not 200 <= code < 300 or wire.held:
        raise _Gone("unreachable")


def _secured(line: socket.socket, name: str, ca_file: Path | None) -> socket.socket:
    """Ragged ends are told: the proxy could leave a revocation out by cutting an answer short."""
    return trust(ca_file).wrap_socket(line, server_hostname=name, suppress_ragged_eofs=False)


def _answer(line: socket.socket, name: str, path: str, until: float) -> bytes:
    wire = _wire(line, until)
    wire.send(ASK.format(path=path, host=name).encode("ascii"))
    code, head = _head(wire)
    if code is not None and 300 <= code < 400:
        raise _Gone("redirected")
    if code != 200:
        raise _Gone("nothing")
    if head.get("transfer-encoding") or head.get("content-encoding", "identity") != "identity":
        raise _Gone("no_certificate")
    announced = head.get("content-length", "")
    if not announced.isdigit():
        data = wire.read(SIZE + 1)
        if len(data) > SIZE:
            raise _Gone("too_large")
        return data
    if len(announced) > 9 or int(announced) > SIZE:
        raise _Gone("too_large")
    data = wire.read(int(announced))
    if len(data) < int(announced):
        raise _Gone("unreachable")
    return data


def _head(wire: Wire) -> tuple[int | None, dict[str, str]]:
    """Status and fields of an answer's head, the first of each name; None where it is none."""
    status = re.match(rb"HTTP/1\.[01] ([1-5][0-9][0-9])[ \r\n]", wire.readline(LINE))
    head: dict[str, str] = {}
    for _ in range(HEAD_LINES):
        line = wire.readline(LINE)
        if not line.endswith(b"\n"):
            return None, {}
        if not line.strip():
            return (int(status[1]) if status else None), head
        field, _, value = line.decode("latin-1").partition(":")
        head.setdefault(field.strip().lower(), value.strip().lower())
    return None, {}


def _wire(line: socket.socket, until: float) -> Wire:
    wire = Wire(lambda: line, USUAL)
    wire.allow_for(_left(until))
    return wire


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the look-up is over")
    return left
