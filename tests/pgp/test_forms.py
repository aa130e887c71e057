"""The shapes in which honest mail programs seal and sign: each is opened, read, and its writer proven."""

import base64
import quopri
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pysequoia
import pytest

from pgp.certificates import canonical
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import COMPRESSED, Packet, framed
from tests.mails import joined, mail, signed_part
from tests.people import People, make_person, person_from
from tests.pgp.packets import letter, signed_and_sealed, signed_message, wrapped_again
from tests.pgp.test_open import knows, words

Opens = Callable[[bytes], Opened]


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter), now)


def test_encrypted_around_a_signed_part(people: People, opens: Opens) -> None:
    """RFC 3156, 6.1: signed first, then encrypted; the signature stands beside the text, inside."""
    text = b"From: samir@press.test\r\nSubject: x\r\nContent-Type: text/plain; hp=cipher\r\n\r\nhello\r\n"
    inner = signed_part(text, people.reporter)
    opened = opens(letter(people.reporter, people, people.reporter.seals(inner, people.desk, sign=False)))
    assert opened.protection is Protection.SEALED and opened.signer == people.reporter.fingerprint
    assert words(opened.mail) == ("x", "hello\r\n") and opened.inner
    inner = inner.replace(b"\r\n", b"\n")  # a program that writes its own line ends into the encryption
    opened = opens(letter(people.reporter, people, people.reporter.seals(inner, people.desk, sign=False)))
    assert opened.signer == people.reporter.fingerprint


def test_a_signed_part_inside_that_was_changed(people: People, opens: Opens) -> None:
    inner = signed_part(b"Content-Type: text/plain\r\n\r\nhello\r\n", people.reporter).replace(b"hello", b"hullo")
    opened = opens(letter(people.reporter, people, people.reporter.seals(inner, people.desk, sign=False)))
    assert opened.protection is Protection.ENCRYPTED and opened.reasons == ("signature_wrong",)


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_the_armour_may_be_encoded_for_travel(people: People, opens: Opens, encoding: str) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    head, _, body = raw.partition(b'name="encrypted.asc"\r\n\r\n')
    armour, _, tail = body.rpartition(b"\r\n--")
    encoded = people_encode(encoding, armour)
    changed = head + b'name="encrypted.asc"\r\nContent-Transfer-Encoding: ' + encoding.encode() + b"\r\n\r\n"
    assert opens(changed + encoded + b"\r\n--" + tail).protection is Protection.SEALED


def test_line_ends_of_unix(people: People, opens: Opens) -> None:
    for sign in (True, people.reporter):
        sealed_by = people.reporter if sign is True else None
        raw = mail(people.reporter, people.desk, "hello", sealed_by=sealed_by, sign=sign)
        assert opens(raw.replace(b"\r\n", b"\n")).signer == people.reporter.fingerprint


def test_exchange_takes_the_parts_apart_and_puts_them_side_by_side(people: People, opens: Opens) -> None:
    """multipart/mixed with an empty text in front: seen where a server of that kind stands between."""
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    kind = b'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="'
    edge = raw.split(kind)[1].split(b'"')[0]
    mixed = raw.replace(kind, b'multipart/mixed; boundary="')
    mixed = mixed.replace(
        b"--" + edge + b"\r\n", b"--" + edge + b"\r\nContent-Type: text/plain\r\n\r\n\r\n--" + edge + b"\r\n", 1
    )
    assert opens(mixed).protection is Protection.SEALED
    assert opens(mixed.replace(b"text/plain\r\n\r\n", b"text/plain\r\n\r\nevil", 1)).protection is Protection.PLAIN


def test_text_before_the_first_boundary_is_nobodys_word(people: People, opens: Opens) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    head, _, body = raw.partition(b"\r\n\r\n")
    opened = opens(head + b"\r\n\r\nThis is an OpenPGP/MIME encrypted message #close\r\n" + body)
    assert opened.protection is Protection.SEALED and b"#close" not in opened.mail


def test_hidden_recipients(people: People, opens: Opens) -> None:
    """As Delta Chat does: no recipient is named, and several stand beside each other."""
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\nhello"
    for others in ((), (people.lab,), (people.lab, people.mallory)):
        names = [option for person in (*others, people.desk) for option in ("-R", person.fingerprint)]
        sealed = people.reporter.gpg(
            "--armor", "--sign", "-u", people.reporter.fingerprint, "--encrypt", *names, given=text
        )
        opened = opens(letter(people.reporter, people, sealed))
        assert opened.protection is Protection.SEALED, opened.reasons


