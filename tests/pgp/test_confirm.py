"""The second engine: gpg must find for itself what Sequoia found, in every point."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pgp.confirm import confirm
from pgp.keyring import Keyring
from pgp.message import read_message
from pgp.open import open_mail
from pgp.opened import Opened
from pgp.packets import LITERAL, SIGNATURE, Packet
from tests.mails import mail, signed_part
from tests.people import People
from tests.pgp.packets import letter, message_of, packets_of
from tests.pgp.test_open import knows


@pytest.fixture
def command(people: People, keyring: Keyring, now: datetime) -> Opened:
    raw = mail(people.handler, people.desk, "#close", sealed_by=people.handler)
    return open_mail(raw, keyring, knows(people.handler), now)


def test_a_handlers_command_is_confirmed(people: People, command: Opened, now: datetime) -> None:
    assert confirm(command, people.handler.certificate, now)


def test_a_command_signed_beside_the_text_is_confirmed(people: People, keyring: Keyring, now: datetime) -> None:
    inner = signed_part(b"From: bahia@desk.test\r\nContent-Type: text/plain\r\n\r\n#close\r\n", people.handler)
    raw = letter(people.handler, people, people.handler.seals(inner, people.desk, sign=False))
    opened = open_mail(raw, keyring, knows(people.handler), now)
    assert opened.signer and confirm(opened, people.handler.certificate, now)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("beside", [False, True])
def test_a_text_mode_command_is_confirmed_whatever_its_line_ends(
    people: People, keyring: Keyring, now: datetime, end: str, beside: bool
) -> None:
    """gpg writes such a text with line ends of its own choice."""
    text = f"From: bahia@desk.test{end}Content-Type: text/plain{end}{end}#close {end}there{end}".encode()
    mode = ("--armor", "--textmode", "--local-user", people.handler.fingerprint + "!")
    if beside:
        made = people.handler.gpg(*mode, "--detach-sign", given=text)
        inner = signed_part(text, people.handler)
        at, edge = inner.index(b"-----BEGIN PGP SIGNATURE"), inner.rindex(b"\r\n--")
        sealed = people.handler.seals(inner[:at] + made + inner[edge:], people.desk, sign=False)
    else:
        sealed = people.handler.gpg(*mode, "--sign", "--encrypt", "-r", people.desk.fingerprint, given=text)
    opened = open_mail(letter(people.handler, people, sealed), keyring, knows(people.handler), now)
    made_of = read_message(opened.inner).signature
    assert opened.signer and made_of and made_of.kind == 1 and confirm(opened, people.handler.certificate, now)


def test_only_line_ends_are_left_open(people: People, keyring: Keyring, now: datetime) -> None:
    """A lone return inside a line is no line end: gpg would drop it from what it hands back."""
    text = b"From: bahia@desk.test\nContent-Type: text/plain\n\n#close\r#take\n"
    mode = ("--armor", "--textmode", "--local-user", people.handler.fingerprint + "!")
    sealed = people.handler.gpg(*mode, "--sign", "--encrypt", "-r", people.desk.fingerprint, given=text)
    opened = open_mail(letter(people.handler, people, sealed), keyring, knows(people.handler), now)
    assert not confirm(opened, people.handler.certificate, now)


def test_with_another_certificate_it_is_not(people: People, command: Opened, now: datetime) -> None:
    assert not confirm(command, people.mallory.certificate, now)
    assert not confirm(command, b"", now)
    assert not confirm(replace(command, signer=people.mallory.fingerprint), people.mallory.certificate, now)


def test_what_nobody_signed_is_not(people: People, keyring: Keyring, now: datetime) -> None:
    raw = mail(people.handler, people.desk, "#close", sealed_by=people.handler, sign=False)
    assert not confirm(open_mail(raw, keyring, knows(people.handler), now), people.handler.certificate, now)


def test_any_other_story_is_not(people: People, command: Opened, now: datetime) -> None:
    ops, literal, made = packets_of(command.inner)
    changed = Packet(LITERAL, literal.body[:-1] + bytes([literal.body[-1] ^ 1]))
    bad = Packet(SIGNATURE, made.body[:-1] + bytes([made.body[-1] ^ 1]))
    second = Packet(LITERAL, b"b\x00\x00\x00\x00\x00evil")
    for packets in (
        [ops, changed, made],
        [ops, literal, bad],
        [second, ops, literal, made],
        [literal],
        [ops, literal],
        [],
    ):
        assert not confirm(replace(command, inner=message_of(packets)), people.handler.certificate, now)
    assert not confirm(replace(command, signature_digest="0" * 64), people.handler.certificate, now)
    assert not confirm(replace(command, signed_at=now - timedelta(days=1)), people.handler.certificate, now)
    assert not confirm(replace(command, signed_at=None), people.handler.certificate, now)
    assert not confirm(command, people.handler.certificate, now - timedelta(days=1))
