"""ORA-02, ORA-06: ciphertext that comes again or is broken; what the desk answers tells nothing about it."""

from datetime import timedelta

import pytest

from mailflows.leaving import Leaving
from templates import label
from tests.attacks.scene import Scene
from tests.mails import joined, mail
from tests.people import Person
from tests.pgp.packets import armoured, letter, message_of, octets_of, packets_of

SECRET = "zahra hides in the house of amal until friday"


@pytest.fixture
def captured(scene: Scene) -> bytes:
    """A letter the reporter sealed to the desk, as mallory saw it pass; nothing inside says who wrote it."""
    part = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{SECRET}\r\n".encode()
    return scene.people.reporter.seals(part, scene.people.desk)


def honest(scene: Scene, captured: bytes) -> None:
    """The reporter's own mail is opened, answered and shown without any warning."""
    came = scene.arrives(letter(scene.people.reporter, scene.people, captured, subject="first"))
    assert SECRET in came.examined.letter.text
    out = scene.flow.outbox()
    assert [one.row.kind for one in out].count("received") == 1
    assert not any(label("reason", "seen_before", "en") in one.text for one in out)


@pytest.mark.parametrize("change", ["as it was", "armoured anew", "a recipient more", "inline"])
def test_ora_02_captured_ciphertext_from_somebody_else_is_never_answered(
    scene: Scene, captured: bytes, change: str
) -> None:
    people = scene.people
    octets = octets_of(captured)
    other = packets_of(octets_of(people.mallory.seals(b"x", people.lab, sign=False)))[0]
    raw = {
        "as it was": lambda: letter(people.mallory, people, captured),
        "armoured anew": lambda: letter(people.mallory, people, armoured(octets)),
        "a recipient more": lambda: letter(people.mallory, people, armoured(message_of([other, *packets_of(octets)]))),
        "inline": lambda: joined(
            [("From", people.mallory.mailbox), ("Content-Type", "text/plain")], captured.replace(b"\n", b"\r\n")
        ),
    }[change]()
    honest(scene, captured)
    came = scene.arrives(raw)
    out = scene.flow.outbox()
    assert came.settled.state == "settled" and {one.row.kind for one in out} == {"notify_handler"}
    assert all(one.paper["to"] in (people.handler.address, people.second_handler.address) for one in out)
    assert all(label("reason", "seen_before", "en") in one.text for one in out)


def test_ora_02_the_first_to_send_it_is_not_the_one_who_wrote_it(scene: Scene, captured: bytes) -> None:
    """Mallory is faster than the mail she captured: then it is the writer's own that is told of, and none is lost."""
    people = scene.people
    early = scene.arrives(letter(people.mallory, people, captured))
    assert early.opened.signer == people.reporter.fingerprint or early.opened.signer is None
    scene.flow.outbox()
    late = scene.arrives(letter(people.reporter, people, captured, subject="first"))
    out = scene.flow.outbox()
    assert late.settled.state == "settled" and late.settled.ticket != early.settled.ticket
    assert {one.row.kind for one in out} == {"notify_handler"}


@pytest.mark.parametrize("where", ["attached", "inline beside", "forwarded"])
def test_ora_02_captured_ciphertext_as_a_part_is_told_too(scene: Scene, captured: bytes, where: str) -> None:
    people = scene.people
    honest(scene, captured)
    files = {
        "attached": ("a.asc", "application/octet-stream", captured),
        "inline beside": ("n.txt", "text/plain", b"look\n" + captured),
        "forwarded": ("a.eml", "message/rfc822", letter(people.reporter, people, captured)),
    }
    came = scene.arrives(mail(people.mallory, people.desk, "what does it say?", attachments=[files[where]]))
    assert [part.ciphertext != "" for part in came.opened.sealed_parts] == [True]
    assert SECRET not in came.examined.letter.text
    assert {one.row.kind for one in scene.flow.outbox()} == {"notify_handler"}


def broken(captured: bytes, people: object) -> dict[str, bytes]:
    """Ciphertext that cannot be opened, each in a way of its own; none of them is shown by the clear packets."""
    octets = octets_of(captured)
    first, sealed = packets_of(octets)
    return {
        "last octet": octets[:-1] + bytes([octets[-1] ^ 1]),
        "first octets": octets[: -len(sealed.body) + 3]
        + bytes([octets[-len(sealed.body) + 3] ^ 1])
        + octets[-len(sealed.body) + 4 :],
        "the session key": message_of([type(first)(first.tag, first.body[:-1] + bytes([first.body[-1] ^ 1])), sealed]),
        "in the middle": octets[: len(octets) // 2]
        + bytes([octets[len(octets) // 2] ^ 1])
        + octets[len(octets) // 2 + 1 :],
    }


def test_ora_06_whatever_was_wrong_the_answer_is_the_same(scene: Scene, captured: bytes) -> None:
    """A good letter and every failure: one neutral mail, on one tick, without a word of why."""
    people, flow = scene.people, scene.flow
    flow.becomes(tick=timedelta(seconds=30))
    flow.now = flow.now.replace(second=0, microsecond=0)  # all of them within one tick
    unsigned = people.reporter.seals(f"Content-Type: text/plain\r\n\r\n{SECRET}".encode(), people.desk, sign=False)
    inside_bad = {
        "no mail inside": people.mallory.seals(b"\x00\xff\x00", people.desk, sign=False),
        "bad MIME inside": people.mallory.seals(b"Content-Type: multipart/mixed\r\n\r\nx", people.desk, sign=False),
        "nothing inside": people.mallory.seals(b"", people.desk, sign=False),
    }
    told: dict[str, tuple[str, str, object, bool]] = {}
    ways = {"good": unsigned, **inside_bad, **{name: armoured(data) for name, data in broken(captured, people).items()}}
    for number, (name, sealed) in enumerate(ways.items()):
        frm = Person(f"n{number}", f"n{number}@mail.test", b"", b"", "", people.desk.home)
        came = scene.arrives(letter(frm, people, sealed))
        [left] = flow.outbox("received")
        tag = came.settled.ticket
        leaving = flow.leaves(left)
        assert isinstance(leaving, Leaving), name
        text, subject = left.text.replace(tag, "T"), left.paper["subject"].replace(tag, "T")
        told[name] = (subject, text, left.row.due_at, leaving.certificate is None)
    assert len(set(told.values())) == 1, told.keys()


def test_ora_06_what_the_clear_packets_show_is_all_that_is_told(scene: Scene, captured: bytes) -> None:
    """A mail for other keys is told to its sender at once: anybody on the way could see that."""
    people = scene.people
    honest(scene, captured)
    scene.arrives(letter(people.mallory, people, people.mallory.seals(b"x", people.lab)))
    assert scene.flow.outbox()[0].row.kind == "cannot_open"
