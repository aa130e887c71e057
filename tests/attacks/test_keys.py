"""KEY: whose key it is. Every story begins with a reporter whose key is known, and whose answers are sealed to it."""

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.questions import certificate_marked, person_by_id
from mailflows.keys import certificate_data, key_mark, keys_of
from mailflows.leaving import Held
from pgp.certificates import canonical
from pgp.errors import CannotSeal
from pgp.judge import judge
from pgp.keyring import Keyring
from pgp.message import read_message
from pgp.open import open_mail
from pgp.seal import seal
from tests.attacks.forging import command_part
from tests.attacks.scene import Scene, answered, attached, believed, reply_to, sealed_to
from tests.mailflows.flow import Left
from tests.mails import autocrypt_value, mail
from tests.people import People, Person, make_person, person_from
from tests.pgp.packets import letter, octets_of, packets_of, signed_message, wrapped_again
from tests.pgp.test_open import knows

PGP = Path(__file__).parents[2] / "pgp"


def test_key_02_two_keys_with_one_name_and_only_one_is_sealed_to(
    people: People, keyring: Keyring, now: datetime, rival: Person
) -> None:
    """Recipients are certificates out of the store, compared with the fingerprint that was pinned."""
    ours = canonical(people.reporter.certificate)
    assert canonical(rival.certificate).names == ours.names
    sealed = seal(b"x", people.reporter.certificate, people.reporter.fingerprint, keyring, now)
    named = {packet.body[1:9].hex().upper() for packet in packets_of(octets_of(sealed)) if packet.tag == 1}
    assert named == {key.key_id for key in ours.encryption_keys}
    with pytest.raises(CannotSeal, match="certificate_differs"):
        seal(b"x", rival.certificate, people.reporter.fingerprint, keyring, now)


def test_key_02_nobody_is_ever_a_recipient_by_name_or_address() -> None:
    """Other people's keys are given as files; our own, for the canary, by the whole fingerprint."""
    said = "\n".join(path.read_text() for path in PGP.glob("*.py"))
    assert '"--recipient-file"' in said
    for found in re.finditer(
        r'"(-r|-R|--recipient|--hidden-recipient|--encrypt-to|--group|--default-recipient)", (.*?),', said
    ):
        assert (found[1], found[2]) == ("-r", 'key.fingerprint + "!"')
    assert '"--default-key' not in said


def test_key_03_a_key_id_decides_nothing(people: People, now: datetime) -> None:
    """Two certificates that answer to one key id: the signature says whose it is, in whichever order they are asked."""
    message = read_message(signed_message(people, command_part(people, "#close\n")))
    honest, other = canonical(people.handler.certificate), canonical(people.mallory.certificate)
    assert judge(message, [honest], now).signer == honest
    twin = replace(other, keys=tuple(replace(key, key_id=honest.keys[0].key_id) for key in other.keys))
    for candidates in ([twin, honest], [honest, twin]):
        assert judge(message, candidates, now).signer == honest
    assert judge(message, [twin], now).signer is None and judge(message, [twin], now).reason == "signature_wrong"


@pytest.mark.parametrize("where", ["inside", "outside"])
@pytest.mark.parametrize("about", ["handler", "lab", "second_handler"])
def test_key_06_gossip_about_others_is_not_kept(scene: Scene, where: str, about: str) -> None:
    """Mallory seals and signs a letter that tells keys for the desk's own people and partners."""
    people = scene.people
    whose: Person = getattr(people, about)
    honest = mail(people.mallory, people.desk, "hello", sealed_by=people.mallory, autocrypt=True)
    believed(scene.arrives(honest), people.mallory)
    lie = (
        autocrypt_value(people.mallory)
        .replace(people.mallory.address, whose.address)
        .replace("prefer-encrypt=mutual; ", "")
    )
    headers = [("Autocrypt-Gossip", lie)]
    raw = mail(people.mallory, people.desk, "x", sealed_by=people.mallory, headers=headers if where == "inside" else [])
    if where == "outside":
        raw = f"Autocrypt-Gossip: {lie}\r\n".encode() + raw
    came = scene.arrives(raw)
    believed(came, people.mallory)
    assert not [one for one in came.opened.brought if canonical(one).fingerprint != people.mallory.fingerprint]
    with scene.flow.store.reading() as books:
        row = certificate_marked(books, key_mark(books, whose.fingerprint))
        assert row is not None
        known = keys_of(books, person_by_id(books, row.person_id))
        assert [canonical(certificate_data(books, one)).fingerprint for one in known] == [whose.fingerprint]


RESETS: dict[str, Callable[[People], bytes]] = {
    "no header": lambda p: mail(p.reporter, p.desk, "please answer in the open"),
    "prefers clear": lambda p: mail(p.reporter, p.desk, "x", autocrypt=True).replace(b"mutual", b"nopreference"),
    "broken key": lambda p: mail(
        p.reporter, p.desk, "x", headers=[("Autocrypt", f"addr={p.reporter.address}; keydata=AAAA")]
    ),
    "empty key": lambda p: mail(
        p.reporter, p.desk, "x", headers=[("Autocrypt", f"addr={p.reporter.address}; keydata=")]
    ),
    "sealed, unsigned": lambda p: mail(p.reporter, p.desk, "answer in the open", sealed_by=p.mallory, sign=False),
}


