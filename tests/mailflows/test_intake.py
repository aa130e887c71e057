"""What becomes of a letter: answered neutrally, threaded, set aside, and never believed for its address."""

from datetime import timedelta

import pytest

from db.questions import certificates_of, reporter_of
from mailflows.leaving import Held, Leaving
from mailflows.letter import Mailbox
from pgp.opened import Protection
from tests.mailflows.flow import FOUNDED, Flow

ARABIC = "وصلتني رسالة غريبة فيها رابط وأنا خائفة جدا، ماذا أفعل الآن؟"


def test_a_sealed_mail_is_answered_sealed_and_the_handlers_see_it(flow: Flow) -> None:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, ARABIC, signed_by=reporter)
    assert settled.state == "settled"
    received, *notices = flow.outbox()
    assert received.row.kind == "received" and received.paper["to"] == reporter.address
    assert received.paper["language"] == "ar"
    leaving = flow.leaves(received)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == reporter.fingerprint and leaving.return_path is None
    assert {one.paper["to"] for one in notices} == {flow.people.handler.address, flow.people.second_handler.address}
    assert ARABIC.split("،", maxsplit=1)[0] in notices[0].text and settled.ticket in notices[0].text


def test_a_plain_mail_is_answered_plain_and_told_how_to_write_sealed(flow: Flow) -> None:
    flow.arrives("dana@mail.test", "Somebody took over my account and I am afraid of them", sealed=False)
    [received] = flow.outbox("received")
    leaving = flow.leaves(received)
    assert isinstance(leaving, Leaving) and leaving.certificate is None and leaving.brings_key
    assert received.paper["language"] == "en"


def test_the_first_answer_is_the_same_whatever_was_written(flow: Flow) -> None:
    """ORA-06, ORA-09: no word of the sender's, and nothing that depends on it."""
    first = flow.arrives("one@mail.test", "They will kill me, please help me now, they are outside", sealed=False)
    second = flow.arrives("two@mail.test", "What is a good password manager for me and my team?", sealed=False)
    one, two = flow.outbox("received")
    assert one.text.replace(first.ticket, "T") == two.text.replace(second.ticket, "T")
    assert one.paper["subject"].replace(first.ticket, "T") == two.paper["subject"].replace(second.ticket, "T")


def test_a_reply_with_our_token_from_the_same_person_joins_the_ticket(flow: Flow) -> None:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, "please help me with this thing", signed_by=reporter)
    received, *_ = flow.outbox()
    again = flow.arrives(reporter, "one more thing", signed_by=reporter, references=[received.row.message_id])
    assert again.ticket == settled.ticket
    assert "New letter" in flow.outbox("notify_handler")[0].text


def test_a_token_in_a_strangers_hand_opens_a_new_ticket_that_says_so(flow: Flow) -> None:
    """THR-01, THR-03: the token alone never joins, and the stranger learns nothing."""
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, "please help me with this thing", signed_by=reporter)
    received, *_ = flow.outbox()
    other = flow.arrives("mallory@evil.test", "me too", sealed=False, references=[received.row.message_id])
    assert other.ticket != settled.ticket
    notice = flow.outbox("notify_handler")[0]
    assert settled.ticket in notice.text and "not known there" in notice.text


@pytest.mark.parametrize("subject_tag", ["[H-7K4Q-M2XD]", "Re: ticket"])
def test_a_name_in_the_text_joins_nothing(flow: Flow, subject_tag: str) -> None:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, "please help me with this thing", signed_by=reporter)
    other = flow.arrives("mallory@evil.test", f"{subject_tag} about {settled.ticket}", sealed=False)
    assert other.ticket != settled.ticket


def test_another_key_under_a_known_address_is_another_person(flow: Flow) -> None:
    """KEY-01: the new key gets nothing of what was said before."""
    reporter, mallory = flow.people.reporter, flow.people.mallory
    settled = flow.arrives(reporter, "please help me with this thing", signed_by=reporter)
    received, *_ = flow.outbox()
    forged = flow.arrives(reporter.address, "it is me", signed_by=mallory, references=[received.row.message_id])
    assert forged.ticket != settled.ticket


