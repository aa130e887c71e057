"""The desk's keys: whatever breaks under them, no mail is blamed for it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import gnupg
import pytest

import pgp.homes
import pgp.keyring
from pgp.errors import GpgBroken, GpgTimedOut
from pgp.gpg import WHILE_UNWRAPPING, gpg_at, run
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Protection
from pgp.packets import Ciphertext, ciphertext
from pgp.reasons import Refused
from pgp.seal import seal
from tests.mails import encrypted_part, mail
from tests.people import People, make_person, person_from
from tests.pgp.test_open import knows

ADD = ("--quick-add-key", "--passphrase", "", "--pinentry-mode", "loopback")


@pytest.fixture
def own(people: People) -> Iterator[Keyring]:
    """A keyring that a test may break."""
    with Keyring.build([people.desk.secret_key]) as keyring:
        yield keyring


@pytest.fixture
def raw(people: People) -> bytes:
    return mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)


def agents(home: Path) -> list[int]:
    return list(pgp.homes._processes_of(home))


def test_the_home_is_ours_alone_and_gone_afterwards(people: People) -> None:
    keyring = Keyring.build([people.desk.secret_key])
    home = keyring.home
    assert home.stat().st_mode & 0o777 == 0o700 and len(str(home)) < 80
    assert agents(home)
    keyring.close()
    keyring.close()
    assert not home.exists() and not [pid for pid in agents(home) if _alive(pid)]
    with pytest.raises(GpgBroken):
        keyring.unwrap(_nothing())


def test_the_keyring_says_which_keys_it_holds(people: People, own: Keyring) -> None:
    assert [key.fingerprint for key in own.own] == [people.desk.fingerprint]
    assert people.desk.fingerprint[-16:] in own.key_ids


@pytest.mark.parametrize("secret", [b"", b"hello", b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n\n"])
def test_a_key_that_is_none_is_refused(secret: bytes) -> None:
    with pytest.raises(GpgBroken):
        Keyring.build([secret])
    with pytest.raises(GpgBroken):
        Keyring.build([])


def test_a_certificate_instead_of_a_secret_key_is_refused(people: People) -> None:
    with pytest.raises(GpgBroken):
        Keyring.build([people.desk.certificate])


def test_a_place_that_is_too_deep_is_refused(people: People, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 80)
    deep.mkdir()
    with pytest.raises(GpgBroken, match="short path"):
        Keyring.build([people.desk.secret_key], deep)


def test_r21_the_agent_is_killed(people: People, own: Keyring, raw: bytes, now: datetime) -> None:
    for _ in range(3):
        for pid in agents(own.home):
            os.kill(pid, signal.SIGKILL)
        assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED
        for pid in agents(own.home):
            os.kill(pid, signal.SIGKILL)
        assert seal(b"x", people.reporter.certificate, people.reporter.fingerprint, own, now)


def test_r22_the_agent_hangs(
    people: People, own: Keyring, raw: bytes, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped, not dead: the run ends at its deadline, the home is built anew, the mail is opened."""
    monkeypatch.setattr(pgp.keyring, "CANARY_DEADLINE", 1.0)
    monkeypatch.setattr(pgp.keyring, "RUN_DEADLINE", 1.0)
    before = own.home
    stopped = agents(before)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED
    assert own.home != before and not before.exists()
    assert not [pid for pid in stopped if _alive(pid)]


def test_r24_the_home_vanishes(people: People, own: Keyring, raw: bytes, now: datetime) -> None:
    (own.home / "pubring.kbx").unlink()
    assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED
    for file in (own.home / "private-keys-v1.d").iterdir():
        file.unlink()
    for pid in agents(own.home):
        os.kill(pid, signal.SIGKILL)
    assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED


