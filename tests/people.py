"""The people of the tests: desk, handlers, reporter, lab, and mallory who means harm. Real keys, made once a run."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

LEAN = ("--batch", "--no-options", "--no-tty", "--trust-model", "always", "--no-auto-key-locate", "--disable-dirmngr")


@dataclass(frozen=True)
class Person:
    """Somebody with a mail address and a key of their own."""

    name: str
    address: str
    secret_key: bytes = field(repr=False)  # ASCII armour, no passphrase
    certificate: bytes = field(repr=False)  # binary, public
    fingerprint: str  # primary key, upper-case hex
    home: Path = field(repr=False)  # the gpg home that holds the secret key

    @property
    def mailbox(self) -> str:
        return f"{self.name} <{self.address}>"

    def gpg(self, *arguments: str, given: bytes = b"", when: datetime | None = None) -> bytes:
        """What gpg prints, as this person would run it; `when` sets its clock."""
        return run_gpg(self.home, *arguments, given=given, when=when)

    def seals(self, plaintext: bytes, to: "Person", *, sign: bool = True, when: datetime | None = None) -> bytes:
        """An armoured OpenPGP message to one person, signed inside unless told otherwise."""
        signing = ("--sign", "--local-user", self.fingerprint + "!") if sign else ()
        return self.gpg("--armor", *signing, "--encrypt", "-r", to.fingerprint, given=plaintext, when=when)

    def signs(self, data: bytes, *, when: datetime | None = None) -> bytes:
        """An armoured detached signature over these bytes."""
        return self.gpg("--armor", "--detach-sign", "--local-user", self.fingerprint + "!", given=data, when=when)

    def opens(self, ciphertext: bytes) -> bytes:
        """The plaintext of an OpenPGP message to this person."""
        return self.gpg("--decrypt", given=ciphertext)


@dataclass(frozen=True)
class People:
    """Everyone who writes or is written to."""

    desk: Person
    handler: Person
    second_handler: Person
    reporter: Person
    lab: Person
    mallory: Person


def run_gpg(home: Path, *arguments: str, given: bytes = b"", when: datetime | None = None) -> bytes:
    """Run the real gpg in this home; a failure shows what gpg said."""
    clock = (f"--faked-system-time={int(when.timestamp())}!",) if when else ()
    done = subprocess.run(
        ["gpg", "--homedir", str(home), *LEAN, *clock, *arguments], input=given, capture_output=True, timeout=120
    )
    # gpg exits with 2 where it decrypted well and only did not know the signer
    if done.returncode and not (b"decrypt" in b" ".join(map(str.encode, arguments)) and done.stdout):
        raise AssertionError(f"gpg {' '.join(arguments)} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout


def new_home() -> Path:
    """A fresh gpg home with a path short enough for the agent's socket."""
    return Path(tempfile.mkdtemp(prefix="hz-", dir="/tmp"))


def forget_home(home: Path) -> None:
    """Stop this home's agent and remove the directory."""
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], capture_output=True, timeout=30)
    shutil.rmtree(home, ignore_errors=True)


def make_person(
    name: str,
    address: str,
    home: Path,
    *,
    key: str = "Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: sign,cert",
    subkey: str = "Subkey-Type: ECDH\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt",
    expires: str = "2y",
    when: datetime | None = None,
) -> Person:
    """Make a person's key in this home: ed25519 and cv25519 unless told otherwise."""
    recipe = (
        f"%no-protection\n{key}\n{subkey}\nName-Real: {name}\nName-Email: {address}\nExpire-Date: {expires}\n%commit\n"
    )
    status = run_gpg(home, "--status-fd", "1", "--generate-key", given=recipe.encode(), when=when)
    fingerprint = status.split(b"KEY_CREATED ")[1].split()[1].decode()
    return person_from(name, address, home, fingerprint)


def person_from(name: str, address: str, home: Path, fingerprint: str) -> Person:
    """The person whose key stands in this home; read again after the key was changed."""
    return Person(
        name=name,
        address=address,
        secret_key=run_gpg(home, "--armor", "--export-secret-keys", fingerprint),
        certificate=run_gpg(home, "--export", fingerprint),
        fingerprint=fingerprint,
        home=home,
    )


def make_people(home: Path) -> People:
    """Everyone, with keys in one home (the desk's own Keyring is built from `people.desk.secret_key` alone)."""
    return People(
        desk=make_person("Help Desk", "help@desk.test", home),
        handler=make_person("Bahia Handler", "bahia@desk.test", home),
        second_handler=make_person("Driss Handler", "driss@desk.test", home),
        reporter=make_person("محمد سمير", "samir@press.test", home),
        lab=make_person("Threat Lab", "intake@lab.test", home),
        mallory=make_person("Mallory", "mallory@evil.test", home),
    )


@pytest.fixture(scope="session")
def people() -> Iterator[People]:
    home = new_home()
    try:
        yield make_people(home)
    finally:
        forget_home(home)


@pytest.fixture(scope="session")
def gpg_home() -> Iterator[Path]:
    """An empty gpg home for a test's further people; gone with its agent afterwards."""
    home = new_home()
    try:
        yield home
    finally:
        forget_home(home)
