"""The people of the demo. Each has a gpg home of their own, so what they can read is what they really can open."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "demo"  # noqa: S105 - of mailboxes that live as long as this process, on this machine
OPTIONS = ("--batch", "--no-tty", "--quiet", "--logger-file", os.devnull, "--trust-model", "always")
HOME = "no-auto-key-locate\ndisable-dirmngr\nno-greeting\n"


@dataclass(frozen=True)
class Opened:
    """What gpg made of a sealed mail."""

    text: bytes
    signers: tuple[str, ...]  # full fingerprints of the keys whose signatures hold
    recipients: tuple[str, ...]  # key ids it was sealed to
    intact: bool


@dataclass(frozen=True)
class Person:
    """Somebody with a mailbox; and with a key, unless `fingerprint` is empty."""

    called: str  # in the timeline
    part: str  # what they are in the story
    name: str  # as their mail program shows it
    address: str
    home: Path
    fingerprint: str = ""

    def __str__(self) -> str:
        return self.called

    @property
    def mailbox(self) -> str:
        """Where something was read, in words."""
        return f"{self}'s mailbox"

    @property
    def certificate_file(self) -> Path:
        return self.home / "public.asc"

    def knows(self, certificate: Path) -> None:
        """Takes somebody's certificate into their keyring."""
        self.gpg("--import", str(certificate))

    def trusts(self, fingerprint: str) -> None:
        """Tells their own mail program that it need not ask about this key."""
        self.gpg("--import-ownertrust", given=f"{fingerprint}:6:\n".encode())

    def seals(self, text: bytes, certificate: Path) -> bytes:
        """An armoured message to one certificate, signed inside."""
        to = ("--recipient-file", str(certificate), "--encrypt")
        return self.gpg("--armor", "--local-user", self.fingerprint, "--sign", *to, given=text).stdout

    def opens(self, armoured: bytes) -> Opened:
        """Whatever this person's own gpg can make of it; `intact` is False where it can make nothing of it."""
        done = _run(self.home, "--status-fd", "2", "--decrypt", given=armoured)
        said = [line.split() for line in done.stderr.decode("utf-8", "replace").split("\n") if line]
        named: Mapping[str, list[list[str]]] = {
            word: [fields[2:] for fields in said if fields[1:2] == [word]]
            for word in ("VALIDSIG", "ENC_TO", "DECRYPTION_OKAY", "GOODSIG", "BADSIG")
        }
        signers = tuple(fields[-1] for fields in named["VALIDSIG"]) if not named["BADSIG"] else ()
        return Opened(
            done.stdout,
            signers,
            tuple(fields[0] for fields in named["ENC_TO"]),
            done.returncode == 0 and len(named["DECRYPTION_OKAY"]) == 1,
        )

    def encryption_key_ids(self) -> set[str]:
        """The long ids of the keys this person can open mail with."""
        listing = self.gpg("--with-colons", "--list-keys", self.fingerprint).stdout.decode()
        rows = [line.split(":") for line in listing.splitlines()]
        return {row[4] for row in rows if row[0] in ("pub", "sub") and "e" in row[11]}

    def fingerprint_in(self, certificate: bytes) -> str:
        """The primary fingerprint of a certificate, shown without taking it in; empty where it is none."""
        done = _run(self.home, "--with-colons", "--show-keys", given=certificate)
        rows = [line.split(":") for line in done.stdout.decode("utf-8", "replace").splitlines()]
        return next((row[9] for row in rows if row[0] == "fpr"), "")

    def gpg(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Runs gpg as this person. Raises RuntimeError with its words where it fails."""
        done = _run(self.home, *arguments, given=given)
        if done.returncode != 0 and arguments[0] == "--import":
            done = _run(self.home, *arguments, given=given)  # on a busy machine a fresh keyring is not always ready
        if done.returncode != 0:
            raise RuntimeError(f"gpg {arguments[0]} did not work for {self}: {done.stderr.decode()[-300:]}")
        return done


def with_key(called: str, part: str, name: str, address: str, home: Path) -> Person:
    """A person with a throw-away ed25519 key, made by gpg in their own home."""
    newcomer = without_key(called, part, name, address, home)
    (home / "gpg.conf").write_text(HOME)
    recipe = (
        "%no-protection\nKey-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: sign,cert\n"
        "Subkey-Type: ECDH\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt\n"
        f"Name-Real: {name}\nName-Email: {address}\nExpire-Date: 1y\n%commit\n"
    )
    made = newcomer.gpg("--status-fd", "1", "--generate-key", given=recipe.encode()).stdout
    fingerprint = made.split(b"KEY_CREATED ")[1].split()[1].decode()
    person = Person(called, part, name, address, home, fingerprint)
    person.certificate_file.write_bytes(person.gpg("--armor", "--export", fingerprint).stdout)
    return person


def without_key(called: str, part: str, name: str, address: str, home: Path) -> Person:
    """A person who has never heard of OpenPGP."""
    home.mkdir(mode=0o700)
    return Person(called, part, name, address, home)


def end_agents(home: Path) -> None:
    """Ends what gpg left running in this home."""
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], capture_output=True, timeout=10, check=False)


def _run(home: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["gpg", "--homedir", str(home), *OPTIONS, *arguments],
        input=given,
        capture_output=True,
        timeout=30,
        check=False,
    )
