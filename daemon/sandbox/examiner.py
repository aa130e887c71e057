"""Where the daemon has letters examined: one question to the sandbox for the mail, one for each object in it."""

import socket
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from daemon.sandbox.frames import BadFrame, NobodyThere, ask, read_answer, wait_for_greeting
from daemon.sandbox.program import Program, SandboxGone
from mailflows.examine.finding import Finding, not_examined
from mailflows.examine.limits import REASONS, too_much
from mailflows.examine.seen import Turn
from mailflows.letter import EMPTY, Examined

TICKET = 60.0  # seconds for a mail with everything in it
OBJECT = 20.0  # seconds until a child must have answered; the sandbox itself allows 15
LEAST = 0.5  # seconds without which nothing is begun
OBJECTS = 50  # of one mail
FINDINGS = 200

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

    def examine(self, mail: bytes) -> Examined:
        """Read a mail and look at everything in it, at most 60 s.

        What the mail itself causes (a limit, a crash, a time-out) ends in `unread` or in F25. Raises SandboxGone where
        nothing can be examined whatever the mail: nothing is ever parsed outside the sandbox.
        """
        until = time.monotonic() + TICKET
        if reason := too_much(mail):
            return Examined(EMPTY, (), (), reason)
        first = self._turn(mail, "mail", until)
        if isinstance(first, str):
            return Examined(EMPTY, (not_examined("mail", REASONS[first]),), (), first)
        findings = list(first.findings)
        evidence = dict.fromkeys(first.evidence)
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
            waiting.extend(turn.further)
        findings += [not_examined(path, "too many objects in one mail") for path in waiting]
        return Examined(first.letter or EMPTY, _weightiest(findings), tuple(evidence), first.unread)

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

    def _turn(self, mail: bytes, path: str, until: float) -> Turn | str:
        """One object, or the key of limits.REASONS why it could not be examined. Raises SandboxGone."""
        outcome = self._ask(mail, path, until)
        # A silent end is tried once more, for it may have been the parent that died.
        return self._ask(mail, path, until) if outcome == "crashed" else outcome

    def _ask(self, mail: bytes, path: str, until: float) -> Turn | str:
        # Here, for the program in the sandbox imports this package too and should not carry pydantic.
        from daemon.sandbox.answers import BadAnswer, believed

        if until - time.monotonic() < LEAST:
            return "timeout"
        with self._connected() as connection:
            began = time.monotonic()
            deadline = min(until, began + OBJECT)
            try:
                ask(connection, path, mail, deadline)
                return believed(read_answer(connection, deadline), path)
            except TimeoutError:
                return "timeout"
            except (BadAnswer, BadFrame):
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