def test_several_named_recipients(people: People, opens: Opens) -> None:
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\nhello"
    names = [option for person in (people.lab, people.desk, people.handler) for option in ("-r", person.fingerprint)]
    sealed = people.reporter.gpg(
        "--armor", "--sign", "-u", people.reporter.fingerprint, "--encrypt", *names, given=text
    )
    assert opens(letter(people.reporter, people, sealed)).protection is Protection.SEALED


@pytest.mark.parametrize("option", ["-z0", "--compress-algo=bzip2", "--compress-algo=zip", "--textmode"])
def test_the_ways_gpg_packs(people: People, opens: Opens, option: str) -> None:
    text = b"From: samir@press.test\nContent-Type: text/plain\n\nhello \nthere\n"
    sealed = people.reporter.gpg(
        "--armor", option, "-s", "-u", people.reporter.fingerprint, "-e", "-r", people.desk.fingerprint, given=text
    )
    assert opens(letter(people.reporter, people, sealed)).protection is Protection.SEALED


@pytest.mark.parametrize("profile", [pysequoia.Profile.RFC4880, pysequoia.Profile.RFC9580])
def test_a_mail_made_by_sequoia(people: People, keyring: Keyring, now: datetime, profile: pysequoia.Profile) -> None:
    """Salted notations that end python-gnupg's reader, and version 6 signatures that gpg 2.2 loses without a word."""
    key = pysequoia.Tsk.generate("Samir <samir@press.test>", profile=profile)
    certificate = canonical(bytes(key.extract_certificate()))
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\nhello"
    desk = pysequoia.Cert.from_bytes(people.desk.certificate)
    sealed = pysequoia.encrypt(text, recipients=[desk], signer=key.signer())
    opened = open_mail(letter(people.reporter, people, sealed), keyring, lambda _: [certificate.data], now)
    assert opened.protection is Protection.SEALED and opened.signer == certificate.fingerprint, opened.reasons
    assert opened.mail.endswith(b"hello")
    opened = open_mail(letter(people.reporter, people, sealed), keyring, knows(), now)
    assert opened.mail.endswith(b"hello") and opened.signer is None


def test_the_padding_of_sequoia_is_left_out(people: People, opens: Opens) -> None:
    """`sq` pads behind the end of a raw deflate stream; nobody reads it, and it makes no second mail of a first."""
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\nhello"
    signed = signed_message(people, text, by=people.reporter)
    press = zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)
    stream = press.compress(signed) + press.flush()
    bare, padded = (
        opens(letter(people.reporter, people, wrapped_again(people, framed(Packet(COMPRESSED, b"\x01" + body)))))
        for body in (stream, stream + b"padding" * 9)
    )
    assert padded.protection is Protection.SEALED and padded.signer == people.reporter.fingerprint
    assert padded.mail.endswith(b"hello") and b"padding" not in padded.mail + padded.inner
    assert padded.signature_digest == bare.signature_digest


def test_inline_text_in_an_old_charset(people: People, opens: Opens) -> None:
    sealed = people.reporter.seals("é".encode("latin-1"), people.desk)
    head = b'From: samir@press.test\r\nSubject: x\r\nContent-Type: text/plain; charset="iso-8859-1"\r\n\r\n'
    opened = opens(head + sealed)
    assert b"charset=iso-8859-1" in opened.mail and opened.protection is Protection.SEALED


INSIDE = "From: samir@press.test\r\nSubject: inside\r\nMessage-ID: <in@x>\r\n"
COPY = "Subject: inside\r\n\r\n"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (INSIDE + 'Content-Type: text/plain; hp="cipher"; hp-legacy-display="1"\r\n\r\n' + COPY + "hello", "hello"),
        (INSIDE + 'Content-Type: text/plain; hp="cipher"\r\n\r\n' + COPY + "hello", COPY + "hello"),
        (INSIDE + 'Content-Type: text/plain; hp="cipher"; hp-legacy-display="1"\r\n\r\nno copy here', "no copy here"),
        (INSIDE + 'Content-Type: text/plain; protected-headers="v1"\r\n\r\nhello', "hello"),
    ],
)
def test_the_copy_for_old_programs_is_taken_out(people: People, opens: Opens, inner: str, text: str) -> None:
    opened = opens(signed_and_sealed(people.reporter, people, inner.encode(), subject="[...]"))
    assert words(opened.mail) == ("inside", text)


