"""A handler asks for one sealed part: it is opened alone, by every rule of a whole mail, and nobody is believed."""

from collections.abc import Callable
from datetime import datetime

import pytest

from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.packets import SEIPD, Packet
from pgp.part_opening import OpenedPart, open_part
from tests.mails import encrypted_part, mail, signed_part
from tests.people import People
from tests.pgp.packets import armoured, around, digest_of, letter, message_of, octets_of, packets_of
from tests.pgp.test_open import knows

SECRET = b"the list of names"
INNER = b"Content-Type: text/plain\r\n\r\n" + SECRET

Asked = Callable[..., OpenedPart]


@pytest.fixture
def asked(people: People, keyring: Keyring, now: datetime) -> Asked:
    """What comes out of the first sealed part of a mail, or of the one with the digest given."""

    def open_first(raw: bytes, digest: str | None = None, number: int = 1) -> OpenedPart:
        sealed = open_mail(raw, keyring, knows(), now).sealed_parts
        name = digest or next(part.digest for part in sealed if part.number == number)
        return open_part(raw, name, keyring, knows(), now)

    return open_first


@pytest.fixture
def sealed(people: People) -> bytes:
    return people.reporter.seals(INNER, people.desk)


def test_a_part_beside_others_is_opened_on_request(people: People, asked: Asked, sealed: bytes) -> None:
    raw = around(people.mallory, people, "multipart/mixed", [b"\r\nsee below", encrypted_part(sealed)])
    found = asked(raw)
    assert found.text == INNER and found.is_mime and found.reason is None
    assert found.issuers[0] == people.reporter.fingerprint  # what it claims; nothing more


def test_files_and_inline_texts_are_opened_in_plain_and_in_sealed_mails(
    people: People, asked: Asked, sealed: bytes
) -> None:
    plain = people.reporter.seals(SECRET, people.desk, sign=False)
    files = [
        ("a.asc", "application/octet-stream", sealed),
        ("b.gpg", "application/octet-stream", octets_of(plain)),
        ("note.txt", "text/plain", b"they sent me this:\n\n" + plain + b"\nwhat now?\n"),
    ]
    for sealed_by in (None, people.reporter):
        raw = mail(people.reporter, people.desk, "see", attachments=files, sealed_by=sealed_by)
        assert asked(raw, number=1).text == INNER
        for number in (2, 3):
            found = asked(raw, number=number)
            assert found.text == SECRET and not found.is_mime and not found.issuers and found.reason is None


def test_a_part_signed_first_and_sealed_around_it(people: People, asked: Asked) -> None:
    sealed = people.reporter.seals(signed_part(INNER, people.reporter), people.desk, sign=False)
    found = asked(around(people.reporter, people, "multipart/mixed", [b"\r\nhi", encrypted_part(sealed)]))
    assert SECRET in found.text and found.is_mime and found.issuers[0] == people.reporter.fingerprint


def test_the_parts_of_a_mail_tell_of_their_ciphertext(
    people: People, keyring: Keyring, now: datetime, sealed: bytes
) -> None:
    """However it is wrapped again, the same octets were encrypted."""
    octets = octets_of(sealed)
    raw = around(people.mallory, people, "multipart/mixed", [b"\r\nx", encrypted_part(sealed)])
    file = mail(people.mallory, people.desk, "x", attachments=[("x.gpg", "application/octet-stream", octets)])
    text = mail(people.mallory, people.desk, "look:\r\n" + sealed.decode())
    for carrier in (raw, file, text):
        (part,) = open_mail(carrier, keyring, knows(), now).sealed_parts
        assert part.ciphertext == digest_of(octets)
    broken = mail(people.mallory, people.desk, "look:\r\n" + sealed.decode()[:300])
    (part,) = open_mail(broken, keyring, knows(), now).sealed_parts
    assert part.ciphertext == ""


def test_an_end_before_the_beginning_hides_nothing(people: People, asked: Asked, sealed: bytes) -> None:
    text = "-----END PGP MESSAGE-----\n" + sealed.decode()
    assert asked(mail(people.mallory, people.desk, "look:\n" + text)).text == INNER


def test_what_the_mail_does_not_hold_is_not_opened(people: People, asked: Asked, sealed: bytes) -> None:
    raw = around(people.mallory, people, "multipart/mixed", [b"\r\nx", encrypted_part(sealed)])
    for digest in ("0" * 64, "", "../etc/passwd"):
        assert asked(raw, digest or "-") == OpenedPart(b"", is_mime=False, reason="part_missing")
    whole = letter(people.reporter, people, sealed)  # sealed as a whole: there is no part to ask for
    assert asked(whole, digest_of(octets_of(sealed))).reason == "part_missing"


def test_a_part_is_held_to_every_rule_of_a_whole_mail(people: People, asked: Asked, sealed: bytes) -> None:
    keys, data = packets_of(octets_of(sealed))
    body = data.body
    cases = {
        "cannot_decrypt": [keys, Packet(SEIPD, body[:-1] + bytes([body[-1] ^ 1]))],
        "not_for_our_key": packets_of(octets_of(people.reporter.seals(SECRET, people.lab))),
        "no_integrity_protection": [keys, Packet(9, body)],
        "encryption_unsupported": [keys, Packet(SEIPD, b"\x02" + body[1:])],
        "too_many_recipients": [*[keys] * 40, data],
        "packets_malformed": [keys, data, data],
    }
    for reason, packets in cases.items():
        part = encrypted_part(armoured(message_of(packets)))
        found = asked(around(people.mallory, people, "multipart/mixed", [b"\r\nx", part]))
        assert found == OpenedPart(b"", is_mime=False, reason=reason)
    twice = people.mallory.seals(octets_of(sealed), people.desk, sign=False)  # its content is not opened in turn
    found = asked(around(people.mallory, people, "multipart/mixed", [b"\r\nx", encrypted_part(twice)]))
    assert SECRET not in found.text


def test_a_mail_that_cannot_be_opened_has_no_parts(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.reporter, people.lab, "x", sealed_by=people.reporter)
    found = open_part(raw, "0" * 64, keyring, knows(), now)
    assert found.reason == "not_for_our_key" and found.text == b""
