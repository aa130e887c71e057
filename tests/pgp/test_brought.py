"""Keys that people send along: found in each form that honest mail programs use, and nowhere else."""

import base64
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgp import vcards
from pgp.autocrypt import autocrypt_header, export_public, vcard
from pgp.certificates import canonical
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import SIGNATURE, Packet
from pgp.reasons import Refused
from tests.mails import File, autocrypt_value, mail
from tests.people import People, Person, make_person
from tests.pgp.packets import letter, message_of, packets_of
from tests.pgp.test_open import knows

Opens = Callable[[bytes], Opened]


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter), now)


@pytest.fixture(scope="module")
def many(gpg_home: Path) -> list[Person]:
    return [make_person(f"Person {number}", f"p{number}@press.test", gpg_home) for number in range(5)]


def whose(certificates: tuple[bytes, ...]) -> list[str]:
    return [canonical(data).fingerprint for data in certificates]


def armoured(person: Person) -> bytes:
    return export_public(person.certificate)


def folded(line: str, at: int = 74) -> str:
    return "\r\n ".join(line[start : start + at] for start in range(0, len(line), at))


def card(*fields: str) -> bytes:
    return ("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Samir", *fields, "END:VCARD"]) + "\r\n").encode()


FILES: list[tuple[str, str, Callable[[Person], bytes]]] = [
    ("key.asc", "application/pgp-keys", armoured),
    ("no name at all", "application/pgp-keys", lambda person: person.certificate),
    ("publickey - samir.asc", "application/octet-stream", armoured),
    ("0x1234.pgp", "application/octet-stream", armoured),
    ("mine.KEY", "text/plain", lambda person: b"\n" + armoured(person)),
    ("samir.vcf", "application/octet-stream", lambda person: vcard(person.address, person.name, person.certificate)),
    ("card", "text/vcard", lambda person: vcard(person.address, person.name, person.certificate)),
    ("card", "text/x-vcard", lambda person: card(folded("KEY;ENCODING=b;TYPE=PGP:" + letters(person.certificate)))),
    ("card", "text/vcard", lambda person: card(folded("item1.KEY;TYPE=pgp;ENCODING=B:" + letters(armoured(person))))),
    ("c.vcf", "text/plain", lambda person: card("KEY;VALUE=text:" + armoured(person).decode().replace("\n", "\\n"))),
    (
        "card",
        "text/vcard",
        lambda person: card(folded("KEY:data:application/pgp-keys\\;base64\\," + letters(person.certificate))),
    ),
]


def letters(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file[0]} {file[1]}")
@pytest.mark.parametrize("sealed", [False, True])
def test_a_key_sent_on_purpose_is_brought(
    people: People, opens: Opens, file: tuple[str, str, Callable[[Person], bytes]], sealed: bool
) -> None:
    name, kind, made = file
    attached: list[File] = [(name, kind, made(people.reporter))]
    sealed_by = people.reporter if sealed else None
    opened = opens(mail(people.reporter, people.desk, "my key", attachments=attached, sealed_by=sealed_by))
    assert whose(opened.brought) == whose(opened.offered) == [people.reporter.fingerprint]
    assert opened.asks_sealed and opened.beside == ()


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("notes.txt", "text/plain", "key"),  # a name that promises no key
        ("photo.asc", "image/png", "key"),
        ("key.asc", "application/octet-stream", "bare"),  # without armour these names are ciphertext's
        ("key.asc", "text/plain", "behind words"),
        ("key.asc", "application/pgp-keys", "two"),
        ("card.vcf", "text/vcard", "elsewhere"),
        ("card.vcf", "text/vcard", "no card"),
        ("card.vcf", "text/vcard", "large"),
        ("key.asc", "application/pgp-keys", "large"),
        ("key.asc", "application/pgp-keys", "secret"),
    ],
)
def test_what_is_no_one_key_is_passed_over(people: People, opens: Opens, name: str, kind: str, content: str) -> None:
    key = armoured(people.reporter)
    made = vcard(people.reporter.address, "x", people.reporter.certificate)
    data = {
        "key": key,
        "bare": people.reporter.certificate,
        "behind words": b"here it is:\n" + key,
        "two": key + armoured(people.mallory),
        "elsewhere": card("KEY:https://keys.evil.test/x", "KEY:file:///etc/passwd", "KEY;VALUE=uri:openpgp4fpr:00"),
        "no card": made.replace(b"BEGIN:VCARD", b"BEGIN:VCALENDAR"),
        "large": made + b"NOTE:x\r\n" * 20_000,
        "secret": people.reporter.secret_key,
    }[content]
    opened = opens(mail(people.reporter, people.desk, "look", attachments=[(name, kind, data)]))
    assert opened.brought == () == opened.offered and not opened.asks_sealed


