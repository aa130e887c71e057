"""KEY: certificates that are too large, too strange, over, or not what they say."""

from datetime import datetime, timedelta

import pysequoia
import pytest

from pgp.autocrypt import autocrypt_header, export_public, read_autocrypt, vcard
from pgp.certificates import canonical, public_part, unusable
from pgp.headers import split_head
from pgp.keymaking import make_key, promised_features
from tests.people import People


def test_a_certificate_tells_its_facts(people: People, now: datetime) -> None:
    certificate = canonical(people.reporter.certificate)
    assert certificate.fingerprint == people.reporter.fingerprint
    assert certificate.names == ("محمد سمير <samir@press.test>",) and certificate.addresses == ("samir@press.test",)
    assert (
        unusable(certificate, now) is None and unusable(certificate, now + timedelta(days=731)) == "certificate_expired"
    )
    assert canonical(export_public(certificate.data)) == certificate == canonical(certificate.data)


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
