"""Bare gpg: the same opens and seals as the desk's, with the desk's own options, and nothing around them."""

import resource
import shlex
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pgp.gpg import READ_ONLY
from pgp.keyring import Keyring
from pgp.seal import OPTIONS
from tests.bench.processes import agents_in, computed_by
from tests.people import Person

HANDS = 2  # gpg processes side by side


@dataclass(frozen=True)
class Seal:
    """One text and the certificate it is sealed to."""

    text: bytes
    to: Person


@dataclass(frozen=True)
class Bare:
    """What gpg alone took."""

    seconds: float
    computed: float  # seconds of computing, the agent's too


class BareGpg:
    """gpg in a home like the desk's, started by a shell that does nothing else."""

    def __init__(self, desk: Person, folder: Path) -> None:
        self._folder = folder
        self._keyring = Keyring.build([desk.secret_key], where=folder)
        self._signer = f"{desk.fingerprint}!"

    def close(self) -> None:
        self._keyring.close()

    def does(self, opens: Sequence[bytes], seals: Sequence[Seal], *, hands: int = HANDS) -> Bare:
        """Open and seal all of these, `hands` processes at a time; raises CalledProcessError where one fails."""
        work = [self._open(at, message) for at, message in enumerate(opens)]
        for at, one in enumerate(seals):  # spread among the opens, as the desk does them
            work.insert(at * (len(work) + 1) // max(1, len(seals)), self._seal(at, one))
        scripts = []
        for hand in range(hands):
            script = self._folder / f"hand{hand}"
            script.write_text("set -e\n" + "\n".join(work[hand::hands]) + "\n")
            scripts.append(script)
        before, began = self._computed(), time.monotonic()
        running = [subprocess.Popen(["/bin/sh", str(script)]) for script in scripts]
        for hand, process in enumerate(running):
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, scripts[hand].name)
        return Bare(time.monotonic() - began, self._computed() - before)

    def _computed(self) -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime + sum(computed_by(pid) for pid in agents_in(self._folder))

    def _open(self, at: int, message: bytes) -> str:
        given = self._folder / f"open{at}"
        given.write_bytes(message)
        return self._line(given, "--decrypt", "--unwrap")

    def _seal(self, at: int, one: Seal) -> str:
        given, to = self._folder / f"seal{at}", self._folder / one.to.fingerprint
        given.write_bytes(one.text)
        to.write_bytes(one.to.certificate)
        return self._line(given, *OPTIONS, "--local-user", self._signer, "--recipient-file", str(to))

    def _line(self, given: Path, *arguments: str) -> str:
        """The very command the desk would run."""
        command = self._keyring._generation.gpg.make_args([*READ_ONLY, *arguments], False)
        return f"{shlex.join(command)} <{shlex.quote(str(given))} >/dev/null 2>&1"