def test_key_01_a_card_names_whom_it_likes_and_the_key_decides(people: People, opens: Opens) -> None:
    lie = vcard(people.reporter.address, people.reporter.name, people.mallory.certificate)
    opened = opens(mail(people.reporter, people.desk, "x", attachments=[("me.vcf", "text/vcard", lie)]))
    assert whose(opened.brought) == [people.mallory.fingerprint] and opened.offered == ()


def test_key_01_a_key_in_a_forwarded_mail_is_evidence(people: People, opens: Opens, gpg_home: Path) -> None:
    """Mallory's trap: a mail that the reporter will forward, with a key made in the reporter's name."""
    fake = make_person(people.reporter.name, people.reporter.address, gpg_home)
    trap = mail(people.mallory, people.reporter, "x", attachments=[("k.asc", "application/pgp-keys", armoured(fake))])
    for sealed_by in (None, people.reporter):
        files = [("strange.eml", "message/rfc822", trap)]
        opened = opens(mail(people.reporter, people.desk, "see", attachments=files, sealed_by=sealed_by))
        assert opened.brought == () and opened.asks_sealed is (sealed_by is not None)


def test_there_is_an_end_to_the_keys_of_one_mail(people: People, opens: Opens, many: list[Person]) -> None:
    keys = [(f"{one.name}.asc", "application/pgp-keys", armoured(one)) for one in many]
    cards = [(f"{one.name}.vcf", "text/vcard", vcard(one.address, one.name, one.certificate)) for one in many]
    assert len(opens(mail(people.reporter, people.desk, "x", attachments=keys)).brought) == 3
    assert len(opens(mail(people.reporter, people.desk, "x", attachments=cards)).brought) == 3
    together = b"".join(content for _, _, content in cards)
    one_file = [("all.vcf", "text/vcard", together)]
    assert len(opens(mail(people.reporter, people.desk, "x", attachments=one_file)).brought) == 3
    same = opens(mail(people.reporter, people.desk, "x", attachments=[keys[0], keys[0], cards[0]]))
    assert whose(same.brought) == [many[0].fingerprint]


def test_ciphertext_of_the_same_name_takes_no_place(people: People, opens: Opens) -> None:
    sealed = people.reporter.seals(b"x", people.lab)
    files = [("encrypted.asc", "application/octet-stream", sealed)] * 4
    files.append(("key.asc", "application/octet-stream", armoured(people.reporter)))
    assert len(opens(mail(people.reporter, people.desk, "x", attachments=files)).brought) == 1


def test_what_stood_outside_is_told_apart(people: People, opens: Opens) -> None:
    header = ("Autocrypt", autocrypt_value(people.reporter))
    inside = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, autocrypt=True)
    outside = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, protect="none", headers=[header])
    assert whose(opens(inside).brought) == [people.reporter.fingerprint] and opens(inside).beside == ()
    opened = opens(outside)
    assert opened.brought == () == opened.offered and whose(opened.beside) == [people.reporter.fingerprint]
    assert opened.signer == people.reporter.fingerprint and opened.asks_sealed
    signed = opens(mail(people.reporter, people.desk, "hello", sign=people.reporter, headers=[header]))
    assert signed.brought == () and whose(signed.beside) == [people.reporter.fingerprint]
    assert signed.protection is Protection.SIGNED and signed.asks_sealed


