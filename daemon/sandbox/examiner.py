"""Where the daemon has letters examined: one question to the sandbox for the mail, one for each object in it."""

import socket
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from daemon.sandbox.cleaned import believed_package, believed_pdf
from daemon.sandbox.frames import PATH, BadFrame, NobodyThere, ask, read_answer, wait_for_greeting
from daemon.sandbox.octets import believed_picture, believed_zip
from daemon.sandbox.program import Program, SandboxGone
from mailflows.examine.cleaning.stays import REASONS as STAYS
from mailflows.examine.finding import Finding, not_examined
from mailflows.examine.indicators.feed import LARGEST, Feed, unreadable
from mailflows.examine.limits import REASONS, too_much
from mailflows.examine.seen import Turn
from mailflows.letter import EMPTY, Examined

TICKET = 60.0  # seconds for a mail with everything in it
OBJECT = 20.0  # seconds until a child must have answered; the sandbox itself allows 15
LEAST = 0.5  # seconds without which nothing is begun
OBJECTS = 100  # of one mail
FINDINGS = 200
OBSERVABLES = 1000

_PAGE = b"html"  # stands in every mail that has one
_PROBE = b"From: probe@desk.invalid\r\nSubject: probe\r\n\r\nprobe\r\n"
SLOW = 9.0  # seconds after which a silent end was the limit on computing, 10 s, and no crash


