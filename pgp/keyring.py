"""The desk's own keys in a gpg home of their own: built fresh, never changed while it runs, thrown away at the end."""

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import gnupg

from pgp import armour
from pgp.certificates import Certificate, Key, public_part
from pgp.errors import GpgBroken, GpgTimedOut
from pgp.gpg import DEADLINE, READ_ONLY, WHILE_IMPORTING, WHILE_SEALING, WHILE_UNWRAPPING, Run, gpg_at, run
from pgp.homes import hold, new_home, remove, sweep
from pgp.message import read_message, signature
from pgp.packets import SIGNATURE, Ciphertext, framed, walk
from pgp.reasons import Refused
from pgp.selfmade import REVOKES

CANARY = b"a small bird that must come out of the mine alive\n"
CANARY_DEADLINE = 10.0  # seconds
RUN_DEADLINE = DEADLINE
AGENT_OPTIONS = "disable-scdaemon\nextra-socket none\nbrowser-socket none\nno-allow-external-cache\n"


@dataclass(frozen=True)
class OwnKey:
    """One of the desk's keys, as far as the world may know it."""

    fingerprint: str  # primary, upper-case hex
    certificate: bytes  # binary, public
    facts: Certificate  # the primary key and every subkey, retired ones too
    canaries: tuple[bytes, ...]  # one ciphertext for each encryption subkey


@dataclass(frozen=True)
class Generation:
    """One gpg home, as it was built. It is replaced as a whole, never mended."""

    number: int
    home: Path
    gpg: gnupg.GPG
    held: int  # the descriptor whose lock says that we live there


class _NotOpened(Exception):
    """gpg did not tell the whole story of a message that opens."""


class Keyring:
    """The desk's own secret keys, ready for use by several threads at once.

    The keys stay in memory, so that the home can be built anew when its agent hangs or the disk under it fails.
    """

    def __init__(self, secrets: Sequence[bytes], where: Path | None) -> None:
        self._secrets = tuple(secrets)
        self._where = where
        self._lock = threading.Lock()
        self._closed = False
        self._generation, self.own = self._new_generation(1)

    @classmethod
    def build(cls, own_keys: Sequence[bytes], where: Path | None = None) -> Self:
        """A keyring of exactly these secret keys (armoured or binary, without passphrase); the first one signs.

        `where`: the directory to build in; a tmpfs that is ours, where there is one, unless told.
        Raises GpgBroken where gpg does not take a key, or cannot decrypt what was encrypted to it.
        """
        sweep(where)
        keyring = cls(own_keys, where)
        try:
            keyring.canary()
        except BaseException:
            keyring.close()
            raise
        return keyring

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def home(self) -> Path:
        """The directory of the generation in use: for files that hold no plaintext."""
        return self._generation.home

    @property
    def key_ids(self) -> frozenset[str]:
        """The ids of all our keys; a message that names none of them cannot be opened."""
        return frozenset().union(*(key.facts.key_ids for key in self.own))

    def run(self, *arguments: str, given: bytes = b"", allowed: frozenset[bytes]) -> Run:
        """One read-only run of gpg in this home. Raises GpgBroken, GpgTimedOut."""
        if self._closed:
            raise GpgBroken("the keyring is closed")
        return run(self._generation.gpg, *READ_ONLY, *arguments, given=given, allowed=allowed, deadline=RUN_DEADLINE)

    def unwrap(self, message: Ciphertext) -> bytes | None:
        """What an encrypted message holds, its signature untouched; None where it cannot be opened.

        None is the message's own fault: the canary was asked before the blame (R14, R21, R22, R27).
        Raises GpgBroken where it is our fault, GpgTimedOut where this very message makes gpg hang.
        """
        try:
            return self._unwrap_once(message)
        except (GpgTimedOut, _NotOpened):
            self.canary()
        with suppress(_NotOpened):
            return self._unwrap_once(message)
        return None

    def _unwrap_once(self, message: Ciphertext) -> bytes:
        """Only the whole story, told once and in order, is a success (SIG-18); else nothing of it is used (ORA-04)."""
        done = self.run("--decrypt", "--unwrap", given=message.message, allowed=WHILE_UNWRAPPING)
        told = done.in_order(b"BEGIN_DECRYPTION", b"DECRYPTION_INFO", b"DECRYPTION_OKAY", b"GOODMDC", b"END_DECRYPTION")
        hidden = "" in message.recipients  # then gpg also tells of the keys that did not fit, and exits with 2
        # where one key fits, gpg looks no further, and says of every other recipient that there is no key for it
        quiet = done.code == 0 and not done.count(b"ERROR") and done.count(b"NO_SECKEY") < len(message.keys)
        if not told or done.strange or not (quiet or (hidden and done.code in (0, 2))):
            raise _NotOpened
        return done.output

    def canary(self) -> None:
        """Open a message to each of our keys. Where that fails, build the home anew and try once more.

        Raises GpgBroken: no mail may be called unreadable, and none is sealed, until this passes.
        """
        number = self._generation.number
        if self._sings():
            return
        self._rebuild(number)
        if not self._sings():
            raise GpgBroken("gpg cannot decrypt what was encrypted to our own key")

    def close(self) -> None:
        """Stop the agent and remove the home. The keyring cannot be used afterwards."""
        with self._lock:
            if not self._closed:
                self._closed = True
                _give_up(self._generation)

    def _sings(self) -> bool:
        canaries = [canary for key in self.own for canary in key.canaries]
        with suppress(GpgTimedOut):
            return all(self._comes_out(canary) for canary in canaries)
        return False

    def _comes_out(self, canary: bytes) -> bool:
        arguments = (*READ_ONLY, "--decrypt", "--unwrap")
        done = run(self._generation.gpg, *arguments, given=canary, allowed=WHILE_UNWRAPPING, deadline=CANARY_DEADLINE)
        with suppress(Refused):
            return done.count(b"DECRYPTION_OKAY") == 1 and read_message(done.output).text == CANARY
        return False

    def _rebuild(self, number: int) -> None:
        """A fresh generation in the place of `number`, unless another thread was quicker."""
        with self._lock:
            if self._closed or self._generation.number != number:
                return
            old = self._generation
            self._generation, self.own = self._new_generation(number + 1)
            _give_up(old)

    def _new_generation(self, number: int) -> tuple[Generation, tuple[OwnKey, ...]]:
        home = new_home(self._where)
        try:
            held = hold(home)
            (home / "gpg-agent.conf").write_text(AGENT_OPTIONS)
            gpg = gpg_at(home)
            own = tuple(_taken_in(gpg, secret) for secret in self._secrets)
            if not own:
                raise GpgBroken("there is no key of our own")
        except OSError:
            remove(home)
            raise GpgBroken("the gpg home cannot be written") from None
        except BaseException:
            remove(home)
            raise
        return Generation(number, home, gpg, held), own


