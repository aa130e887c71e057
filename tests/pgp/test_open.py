"""Mails that are what they seem: each form is opened, read and believed."""

import email
from collections.abc import Callable, Sequence
from datetime import datetime
from email.header import decode_header, make_header

import pytest

from pgp.inside import addresses_inside
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Protection
from tests.mails import content, encrypted_part, joined, mail, protected
from tests.people import People, Person


def knows(*people: Person) -> Callable[[Sequence[str]], Sequence[bytes]]:
    """A store that knows these people's certificates."""
    return lambda issuers: [
        person.certificate for person in people if any(person.fingerprint.endswith(issuer) for issuer in issuers)
    ]


def words(raw: bytes) -> tuple[str, str]:
    """Subject and text of a mail."""
    read = email.message_from_bytes(raw)
    payload = read.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return str(make_header(decode_header(read["Subject"]))), payload.decode()


@pytest.mark.parametrize("protect", ["rfc9788", "memory-hole"])
def test_a_sealed_mail_is_opened_and_its_writer_proven(
    people: People, keyring: Keyring, now: datetime, protect: str
) -> None:
    raw = mail(people.reporter, people.desk, "مرحبا", subject="هاتفي", sealed_by=people.reporter, protect=protect)
    opened = open_mail(raw, keyring, knows(people.reporter), now)
    assert opened.reasons == () and opened.protection is Protection.SEALED and opened.whole
    assert opened.signer == people.reporter.fingerprint and opened.signer_certificate
    assert words(opened.mail) == ("هاتفي", "مرحبا")
    assert opened.signed_at and opened.signature_digest and opened.ciphertext_digest and opened.inner
    assert opened.issuers[0] == people.reporter.fingerprint


def test_a_first_contact_is_proven_by_the_key_it_brings(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, autocrypt=True)
    opened = open_mail(raw, keyring, knows(), now)
    assert opened.signer == people.reporter.fingerprint and len(opened.offered) == 1


def test_an_unsigned_mail_is_opened_and_nobody_proven(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, sign=False)
    opened = open_mail(raw, keyring, knows(people.reporter), now)
    assert opened.protection is Protection.ENCRYPTED and opened.signer is None and opened.reasons == ("unsigned",)


def test_an_inline_message_is_opened(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.reporter, people.desk, "مرحبا", sealed_by=people.reporter, inline=True)
    opened = open_mail(raw, keyring, knows(people.reporter), now)
    assert opened.protection is Protection.SEALED and words(opened.mail) == ("a question", "مرحبا")


def test_a_signed_mail_is_believed(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.reporter, people.desk, "hello", sign=people.reporter)
    opened = open_mail(raw, keyring, knows(people.reporter), now)
    assert opened.reasons == () and opened.protection is Protection.SIGNED
    assert words(opened.mail) == ("a question", "hello")


def test_a_plain_mail_stays_as_it_is(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail("Ana <ana@x.test>", people.desk, "hello")
    opened = open_mail(raw, keyring, knows(), now)
    assert opened.protection is Protection.PLAIN and opened.mail == raw and opened.reasons == ()


@pytest.mark.parametrize("protect", ["rfc9788", "memory-hole"])
def test_whom_the_signed_part_names_is_told(people: People, keyring: Keyring, now: datetime, protect: str) -> None:
    raw = mail(people.handler, people.desk, "#handler list", sealed_by=people.handler, protect=protect)
    assert open_mail(raw, keyring, knows(people.handler), now).named_inside == (people.desk.address,)


def test_a_to_from_outside_names_nobody(people: People, keyring: Keyring, now: datetime) -> None:
    """CMD-05: signed for another desk, whose keeper seals it anew to us and writes our address outside."""
    outside = [("From", people.handler.mailbox), ("To", people.desk.address), ("Cc", people.desk.address)]
    headers, body = content("#handler disable driss@desk.test", ())
    for inside, named in (
        ([("From", people.handler.mailbox), ("To", "other@desk.test")], ("other@desk.test",)),
        ([], ()),
    ):
        inner = joined(protected(inside, headers, "memory-hole" if inside else "none"), body)
        sealed = people.handler.seals(inner, people.desk)
        raw = joined([*outside, ("MIME-Version", "1.0")], b"", after=encrypted_part(sealed))
        opened = open_mail(raw, keyring, knows(people.handler), now)
        assert opened.protection is Protection.SEALED and opened.named_inside == named


def test_an_inline_message_names_nobody(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.handler, people.desk, "#handler list", sealed_by=people.handler, inline=True)
    opened = open_mail(raw, keyring, knows(people.handler), now)
    assert opened.protection is Protection.SEALED and opened.named_inside == ()


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (
            b'To: "Desk, the one" <Help@Desk.test>, b@x.test\r\nCc: C <c@x.test> (at work)',
            ("help@desk.test", "b@x.test", "c@x.test"),
        ),
        (b"To: help@desk.test <other@x.test>", ()),
        (b"To: friends: help@desk.test;", ()),
        (b'To: "help@desk.test', ()),
        (b"To: help@desk.test\x00", ()),
        (b"To: " + b"a@b.test, " * 3000, ()),
        (b"Bcc: help@desk.test", ()),
    ],
)
def test_readers_are_read_strictly(head: bytes, named: tuple[str, ...]) -> None:
    assert addresses_inside(head + b"\r\n\r\ntext") == named