class Examiner:
    """Has mails examined in the sandbox. Any number of threads may ask at once; the sandbox works at four objects."""

    def __init__(self, path: str, program: Program | None) -> None:
        self._path = path
        self._program = program  # None where systemd keeps the sandbox running

    @classmethod
    def started(cls, program: Sequence[str] = ("daemon.sandbox",), extra: Sequence[Path] = ()) -> Self:
        """Run the sandbox under bwrap ourselves; it starts with the first question, or with probe()."""
        kept = Program(program, extra)
        return cls(kept.path, kept)

    @classmethod
    def at(cls, socket_path: str | Path) -> Self:
        """Use the sandbox that listens at a socket, as systemd/hirz-examine.socket has it."""
        return cls(str(socket_path), None)

    def examine(self, mail: bytes, root: str = "mail") -> Examined:
        """Read a mail and look at everything in it, at most 60 s; as `root` "suspect", it frightened by itself.

        What the mail itself causes (a limit, a crash, a time-out) ends in `unread` or in F25. Raises SandboxGone where
        nothing can be examined whatever the mail: nothing is ever parsed outside the sandbox.
        """
        until = time.monotonic() + TICKET
        if reason := too_much(mail):
            return Examined(EMPTY, (), (), reason)
        first = self._turn(mail, root, until)
        findings = []
        if isinstance(first, str):
            findings = [not_examined(root, REASONS[first])]
            # a page may be built to stop whoever reads it; whoever was sent it and wrote to us is answered
            again = self._turn(mail, root, until, "read") if root == "mail" and _PAGE in mail else first
            if isinstance(again, str):
                return Examined(EMPTY, tuple(findings), (), first)
            first = again
        findings += first.findings
        evidence = dict.fromkeys(first.evidence)
        watched = dict.fromkeys(first.observables)
        waiting = deque(first.further)
        for _ in range(OBJECTS):
            if not waiting:
                break
            path = waiting.popleft()
            turn = self._turn(mail, path, until)
            if isinstance(turn, str):
                findings.append(not_examined(path, REASONS[turn]))
                continue
            findings += turn.findings
            evidence |= dict.fromkeys(turn.evidence)
            watched |= dict.fromkeys(turn.observables)
            waiting.extend(turn.further)
        if waiting:
            findings.append(not_examined(root, f"{len(waiting)} further objects: too many in one mail"))
        return Examined(
            first.letter or EMPTY,
            _weightiest(findings),
            tuple(evidence),
            first.unread,
            tuple(watched)[:OBSERVABLES],
        )

    def drawn(self, mail: bytes, path: str, within: float = OBJECT) -> bytes | None:
        """A picture of the mail drawn anew as PNG; None where it cannot be, in time. Raises SandboxGone."""
        picture = self._answer("draw", mail, path, time.monotonic() + within)
        return believed_picture(picture) if isinstance(picture, bytes) else None

    def packed(self, mail: bytes, path: str) -> bytes | None:
        """A file of the mail in a locked zip; None where it cannot be packed. Raises SandboxGone."""
        packed = self._answer("pack", mail, path, time.monotonic() + OBJECT)
        return believed_zip(packed) if isinstance(packed, bytes) else None

    def cleaned(self, mail: bytes, path: str, ending: str) -> bytes | str:
        """A file of the mail without what it tells of its maker, or why it stays: one of STAYS. Raises SandboxGone."""
        if ending == "png":
            return self.drawn(mail, path) or "unreadable"
        told = self._answer("bare", mail, f"{ending} {path}", time.monotonic() + OBJECT)
        if isinstance(told, str):
            return "not_cleaned"
        if len(told) < 20 and told.decode(errors="replace") in STAYS:
            return told.decode()
        whole = believed_pdf(told) if ending == "pdf" else believed_package(told, ending)
        return whole or "not_cleaned"

    def feed(self, content: bytes, name: str) -> Feed:
        """A list of indicators, read; `name` may be the path of a file in a mail. Raises SandboxGone."""
        from daemon.sandbox.feeds import believed_feed

        if len(content) > LARGEST:
            return unreadable(name, "too_large")
        short = name.encode()[:PATH].decode(errors="ignore")
        told = self._answer("feed", content, short, time.monotonic() + OBJECT)
        return unreadable(name, "unread") if isinstance(told, str) else believed_feed(told, name)

    def probe(self) -> str | None:
        """Say why the sandbox cannot be used now, in one line for whoever runs the desk; None where it can."""
        try:
            turn = self._turn(_PROBE, "mail", time.monotonic() + OBJECT)
        except SandboxGone as gone:
            return str(gone)
        if isinstance(turn, str):
            return f"the sandbox started, but could not read a mail: {turn}"
        return None

    def close(self) -> None:
        """Kill everything that was started here."""
        if self._program:
            self._program.close()

    def _turn(self, mail: bytes, path: str, until: float, verb: str = "look") -> Turn | str:
        """One object, or the key of limits.REASONS why it could not be examined. Raises SandboxGone."""
        # Here, for the program in the sandbox imports this package too and should not carry pydantic.
        from daemon.sandbox.answers import BadAnswer, believed

        told = self._answer(verb, mail, path, until)
        try:
            return told if isinstance(told, str) else believed(told, path)
        except BadAnswer:
            return "bad_answer"

    def _answer(self, verb: str, octets: bytes, path: str, until: float) -> bytes | str:
        """What the sandbox answers, unbelieved, or the key of limits.REASONS why it does not. Raises SandboxGone."""
        outcome = self._ask(verb, octets, path, until)
        # A silent end is tried once more, for it may have been the parent that died.
        return self._ask(verb, octets, path, until) if outcome == "crashed" else outcome

    def _ask(self, verb: str, octets: bytes, path: str, until: float) -> bytes | str:
        if until - time.monotonic() < LEAST:
            return "timeout"
        with self._connected() as connection:
            began = time.monotonic()
            deadline = min(until, began + OBJECT)
            try:
                ask(connection, verb, path, octets, deadline)
                return read_answer(connection, verb, deadline)
            except TimeoutError:
                return "timeout"
            except BadFrame:
                return "bad_answer"
            except (EOFError, OSError):
                return "timeout" if time.monotonic() - began > SLOW else "crashed"

    def _connected(self) -> socket.socket:
        if self._program:
            self._program.ensure()
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(OBJECT)
            connection.connect(self._path)
            wait_for_greeting(connection, time.monotonic() + OBJECT)
        except OSError as trouble:
            connection.close()
            raise SandboxGone(f"nobody opens at the sandbox's door: {trouble.strerror or 'timeout'}") from None
        except NobodyThere:
            connection.close()
            raise SandboxGone("the sandbox is there, but cannot build its last wall or start a child") from None
        return connection


def _weightiest(findings: list[Finding]) -> tuple[Finding, ...]:
    """At most 200 findings, in the order of the mail; where there are more, the lightest are left out."""
    if len(findings) <= FINDINGS:
        return tuple(findings)
    kept = set(sorted(range(len(findings)), key=lambda place: -findings[place].weight)[:FINDINGS])
    return tuple(finding for place, finding in enumerate(findings) if place in kept)
