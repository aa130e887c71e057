"""What leaves is sealed to the one person it is meant for, or not at all."""

from datetime import datetime, timedelta

import pytest

from pgp.errors import CannotSeal
from pgp.keyring import Keyring
from pgp.seal import seal
from tests.people import People


def test_a_sealed_answer_is_read_by_its_reader_and_signed_by_the_desk(
    people: People, keyring: Keyring, now: datetime
) -> None:
    sealed = seal("جواب".encode(), people.reporter.certificate, people.reporter.fingerprint, keyring, now)
    assert people.reporter.opens(sealed) == "جواب".encode()
    assert sealed.startswith(b"-----BEGIN PGP MESSAGE-----")
    assert not list(keyring.home.glob("to-*"))


def test_another_persons_certificate_is_refused(people: People, keyring: Keyring, now: datetime) -> None:
    with pytest.raises(CannotSeal, match="certificate_differs"):
        seal(b"x", people.mallory.certificate, people.reporter.fingerprint, keyring, now)


def test_an_expired_certificate_is_refused(people: People, keyring: Keyring, now: datetime) -> None:
    later = now + timedelta(days=800)
    with pytest.raises(CannotSeal, match="certificate_expired"):
        seal(b"x", people.reporter.certificate, people.reporter.fingerprint, keyring, later)