def _taken_in(gpg: gnupg.GPG, secret: bytes) -> OwnKey:
    """Import one secret key and make its canaries. Raises GpgBroken where gpg does not take it."""
    try:
        certificate = public_part(secret)
    except Refused:
        raise GpgBroken("a key of our own is not one OpenPGP secret key") from None
    done = run(gpg, "--import", given=without_revocations(secret), allowed=WHILE_IMPORTING)
    if certificate.fingerprint.encode() not in [fields[1] for fields in done.rest_of(b"IMPORT_OK") if len(fields) > 1]:
        raise GpgBroken("gpg did not import a key of our own")
    canaries = tuple(filter(None, (_canary(gpg, key) for key in certificate.encryption_keys)))
    if not canaries:
        raise GpgBroken("nothing can be encrypted to a key of our own")
    return OwnKey(certificate.fingerprint, certificate.data, certificate, canaries)


def without_revocations(secret: bytes) -> bytes:
    """The key as it was before anything in it was revoked, for gpg alone.

    gpg encrypts nothing to a revoked key and takes none in without a trust database, but a key that is done with must
    open old mail for years, and show by its canary that it can (KEY-16). That it never signs, and that nobody is told
    to write to it, rests on the facts beside it, where every revocation stands (`pgp.seal.signing_key`).
    """
    try:
        packets = list(walk(armour.octets(secret, "PRIVATE KEY BLOCK"), 4000))
        kept = [one for one in packets if one.tag != SIGNATURE or signature(one).kind not in REVOKES.values()]
    except Refused:
        return secret  # gpg reads on where we do not
    return b"".join(map(framed, kept)) if len(kept) < len(packets) else secret


def _canary(gpg: gnupg.GPG, key: Key) -> bytes | None:
    """A message to one subkey, made as on the day the subkey was new: expired ones must go on decrypting (KEY-16)."""
    day = f"--faked-system-time={int(key.made.timestamp()) + 1}!"
    done = run(gpg, day, "--encrypt", "-r", key.fingerprint + "!", given=CANARY, allowed=WHILE_SEALING)
    return done.output if done.code == 0 and done.output else None


def _give_up(generation: Generation) -> None:
    remove(generation.home)
    os.close(generation.held)
