"""KEY: whose key it is. Every story begins with a reporter whose key is known, and whose answers are sealed to it."""

import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.questions import certificate_marked, certificates_of, person_by_id
from mailflows.keys import certificate_data, key_mark, keys_of
from mailflows.leaving import Held, Leaving
from pgp.certificates import canonical
from pgp.errors import CannotSeal
from pgp.judge import judge
from pgp.keyring import Keyring
from pgp.message import read_message
from pgp.open import open_mail
from pgp.seal import seal
from templates import label
from tests.attacks.forgeries import command_part
from tests.attacks.scene import Came, Scene, answered, believed, obeyed
from tests.mailflows.flow import Left
from tests.mails import File, autocrypt_value, mail
from tests.people import People, Person, make_person, person_from
from tests.pgp.packets import letter, octets_of, packets_of, signed_message, wrapped_again
from tests.pgp.test_open import knows

PGP = Path(__file__).parents[2] / "pgp"


@pytest.fixture(scope="session")
def rival(people: People) -> Person:
    """Mallory's key with the reporter's name and address in it."""
    return make_person(people.reporter.name, people.reporter.address, people.desk.home)


def reply_to(scene: Scene, came: Came) -> Leaving | Held:
    """How an answer to this ticket leaves now."""
    scene.flow.seen.clear()
    handler = scene.people.handler
    shown = [one for one in scene.flow.outbox("", handler) if one.row.kind in ("notify_handler", "transcript")]
    notice = max((one for one in shown if one.row.ticket_id == scene.ticket(came).id), key=lambda one: one.row.made_at)
    scene.flow.passes(seconds=1)
    scene.flow.arrives(handler, answered(notice, "#reply\n\nWe are here."), signed_by=handler)
    return scene.flow.leaves(scene.flow.outbox("reply")[-1])


def sealed_to(leaving: Leaving | Held, person: Person) -> bool:
    return (
        isinstance(leaving, Leaving) and leaving.certificate is not None and leaving.fingerprint == person.fingerprint
    )


def thread(scene: Scene) -> list[str]:
    scene.flow.seen.clear()
    return [one.row.message_id for one in scene.flow.outbox("received")]


SUBSTITUTES: dict[str, Callable[[People, Person, Sequence[str]], bytes]] = {
    "plain, Autocrypt": lambda p, r, refs: mail(r, p.desk, "my key", autocrypt=True, references=refs),
    "plain, attached": lambda p, r, refs: mail(r, p.desk, "my key", attachments=[attached(r)], references=refs),
    "unsigned, Autocrypt inside": lambda p, r, refs: mail(
        r, p.desk, "my key", sealed_by=r, sign=False, autocrypt=True, references=refs
    ),
    "unsigned, attached inside": lambda p, r, refs: mail(
        r, p.desk, "my key", sealed_by=r, sign=False, attachments=[attached(r)], references=refs
    ),
    "Autocrypt outside of another's signature": lambda p, r, refs: (
        f"Autocrypt: {autocrypt_value(r)}\r\n".encode()
        + mail(p.reporter, p.desk, "hello", sealed_by=p.reporter, references=refs)
    ),
}


def attached(person: Person) -> File:
    return ("key.asc", "application/pgp-keys", person.certificate)


@pytest.mark.parametrize("how", SUBSTITUTES)
def test_key_01_another_key_for_a_known_address_changes_nothing_by_itself(
    scene: Scene, rival: Person, how: str
) -> None:
    """Three letters of the reporter's, then mallory's key in their name: answers go where they went before."""
    people = scene.people
    came, _ = scene.asks()
    for number in range(2):
        again = mail(
            people.reporter, people.desk, f"more {number}", sealed_by=people.reporter, references=thread(scene)
        )
        assert scene.arrives(again).settled.ticket == came.settled.ticket
    scene.arrives(SUBSTITUTES[how](people, rival, thread(scene)))
    told = scene.flow.outbox("notify_handler")
    fours = " ".join(rival.fingerprint[at : at + 4] for at in range(0, 40, 4))
    banner = [one for one in told if rival.fingerprint in one.text or fours in one.text]
    assert banner, [one.text for one in told][:1]
    with scene.flow.store.reading() as books:
        row = certificate_marked(books, key_mark(books, people.reporter.fingerprint))
        assert row is not None and row.standing == "pinned"
        known = certificates_of(books, row.person_id)
        assert [canonical(certificate_data(books, one)).fingerprint for one in known] == [people.reporter.fingerprint]
    leaving = reply_to(scene, came)
    assert sealed_to(leaving, people.reporter)


