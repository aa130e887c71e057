"""How much a sealed mail's length tells, and who can read it beside the one it is for."""

import email
from datetime import datetime, timedelta

import pytest

from pgp import armour
from pgp.certificates import canonical
from pgp.errors import CannotSeal
from pgp.keyring import Keyring
from pgp.mime import BUCKETS, File, envelope, inner_part
from pgp.open import open_mail
from pgp.packets import ciphertext
from pgp.seal import seal
from tests.people import People
from tests.pgp.test_mime import answer
from tests.pgp.test_open import knows, words

TEXTS = ["no", "We believe you. " * 40, "لا تفتحوا الرابط. " * 20]
# A signature is two numbers, and one time in some dozens one of them is shorter by an octet: chance, and no text.
CHANCE = 8


@pytest.mark.parametrize("size", [0, 1, 70, 3_000, 20_000, 70_000, 300_000, 1_000_000])
def test_what_is_sealed_falls_on_a_bucket(people: People, now: datetime, size: int) -> None:
    message = answer(people, now, text="x" * size)
    inner = inner_part(message, pad=True)
    assert len(inner) in BUCKETS or len(inner) % BUCKETS[-1] == 0
    assert len(inner) < max(4 * (size + 9_000), size + 2 * BUCKETS[-1])


def test_every_remainder_is_filled(people: People, now: datetime) -> None:
    sizes = {len(inner_part(answer(people, now, text="y" * more), pad=True)) for more in range(200)}
    assert len(sizes) == 1


def test_texts_of_other_lengths_leave_alike(people: People, keyring: Keyring, now: datetime) -> None:
    certificate, fingerprint = people.reporter.certificate, people.reporter.fingerprint
    messages = [answer(people, now, text=text, subject="s" * at, references=()) for at, text in enumerate(TEXTS)]
    inner = [inner_part(message, pad=True) for message in messages]
    assert len({len(one) for one in inner}) == 1 and len({len(inner_part(message)) for message in messages}) == 3
    sealed = [
        envelope(m, seal(i, certificate, fingerprint, keyring, now)) for m, i in zip(messages, inner, strict=True)
    ]
    assert max(map(len, sealed)) - min(map(len, sealed)) <= CHANCE
    with Keyring.build([people.reporter.secret_key]) as theirs:
        for raw, message in zip(sealed, messages, strict=True):
            opened = open_mail(raw, theirs, knows(people.desk), now)
            assert opened.signer == people.desk.fingerprint and not opened.sealed_parts
            assert message.text.strip() in only_text(opened.mail)


def only_text(mail: bytes) -> str:
    """All that a mail program shows of it."""
    read = email.message_from_bytes(mail)
    (part,) = [one for one in read.walk() if not one.is_multipart()]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def test_a_mail_with_files_is_filled_too(people: People, now: datetime) -> None:
    files = (File("a.bin", "application/octet-stream", b"\0" * 5_000),)
    inner = inner_part(answer(people, now, files=files), pad=True)
    assert len(inner) == BUCKETS[1]
    assert [part.get_content_type() for part in email.message_from_bytes(inner).get_payload()] == [  # type: ignore[union-attr]
        "text/plain",
        "application/octet-stream",
    ]
    plain = inner_part(answer(people, now))
    assert words(plain)[1].split() == ["مرحبا", "جواب"] and len(plain) not in BUCKETS


def recipients(sealed: bytes) -> list[str]:
    return list(ciphertext(armour.take_off(sealed)).recipients)


def test_leak_06_two_can_read_it_the_person_and_the_archive(people: People, keyring: Keyring, now: datetime) -> None:
    archive, reporter = people.lab, people.reporter
    sealed = seal(b"words", reporter.certificate, reporter.fingerprint, keyring, now, archive=archive.certificate)
    theirs = [{key.key_id for key in canonical(one.certificate).encryption_keys} for one in (reporter, archive)]
    named = recipients(sealed)
    assert len(named) == 2 and all(len(ids & set(named)) == 1 for ids in theirs)
    assert reporter.opens(sealed) == archive.opens(sealed) == b"words"
    assert len(recipients(seal(b"x", reporter.certificate, reporter.fingerprint, keyring, now))) == 1


def test_a_mail_to_the_archive_itself_is_sealed_once(people: People, keyring: Keyring, now: datetime) -> None:
    lab = people.lab
    assert len(recipients(seal(b"x", lab.certificate, lab.fingerprint, keyring, now, archive=lab.certificate))) == 1


def test_nothing_leaves_past_an_archive_that_cannot_be_used(people: People, keyring: Keyring, now: datetime) -> None:
    reporter = people.reporter
    broken = people.lab.certificate[:-40]
    with pytest.raises(CannotSeal, match="archive_unusable"):
        seal(b"x", reporter.certificate, reporter.fingerprint, keyring, now, archive=broken)
    later = now + timedelta(days=800)
    with pytest.raises(CannotSeal):
        seal(b"x", reporter.certificate, reporter.fingerprint, keyring, later, archive=people.lab.certificate)