def test_who_asks_for_sealed_answers(people: People, opens: Opens) -> None:
    plain = mail(people.reporter, people.desk, "hello")
    assert not opens(plain).asks_sealed
    assert opens(mail(people.reporter, people.desk, "hello", autocrypt=True)).asks_sealed
    shy = mail(people.reporter, people.desk, "hello", autocrypt=True).replace(b"mutual", b"nopreference")
    assert not opens(shy).asks_sealed and len(opens(shy).offered) == 1
    other = mail(people.reporter, people.desk, "x", headers=[("Autocrypt", autocrypt_value(people.mallory))])
    assert not opens(other).asks_sealed
    assert opens(mail(people.reporter, people.desk, "x", sealed_by=people.reporter, inline=True)).asks_sealed
    assert opens(
        mail(people.reporter, people.lab, "x", sealed_by=people.reporter)
    ).asks_sealed  # not for us, but sealed


def test_a_sender_with_no_one_address_is_offered_nothing(people: People, opens: Opens) -> None:
    raw = mail(
        people.reporter, people.desk, "x", attachments=[("k", "application/pgp-keys", armoured(people.reporter))]
    )
    opened = opens(b"From: x@y.test\r\n" + raw)
    assert opened.offered == () and len(opened.brought) == 1


def test_our_own_header_is_read_again(people: People, opens: Opens) -> None:
    value = autocrypt_header(people.reporter.address, people.reporter.certificate)
    assert opens(mail(people.reporter, people.desk, "x", headers=[("Autocrypt", value)])).asks_sealed


def test_a_long_life_of_certifications_does_not_hide_a_key(people: People, opens: Opens) -> None:
    """Armour makes a certificate a third larger; the limit is for what is inside."""
    key, name, *rest = packets_of(people.reporter.certificate)
    stranger = Packet(SIGNATURE, b"\x04\x10\x16\x0a" + bytes(55_000))
    grown = message_of([key, name, rest[0], stranger, *rest[1:]])
    file = ("key.asc", "application/pgp-keys", export_public(grown))
    assert len(file[2]) > 64 * 1024
    opened = opens(mail(people.reporter, people.desk, "x", attachments=[file]))
    assert whose(opened.brought) == [people.reporter.fingerprint] and len(opened.brought[0]) < 2000


@pytest.mark.parametrize(
    "file",
    [
        b"BEGIN:VCARD\r\n" + b"KEY;" * 30_000 + b":x\r\nEND:VCARD",
        b"BEGIN:VCARD\r\n" + b"KEY:\r\n" * 20_000,
        b"BEGIN:VCARD\r\nKEY:" + b"\r\n x" * 30_000,
        b'BEGIN:VCARD\r\nKEY;X="' + b":" * 100_000,
        b"BEGIN:VCARD\r\n" + b"KEY:data:application/pgp-keys;base64," + b"=" * 100_000,
        b"BEGIN:VCARD\nKEY;ENCODING=b:" + b"\\" * 100_000 + b"\nEND:VCARD",
        b"\n" * 128_000,
    ],
)
def test_dos_a_card_made_to_cost_more_than_its_turn(file: bytes) -> None:
    assert vcards.keys_in(file) == [] or all(len(key) < 128 * 1024 for key in vcards.keys_in(file))
    assert len(vcards.keys_in(file)) <= vcards.KEYS


@given(
    st.binary(max_size=400), st.sampled_from([b"KEY:", b"KEY;ENCODING=b:", b"KEY:data:application/pgp-keys;base64,"])
)
def test_a_card_of_chance_is_read_or_passed_over(data: bytes, start: bytes) -> None:
    for file in (data, b"BEGIN:VCARD\r\n" + start + data + b"\r\nEND:VCARD\r\n"):
        for key in vcards.keys_in(file):
            with suppress(Refused):
                canonical(key)


def test_a_mail_that_cannot_be_opened_asks_and_brings_nothing(people: People, opens: Opens) -> None:
    sealed = people.reporter.seals(b"x", people.lab)
    opened = opens(
        b"Autocrypt: " + autocrypt_value(people.reporter).encode() + b"\r\n" + letter(people.reporter, people, sealed)
    )
    assert opened.asks_sealed and opened.brought == () and whose(opened.beside) == [people.reporter.fingerprint]
