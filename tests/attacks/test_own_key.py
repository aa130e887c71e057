"""KEY-10, KEY-11, KEY-14 to KEY-16: the desk's own keys, and what they cannot do."""

import base64
from datetime import datetime, timedelta
from pathlib import Path

import pysequoia
import pytest

from mailflows.key_calendar import remind
from mailflows.leaving import Held, Leaving
from pgp.certificates import canonical
from pgp.errors import CannotSeal
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Protection
from pgp.seal import seal
from tests.attacks.scene import Scene, answered, believed, obeyed
from tests.mails import encrypted_part, mail
from tests.people import People, Person, make_person, person_from
from tests.pgp.packets import letter
from tests.pgp.test_open import knows

ADD = ("--quick-add-key", "--passphrase", "", "--pinentry-mode", "loopback")


def test_key_10_an_expired_desk_key_opens_and_does_not_sign(people: People, gpg_home: Path, now: datetime) -> None:
    """An old key of the desk, expired long ago: its mail is read, nothing is signed with it or with another (R25)."""
    with Keyring.build([people.desk.secret_key]) as keyring:
        assert seal(b"x", people.reporter.certificate, people.reporter.fingerprint, keyring, now)
    old = make_person("Old Desk", "old@desk.test", gpg_home, expires="30d", when=now - timedelta(days=400))
    text = b"From: samir@press.test\r\nContent-Type: text/plain\r\n\r\nhello"
    sealed = old.gpg("--armor", "--encrypt", "-r", old.fingerprint, given=text, when=now - timedelta(days=390))
    raw = letter(people.reporter, people, sealed)
    with Keyring.build([old.secret_key, people.desk.secret_key]) as keyring:
        keyring.canary()
        assert open_mail(raw, keyring, knows(), now).protection is Protection.ENCRYPTED
        with pytest.raises(CannotSeal, match="own_key_unusable"):
            seal(b"x", people.reporter.certificate, people.reporter.fingerprint, keyring, now)


def test_key_16_a_retired_subkey_goes_on_opening(people: People, gpg_home: Path, now: datetime) -> None:
    """The desk changes its encryption subkey: mail to the old one and to the new one is opened."""
    desk = make_person("Desk of Years", "years@desk.test", gpg_home)
    before = desk.gpg("--armor", "--encrypt", "-r", desk.fingerprint, given=b"From: a@b.test\r\n\r\nold")
    desk.gpg(*ADD, desk.fingerprint, "cv25519", "encr", "1y")
    said = b"key 1\nrevkey\ny\n2\n\ny\nsave\n"
    desk.gpg("--command-fd", "0", "--no-batch", "--edit-key", desk.fingerprint, given=said)
    after = person_from("Desk of Years", "years@desk.test", gpg_home, desk.fingerprint)
    new = after.gpg("--armor", "--encrypt", "-r", desk.fingerprint, given=b"From: a@b.test\r\n\r\nnew")
    with Keyring.build([after.secret_key]) as keyring:
        assert len(keyring.own[0].facts.encryption_keys) == 2
        assert {key.revoked for key in keyring.own[0].facts.encryption_keys} == {True, False}
        for sealed in (before, new):
            opened = open_mail(letter(people.reporter, people, sealed), keyring, knows(), now)
            assert opened.protection is Protection.ENCRYPTED, opened.reasons
        assert after.opens(seal(b"x", after.certificate, after.fingerprint, keyring, now)) == b"x"


def test_key_10_keepers_are_told_before_the_desks_key_ends(scene: Scene, gpg_home: Path) -> None:
    """Sixty days before, thirty, fourteen, seven: once each; a mail of mallory's about keys changes none of it."""
    ends = scene.flow.now + timedelta(days=100)
    desk = make_person("Ends One Day", "ends@desk.test", gpg_home, expires="100d")
    scene.flow.becomes(certificate=desk.certificate, fingerprint=desk.fingerprint)
    told: dict[int, int] = {}
    for left in (90, 59, 58, 29, 13, 6, 5):
        scene.flow.now = ends - timedelta(days=left)
        with scene.flow.store.writing() as books:
            remind(books, scene.flow.desk, scene.flow.now)
        told[left] = len([one for one in scene.flow.outbox() if one.row.kind == "desk_key_expiring"])
    assert told[90] == 0 and all(told[left] for left in (59, 29, 13, 6)) and told[58] == told[5] == 0


def test_key_11_nothing_is_looked_up_unless_the_operator_and_a_handler_ask(scene: Scene) -> None:
    """A letter from a domain of mallory's starts no errand; nor does a handler's word where it is switched off."""
    people = scene.people
    _, notice = scene.asks()
    assert not scene.flow.desk.looks_up
    for raw in (
        mail(people.mallory, people.desk, "look my key up", subject="key"),
        mail(people.mallory, people.desk, "#key find mallory@evil.test", sealed_by=people.mallory, autocrypt=True),
    ):
        scene.arrives(raw)
        assert not [one for one in scene.flow.outbox() if one.paper.get("errand")]
    refused = scene.arrives(scene.says(notice, f"#key find {people.mallory.address}"))
    assert refused.settled.reason in ("look_up_off", "key_what")
    assert not [one for one in scene.flow.outbox() if one.paper.get("errand")]
    if refused.settled.reason == "look_up_off":
        scene.flow.becomes(looks_up=True)
        scene.arrives(scene.says(notice, f"#key find {people.mallory.address}"))
        found = [one for one in scene.flow.outbox() if one.row.kind == "found_key"]
        assert [one.paper["to"] for one in found] == [people.handler.address]


