"""One run of the real gpg: asked in python-gnupg's words, bounded, and believed only line by line.

python-gnupg builds the arguments; the process is ours. Its result objects are never used: they can be made to say
what a key's owner wants (SIG-06, SIG-08, SIG-21). File descriptor 2 carries the status lines and nothing else, because
gpg's own words go to /dev/null; it is read as octets, cut at LF only, and a line that is not on the list ends trust.
"""

import functools
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import gnupg

from pgp.errors import GpgBroken, GpgTimedOut
from pgp.talk import talk

DEADLINE = 15.0  # seconds of the wall clock; an honest mail takes a thousandth of it, a loaded machine a tenth
MEMORY = 1024 * 1024 * 1024  # octets of address space (DOS-04)
OUTPUT = 96 * 1024 * 1024  # octets gpg may write: a sealed mail of 36 MiB unwrapped, or a sealed answer

LEAN = (
    "--no-options",
    "--logger-file=/dev/null",
    "--trust-model=always",
    "--no-auto-key-retrieve",
    "--no-auto-key-locate",
    "--disable-dirmngr",
    "--no-symkey-cache",
    "--no-random-seed-file",
    f"--max-output={OUTPUT}",
)
READ_ONLY = ("--lock-never",)  # R23: a foreign lock must not stop a home that nobody writes to
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

# What gpg may say, by what it was asked. Anything else, even good news, is a story we do not know.
WHILE_UNWRAPPING = frozenset(
    b"ENC_TO KEY_CONSIDERED KEYEXPIRED KEYREVOKED DECRYPTION_KEY BEGIN_DECRYPTION DECRYPTION_INFO DECRYPTION_OKAY"
    b" GOODMDC END_DECRYPTION DECRYPTION_COMPLIANCE_MODE PROGRESS"
    b" NO_SECKEY CARDCTRL ERROR".split()  # a hidden recipient is tried with every key of ours, and most do not fit
)
WHILE_IMPORTING = frozenset(b"KEY_CONSIDERED IMPORTED IMPORT_OK IMPORT_RES KEYEXPIRED KEYREVOKED".split())
WHILE_SEALING = frozenset(
    b"KEY_CONSIDERED BEGIN_SIGNING SIG_CREATED BEGIN_ENCRYPTION END_ENCRYPTION ENCRYPTION_COMPLIANCE_MODE"
    b" PROGRESS".split()
)
WHILE_PROVING = frozenset(
    b"NEWSIG KEY_CONSIDERED SIG_ID GOODSIG VALIDSIG PLAINTEXT PLAINTEXT_LENGTH TRUST_UNDEFINED TRUST_ULTIMATE"
    b" VERIFICATION_COMPLIANCE_MODE PROGRESS"
    b" NOTATION_NAME NOTATION_FLAGS NOTATION_DATA".split()  # Sequoia and OpenPGP.js put a salt into every signature
)


@dataclass(frozen=True)
class Said:
    """One status line: its word, and what stood behind it as gpg wrote it."""

    word: bytes
    rest: bytes


@dataclass(frozen=True)
class Run:
    """Everything one gpg process did."""

    code: int
    output: bytes
    status: tuple[Said, ...]
    strange: bool  # a line that is no status line, or one not on the list

    def count(self, word: bytes) -> int:
        return sum(said.word == word for said in self.status)

    def rest_of(self, word: bytes) -> list[list[bytes]]:
        """The fields behind each such word, cut at blanks."""
        return [said.rest.split(b" ") for said in self.status if said.word == word]

    def in_order(self, *words: bytes) -> bool:
        """Each of these words was said exactly once, and in this order."""
        return [said.word for said in self.status if said.word in words] == list(words)


def gpg_at(home: Path) -> gnupg.GPG:
    """python-gnupg for one home. Runs gpg once, to see that it can be run. Raises GpgBroken where it cannot."""
    try:
        return gnupg.GPG(gnupghome=str(home), options=list(LEAN), env=environment())
    except (OSError, ValueError):
        raise GpgBroken("gpg cannot be run") from None


@functools.cache
def gpg_without_home() -> gnupg.GPG:
    """python-gnupg for runs that name their own `--homedir`; made once, so that such a run starts gpg once."""
    with tempfile.TemporaryDirectory(prefix="hirz-") as nothing:
        gpg = gpg_at(Path(nothing))
    gpg.gnupghome = None
    return gpg


def run(
    gpg: gnupg.GPG, *arguments: str, given: bytes = b"", allowed: frozenset[bytes], deadline: float = DEADLINE
) -> Run:
    """Run gpg once with `given` on its standard input and read all it says; `allowed` are the words it may say.

    The limits are set from here on the running process: a function to run before exec would cost the cheap fork.
    RLIMIT_CPU is left alone on purpose: an agent that gpg starts would inherit it and die of old age. RLIMIT_CORE too:
    gpg lowers it itself at its start, and dies where another lowers the hard limit between its look and its set.
    Raises GpgTimedOut after `deadline` seconds (the process is killed), GpgBroken where gpg cannot be started.
    """
    try:
        process = subprocess.Popen(
            gpg.make_args(list(arguments), False),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=gpg.env,
        )
    except OSError:
        raise GpgBroken("gpg cannot be started") from None
    try:
        with process:
            with suppress(ProcessLookupError, PermissionError):  # it may have ended already
                resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            try:
                output, said = talk(process, given, time.monotonic() + deadline)
            finally:
                process.kill()  # nothing, where it has ended
    except TimeoutError:
        raise GpgTimedOut(deadline) from None
    except OSError:
        raise GpgBroken("gpg cannot be spoken with") from None
    status, strange = read_status(said, allowed)
    return Run(process.returncode, output, status, strange)


def read_status(said: bytes, allowed: frozenset[bytes]) -> tuple[tuple[Said, ...], bool]:
    """The status lines in what gpg wrote to its status descriptor, and whether anything strange stood among them.

    Cut at LF and nowhere else: a User ID may hold any other octet that some language calls the end of a line (SIG-06).
    """
    lines = list(_lines(said))
    strange = not said.endswith(b"\n") if said else False
    strange = strange or any(line is None or line.word not in allowed for line in lines)
    return tuple(line for line in lines if line is not None), strange


def _lines(said: bytes) -> Iterator[Said | None]:
    for line in said.split(b"\n")[:-1]:
        word, _, rest = line.removeprefix(b"[GNUPG:] ").partition(b" ")
        yield Said(word, rest) if line.startswith(b"[GNUPG:] ") else None


def environment() -> dict[str, str]:
    """What gpg sees of our environment: next to nothing."""
    kept = {name: os.environ[name] for name in ("TMPDIR",) if name in os.environ}
    return {**ENVIRONMENT, **kept}
