"""KEY: certificates that are too large, too strange, over, or not what they say."""

from datetime import datetime, timedelta
from pathlib import Path

import pysequoia
import pytest

from pgp.autocrypt import autocrypt_header, export_public, read_autocrypt, vcard
from pgp.brought import brought_in
from pgp.certificates import Certificate, canonical, merged, public_part, unusable
from pgp.errors import CannotSeal
from pgp.headers import split_head
from pgp.inside import from_address
from pgp.keymaking import make_key, promised_features
from pgp.keyring import Keyring
from pgp.packets import SUBKEY, TRUST, USER_ID, Packet
from pgp.reasons import Refused
from pgp.seal import seal
from tests.mails import autocrypt_value, mail
from tests.people import People, Person, forget_home, make_person, new_home, run_gpg
from tests.pgp.packets import message_of, packets_of


def renamed(person: Person, name: bytes) -> bytes:
    """The person's certificate with another name in it (the signature below it no longer fits)."""
    return message_of(
        [Packet(USER_ID, name) if packet.tag == USER_ID else packet for packet in packets_of(person.certificate)]
    )


def test_a_certificate_tells_its_facts(people: People, now: datetime) -> None:
    certificate = canonical(people.reporter.certificate)
    assert certificate.fingerprint == people.reporter.fingerprint
    assert certificate.names == ("محمد سمير <samir@press.test>",) and certificate.addresses == ("samir@press.test",)
    assert (
        unusable(certificate, now) is None and unusable(certificate, now + timedelta(days=731)) == "certificate_expired"
    )
    assert canonical(export_public(certificate.data)) == certificate == canonical(certificate.data)


def test_key_04_what_others_certified_is_dropped(people: People) -> None:
    people.mallory.gpg("--quick-sign-key", "--yes", people.lab.fingerprint)
    heavy = people.lab.gpg("--export", people.lab.fingerprint)
    assert len(packets_of(heavy)) > len(packets_of(people.lab.certificate))
    assert canonical(heavy) == canonical(people.lab.certificate)


@pytest.mark.parametrize(
    "name", [b"", b"\xff\xfe", b"a\nb", b"a\x85b".decode("latin-1").encode(), "a\u202eb".encode(), b"x" * 256]
)
def test_key_04_a_name_that_cannot_be_shown(people: People, name: bytes) -> None:
    with pytest.raises(Refused, match="certificate_names"):
        canonical(renamed(people.mallory, name))


def test_key_04_a_certificate_that_is_too_large(people: People) -> None:
    packets = packets_of(people.mallory.certificate)
    name = next(packet for packet in packets if packet.tag == USER_ID)
    subkey = next(packet for packet in packets if packet.tag == SUBKEY)
    for many in ([name] * 10, [subkey] * 10, [Packet(TRUST, b"x" * 60_000)] * 2):
        with pytest.raises(Refused, match="certificate_too_large"):
            canonical(message_of([packets[0], *many, *packets[1:]]))


def test_key_04_more_than_one_or_none(people: People) -> None:
    for data in (people.reporter.certificate + people.mallory.certificate, b"", b"hello", b"\x99", b"\x99" * 50):
        with pytest.raises(Refused, match="certificate_malformed"):
            canonical(data)
    with pytest.raises(Refused, match="certificate_secret"):
        canonical(public_secret(people.mallory))


def test_key_09_a_revocation_stays(people: People, gpg_home: Path, now: datetime) -> None:
    person = make_person("Rima", "rima@press.test", gpg_home)
    before = canonical(person.certificate)
    text = (gpg_home / "openpgp-revocs.d" / f"{person.fingerprint}.rev").read_bytes()
    person.gpg("--import", given=text[text.index(b":-----BEGIN") + 1 :])
    after = canonical(person.gpg("--export", person.fingerprint))
    assert not before.revoked and after.revoked and unusable(after, now) == "certificate_revoked"
    assert merged([after, before]).revoked and merged([before, after]).revoked


def test_key_13_a_subkey_bound_by_somebody_else_is_not_encrypted_to(
    people: People, keyring: Keyring, now: datetime
) -> None:
    """Mallory hangs her encryption subkey onto the reporter's certificate."""
    theirs = packets_of(people.mallory.certificate)
    at = next(number for number, packet in enumerate(theirs) if packet.tag == SUBKEY)
    forged = message_of([*packets_of(people.reporter.certificate), *theirs[at:]])
    try:
        sealed = seal(b"secret", forged, people.reporter.fingerprint, keyring, now)
    except CannotSeal:
        return
    assert people.reporter.opens(sealed) == b"secret"
    with pytest.raises(AssertionError):
        _alone(people.mallory, sealed)


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


def test_our_own_autocrypt_header_is_read_again(people: People) -> None:
    raw = f"From: help@desk.test\r\nAutocrypt: {autocrypt_header('help@desk.test', people.desk.certificate)}\r\n\r\n"
    found = read_autocrypt(split_head(raw.encode())[0], "help@desk.test")
    assert found and found.fingerprint == people.desk.fingerprint


def test_a_vcard_holds_the_key(people: People) -> None:
    card = vcard("help@desk.test", "Desk, the\nBEGIN:VCARD", people.desk.certificate).decode()
    assert card.count("\r\nBEGIN:") == 0 and "FN:Desk\\, theBEGIN:VCARD\r\n" in card
    assert "KEY:data:application/pgp-keys;base64," in card and card.endswith("END:VCARD\r\n")


def test_the_desks_key_is_made_for_the_oldest_reader(now: datetime) -> None:
    secret = make_key("مكتب السلامة", "help@desk.test")
    assert promised_features(secret) == {b"\x01"}
    made = public_part(secret)
    assert made.names == ("مكتب السلامة <help@desk.test>",) and unusable(made, now) is None
    assert made.expires_at and timedelta(days=729) < made.expires_at - now < timedelta(days=731)


@pytest.mark.parametrize(
    "name", ["a\nKey-Type: RSA", "Desk <x@y>", "abc", "9 lives", "Desk (x)", "De\u202esk", "Desk\x85 y"]
)
def test_a_name_that_would_change_the_recipe_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        make_key(name, "help@desk.test")


@pytest.mark.parametrize("address", ["help", "a@b\nExpire-Date: 0", "-x@y.test", "a b@c.test", "مكتب@desk.test"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        make_key("Help Desk", address)


def test_a_sequoia_key_promises_too_much() -> None:
    secret = bytes(pysequoia.Tsk.generate("Desk <help@desk.test>"))
    assert promised_features(secret) != {b"\x01"}


def public_secret(person: Person) -> bytes:
    return person.gpg("--export-secret-keys", person.fingerprint)


def _alone(person: Person, sealed: bytes) -> bytes:
    """Open with this person's secret key and no other."""
    home = new_home()
    try:
        run_gpg(home, "--import", given=person.secret_key)
        opened = run_gpg(home, "--decrypt", given=sealed)
        assert opened
        return opened
    finally:
        forget_home(home)