def test_key_14_a_version_6_key_is_read_and_held_with_a_reason_where_gpg_cannot_seal_to_it(scene: Scene) -> None:
    """Never an empty ticket, never an answer in the open; the same story with a version 4 key goes out sealed."""
    people, flow = scene.people, scene.flow
    for profile, version in ((pysequoia.Profile.RFC4880, 4), (pysequoia.Profile.RFC9580, 6)):
        address = f"v{version}@press.test"
        key = pysequoia.Tsk.generate(f"Version {version} <{address}>", profile=profile)
        words = f"help me with version {version}"
        text = f'From: {address}\r\nContent-Type: text/plain; hp="cipher"\r\n\r\n{words}\r\n'.encode()
        certificate = bytes(key.extract_certificate())
        value = f"addr={address}; keydata={base64.b64encode(certificate).decode()}"
        inner = f"Autocrypt: {value}\r\n".encode() + text
        reader = pysequoia.Cert.from_bytes(people.desk.certificate)
        sealed = pysequoia.encrypt(inner, recipients=[reader], signer=key.signer())
        head = f"From: {address}\r\nTo: {people.desk.address}\r\nMIME-Version: 1.0\r\n".encode()
        came = scene.arrives(head + encrypted_part(bytes(sealed)))
        read = canonical(certificate)
        assert came.opened.signer == read.fingerprint and len(read.fingerprint) == (40 if version == 4 else 64)
        assert words in came.examined.letter.text
        notice = flow.outbox("notify_handler", people.handler)[0]
        flow.arrives(people.handler, answered(notice, "#reply\n\nWe are here."), signed_by=people.handler)
        [reply] = flow.outbox("reply")
        leaving = flow.leaves(reply)
        assert isinstance(leaving, Leaving) and leaving.certificate == read.data
        if version == 4:
            assert seal(b"x", leaving.certificate, leaving.fingerprint, scene.keyring, flow.now)
            continue
        with pytest.raises(CannotSeal) as trouble:
            seal(b"x", leaving.certificate, leaving.fingerprint, scene.keyring, flow.now)
        assert trouble.value.reason == "certificate_cannot_encrypt"


def test_key_15_a_handler_who_is_disabled_commands_nothing_and_gets_nothing(
    scene: Scene, leads: tuple[Person, Person]
) -> None:
    """Their key is in wrong hands: from one lead's word on, what it signs is nobody's, and nothing is sealed to it."""
    people = scene.people
    asked, notice = scene.asks()
    obeyed(scene, scene.says(notice, "#priority P1"))
    transcript = scene.flow.outbox("transcript")
    lead, other = leads
    scene.joins_as("lead", lead)
    scene.joins_as("lead", other)
    word = f"#desk {people.desk.address}\n#handler disable {people.handler.address}"
    stolen = mail(people.handler, people.desk, word.replace("bahia", "driss"), sealed_by=people.handler)
    assert scene.arrives(stolen).settled.reason == "not_allowed"  # a handler disables nobody
    scene.flow.outbox()
    came = scene.arrives(mail(lead, people.desk, word, sealed_by=lead))
    believed(came, lead)
    told = scene.flow.outbox()
    assert not [one for one in told if one.row.kind == "refused"], [one.text for one in told]
    late = scene.arrives(scene.says(notice, "#priority P4"))
    believed(late, people.handler)
    assert scene.ticket(asked).priority == "P1" and late.settled.state == "aside"
    assert not [one for one in scene.flow.outbox() if one.paper["to"] == people.handler.address]
    assert [scene.flow.leaves(one) for one in transcript] in ([], [Held("inactive")])
    everybody = mail(people.reporter, people.desk, "they are at my door", sealed_by=people.reporter)
    scene.arrives(everybody)
    assert people.handler.address not in {one.paper["to"] for one in scene.flow.outbox()}


def test_key_16_what_was_sealed_to_an_earlier_key_opens(people: People, now: datetime, gpg_home: Path) -> None:
    """A wholly new primary key, with the old one beside it: both open, only the new one signs; alone it cannot."""
    new = make_person("Help Desk", "help@desk.test", gpg_home)
    raw = letter(people.reporter, people, people.reporter.seals(b"From: samir@press.test\r\n\r\nold", people.desk))
    with Keyring.build([people.desk.secret_key]) as before:
        assert open_mail(raw, before, knows(people.reporter), now).signer == people.reporter.fingerprint
    with Keyring.build([new.secret_key]) as alone:
        opened = open_mail(raw, alone, knows(people.reporter), now)
        assert opened.protection is Protection.UNREADABLE and opened.reasons == ("not_for_our_key",)
    with Keyring.build([new.secret_key, people.desk.secret_key]) as both:
        both.canary()
        assert open_mail(raw, both, knows(people.reporter), now).signer == people.reporter.fingerprint
        sealed = seal(
            b"From: help@desk.test\r\n\r\nx", people.reporter.certificate, people.reporter.fingerprint, both, now
        )
        with Keyring.build([people.reporter.secret_key]) as theirs:
            answer = b"From: help@desk.test\r\n" + encrypted_part(sealed)
            assert open_mail(answer, theirs, knows(people.desk, new), now).signer == new.fingerprint
