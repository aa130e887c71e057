"""A bench for our own secret keys: a gpg home that holds them for one piece of work and is gone with it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import gnupg

from pgp.errors import GpgBroken
from pgp.gpg import WHILE_IMPORTING, Run, gpg_at, run
from pgp.homes import hold, new_home, remove

MAKING = 60.0  # seconds; a machine that was just started may have little to draw numbers from
WHILE_EXPORTING = frozenset(b"KEY_CONSIDERED EXPORTED EXPORT_RES".split())
NO_PASSPHRASE = ("--pinentry-mode", "loopback", "--passphrase", "")


@dataclass(frozen=True)
class Bench:
    """gpg with the keys that lie on the bench."""

    gpg: gnupg.GPG

    def does(self, *arguments: str, given: bytes = b"", allowed: frozenset[bytes]) -> Run:
        """One run that must succeed and tell nothing unknown. Raises GpgBroken, GpgTimedOut."""
        done = run(self.gpg, *arguments, given=given, allowed=allowed, deadline=MAKING)
        if done.code != 0 or done.strange:
            raise GpgBroken("gpg did not do what was asked of it with a key of our own")
        return done

    def takes(self, key: bytes) -> None:
        """A key is laid on the bench. Raises GpgBroken."""
        self.does("--import", given=key, allowed=WHILE_IMPORTING)

    def secret(self, fingerprint: str) -> bytes:
        """The whole secret key as it is now, in ASCII armour. Raises GpgBroken."""
        exported = self.does("--armor", "--export-secret-keys", fingerprint, allowed=WHILE_EXPORTING)
        if not exported.output:
            raise GpgBroken("gpg did not hand over a key of our own")
        return exported.output


@contextmanager
def bench(*secrets: bytes) -> Iterator[Bench]:
    """A bench with these secret keys on it. Raises GpgBroken where gpg does not take one."""
    home, held = new_home(), -1
    try:
        held = hold(home)  # or a killed run would leave a secret key behind that nobody sweeps away
        made = Bench(gpg_at(home))
        for secret in secrets:
            made.takes(secret)
        yield made
    except OSError:
        raise GpgBroken("the gpg home cannot be written") from None
    finally:
        remove(home)
        if held >= 0:
            os.close(held)


def fingerprint_created(done: Run) -> str:
    """The one key that was made in a run. Raises GpgBroken."""
    created: Sequence[list[bytes]] = done.rest_of(b"KEY_CREATED")
    if len(created) != 1 or len(created[0]) < 2:
        raise GpgBroken("gpg did not make a key")
    return created[0][1].decode("ascii", "replace")