@pytest.mark.parametrize("reset", RESETS)
@pytest.mark.parametrize("known", ["pinned", "offered"])
def test_key_07_an_unproven_mail_takes_nobodys_key_away(scene: Scene, reset: str, known: str) -> None:
    people = scene.people
    if known == "pinned":
        came, notice = scene.asks()
    else:
        came = scene.arrives(
            mail(people.reporter, people.desk, "hello", sealed_by=people.mallory, sign=False, autocrypt=True)
        )
        notice = scene.flow.outbox("notify_handler", people.handler)[0]
    raw = RESETS[reset](people)
    scene.arrives(raw)
    scene.flow.outbox()
    scene.flow.arrives(people.handler, answered(notice, "#reply\n\nWe are here."), signed_by=people.handler)
    out = scene.flow.outbox()
    if not [one for one in out if one.row.kind == "reply"]:  # it came into the same ticket: what is new is shown first
        shown = next(one for one in out if one.row.kind == "notify_handler")
        scene.flow.arrives(people.handler, answered(shown, "#reply\n\nWe are here."), signed_by=people.handler)
        out = scene.flow.outbox()
    [reply] = [one for one in out if one.row.kind == "reply"]
    assert sealed_to(scene.flow.leaves(reply), people.reporter), scene.flow.leaves(reply)
    assert came.settled.state == "settled"


def test_key_08_an_expired_key_makes_answers_wait_and_never_leave_in_the_open(scene: Scene, gpg_home: Path) -> None:
    """Until the owner's newer key comes, on whatever way; a newer key of somebody else's does not do."""
    people = scene.people
    person = make_person("Ends Soon", "soon@press.test", gpg_home, expires="30d")
    person.gpg("--import", given=people.desk.certificate)
    came, _ = scene.asks("please help", person)
    assert sealed_to(reply_to(scene, came), person)
    scene.flow.passes(days=31)
    reply = _last_reply(scene)
    assert scene.flow.leaves(reply) == Held("certificate_expired")
    other = make_person("Ends Soon", "soon@press.test", people.desk.home)
    scene.arrives(mail(other, people.desk, "my key", autocrypt=True))
    assert scene.flow.leaves(reply) == Held("certificate_expired")
    person.gpg("--quick-set-expire", person.fingerprint, "2y")
    person.gpg("--quick-set-expire", person.fingerprint, "2y", "*")
    newer = person_from(person.name, person.address, gpg_home, person.fingerprint)
    scene.arrives(mail(newer, people.desk, "my key", autocrypt=True))
    assert sealed_to(scene.flow.leaves(reply), person)


def _last_reply(scene: Scene) -> Left:
    scene.flow.seen.clear()
    return scene.flow.outbox("reply")[-1]


def test_key_09_a_revocation_stays_whoever_sends_what_later(scene: Scene, gpg_home: Path) -> None:
    people = scene.people
    person = make_person("Gives Up", "up@press.test", gpg_home)
    person.gpg("--import", given=people.desk.certificate)
    came, _ = scene.asks("please help", person)
    assert sealed_to(reply_to(scene, came), person)
    text = (gpg_home / "openpgp-revocs.d" / f"{person.fingerprint}.rev").read_bytes()
    person.gpg("--import", given=text[text.index(b":-----BEGIN") + 1 :])
    after = person_from(person.name, person.address, gpg_home, person.fingerprint)
    scene.arrives(mail(after, people.desk, "it was stolen", autocrypt=True))
    reply = _last_reply(scene)
    assert scene.flow.leaves(reply) == Held("certificate_revoked")
    for raw in (
        mail(person, people.desk, "no it was not", autocrypt=True),
        mail(people.mallory, people.desk, "here", sealed_by=people.mallory, attachments=[attached(person)]),
    ):
        scene.arrives(raw)
        assert scene.flow.leaves(reply) == Held("certificate_revoked")


def test_key_12_no_mail_makes_the_desk_look_anything_up(people: People, keyring: Keyring, now: datetime) -> None:
    """A signature that names a key server of mallory's, by an unknown key, from an address at her domain."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        port = door.getsockname()[1]

        def listens() -> None:
            while not stop.is_set():
                try:
                    line, who = door.accept()
                except TimeoutError:
                    continue
                calls.append(who)
                line.close()

        stop = threading.Event()
        ear = threading.Thread(target=listens)
        ear.start()
        try:
            where = f"hkp://127.0.0.1:{port}"
            message = signed_message(
                people, command_part(people, "#close\n"), "--sig-keyserver-url", where, "--sig-policy-url", where
            )
            raw = letter(people.handler, people, wrapped_again(people, message))
            assert open_mail(raw, keyring, knows(people.handler), now).signer == people.handler.fingerprint
            assert open_mail(raw, keyring, knows(), now).reasons == ("signer_unknown",)
            with pytest.raises(ConnectionError):
                _asked(port, calls)
        finally:
            stop.set()
            ear.join()


def _asked(port: int, calls: list[object]) -> None:
    """Raises unless somebody was here before; then makes sure that the ear hears at all."""
    before = len(calls)
    with socket.create_connection(("127.0.0.1", port)):
        pass
    for _ in range(100):
        if len(calls) > before:
            break
        threading.Event().wait(0.05)
    assert len(calls) == before + 1
    if before == 0:
        raise ConnectionError("nobody was here")
