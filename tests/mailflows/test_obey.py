"""A handler's mail is obeyed whole or not at all, once, for one ticket, and only with their own key."""

from datetime import timedelta

import pytest

from db.papers import set_active
from db.questions import outbound_by_id, people_at
from db.soundness import unsound
from mailflows.intake import Settled
from mailflows.leaving import Held, Leaving
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.people import Person

QUESTION = "Somebody took over my account and I do not know what to do"


@pytest.fixture
def opened(flow: Flow) -> tuple[Settled, Left]:
    """A sealed ticket, and the notice about it that the first handler got."""
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter, message_id="<first@press.test>")
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def says(flow: Flow, notice: Left, text: str, who: Person | None = None, **more: object) -> Settled:
    """A handler answers a notice: text on top, the notice quoted below."""
    handler = who or flow.people.handler
    quoted = "\n".join(f"> {line}" for line in notice.text.splitlines())
    body = f"{text}\n\nOn Sun, 22 Nov 2026 at 08:00, Test Desk <help@desk.test> wrote:\n{quoted}\n"
    return flow.arrives(handler, body, signed_by=handler, **more)  # type: ignore[arg-type]


def test_take_and_reply_go_out_sealed_without_anything_of_the_handlers(
    flow: Flow, opened: tuple[Settled, Left]
) -> None:
    settled, notice = opened
    says(flow, notice, "#take\n#reply\n\nPlease change your password from another device.\n\n-- \nBahia, +961 1 234")
    reply, transcript = flow.outbox()
    assert reply.row.kind == "reply" and reply.paper["to"] == flow.people.reporter.address
    assert "change your password" in reply.text
    for own in ("Bahia", "961", "bahia@", "#take", "-- hirz", ">"):
        assert own not in reply.text
    assert "<first@press.test>" in reply.paper["references"]
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == flow.people.reporter.fingerprint
    assert leaving.return_path and leaving.return_path.startswith("help+b-")
    assert transcript.row.kind == "transcript" and transcript.paper["to"] == flow.people.handler.address
    assert reply.row.due_at == flow.now + flow.desk.hold and "#undo" in transcript.text
    assert flow.ticket(settled).status == "active"


def test_text_without_a_word_stays_inside(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "I think this is the same attacker as last week.")
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]