def test_r27_no_mail_is_blamed_for_a_keyring_that_cannot_be_built(
    people: People, own: Keyring, raw: bytes, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (own.home / "private-keys-v1.d").iterdir():
        file.unlink()
    for pid in agents(own.home):
        os.kill(pid, signal.SIGKILL)
    monkeypatch.setattr(own, "_where", Path("/nonexistent"))
    with pytest.raises(GpgBroken):
        open_mail(raw, own, knows(people.reporter), now)
    with pytest.raises(GpgBroken):
        seal(b"x", people.reporter.certificate, people.reporter.fingerprint, own, now)
    monkeypatch.undo()
    assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED


def test_r14_and_r24_the_whole_home_vanishes(people: People, own: Keyring, raw: bytes, now: datetime) -> None:
    shutil.rmtree(own.home)
    assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED
    shutil.rmtree(own.home)
    assert seal(b"x", people.reporter.certificate, people.reporter.fingerprint, own, now)


def test_r14_no_room_for_a_new_home(
    people: People, own: Keyring, raw: bytes, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    shutil.rmtree(own.home)
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(GpgBroken):
        open_mail(raw, own, knows(people.reporter), now)
    with pytest.raises(GpgBroken):
        seal(b"x", people.reporter.certificate, people.reporter.fingerprint, own, now)


def test_r23_a_foreign_lock_stops_nobody(people: People, own: Keyring, raw: bytes, now: datetime) -> None:
    (own.home / "pubring.kbx.lock").write_text(f"{os.getpid()}\nelsewhere\n")
    assert open_mail(raw, own, knows(people.reporter), now).protection is Protection.SEALED


def test_a_signing_subkey_signs(people: People, gpg_home: Path, now: datetime) -> None:
    desk = make_person("Desk with Subkey", "sub@desk.test", gpg_home)
    desk.gpg(*ADD, desk.fingerprint, "ed25519", "sign", "1y")
    after = person_from("Desk with Subkey", "sub@desk.test", gpg_home, desk.fingerprint)
    with Keyring.build([after.secret_key]) as keyring, Keyring.build([people.reporter.secret_key]) as theirs:
        sealed = seal(
            b"From: sub@desk.test\r\n\r\nx", people.reporter.certificate, people.reporter.fingerprint, keyring, now
        )
        opened = open_mail(
            b"From: sub@desk.test\r\n" + encrypted_part(sealed), theirs, lambda _: [after.certificate], now
        )
        assert opened.signer == desk.fingerprint and opened.issuers[0] != desk.fingerprint


def test_several_threads_share_a_keyring(people: People, own: Keyring, raw: bytes, now: datetime) -> None:
    outcomes: list[Protection] = []

    def work() -> None:
        for _ in range(10):
            outcomes.append(open_mail(raw, own, knows(people.reporter), now).protection)
            seal(b"x", people.reporter.certificate, people.reporter.fingerprint, own, now)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Protection.SEALED] * 40


def test_a_run_that_does_not_end_is_killed(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 1000\n")
    slow.chmod(0o755)
    gpg = gpg_at(tmp_path)
    gpg.gpgbinary = str(slow)
    with pytest.raises(GpgTimedOut):
        run(gpg, "--decrypt", given=b"x" * 1_000_000, allowed=WHILE_UNWRAPPING, deadline=0.3)


def test_python_gnupgs_own_verdict_would_have_been_fooled(people: People, own: Keyring) -> None:
    """Why its result objects are never read: a signed message that is not encrypted decrypts well there."""
    signed = people.mallory.gpg("--sign", "-u", people.mallory.fingerprint, given=b"evil")
    gpg = gnupg.GPG(gnupghome=str(own.home))
    assert bytes(gpg.decrypt(signed, always_trust=True).data) == b"evil"
    with pytest.raises(Refused, match="not_encrypted"):
        ciphertext(signed)


def _nothing() -> Ciphertext:
    return Ciphertext((), b"", "")


def _alive(pid: int) -> bool:
    """Whether a process goes on; one that was killed gets a moment to be gone."""
    for _ in range(500):
        try:
            if "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]:
                return False
        except OSError:
            return False
        time.sleep(0.01)
    return True


def test_the_keys_of_a_killed_process_are_swept_away(people: People, tmp_path: Path) -> None:
    """A SIGKILL leaves the home and its agent behind; the next start removes both, and no home that is lived in."""
    place = Path(tempfile.mkdtemp(prefix="hz-", dir="/tmp"))
    try:
        key = tmp_path / "key"
        key.write_bytes(people.desk.secret_key)
        program = "import os, sys; from pathlib import Path; from pgp.keyring import Keyring; "
        program += "Keyring.build([Path(sys.argv[1]).read_bytes()], Path(sys.argv[2])); os.kill(os.getpid(), 9)"
        subprocess.run([sys.executable, "-c", program, str(key), str(place)], check=False)
        [left] = place.glob("hirz-gpg-*")
        with Keyring.build([people.desk.secret_key], place) as first:
            assert not left.exists()
            with Keyring.build([people.desk.secret_key], place):
                assert first.home.exists()
        assert list(place.glob("hirz-gpg-*")) == []
    finally:
        shutil.rmtree(place, ignore_errors=True)
