"""The desk's own key over the years: mail to each of its generations opens, and only the living signs."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pgp.certificates import public_part, unusable
from pgp.errors import CannotSeal, GpgBroken
from pgp.keymaking import INTEGRITY_ONLY, make_key, promised_features
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Protection
from pgp.rotation import WHYS, revocation, revoked, signed_by, with_new_subkey
from pgp.seal import seal
from tests.mails import mail
from tests.people import People, Person, make_person, run_gpg
from tests.pgp.packets import letter
from tests.pgp.test_open import knows


@pytest.fixture(scope="module")
def secret() -> bytes:
    return make_key("Help Desk", "help@desk.test", expires="1y")


def reads(keyring: Keyring, raw: bytes, people: People, now: datetime) -> bool:
    return open_mail(raw, keyring, knows(people.reporter), now).protection is Protection.SEALED


def as_person(secret: bytes, home: Path) -> Person:
    """The desk as others see it, in a gpg home."""
    run_gpg(home, "--import", given=secret)
    facts = public_part(secret)
    return Person("Help Desk", "help@desk.test", secret, facts.data, facts.fingerprint, home)


def test_a_new_subkey_and_a_longer_life(secret: bytes) -> None:
    before, made = public_part(secret), with_new_subkey(secret)
    after = public_part(made)
    assert after.fingerprint == before.fingerprint
    assert set(before.key_ids) < set(after.key_ids) and len(after.keys) == len(before.keys) + 1
    assert before.expires_at and after.expires_at and after.expires_at > before.expires_at + timedelta(days=300)
    assert after.encryption_expires_at and after.encryption_expires_at > before.expires_at + timedelta(days=300)
    old = after.key(before.encryption_keys[0].fingerprint)
    assert old and old.expires_at == before.encryption_keys[0].expires_at, "the old subkey ends as it always would"
    assert promised_features(made) == {INTEGRITY_ONLY}


def test_key_16_mail_to_every_subkey_opens(people: People, now: datetime) -> None:
    secret = make_key("Help Desk", "help@desk.test")
    old = as_person(secret, people.reporter.home)
    raws = [mail(people.reporter, old, "first", sealed_by=people.reporter)]
    for _ in range(2):
        secret = with_new_subkey(secret)
        newer = as_person(secret, people.reporter.home)
        raws.append(mail(people.reporter, newer, "later", sealed_by=people.reporter))
    with Keyring.build([secret]) as keyring:
        assert len(keyring.own[0].canaries) == 3
        assert all(reads(keyring, raw, people, now) for raw in raws)


def test_a_key_that_has_expired_comes_back_to_life(gpg_home: Path, now: datetime) -> None:
    late = make_person("Late Desk", "late@desk.test", gpg_home, expires="30d", when=now - timedelta(days=400))
    assert unusable(public_part(late.secret_key), now) == "certificate_expired"
    made = with_new_subkey(late.secret_key)
    assert unusable(public_part(made), now) is None


def test_a_signing_subkey_lives_longer_too(gpg_home: Path, now: datetime) -> None:
    desk = make_person("Two Subkeys", "two@desk.test", gpg_home, expires="1y")
    desk.gpg(
        "--quick-add-key", "--passphrase", "", "--pinentry-mode", "loopback", desk.fingerprint, "ed25519", "sign", "30d"
    )
    with_signer = run_gpg(gpg_home, "--armor", "--export-secret-keys", desk.fingerprint)
    [signer] = [key for key in public_part(with_new_subkey(with_signer)).keys[1:] if key.signs]
    assert signer.expires_at and signer.expires_at > now + timedelta(days=600)


def test_what_is_no_secret_key_is_refused(people: People) -> None:
    for useless in (b"", b"hello", people.desk.certificate):
        with pytest.raises(GpgBroken):
            with_new_subkey(useless)
        with pytest.raises(GpgBroken):
            revocation(useless, "none")


def test_a_statement_by_old_and_new(secret: bytes, gpg_home: Path) -> None:
    new = make_key("Help Desk", "help@desk.test")
    text = "Our key has changed.\n- a dash\nتغيّر مفتاحنا.\nFrom here on\n"
    statement = signed_by(text, [secret, new])
    for key in (secret, new):
        as_person(key, gpg_home)
    status = run_gpg(gpg_home, "--status-fd", "1", "--output", "/dev/null", "--decrypt", given=statement).decode()
    valid = {line.split()[2] for line in status.splitlines() if " VALIDSIG " in line}
    assert valid == {public_part(key).fingerprint for key in (secret, new)}
    assert "تغيّر مفتاحنا." in statement.decode() and b"BEGIN PGP SIGNED MESSAGE" in statement


def test_two_keys_the_first_signs_and_both_open(secret: bytes, people: People, gpg_home: Path, now: datetime) -> None:
    old, new = (
        as_person(secret, people.reporter.home),
        as_person(make_key("Help Desk", "help@desk.test"), people.reporter.home),
    )
    raws = [mail(people.reporter, desk, "hello", sealed_by=people.reporter) for desk in (old, new)]
    with Keyring.build([new.secret_key, secret]) as keyring, Keyring.build([people.reporter.secret_key]) as theirs:
        assert all(reads(keyring, raw, people, now) for raw in raws)
        sealed = seal(
            b"From: help@desk.test\r\n\r\nx", people.reporter.certificate, people.reporter.fingerprint, keyring, now
        )
        opened = open_mail(letter(new, people, sealed), theirs, lambda _: [old.certificate, new.certificate], now)
        assert opened.signer == new.fingerprint


@pytest.mark.parametrize("why", WHYS)
def test_a_revoked_key_opens_and_never_signs(
    secret: bytes, people: People, gpg_home: Path, now: datetime, why: str
) -> None:
    raw = mail(people.reporter, as_person(secret, people.reporter.home), "hello", sealed_by=people.reporter)
    ended = revoked(secret, revocation(secret, why))
    assert public_part(ended).revoked
    with Keyring.build([ended]) as keyring:
        assert keyring.own[0].canaries, "whether it still opens is tried like any other"
        assert reads(keyring, raw, people, now)
        with pytest.raises(CannotSeal, match="own_key_unusable"):
            seal(b"x", people.reporter.certificate, people.reporter.fingerprint, keyring, now)


def test_somebody_elses_revocation_revokes_nothing(secret: bytes, people: People) -> None:
    with pytest.raises(GpgBroken):
        revoked(secret, revocation(people.mallory.secret_key, "none"))
