"""What leaves is sealed to the one person it is meant for, or not at all."""

import secrets
from datetime import datetime, timedelta

import pytest

from pgp.errors import CannotSeal
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Protection
from pgp.seal import seal
from tests.mails import encrypted_part
from tests.people import People
from tests.pgp.test_open import knows


def test_a_sealed_answer_is_read_by_its_reader_and_signed_by_the_desk(
    people: People, keyring: Keyring, now: datetime
) -> None:
    sealed = seal("جواب".encode(), people.reporter.certificate, people.reporter.fingerprint, keyring, now)
    assert people.reporter.opens(sealed) == "جواب".encode()
    assert sealed.startswith(b"-----BEGIN PGP MESSAGE-----")
    assert not list(keyring.home.glob("to-*"))


@pytest.mark.parametrize("size", [0, 100, 20_000, 3_000_000])
def test_a_mail_of_any_size_is_sealed_and_opened(people: People, keyring: Keyring, now: datetime, size: int) -> None:
    text = secrets.token_bytes(size)
    inner = b"From: help@desk.test\r\nContent-Type: text/plain\r\n\r\n" + text
    sealed = seal(inner, people.desk.certificate, people.desk.fingerprint, keyring, now)
    raw = b"From: help@desk.test\r\n" + encrypted_part(sealed)
    opened = open_mail(raw, keyring, knows(people.desk), now)
    assert opened.protection is Protection.SEALED and opened.mail.endswith(text)


def test_another_persons_certificate_is_refused(people: People, keyring: Keyring, now: datetime) -> None:
    with pytest.raises(CannotSeal, match="certificate_differs"):
        seal(b"x", people.mallory.certificate, people.reporter.fingerprint, keyring, now)


def test_an_expired_certificate_is_refused(people: People, keyring: Keyring, now: datetime) -> None:
    later = now + timedelta(days=800)
    with pytest.raises(CannotSeal, match="certificate_expired"):
        seal(b"x", people.reporter.certificate, people.reporter.fingerprint, keyring, later)