def test_one_wrong_word_and_nothing_is_done(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#take\n#relpy\n\nPlease change your password.")
    [refused] = flow.outbox()
    assert refused.row.kind == "refused" and "#reply" in refused.text
    assert flow.ticket(settled).status == "new"


def test_a_word_that_cannot_be_done_takes_the_others_back(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#take\n#give nobody-we-know\n#priority P1")
    assert [one.row.kind for one in flow.outbox()] == ["refused"]
    says(flow, notice, "#priority P1\n#escalate nowhere\n\nplease look")
    assert [one.row.kind for one in flow.outbox()] == ["refused"]
    assert flow.ticket(settled).priority == "P2"


def test_without_the_nonce_nothing_is_done(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """CMD-03, CMD-05."""
    handler = flow.people.handler
    flow.arrives(handler, "#take", signed_by=handler)
    assert "missing" in flow.outbox("refused")[0].text


def test_another_handlers_nonce_is_refused(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#take", who=flow.people.second_handler)
    assert [one.row.kind for one in flow.outbox()] == ["refused"]
    assert flow.ticket(settled).handler_id is None


def test_the_same_signature_is_obeyed_once(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """CMD-02."""
    _, notice = opened
    says(flow, notice, "#priority P1", signature="aa" * 32)
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]
    says(flow, notice, "#priority P1", signature="aa" * 32)
    assert "obeyed before" in flow.outbox("refused")[0].text


def test_a_nonce_speaks_outward_once(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#reply\n\nFirst answer to you.")
    flow.outbox()
    says(flow, notice, "#reply\n\nFirst answer to you.")
    assert "used already" in flow.outbox("refused")[0].text


def test_the_transcript_brings_a_fresh_nonce(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#reply\n\nFirst answer to you.")
    [transcript] = flow.outbox("transcript")
    says(flow, transcript, "#reply\n\nSecond answer to you.")
    assert [one.row.kind for one in flow.outbox()] == ["reply", "transcript"]


@pytest.mark.parametrize(("age", "why"), [(timedelta(days=15), "too old"), (timedelta(minutes=-20), "in the future")])
def test_stale_and_future_signatures_are_refused(
    flow: Flow, opened: tuple[Settled, Left], age: timedelta, why: str
) -> None:
    """SIG-14."""
    _, notice = opened
    says(flow, notice, "#take", signed_at=flow.now - age)
    assert why in flow.outbox("refused")[0].text


def test_signed_but_not_sealed_is_refused(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#take", sealed=False)
    assert "not sealed" in flow.outbox("refused")[0].text
    assert flow.ticket(settled).status == "new"


def test_what_the_second_engine_does_not_believe_is_refused(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#take", confirmed=False)
    assert [one.row.kind for one in flow.outbox()] == ["refused"]
    assert flow.ticket(settled).status == "new"


def test_the_second_of_two_handlers_is_told_that_the_ticket_changed(flow: Flow) -> None:
    """CMD-10."""
    reporter, people = flow.people.reporter, flow.people
    flow.arrives(reporter, QUESTION, signed_by=reporter)
    first, second = flow.outbox("notify_handler")
    says(flow, first, "#take")
    flow.outbox()
    says(flow, second, "#take", who=people.second_handler)
    assert "Something new came" in flow.outbox("refused")[0].text


def test_undo_takes_the_reply_back_while_it_is_held(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#reply\n\nOh no, wrong person.")
    reply, transcript = flow.outbox()
    says(flow, transcript, "#undo")
    with flow.store.reading() as books:
        row = outbound_by_id(books, reply.row.id)
    assert row is not None and row.state == "undone"


def test_undo_comes_too_late_after_the_hold(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#reply\n\nOh no, wrong person.")
    [transcript] = flow.outbox("transcript")
    flow.passes(minutes=5)
    says(flow, transcript, "#undo")
    assert "Too late" in flow.outbox("refused")[0].text


def test_escalate_goes_sealed_to_the_lab_and_nowhere_else(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#escalate threat_lab\n\nPlease look at the attachment.")
    escalation, shown, _ = flow.outbox()
    assert shown.row.kind == "escalated" and "Please look at the attachment." in shown.text
    assert escalation.paper["to"] == flow.people.lab.address
    leaving = flow.leaves(escalation)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == flow.people.lab.fingerprint
    assert "Please look at the attachment." in escalation.text and QUESTION in escalation.text


def test_the_labs_answer_joins_the_ticket(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#escalate threat_lab\n\nPlease look at the attachment.")
    escalation, *_ = flow.outbox()
    lab = flow.people.lab
    answered = flow.arrives(lab, "It is a known kit.", signed_by=lab, references=[escalation.row.message_id])
    assert answered.ticket == settled.ticket
    assert [one.row.kind for one in flow.outbox()] == ["notify_handler"] * 2


def test_closing_an_unanswered_ticket_asks_first(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#close")
    [refused] = flow.outbox("refused")
    says(flow, refused, "#close\n#confirm")
    assert flow.ticket(settled).status == "closed"
    assert [one.row.kind for one in flow.outbox()] == ["closing", "transcript"]


def test_a_reporters_letter_opens_a_closed_ticket_again(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#reply\n\nDone.")
    [transcript] = flow.outbox("transcript")
    says(flow, transcript, "#close")
    closing, _ = flow.outbox()
    assert flow.ticket(settled).status == "closed"
    reporter = flow.people.reporter
    again = flow.arrives(reporter, "it came back", signed_by=reporter, references=[closing.row.message_id])
    assert again.ticket == settled.ticket and flow.ticket(settled).status == "active"


def test_show_and_help_come_back_sealed_to_the_handler_alone(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#show")
    shown, _ = flow.outbox()
    assert shown.row.kind == "show" and QUESTION in shown.text and settled.ticket in shown.text
    assert shown.paper["to"] == flow.people.handler.address
    handler = flow.people.handler
    flow.arrives(handler, "#help", signed_by=handler)
    [helped] = flow.outbox()
    assert helped.row.kind == "help" and "#escalate" in helped.text
    with flow.store.reading() as books:
        assert unsound(books) == ()


def test_a_disabled_handler_is_nobody(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    with flow.store.writing() as books:
        [person] = people_at(books, address_mark(books, flow.people.handler.address))
        set_active(books, person, False)
    says(flow, notice, "#take")
    assert flow.outbox() == [] and flow.ticket(settled).status == "new"


def test_a_reply_on_a_ticket_that_was_never_sealed_leaves_plain_and_says_so(flow: Flow) -> None:
    flow.arrives("dana@mail.test", QUESTION, sealed=False)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    says(flow, notice, "#reply\n\nWe are here.")
    reply, transcript = flow.outbox()
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.certificate is None
    assert "PLAIN" in transcript.text


def test_a_ticket_that_held_sealed_words_never_answers_in_the_open(flow: Flow) -> None:
    """LEAK-01."""
    flow.arrives("dana@mail.test", QUESTION, sealed=True)  # encrypted, but no key to answer with
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    says(flow, notice, "#reply\n\nWe are here.")
    reply, transcript = flow.outbox()
    assert flow.leaves(reply) == Held("no_key") and "held" in transcript.text


def test_arabic_and_french_words_are_obeyed(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "\u200f#استلام\n\u200f#أولوية P1")
    assert flow.ticket(settled).priority == "P1"
    [transcript] = flow.outbox("transcript")
    says(flow, transcript, "#priorité P3")
    assert flow.ticket(settled).priority == "P3"


def test_pasted_headers_are_no_commands(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "Subject: hello\nStatus: resolved\nCc: attacker@evil.test")
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]
    assert flow.ticket(settled).status == "new"


def test_text_beside_close_stays_inside(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """LEAK-10: the reporter gets the closing mail, and not a word of the handler's."""
    settled, notice = opened
    says(flow, notice, "#close\n#confirm\n\nShe was rude, I am glad to be rid of it.")
    closing, transcript = flow.outbox()
    assert closing.row.kind == "closing" and "rude" not in closing.text
    assert flow.ticket(settled).status == "closed" and "kept inside" in transcript.text


def test_whoever_is_given_a_ticket_gets_all_of_it(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, f"#give {flow.people.second_handler.address}")
    given, _ = flow.outbox()
    assert given.paper["to"] == flow.people.second_handler.address and QUESTION in given.text
    says(flow, given, "#take", who=flow.people.second_handler)
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]
    assert flow.ticket(settled).status == "triage"


@pytest.mark.parametrize("word", ["phishing", "hacked", "sealed"])
def test_a_ready_mail_goes_out_and_the_handlers_text_stays(flow: Flow, opened: tuple[Settled, Left], word: str) -> None:
    _, notice = opened
    says(flow, notice, f"#send {word}\n\nShe knows nothing about computers.")
    sent, transcript = flow.outbox()
    assert sent.paper["to"] == flow.people.reporter.address and "computers" not in sent.text
    assert sent.row.content and sent.row.undo_until is not None
    assert "ready mail" in transcript.text and "kept inside" in transcript.text
