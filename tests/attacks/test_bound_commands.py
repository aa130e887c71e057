"""CMD-02 to CMD-05, CMD-10, CMD-13: what a handler really signed, at another time, for another ticket or reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pgp.keyring import Keyring
from tests.attacks.conftest import new_scene
from tests.attacks.forging import HONEST, command_part
from tests.attacks.scene import Came, Scene, answered, believed, obeyed
from tests.mailflows.flow import Left
from tests.mails import mail
from tests.people import People, make_person
from tests.pgp.packets import letter, signed_message, unwrapped, wrapped_again

Two = tuple[Came, Left, Came, Left]


@pytest.mark.parametrize("how", ["headers changed", "sealed again", "sealed again by mallory", "armoured inline"])
def test_cmd_02_a_command_is_obeyed_once_however_it_is_sent_again(scene: Scene, how: str) -> None:
    people = scene.people
    asked, notice = scene.asks()
    part = command_part(people, answered(notice, "#priority P1"))
    message = signed_message(people, part)
    first = letter(people.handler, people, wrapped_again(people, message))
    obeyed(scene, first)
    scene.flow.arrives(people.handler, answered(notice, "#priority P3"), signed_by=people.handler)
    scene.flow.outbox()
    raw = {
        "headers changed": lambda: first.replace(b"Subject: x", b"Subject: y"),
        "sealed again": lambda: letter(people.handler, people, wrapped_again(people, message)),
        "sealed again by mallory": lambda: letter(
            people.handler, people, wrapped_again(people, unwrapped(people, wrapped_again(people, message)))
        ),
        "armoured inline": lambda: (
            f"From: {people.handler.address}\r\nContent-Type: text/plain\r\n\r\n".encode()
            + wrapped_again(people, message).replace(b"\n", b"\r\n")
        ),
    }[how]()
    came = scene.arrives(raw)
    believed(came, people.handler)
    assert came.settled.reason == "replayed" and scene.ticket(asked).priority == "P3"
    assert "obeyed before" in scene.flow.outbox("refused")[0].text


def test_cmd_02_what_was_refused_is_not_obeyed_later(scene: Scene) -> None:
    """A copy is kept until its words would fit."""
    people = scene.people
    _, notice = scene.asks()
    message = signed_message(people, command_part(people, answered(notice, "#undo")))
    assert scene.arrives(letter(people.handler, people, wrapped_again(people, message))).settled.reason
    scene.flow.outbox()
    obeyed(scene, scene.says(notice, "#reply\n\nLeave the flat tonight."))
    came = scene.arrives(letter(people.handler, people, wrapped_again(people, message)))
    assert came.settled.reason == "replayed"


@pytest.mark.parametrize("words", ["#priority P1", "#reply\n\nLeave the flat tonight."])
def test_cmd_02_what_was_refused_because_it_was_not_sealed_is_not_obeyed_once_somebody_seals_it(
    scene: Scene, words: str
) -> None:
    """A handler forgot to encrypt. Whoever read it on the way puts the same signed words into an encryption."""
    people = scene.people
    asked, notice = scene.asks()
    part = command_part(people, answered(notice, words))
    raw = HONEST["signed"](people, part)
    refused = scene.arrives(raw)
    believed(refused, people.handler)
    assert refused.settled.reason == "not_sealed"
    inner = raw[raw.index(b"Content-Type: multipart/signed") :]
    head = f"From: {people.handler.address}\r\n".encode()
    came = scene.arrives(letter(people.handler, people, people.mallory.seals(head + inner, people.desk, sign=False)))
    believed(came, people.handler)
    assert came.settled.reason == "replayed" and scene.ticket(asked).priority == "P2"
    assert "reply" not in {one.row.kind for one in scene.flow.outbox()}
    scene.flow.passes(seconds=2)
    honest = command_part(people, answered(notice, f"{words}\n"))  # the handler says it again, sealed
    obeyed(scene, HONEST["sealed"](people, honest.replace(b"\r\n\r\n", b"\r\n\r\n#take\r\n", 1)))


def test_cmd_02_one_signature_in_another_shape_is_the_same_one(scene: Scene) -> None:
    """The same words, in the same second, signed again: the desk knows what was signed, not how it was written."""
    people = scene.people
    _, notice = scene.asks()
    part = command_part(people, answered(notice, "#priority P1"))
    when = scene.flow.now
    sign = ("--sign", "--compress-algo", "none", "-u", people.handler.fingerprint + "!")
    for reason, options in (("", ()), ("replayed", ("--set-filename", "x"))):
        message = people.handler.gpg(*sign, *options, given=part, when=when)
        came = scene.arrives(letter(people.handler, people, wrapped_again(people, message)))
        believed(came, people.handler)
        assert came.settled.reason == reason


@pytest.fixture
def two(scene: Scene) -> Two:
    """Two tickets, and the first handler's notice of each."""
    other = make_person("Hala", "hala@press.test", scene.people.desk.home)
    return (*scene.asks(), *scene.asks("a second person in trouble", other))


