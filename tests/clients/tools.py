"""OpenPGP programs that know nothing of mail, each with a key it made itself: sqop, gosop, rnp, sq and gpg."""

import re
import shutil
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path

from pgp import armour
from tests.clients.programs import program
from tests.people import forget_home, make_person, new_home

CERTIFICATE = "PUBLIC KEY BLOCK"


class Tool(ABC):
    """Somebody who seals and opens with one program."""

    certificate: bytes  # binary

    def __init__(self, name: str, folder: Path, address: str) -> None:
        self.name, self.folder, self.address = name, folder, address
        self._path = program(name)
        self._makes_key(f"Amal <{address}>")

    @abstractmethod
    def _makes_key(self, mailbox: str) -> None: ...

    @abstractmethod
    def seals(self, text: bytes, to: bytes) -> bytes:
        """An armoured message to one certificate, signed inside."""

    @abstractmethod
    def opens(self, message: bytes, signer: bytes) -> tuple[bytes, list[str]]:
        """What it says, and the keys whose signatures hold when only this certificate is known besides its own."""

    def close(self) -> None:  # noqa: B027 - most leave nothing running
        """Ends what runs."""

    def _runs(self, *arguments: str, given: bytes = b"", may_fail: bool = False) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [self._path, *arguments],
            input=given,
            capture_output=True,
            cwd=self.folder,
            timeout=60,
            env={"HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
        )
        assert may_fail or done.returncode == 0, f"{self.name} {arguments}: {done.stderr.decode(errors='replace')}"
        return done

    def _file(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return name


class Sop(Tool):
    """The Stateless OpenPGP command line; sqop is Sequoia's, gosop is that of Proton's library."""

    def _makes_key(self, mailbox: str) -> None:
        secret = self._runs("generate-key", mailbox).stdout
        self._file("own.key", secret)
        self.certificate = armour.take_off(self._runs("extract-cert", given=secret).stdout, CERTIFICATE)

    def seals(self, text: bytes, to: bytes) -> bytes:
        recipient = self._file("to.pgp", armour.put_on(to, CERTIFICATE))
        return self._runs("encrypt", "--sign-with", "own.key", recipient, given=text).stdout

    def opens(self, message: bytes, signer: bytes) -> tuple[bytes, list[str]]:
        signer_file = self._file("signer.pgp", armour.put_on(signer, CERTIFICATE))
        proven = self.folder / "verifications"
        proven.unlink(missing_ok=True)
        out = "--verifications-out" if self.name == "sqop" else "--verify-out"
        done = self._runs(
            "decrypt", out, proven.name, "--verify-with", signer_file, "own.key", given=message, may_fail=True
        )
        lines = proven.read_text().splitlines() if proven.exists() else []
        return done.stdout, [line.split()[2] for line in lines]


class Sq(Tool):
    """Sequoia's own command line."""

    def _makes_key(self, mailbox: str) -> None:
        self._runs("key", "generate", "--userid", mailbox, "--export", "own.key")
        self.certificate = armour.take_off(self._runs("key", "extract-cert", "own.key").stdout, CERTIFICATE)

    def seals(self, text: bytes, to: bytes) -> bytes:
        recipient = self._file("to.pgp", to)
        return self._runs("encrypt", "--recipient-cert", recipient, "--signer-key", "own.key", given=text).stdout

    def opens(self, message: bytes, signer: bytes) -> tuple[bytes, list[str]]:
        signer_file = self._file("signer.pgp", signer)
        done = self._runs(
            "decrypt", "--recipient-key", "own.key", "--signer-cert", signer_file, given=message, may_fail=True
        )
        return done.stdout, _found(rb"Good signature from ([0-9A-F]{16})", done.stderr)


class Rnp(Tool):
    """RNP, which opens Thunderbird's mail; its keyring is a folder."""

    def _makes_key(self, mailbox: str) -> None:
        (self.folder / "home").mkdir(mode=0o700)
        self._rings("home", "--generate-key", "--userid", mailbox)
        self.certificate = armour.take_off(self._rings("home", "--export-key", self.address), CERTIFICATE)

    def seals(self, text: bytes, to: bytes) -> bytes:
        home = self._knowing(to)
        signing = ("--sign", "-u", self.address, "--encrypt", "-r", "help@desk.test")
        return self._runs("--homedir", home, *signing, "--password", "", "--armor", given=text).stdout

    def opens(self, message: bytes, signer: bytes) -> tuple[bytes, list[str]]:
        home = self._knowing(signer)
        done = self._runs("--homedir", home, "--password", "", "--decrypt", given=message, may_fail=True)
        return done.stdout, _found(rb"Good signature made.*\nusing \S+ key ([0-9a-f]{16})", done.stderr)

    def _knowing(self, certificate: bytes) -> str:
        """A copy of the keyring with one certificate more."""
        shutil.rmtree(self.folder / "copy", ignore_errors=True)
        shutil.copytree(self.folder / "home", self.folder / "copy")
        self._rings("copy", "--import-keys", self._file("other.pgp", certificate))
        return "copy"

    def _rings(self, home: str, *arguments: str) -> bytes:
        rings = [program("rnpkeys"), "--homedir", home, "--password", "", "--notty", *arguments]
        return subprocess.run(rings, cwd=self.folder, capture_output=True, check=True, timeout=60).stdout


class Gpg(Tool):
    """GnuPG, as people have it."""

    def _makes_key(self, mailbox: str) -> None:
        self._home = new_home()
        self._person = make_person("Amal", self.address, self._home)
        self.certificate = self._person.certificate

    def seals(self, text: bytes, to: bytes) -> bytes:
        recipient = str(self.folder / self._file("to.pgp", to))
        signing = ("--sign", "--local-user", self._person.fingerprint + "!")
        return self._person.gpg("--armor", *signing, "--encrypt", "--recipient-file", recipient, given=text)

    def opens(self, message: bytes, signer: bytes) -> tuple[bytes, list[str]]:
        ring = self.folder / "ring.kbx"
        ring.unlink(missing_ok=True)
        alone = ("--no-default-keyring", "--keyring", str(ring))
        self._person.gpg(*alone, "--import", given=self.certificate + signer)
        status = self.folder / "status"
        text = self._person.gpg(*alone, "--status-file", str(status), "--decrypt", given=message)
        return text, _found(rb"\[GNUPG:\] VALIDSIG (?:\S+ ){9}([0-9A-F]{40})", status.read_bytes())

    def close(self) -> None:
        forget_home(self._home)


TOOLS: dict[str, type[Tool]] = {"sqop": Sop, "gosop": Sop, "rnp": Rnp, "sq": Sq, "gpg": Gpg}


def _found(pattern: bytes, said: bytes) -> list[str]:
    return [one.decode().upper() for one in re.findall(pattern, said)]
