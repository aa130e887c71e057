"""KEY-01: another key for a known address. Nobody's answers go to it before a person said that it holds."""

from collections.abc import Callable, Sequence

import pytest

from db.questions import certificate_marked, certificates_of
from mailflows.keys import certificate_data, key_mark
from mailflows.leaving import Held
from pgp.certificates import canonical
from templates import label
from tests.attacks.scene import Scene, answered, attached, believed, obeyed, reply_to, sealed_to, thread
from tests.mails import autocrypt_value, mail
from tests.people import People, Person

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
    "a doubt": "My new key is {fpr}? I do not think so",
    "somebody else's words": "They wrote: my new key is {fpr}",
    "a denial": "My new key is {fpr} is what somebody says, it is not mine",
    "a quotation": "I did not write this.\n\n> my new key is {fpr}",
}


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