@pytest.mark.parametrize("where", ["Subject", "references"])
def test_cmd_03_a_ticket_named_outside_the_words_is_not_the_one_that_is_meant(
    scene: Scene, two: Two, where: str
) -> None:
    """Subject or References say the second ticket, the signed line says the first: neither is touched."""
    first, notice, second, other = two
    tag = second.settled.ticket
    ways: dict[str, Callable[[bytes], bytes]] = {
        "Subject": lambda raw: raw.replace(b"Subject: [...]", f"Subject: Re: [{tag}] #priority P1".encode()),
        "references": lambda raw: f"References: {other.row.message_id}\r\n".encode() + raw,
    }
    raw = ways[where](scene.says(notice, "#priority P1", subject=f"Re: {tag}"))
    came = scene.arrives(raw)
    believed(came, scene.people.handler)
    assert came.settled.reason == "hints_disagree"  # most likely two people were mixed up: nothing is done
    assert (scene.ticket(first).priority, scene.ticket(second).priority) == ("P2", "P2")


def test_cmd_03_a_code_of_one_ticket_opens_no_other(scene: Scene, two: Two) -> None:
    first, notice, second, other = two
    code = notice.nonce_line.split()[3]
    mistyped = code[:-1] + ("3" if code.endswith("2") else "2")
    people = scene.people
    for words, reason in (
        (f"#ticket {second.settled.ticket} {code}\n#priority P1", "nonce_other_ticket"),
        (f"#priority P1\n\n> {notice.nonce_line}\n> {other.nonce_line}", "nonce_other_ticket"),
        (f"#ticket {second.settled.ticket} {mistyped}\n#priority P1", "nonce_unknown"),
        ("#priority P1", "no_nonce"),
    ):
        came = scene.arrives(mail(people.handler, people.desk, words, sealed_by=people.handler))
        believed(came, people.handler)
        assert came.settled.reason == reason
        assert (scene.ticket(first).priority, scene.ticket(second).priority) == ("P2", "P2")
    words = f"#ticket {first.settled.ticket} {code}\n#priority P1"
    obeyed(scene, mail(people.handler, people.desk, words, sealed_by=people.handler))
    assert (scene.ticket(first).priority, scene.ticket(second).priority) == ("P1", "P2")


def test_cmd_04_a_command_for_one_desk_is_none_for_another(
    scene: Scene, tmp_path: Path, people: People, keyring: Keyring
) -> None:
    """A test system with the same key, the same handlers and even a ticket of the same name."""
    (tmp_path / "elsewhere").mkdir()
    elsewhere = new_scene(tmp_path / "elsewhere", people, keyring)
    asked, notice = scene.asks()
    there, _ = elsewhere.asks()
    message = signed_message(people, command_part(people, answered(notice, "#priority P1")))
    came = elsewhere.arrives(letter(people.handler, people, wrapped_again(people, message)))
    believed(came, people.handler)
    assert came.settled.reason == "nonce_unknown" and elsewhere.ticket(there).priority == "P2"
    obeyed(scene, letter(people.handler, people, wrapped_again(people, message)))
    assert scene.ticket(asked).priority == "P1"
    elsewhere.flow.store.close()