def test_a_handlers_name_without_the_key_is_set_aside_where_people_see_it(flow: Flow) -> None:
    """CMD-01, SIG-05."""
    handler = flow.people.handler
    settled = flow.arrives(handler.address, "#close", sealed=False)
    assert (settled.state, settled.reason) == ("aside", "claims_handler")
    notices = flow.outbox("notify_handler")
    assert {one.paper["to"] for one in notices} == {handler.address, flow.people.second_handler.address}
    assert "without the handler's key" in notices[0].text


def test_mail_in_a_handlers_name_cannot_flood_the_desk(flow: Flow) -> None:
    for _ in range(12):
        flow.arrives(flow.people.handler.address, "#close", sealed=False)
    assert len(flow.outbox("notify_handler")) <= 2 * 6


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ([("auto-submitted", "auto-replied")], "automatic_mail"),
        ([("precedence", "bulk")], "automatic_mail"),
        ([("return-path", "<>")], "automatic_mail"),
        ([("list-id", "<news.list.test>")], "list_mail"),
        ([("content-type", "multipart/report")], "bounce"),
        ([("x-auto-response-suppress", "All")], "automatic_mail"),
    ],
)
def test_automatic_mail_is_never_answered(flow: Flow, headers: list[tuple[str, str]], reason: str) -> None:
    """LOOP-01."""
    settled = flow.arrives("robot@mail.test", "I am away until Monday", sealed=False, headers=headers)
    assert (settled.state, settled.reason) == ("aside", reason)
    assert flow.outbox() == []


def test_our_own_mail_back_in_the_box_is_set_aside(flow: Flow) -> None:
    """LOOP-03."""
    assert flow.arrives(flow.desk.address, "hello", sealed=False).reason == "own_mail"


@pytest.mark.parametrize("senders", [(), (Mailbox("", "a@x.test"), Mailbox("", "b@x.test")), (Mailbox("a", ""),)])
def test_nobody_and_two_people_cannot_be_answered(flow: Flow, senders: tuple[Mailbox, ...]) -> None:
    """SIG-05, SIG-22."""
    settled = flow.arrives("a@x.test", "hello", sealed=False, senders=senders)
    assert (settled.state, settled.reason) == ("aside", "no_single_sender")


def test_one_address_gets_one_automatic_answer_a_day(flow: Flow) -> None:
    """LOOP-02, THR-08."""
    for _ in range(5):
        flow.arrives("dana@mail.test", "a question about my phone and my account", sealed=False)
    assert len(flow.outbox("received")) == 1
    flow.passes(hours=25)
    flow.arrives("dana@mail.test", "a question about my phone and my account", sealed=False)
    assert len(flow.outbox("received")) == 1


def test_captured_ciphertext_from_somebody_else_is_not_answered(flow: Flow) -> None:
    """ORA-02: the same encrypted octets, sent on by another."""
    reporter = flow.people.reporter
    flow.arrives(reporter, "a secret I tell only you", signed_by=reporter, ciphertext="ab" * 32)
    flow.outbox()
    flow.arrives("mallory@evil.test", "a secret I tell only you", ciphertext="ab" * 32)
    assert flow.outbox("received") == []


def test_mail_older_than_the_desk_is_settled_silently(flow: Flow) -> None:
    settled = flow.arrives("dana@mail.test", "an old question", sealed=False, received_at=FOUNDED - timedelta(days=1))
    assert settled.state == "silent" and flow.outbox() == []


def test_mail_of_the_second_in_which_the_desk_was_founded_is_answered(flow: Flow) -> None:
    """A server tells whole seconds: what came half a second after the founding seems to be older."""
    flow.becomes(founded=flow.desk.founded.replace(microsecond=700_000))
    settled = flow.arrives("samir@press.test", "help", received_at=flow.desk.founded.replace(microsecond=0))
    assert settled.state == "settled" and flow.outbox("received")


