"""KEY-01, KEY-05: whose key it is says the key's owner, and nobody who sends it along."""

from datetime import datetime

import pytest

from pgp.autocrypt import read_autocrypt
from pgp.brought import brought_in
from pgp.certificates import Certificate
from pgp.headers import split_head
from pgp.inside import from_address
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened
from pgp.packets import SUBKEY, USER_ID, Packet
from tests.mails import autocrypt_value, encrypted_part, joined, mail, signed_part
from tests.people import People
from tests.pgp.packets import message_of, packets_of, signed_message, wrapped_again
from tests.pgp.test_open import knows


@pytest.mark.parametrize("form", ["sealed", "signed", "inline"])
def test_key_01_a_key_outside_the_protection_counts_for_nothing(
    people: People, keyring: Keyring, now: datetime, form: str
) -> None:
    """Mallory wraps a text that the reporter signed for somebody else, and names the reporter's key as her own."""
    value = autocrypt_value(people.reporter).replace(people.reporter.address, people.mallory.address)
    text = b"Content-Type: text/plain\r\n\r\nI like the weather"
    if form == "signed":
        rest = signed_part(text, people.reporter)
    else:
        message = armoured_again(people, signed_message(people, text, by=people.reporter))
        rest = encrypted_part(message) if form == "sealed" else b"Content-Type: text/plain\r\n\r\n" + message
    head = [("From", people.mallory.mailbox), ("To", people.desk.mailbox), ("MIME-Version", "1.0")]
    raw = joined([*head, ("Autocrypt", value)], b"", after=rest)
    opened = open_mail(raw, keyring, knows(), now)
    assert opened.offered == () and opened.signer is None and not opened.from_in_key
    opened = open_mail(raw, keyring, knows(people.reporter), now)  # where the key is known, it is known to be another's
    assert opened.signer == people.reporter.fingerprint and not opened.from_in_key
    assert opened.reasons == ("from_not_in_key",) and opened.offered == ()


def test_a_key_outside_may_prove_its_own_signature_and_is_not_kept_otherwise(
    people: People, keyring: Keyring, now: datetime
) -> None:
    """Thunderbird and others put the Autocrypt header outside: their first sealed letter is believed all the same."""
    header = b"Autocrypt: " + autocrypt_value(people.reporter).encode() + b"\r\n"
    opened = open_mail(
        header + mail(people.reporter, people.desk, "x", sealed_by=people.reporter), keyring, knows(), now
    )
    assert opened.signer == people.reporter.fingerprint and opened.from_in_key and opened.offered == ()
    unsigned = mail(people.reporter, people.desk, "x", sealed_by=people.reporter, sign=False)
    opened = open_mail(header + unsigned, keyring, knows(), now)
    assert opened.signer is None and opened.offered == ()


def test_key_01_a_key_inside_that_is_not_the_senders(people: People, keyring: Keyring, now: datetime) -> None:
    """Attached inside, it may show whose signature it is; it is not kept for the sender."""
    key = ("key.asc", "application/pgp-keys", people.reporter.certificate)
    raw = mail(people.mallory, people.desk, "x", sealed_by=people.reporter, attachments=[key])
    opened = open_mail(raw, keyring, knows(), now)
    assert opened.signer == people.reporter.fingerprint and opened.offered == () and not opened.from_in_key


def test_sig_05_the_address_in_the_key_is_a_fact_of_its_own(people: People, keyring: Keyring, now: datetime) -> None:
    def opened(raw: bytes) -> Opened:
        return open_mail(raw, keyring, knows(people.reporter), now)

    own = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    assert opened(own).from_in_key
    assert not opened(mail("x@y.test", people.desk, "hello", sealed_by=people.reporter)).from_in_key
    assert not opened(mail(people.reporter, people.desk, "hello")).from_in_key
    assert not opened(b"From: x@y.test\r\n" + own).from_in_key
    lie = message_of(
        [
            packet
            for part in packets_of(people.reporter.certificate)
            for packet in ([Packet(USER_ID, b"x@y.test"), part] if part.tag == SUBKEY else [part])
        ]
    )
    raw = mail("x@y.test", people.desk, "hello", sealed_by=people.reporter)
    assert not open_mail(raw, keyring, lambda _: [lie], now).from_in_key


def armoured_again(people: People, message: bytes) -> bytes:
    return wrapped_again(people, message).replace(b"\n", b"\r\n")


def offered(raw: bytes) -> list[Certificate]:
    """What a plain mail offers for the one it says it is from."""
    sender = from_address(split_head(raw)[0])
    return [certificate for certificate in brought_in(raw, sender).certificates if sender in certificate.addresses]


def test_key_05_one_autocrypt_header_of_the_sender_counts(people: People) -> None:
    good = mail(people.reporter, people.desk, "hello", autocrypt=True)
    assert [found.fingerprint for found in offered(good)] == [people.reporter.fingerprint]
    key = b"Autocrypt: " + autocrypt_value(people.reporter).encode() + b"\r\n"
    other = b"Autocrypt: " + autocrypt_value(people.mallory).encode() + b"\r\n"
    assert list(offered(key + good)) == []  # two valid ones
    assert len(list(offered(other + good))) == 1  # the other is for another address
    assert list(offered(b"From: x@y.test\r\n" + good)) == []
    assert list(offered(good.replace(b"addr=samir", b"addr=amir"))) == []
    assert list(offered(good.replace(b"prefer-encrypt", b"critical-thing"))) == []
    assert len(list(offered(good.replace(b"prefer-encrypt", b"_prefer-encrypt")))) == 1
    assert list(offered(good.replace(b"text/plain", b"multipart/report; boundary=x"))) == []


def test_key_01_a_key_of_another_address_is_not_offered(people: People) -> None:
    """Mallory offers the reporter's key as her own, so that the reporter's words would be filed under her."""
    key = ("key.asc", "application/pgp-keys", people.reporter.certificate)
    value = autocrypt_value(people.reporter).replace(people.reporter.address, people.mallory.address)
    raw = mail(people.mallory, people.desk, "hello", attachments=[key], headers=[("Autocrypt", value)])
    assert offered(raw) == [] and read_autocrypt(split_head(raw)[0], people.mallory.address) is None