@pytest.mark.parametrize("form", ["part", "text"])
def test_the_copy_among_several_parts_is_taken_out(people: People, opens: Opens, form: str) -> None:
    kind = 'protected-headers="v1"' if form == "part" else 'hp="cipher"'
    copy = {
        "part": '--e\r\nContent-Type: text/rfc822-headers; protected-headers="v1"\r\n\r\nSubject: inside\r\n\r\n',
        "text": "",
    }[form]
    legacy = '; hp-legacy-display="1"\r\n\r\nSubject: inside\r\n\r\nhello' if form == "text" else "\r\n\r\nhello"
    inner = INSIDE + f"Content-Type: multipart/mixed; boundary=e; {kind}\r\n\r\n{copy}--e\r\nContent-Type: text/plain"
    inner += legacy + "\r\n--e\r\nContent-Type: image/png\r\n\r\npng\r\n--e--\r\n"
    opened = opens(signed_and_sealed(people.reporter, people, inner.encode()))
    body = opened.mail.partition(b"\r\n\r\n")[2]
    assert b"Subject: inside" in opened.mail and b"Subject" not in body and b"rfc822-headers" not in body
    assert body.count(b"--e\r\n") == 2 and b"\r\n\r\nhello\r\n--e" in body and b"png" in body


def test_what_is_protected_wins_and_the_rest_of_the_outside_does_not_count(people: People, opens: Opens) -> None:
    inner = INSIDE + 'Content-Type: text/plain; hp="cipher"\r\n\r\nhello'
    outside = (
        "Received: by us\r\nMessage-ID: <out@x>\r\nReply-To: mallory@evil.test\r\nCc: mallory@evil.test\r\n"
        "Subject: outside\r\nReferences: <token@desk.test>\r\nContent-Language: xx\r\n"
    )
    raw = outside.encode() + signed_and_sealed(people.reporter, people, inner.encode(), subject="also outside")
    read = opens(raw).mail
    for kept in (b"Subject: inside", b"Message-ID: <in@x>", b"Received: by us", b"References: <token@desk.test>"):
        assert kept in read
    for lost in (b"outside", b"<out@x>", b"mallory", b"Content-Language"):
        assert lost not in read


def test_without_protected_headers_the_outside_is_all_there_is(people: People, opens: Opens) -> None:
    raw = mail(people.reporter, people.desk, "hello", subject="outside", sealed_by=people.reporter, protect="none")
    assert words(opens(raw).mail) == ("outside", "hello")


def test_headers_of_the_signed_part_win_too(people: People, opens: Opens) -> None:
    part = b'From: samir@press.test\r\nSubject: signed\r\nContent-Type: text/plain; hp="clear"\r\n\r\nhello'
    head = [("From", "samir@press.test"), ("Subject", "changed on the way"), ("MIME-Version", "1.0")]
    opened = opens(joined(head, b"", after=signed_part(part, people.reporter)))
    assert opened.protection is Protection.SIGNED and words(opened.mail) == ("signed", "hello")


def test_a_key_brought_inside_is_offered_before_one_outside(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, autocrypt=True)
    other = mail(people.mallory, people.desk, "x", autocrypt=True)
    lie = other[other.index(b"Autocrypt:") : other.index(b"MIME-Version")].replace(b"mallory@evil", b"samir@press")
    opened = open_mail(lie + raw, keyring, knows(), now)
    assert opened.signer == people.reporter.fingerprint
    assert [canonical(data).fingerprint for data in opened.offered] == [people.reporter.fingerprint]


def test_the_newer_state_of_a_key_counts(people: People, keyring: Keyring, gpg_home: Path, now: datetime) -> None:
    """The store holds the certificate as it was; the mail brings it prolonged."""
    person = make_person("Lina", "lina@press.test", gpg_home, expires="30d")
    person.gpg("--import", given=people.desk.certificate)
    person.gpg("--quick-set-expire", person.fingerprint, "2y")
    after = person_from("Lina", "lina@press.test", gpg_home, person.fingerprint)
    later = now + timedelta(days=100)
    for bring, signer in ((False, None), (True, person.fingerprint)):
        raw = mail(after, people.desk, "hello", sealed_by=after, autocrypt=bring)
        opened = open_mail(raw, keyring, lambda _: [person.certificate], later)
        assert opened.signer == signer, opened.reasons


def people_encode(encoding: str, armour: bytes) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(armour).replace(b"\n", b"\r\n")
    return quopri.encodestring(armour.replace(b"\r\n", b"\n"), quotetabs=True).replace(b"\n", b"\r\n")