def test_key_01_a_letter_signed_with_the_other_key_is_somebody_elses(scene: Scene, rival: Person) -> None:
    """It opens a ticket of its own; what was said before is not shown, and answers to it wait for a person."""
    people = scene.people
    came, _ = scene.asks("the names of my sources")
    raw = mail(
        rival, people.desk, "it is me, with a new key", sealed_by=rival, autocrypt=True, references=thread(scene)
    )
    forged = scene.arrives(raw)
    believed(forged, rival)
    assert forged.settled.ticket != came.settled.ticket
    notice = scene.flow.outbox("notify_handler", people.handler)[-1]
    assert "sources" not in notice.text and label("reason", "other_key_known", "en") in notice.text
    assert rival.fingerprint in notice.text.replace(" ", "") and people.reporter.fingerprint in notice.text.replace(
        " ", ""
    )
    scene.flow.arrives(people.handler, answered(notice, "#reply\n\nWe are here."), signed_by=people.handler)
    [reply] = scene.flow.outbox("reply")
    assert scene.flow.leaves(reply) == Held("other_key")


def test_key_01_people_let_the_other_key_hold_once_they_compared_it(scene: Scene, rival: Person) -> None:
    """The honest half: a reporter who lost their key. Mallory's signature under the word does not do it."""
    people = scene.people
    came, _ = scene.asks()
    brought = scene.arrives(mail(rival, people.desk, "my new key", autocrypt=True, references=thread(scene)))
    assert brought.settled.ticket == came.settled.ticket, brought.settled
    notice = scene.flow.outbox("notify_handler", people.handler)[-1]
    word = f"#key accept {rival.fingerprint}"
    forged = scene.arrives(scene.says(notice, word, sealed_by=people.mallory))
    assert forged.opened.signer is None or forged.opened.signer == people.mallory.fingerprint
    assert sealed_to(reply_to(scene, came), people.reporter)
    scene.flow.seen.clear()
    transcript = scene.flow.outbox("transcript", people.handler)[-1]
    scene.flow.outbox()
    obeyed(scene, scene.says(transcript, word))
    assert sealed_to(reply_to(scene, came), rival)


@pytest.mark.parametrize(
    "lie", ["", "unsigned", "signed by the new key", "without its fingerprint", "the key beside it"]
)
def test_key_01_the_old_key_alone_names_its_successor(scene: Scene, rival: Person, lie: str) -> None:
    people = scene.people
    came, _ = scene.asks()
    words = "my new key" if lie == "without its fingerprint" else f"my new key is {rival.fingerprint}"
    by = rival if lie == "signed by the new key" else people.reporter
    inside = () if lie == "the key beside it" else (attached(rival),)
    raw = mail(
        people.reporter,
        people.desk,
        words,
        sealed_by=by,
        sign=lie != "unsigned",
        attachments=inside,
        references=thread(scene),
    )
    if lie == "the key beside it":
        raw = f"Autocrypt: {autocrypt_value(rival)}\r\n".encode() + raw
    scene.arrives(raw)
    scene.flow.outbox()
    if lie == "signed by the new key":
        with scene.flow.store.reading() as books:
            row = certificate_marked(books, key_mark(books, people.reporter.fingerprint))
            assert row is not None and row.standing == "pinned"
        return
    assert sealed_to(reply_to(scene, came), people.reporter if lie else rival)


ASKED_ABOUT = {
    "a question": "Somebody says this is my key, and it is not: {fpr}. What should I do?",
    "a forwarded mail": "Is this from you?\n\n-------- Forwarded --------\nFrom: x@y.test\n\nyour new key is {fpr}",
    "a quotation": "I did not write this.\n\n> my new key is {fpr}",
}


@pytest.mark.xfail(strict=True, reason="a signed letter that asks about a key is taken for a statement about it")
@pytest.mark.parametrize("said", ASKED_ABOUT)
def test_key_01_a_key_that_a_reporter_asks_about_is_not_theirs(scene: Scene, rival: Person, said: str) -> None:
    """Mallory sends the reporter a key in the reporter's name; they send it on, signed, and ask what that is."""
    people = scene.people
    came, _ = scene.asks()
    words = ASKED_ABOUT[said].format(fpr=rival.fingerprint)
    raw = mail(
        people.reporter,
        people.desk,
        words,
        sealed_by=people.reporter,
        attachments=[attached(rival)],
        references=thread(scene),
    )
    believed(scene.arrives(raw), people.reporter)
    assert sealed_to(reply_to(scene, came), people.reporter)


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
