"""The desk's own archive: what leaves is sealed to it as well, and never past it in silence."""

from datetime import timedelta

from mailflows.leaving import Held, Leaving
from mailflows.outcomes import Outcome, put_in
from tests.mailflows.flow import FOUNDED, Flow, Left
from tests.mailflows.test_sealed_parts import asks, letter_with, part
from tests.people import People, make_person


def replied(flow: Flow, people: People) -> Left:
    """A handler's reply to a sealed letter, on its way."""
    flow.arrives(people.reporter, "help", signed_by=people.reporter)
    notice = flow.outbox("notify_handler", people.handler)[-1]
    assert flow.obeys(people.handler, f"#reply\n\nDo this.\n\n> {notice.nonce_line}").reason == ""
    (reply,) = flow.outbox("reply")
    return reply


def test_what_is_sealed_is_sealed_to_the_archive_as_well(flow: Flow, people: People) -> None:
    flow.becomes(archive=people.lab.certificate)
    leaving = flow.leaves(replied(flow, people))
    assert isinstance(leaving, Leaving) and leaving.archive == people.lab.certificate
    flow.arrives("amal@mail.test", "open letter", sealed=False)
    (plain,) = flow.outbox("received", "amal@mail.test")
    leaving = flow.leaves(plain)
    assert isinstance(leaving, Leaving) and leaving.certificate is None and not leaving.archive


def test_where_the_archive_cannot_be_used_words_wait_and_the_desk_is_told(flow: Flow, people: People) -> None:
    reply = replied(flow, people)
    flow.becomes(archive=expired(people))
    assert flow.leaves(reply) == Held("archive_unusable")
    flow.holds(reply)
    (told,) = flow.outbox("notify_handler", people.handler)
    assert "archive's key cannot be used" in told.text and isinstance(flow.leaves(told), Leaving)
    flow.seen.clear()
    assert not flow.outbox("key_waiting"), "the reporter has nothing to mend"
    flow.becomes(archive=people.lab.certificate)
    assert isinstance(flow.leaves(flow.again(reply)), Leaving)


def expired(people: People) -> bytes:
    """The certificate of somebody whose key ended long ago."""
    when = FOUNDED - timedelta(days=900)
    return make_person("Old Archive", "old@desk.test", people.desk.home, expires="1d", when=when).certificate


def test_what_a_handler_had_opened_goes_to_no_archive(flow: Flow, people: People) -> None:
    flow.becomes(archive=people.lab.certificate)
    notice = letter_with(flow, part())
    asks(flow, notice, "#open 1")
    (mail,) = flow.outbox("opened_part")
    leaving = flow.leaves(mail)
    assert isinstance(leaving, Leaving) and leaving.archive
    assert not put_in(leaving, Outcome({"said": "| secret"}), flow.desk).archive