def test_mail_from_the_junk_folder_gets_a_ticket_but_no_answer(flow: Flow) -> None:
    settled = flow.arrives("dana@mail.test", "is this lost in your junk folder", sealed=False, junk=True)
    assert settled.state == "settled"
    assert {one.row.kind for one in flow.outbox()} == {"notify_handler"}


def test_a_mail_no_key_of_ours_opens_gets_the_neutral_mail_that_says_so(flow: Flow) -> None:
    flow.arrives("dana@mail.test", "", sealed=True, protection=Protection.UNREADABLE, cannot_open=True)
    assert next(one.row.kind for one in flow.outbox()) == "cannot_open"


def test_a_failed_decryption_gets_the_ordinary_first_answer(flow: Flow) -> None:
    """ORA-06: no oracle."""
    flow.arrives("dana@mail.test", "", sealed=True, protection=Protection.UNREADABLE)
    assert next(one.row.kind for one in flow.outbox()) == "received"


def test_a_desk_in_shadow_sends_nothing_outward(flow: Flow) -> None:
    flow.becomes(shadow=True)
    flow.arrives("dana@mail.test", "a question about my phone and my account", sealed=False)
    received, notice, *_ = flow.outbox()
    assert flow.leaves(received) == Held("shadow")
    assert isinstance(flow.leaves(notice), Leaving)


def test_answers_to_the_unproven_leave_on_a_common_tick(flow: Flow) -> None:
    flow.becomes(tick=timedelta(seconds=30))
    flow.passes(seconds=7)
    flow.arrives("dana@mail.test", "a question about my phone and my account", sealed=False)
    [received] = flow.outbox("received")
    assert received.row.due_at > flow.now and received.row.due_at.second % 30 == 0


def test_a_reporter_never_commands(flow: Flow) -> None:
    """CMD-12."""
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, "#close\n\nplease", signed_by=reporter)
    assert flow.ticket(settled).status == "new"
    assert "| #close" in flow.outbox("notify_handler")[0].text


def test_a_flood_from_one_address_is_set_aside_in_sight(flow: Flow) -> None:
    """THR-08."""
    flow.becomes(tickets_per_address=3)
    states = [flow.arrives("dana@mail.test", f"mail number {n} of many today", sealed=False).state for n in range(12)]
    assert states == ["settled"] * 3 + ["aside"] * 9
    notices = [one for one in flow.outbox("notify_handler", flow.people.handler) if "set aside" in one.text]
    assert 1 <= len(notices) <= 5


def test_fresh_keys_do_not_buy_more_automatic_mail_to_one_address(flow: Flow) -> None:
    """THR-09: mail forged in somebody's name, each signed with another key, must not make us bombard them."""
    for key in (flow.people.mallory, flow.people.lab, flow.people.reporter):
        flow.arrives("victim@mail.test", "please answer me at this address", signed_by=key)
    assert len(flow.outbox("received")) == 1


def test_a_stranger_cannot_lay_a_key_beside_somebodys_address(flow: Flow) -> None:
    """KEY-07: the offered key is not used for whoever was known there before."""
    first = flow.arrives("dana@mail.test", "Somebody took over my account and I am afraid", sealed=True)
    flow.arrives("dana@mail.test", "use this key", sealed=False, offered=(flow.people.mallory.certificate,))
    flow.outbox()
    with flow.store.writing() as books:
        ticket = flow.ticket(first)
        person = reporter_of(books, ticket.id)
        assert person is not None and not certificates_of(books, person.id)


def test_a_key_offered_first_and_then_signed_with_is_pinned(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives(reporter, "here is my key, please answer sealed", sealed=False, offered=(reporter.certificate,))
    [received] = flow.outbox("received")
    leaving = flow.leaves(received)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == reporter.fingerprint
    flow.arrives(reporter, "and now I sign", signed_by=reporter)
    assert "first time" in flow.outbox("notify_handler")[0].text
    flow.arrives(reporter, "and again", signed_by=reporter)
    assert "the key we know" in flow.outbox("notify_handler")[0].text
