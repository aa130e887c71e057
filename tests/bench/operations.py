"""The three things OpenPGP does here, one kind at a time: open a mail, judge its signature, seal an answer.

Each beside bare gpg doing the same, in turn, on one core and on all of them, with keys of two kinds.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pgp import armour
from pgp.certificates import canonical
from pgp.judge import judge
from pgp.keyring import Keyring
from pgp.message import read_message
from pgp.open import open_mail
from pgp.opened import Protection
from pgp.packets import ciphertext
from pgp.seal import seal
from tests.bench.bare import Bare, BareGpg, Seal
from tests.bench.desk import shared
from tests.bench.letters import armour_in, first_letters
from tests.bench.processes import agents_in, computed_by
from tests.people import Person, make_person

ROUNDS = 3
JUDGED_AGAIN = 10  # a signature is judged in a fraction of a millisecond
ED25519 = ("Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: sign,cert", "Subkey-Type: ECDH\nSubkey-Curve: cv25519")
RSA_4096 = ("Key-Type: RSA\nKey-Length: 4096\nKey-Usage: sign,cert", "Subkey-Type: RSA\nSubkey-Length: 4096")
KINDS = {"ed25519": ED25519, "RSA-4096": RSA_4096}


@dataclass(frozen=True)
class Turn:
    """One kind of work, done once by the desk's own code and once by bare gpg."""

    desk: Bare
    gpg: Bare | None  # nothing that gpg would do alone


@dataclass(frozen=True)
class Operation:
    """One row: so many of one kind of work, on so many cores."""

    key: str
    cores: int
    work: str
    count: int
    turns: tuple[Turn, ...]

    @property
    def a_second(self) -> float:
        return self.count / statistics.median(turn.desk.seconds for turn in self.turns)

    @property
    def gpg_a_second(self) -> float | None:
        seconds = [turn.gpg.seconds for turn in self.turns if turn.gpg]
        return self.count / statistics.median(seconds) if seconds else None

    def beside(self, what: str) -> list[float]:
        """The desk's rate as a part of bare gpg's, round by round, by the clock ("seconds") or by computing."""
        return [getattr(turn.gpg, what) / getattr(turn.desk, what) for turn in self.turns if turn.gpg]


def operations(count: int, home: Path, say: Callable[[str], None]) -> list[Operation]:
    """All rows. Keys are made in `home`."""
    rows = []
    for key, (primary, subkey) in KINDS.items():
        say(f"opening, judging, sealing: {key}")
        desk = make_person(
            "Help Desk", f"help@{key.lower()}.test", home, key=primary, subkey=f"{subkey}\nSubkey-Usage: encrypt"
        )
        reporter = make_person(
            "Layla", f"layla@{key.lower()}.test", home, key=primary, subkey=f"{subkey}\nSubkey-Usage: encrypt"
        )
        mails = first_letters([reporter], desk, count)
        for cores in sorted({1, len(os.sched_getaffinity(0))}):
            with on(cores):
                rows += _rows(key, cores, mails, desk, reporter)
    return rows


@contextmanager
def on(cores: int) -> Iterator[None]:
    """This thread, and whatever it starts, runs on so many cores."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(all_of_them)[:cores]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def _rows(key: str, cores: int, mails: Sequence[bytes], desk: Person, reporter: Person) -> list[Operation]:
    now = datetime.now(UTC)
    place = Path(shared())
    with (
        TemporaryDirectory(prefix="hz-", dir=place) as ours,
        TemporaryDirectory(prefix="hz-", dir=place) as theirs,
        Keyring.build([desk.secret_key], where=Path(ours)) as keyring,
        closing(BareGpg(desk, Path(theirs))) as bare,
        ThreadPoolExecutor(cores) as hands,
    ):
        known = [reporter.certificate]
        candidates = [canonical(reporter.certificate)]
        unwrapped = [_unwrapped(raw, keyring) for raw in mails]

        def opens(raw: bytes) -> None:
            assert open_mail(raw, keyring, lambda _: known, now).protection is Protection.SEALED

        def judges(octets: bytes) -> None:
            for _ in range(JUDGED_AGAIN):
                assert judge(read_message(octets), candidates, now).signer is not None

        def seals(octets: bytes) -> None:
            seal(octets, reporter.certificate, reporter.fingerprint, keyring, now)

        def timed(work: Callable[[bytes], None], given: Sequence[bytes]) -> Bare:
            before, began = computed(Path(ours)), time.monotonic()
            list(hands.map(work, given))
            return Bare(time.monotonic() - began, computed(Path(ours)) - before)

        texts = [read_message(octets).text for octets in unwrapped]
        answers = [Seal(text, reporter) for text in texts]
        armours = [armour_in(raw) for raw in mails]
        timed(opens, mails[:2]), timed(seals, texts[:2]), bare.does(armours[:2], answers[:2], hands=cores)
        turns: dict[str, list[Turn]] = {"open and judge": [], "judge alone": [], "seal": []}
        for _ in range(ROUNDS):
            turns["open and judge"].append(Turn(timed(opens, mails), bare.does(armours, (), hands=cores)))
            turns["judge alone"].append(Turn(timed(judges, unwrapped), None))
            turns["seal"].append(Turn(timed(seals, texts), bare.does((), answers, hands=cores)))
    many = {"judge alone": len(mails) * JUDGED_AGAIN}
    return [Operation(key, cores, work, many.get(work, len(mails)), tuple(each)) for work, each in turns.items()]


def _unwrapped(raw: bytes, keyring: Keyring) -> bytes:
    opened = keyring.unwrap(ciphertext(armour.take_off(armour_in(raw))))
    assert opened is not None
    return opened


def computed(folder: Path) -> float:
    """Seconds this process, the gpg it started and the agent have computed."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent) + sum(computed_by(pid) for pid in agents_in(folder))