@pytest.mark.parametrize("words", ["#close\n#confirm", "#reply\n\nLeave the flat tonight.", "#show {tag}", "#take"])
def test_cmd_05_what_was_signed_for_somebody_else_commands_nothing(scene: Scene, words: str) -> None:
    """The handler signed it for mallory's own desk; mallory seals the very same packets to this one."""
    people = scene.people
    asked, notice = scene.asks()
    said = words.format(tag=asked.settled.ticket)
    theirs = mail(people.handler, people.mallory, said, sealed_by=people.handler)
    armour = theirs[theirs.index(b"-----BEGIN PGP MESSAGE") :].partition(b"\r\n\r\n--")[0]
    message = people.mallory.gpg("--decrypt", "--unwrap", given=armour)
    before = scene.ticket(asked)
    came = scene.arrives(letter(people.handler, people, wrapped_again(people, message)))
    believed(came, people.handler)
    assert came.settled.reason in ("no_nonce", "desk_not_named")
    after = scene.ticket(asked)
    assert (after.status, after.handler_id, after.entries) == (before.status, None, before.entries)
    assert {one.row.kind for one in scene.flow.outbox()} == {"refused"}
    obeyed(scene, scene.says(notice, said))


def test_cmd_05_mallorys_seal_around_the_handlers_words_is_not_the_handlers(scene: Scene) -> None:
    """She may read nothing of what comes back: it goes to the handler's own address and key."""
    people = scene.people
    _, notice = scene.asks()
    message = signed_message(people, command_part(people, answered(notice, "#show")))
    came = scene.arrives(letter(people.mallory, people, wrapped_again(people, message)))
    assert came.opened.signer is None and came.opened.reasons == ("from_differs",)
    assert not [one for one in scene.flow.outbox() if one.row.kind == "show"]
    scene.arrives(letter(people.handler, people, wrapped_again(people, message)))
    [shown] = scene.flow.outbox("show")
    assert shown.paper["to"] == people.handler.address


def test_cmd_10_the_second_of_two_handlers_is_told_first(scene: Scene) -> None:
    people = scene.people
    came = scene.arrives(mail(people.reporter, people.desk, "help", sealed_by=people.reporter, autocrypt=True))
    first, second = scene.flow.outbox("notify_handler")
    assert {first.paper["to"], second.paper["to"]} == {people.handler.address, people.second_handler.address}
    mine, theirs = (first, second) if first.paper["to"] == people.handler.address else (second, first)
    obeyed(scene, scene.says(mine, "#reply\n\nChange the password."))
    late = scene.arrives(scene.says(theirs, "#reply\n\nDo not touch anything.", who=people.second_handler))
    believed(late, people.second_handler)
    assert late.settled.reason == "ticket_changed"
    refused, shown = scene.flow.outbox()
    assert refused.row.kind == "refused" and shown.row.kind == "notify_handler"
    obeyed(scene, scene.says(shown, "#reply\n\nDo not touch anything.", who=people.second_handler))
    assert scene.ticket(came).status == "active"


def test_cmd_13_a_command_that_comes_late_is_held_against_what_came_before_it(scene: Scene) -> None:
    """Two mails of one handler, and a letter between: the order they arrive in is the order they are judged in."""
    people = scene.people
    asked, notice = scene.asks()
    early = scene.says(notice, "#close\n#confirm")
    reply = scene.says(notice, "#reply\n\nWe are here.")
    obeyed(scene, reply)
    again = scene.arrives(
        mail(people.reporter, people.desk, "they are at my door", sealed_by=people.reporter, references=_thread(scene))
    )
    assert again.settled.ticket == asked.settled.ticket
    scene.flow.outbox()
    late = scene.arrives(early)
    believed(late, people.handler)
    assert late.settled.reason in ("ticket_changed", "nonce_used") and scene.ticket(asked).status == "active"


def test_cmd_13_words_that_speak_outward_do_so_once_for_a_code(scene: Scene) -> None:
    _, notice = scene.asks()
    first, second = scene.says(notice, "#reply\n\nFirst."), scene.says(notice, "#reply\n\nSecond.")
    obeyed(scene, second)
    came = scene.arrives(first)
    assert came.settled.reason == "nonce_used"
    assert [one.row.kind for one in scene.flow.outbox()] == ["refused"]


def test_cmd_13_a_code_is_forgotten_after_a_fortnight(scene: Scene) -> None:
    asked, notice = scene.asks()
    scene.flow.passes(days=14, minutes=1)
    came = scene.arrives(scene.says(notice, "#priority P1"))
    assert came.settled.reason in ("nonce_unknown", "stale_signature") and scene.ticket(asked).priority == "P2"


def _thread(scene: Scene) -> list[str]:
    scene.flow.seen.clear()
    return [one.row.message_id for one in scene.flow.outbox("received")]
