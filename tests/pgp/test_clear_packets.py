"""What the clear packets alone show: the sender may be told at once, and no secret was used to see it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened
from pgp.packets import PKESK, SEIPD, Packet
from tests.people import People
from tests.pgp.packets import armoured, letter, message_of, octets_of, packets_of
from tests.pgp.test_open import knows

SECRET = b"where the source lives"
Opens = Callable[[bytes], Opened]


@pytest.fixture
def captured(people: People) -> bytes:
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\n" + SECRET
    return people.reporter.seals(text, people.desk)


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter, people.mallory), now)


def test_a_mail_for_somebody_else_is_told_by_its_clear_packets(people: People, opens: Opens, captured: bytes) -> None:
    """No gpg is asked, and the sender may be told at once."""
    opened = opens(letter(people.reporter, people, people.reporter.seals(SECRET, people.lab)))
    assert opened.reasons == ("not_for_our_key",) and opened.cannot_open and opened.ciphertext_digest
    hidden = people.reporter.gpg("--armor", "--encrypt", "-R", people.lab.fingerprint, given=SECRET)
    opened = opens(letter(people.reporter, people, hidden))
    assert opened.reasons == ("cannot_decrypt",) and not opened.cannot_open


@pytest.mark.parametrize("form", ["SEIPD version 2", "AEAD", "PKESK version 9"])
def test_a_newer_encryption_is_told_by_its_clear_packets(
    people: People, opens: Opens, captured: bytes, form: str
) -> None:
    ours, sealed = packets_of(octets_of(captured))
    packets = {
        "SEIPD version 2": [ours, Packet(SEIPD, b"\x02" + sealed.body[1:])],
        "AEAD": [ours, Packet(20, sealed.body)],
        "PKESK version 9": [Packet(PKESK, b"\x09" + ours.body[1:]), sealed],
    }[form]
    opened = opens(letter(people.reporter, people, armoured(message_of(packets))))
    assert opened.reasons == ("encryption_unsupported",) and opened.cannot_open
