"""Keys, tickets and handlers that somebody tries to take over: each story begins where an attacker once got through."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from db.papers import set_active, set_role
from db.questions import certificates_of, outbound_by_id, outbound_of, people_at, reporter_of, role_person
from db.vault import VaultShut
from mailflows.intake import Settled
from mailflows.leaving import Held, Leaving
from mailflows.notices import new_nonce
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_obey import QUESTION, says


@pytest.fixture
def opened(flow: Flow) -> tuple[Settled, Left]:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def thread(flow: Flow, settled: Settled) -> list[str]:
    """What the reporter's mail program would put into References."""
    with flow.store.reading() as books:
        rows = outbound_of(books, flow.ticket(settled).id)
        return [row.message_id for row in rows if row.kind == "received"]


def retire(flow: Flow, address: str) -> None:
    with flow.store.writing() as books:
        [person] = people_at(books, address_mark(books, address))
        set_active(books, person, False)


def test_a_signature_of_somebody_else_binds_their_key_to_nobody(flow: Flow) -> None:
    """KEY-01: Mallory sends on what Alice signed elsewhere; Alice's key must stay free for Alice."""
    alice, mallory = flow.people.reporter, flow.people.mallory
    flow.arrives(mallory.address, "what Alice once wrote to a list", signed_by=alice, vouches=False)
    flow.arrives(alice, "my first letter to you", signed_by=alice)
    notice = flow.outbox("notify_handler", flow.people.handler)[-1]
    assert alice.address in notice.text and "first time" in notice.text
    says(flow, notice, "#reply\n\nWe are here.")
    [reply] = flow.outbox("reply")
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving)
    assert (leaving.to, leaving.fingerprint) == (alice.address, alice.fingerprint)


def test_a_signed_key_does_not_replace_the_one_that_was_offered(flow: Flow) -> None:
    alice, mallory = flow.people.reporter, flow.people.mallory
    first = flow.arrives(alice, QUESTION, sealed=True, offered=(alice.certificate,))
    received, *_ = flow.outbox()
    forged = flow.arrives(
        alice.address, "it is me", signed_by=mallory, vouches=True, references=[received.row.message_id]
    )
    assert forged.ticket != first.ticket


def test_whoever_came_first_does_not_own_the_address(flow: Flow) -> None:
    """KEY-07: the plain Samir is not filed under the person whom Mallory made with a key of hers."""
    mallory, victim = flow.people.mallory, "samir@mail.test"
    flow.arrives(victim, "I am Samir, believe me", signed_by=mallory, vouches=True)
    flow.outbox()
    flow.passes(days=2)
    flow.arrives(victim, QUESTION, sealed=False)
    [received] = flow.outbox("received")
    leaving = flow.leaves(received)
    assert isinstance(leaving, Leaving) and leaving.certificate is None


def test_a_held_answer_is_not_released_by_a_key_that_comes_along(flow: Flow) -> None:
    settled = flow.arrives("dana@mail.test", QUESTION, sealed=True)
    received, notice, _ = flow.outbox()
    says(flow, notice, "#reply\n\nWe are here.")
    [reply] = flow.outbox("reply")
    assert flow.leaves(reply) == Held("no_key")
    flow.arrives(
        "dana@mail.test",
        "use this",
        sealed=False,
        offered=(flow.people.mallory.certificate,),
        references=[received.row.message_id],
    )
    with flow.store.reading() as books:
        person = reporter_of(books, flow.ticket(settled).id)
        assert person is not None and not certificates_of(books, person.id)
    assert flow.leaves(reply) == Held("no_key")


def test_a_key_bound_in_a_thread_is_told_with_its_fingerprint(flow: Flow) -> None:
    mallory = flow.people.mallory
    flow.arrives("dana@mail.test", QUESTION, sealed=True)
    received, *_ = flow.outbox()
    flow.arrives("dana@mail.test", "hi", signed_by=mallory, vouches=True, references=[received.row.message_id])
    notice = flow.outbox("notify_handler")[0]
    assert mallory.fingerprint[:4] in notice.text and "A key came" in notice.text


def test_a_disabled_handler_gets_nothing_more_and_the_others_do(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """KEY-15."""
    _, notice = opened
    says(flow, notice, "#take")
    transcript, *_ = flow.outbox()
    retire(flow, flow.people.handler.address)
    assert flow.leaves(transcript) == Held("inactive")
    reporter = flow.people.reporter
    later = flow.arrives(reporter, "the names of my sources", signed_by=reporter, references=thread(flow, opened[0]))
    told = {one.paper["to"] for one in flow.outbox("notify_handler")}
    assert later.ticket == opened[0].ticket and told == {flow.people.second_handler.address}


def test_a_partner_who_was_removed_gets_nothing_and_joins_nothing(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#escalate threat_lab\n\nPlease look.")
    escalation, *_ = flow.outbox()
    with flow.store.writing() as books:
        lab = role_person(books, "threat_lab")
        assert lab is not None
        set_active(books, lab, False)
    assert flow.leaves(escalation) == Held("inactive")
    person = flow.people.lab
    late = flow.arrives(person, "our answer", signed_by=person, references=[escalation.row.message_id])
    assert (late.state, late.reason) == ("aside", "inactive_partner")


def test_what_was_refused_today_is_not_obeyed_tomorrow(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """CMD-02: a copy of the refused mail comes when its words would fit."""
    _, notice = opened
    says(flow, notice, "#undo", signature="ab" * 32)
    [refused] = flow.outbox("refused")
    says(flow, refused, "#reply\n\nLeave your flat tonight.")
    [reply] = flow.outbox("reply")
    says(flow, notice, "#undo", signature="ab" * 32)
    assert "obeyed before" in flow.outbox("refused")[0].text
    with flow.store.reading() as books:
        row = outbound_by_id(books, reply.row.id)
        assert row is not None and row.state == "waiting"


def test_a_flood_in_somebodys_name_does_not_silence_them(flow: Flow) -> None:
    alice = flow.people.reporter
    flow.arrives(alice, "my first letter", signed_by=alice)
    for number in range(60):
        flow.arrives(alice.address, f"forged number {number} of many", sealed=False)
    flow.outbox()
    settled = flow.arrives(alice, "they are at my door", signed_by=alice)
    assert settled.state == "settled" and flow.outbox("notify_handler")


def test_a_partners_answer_is_not_handed_on_to_the_next_partner(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#escalate threat_lab\n\nPlease look.")
    escalation, _, transcript = flow.outbox()
    lab = flow.people.lab
    flow.arrives(lab, "CONFIDENTIAL of the lab", signed_by=lab, references=[escalation.row.message_id])
    _, notice, *_ = [*flow.outbox("notify_handler"), *flow.outbox("notify_handler")]
    mine = notice if notice.paper["to"] == flow.people.handler.address else transcript
    flow.passes(minutes=5)
    says(flow, mine, "#escalate threat_lab\n\nAnd again.")
    again = [one for one in flow.outbox() if one.row.kind == "escalation"]
    assert all("CONFIDENTIAL" not in one.text and QUESTION in one.text for one in again)


def test_one_key_that_writes_from_everywhere_gets_one_answer(flow: Flow) -> None:
    """THR-09: the budget counts the mailbox that is written to."""
    mallory = flow.people.mallory
    flow.arrives(mallory, "first", signed_by=mallory)
    for number in range(5):
        flow.arrives(f"x{number}@else.test", "more", signed_by=mallory, vouches=False)
    assert len(flow.outbox("received")) == 1


def test_a_tag_in_the_address_buys_no_more_answers(flow: Flow) -> None:
    for number in range(5):
        flow.arrives(f"victim+{number}@mail.test", "please answer me here", sealed=False)
    assert len(flow.outbox("received")) == 1


def test_a_refusal_shows_nothing_and_so_its_line_opens_nothing(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """CMD-10: what the second handler was not shown is sent along before they may speak."""
    _, first = opened
    reporter, second = flow.people.reporter, flow.people.second_handler
    says(flow, first, "#take")
    flow.outbox()
    # the second handler answers an old notice of their own after the reporter wrote to the first alone
    stop = flow.arrives(reporter, "STOP, they have my phone", signed_by=reporter, references=thread(flow, opened[0]))
    assert stop.ticket == opened[0].ticket
    flow.outbox()
    with flow.store.writing() as books:
        [person] = people_at(books, address_mark(books, second.address))
        set_role(books, person, "lead")  # who leads may see another's ticket; anybody else is shown nothing of it
        spoken = new_nonce(books, flow.ticket(opened[0]), person, flow.now, seen=1)
    body = f"#reply\n\nAll is well.\n\n> -- hirz {opened[0].ticket} {spoken} --\n"
    flow.arrives(second, body, signed_by=second)
    refused, shown = flow.outbox()
    assert refused.row.kind == "refused" and shown.row.kind == "notify_handler" and "STOP" in shown.text
    says(flow, refused, "#reply\n\nAll is well.", who=second)
    assert "reply" not in {one.row.kind for one in flow.outbox()}


def test_who_edits_the_role_in_the_store_makes_no_handler(flow: Flow) -> None:
    """OPS-13."""
    mallory = flow.people.mallory
    flow.arrives(mallory, "hello to you all", signed_by=mallory)
    with flow.store.engine.begin() as link:
        link.execute(text("UPDATE person SET role = 'handler' WHERE role = 'reporter'"))
    with pytest.raises(VaultShut):
        flow.arrives("dana@mail.test", QUESTION, sealed=False)


def test_undo_takes_back_ones_own_words_alone(flow: Flow) -> None:
    reporter, second = flow.people.reporter, flow.people.second_handler
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter)
    first, other = flow.outbox("notify_handler")
    says(flow, first, "#reply\n\nWe are here.")
    [reply] = flow.outbox("reply")
    assert flow.ticket(settled).next_due_at is not None  # nothing has left yet
    says(flow, other, "#undo", who=second)
    with flow.store.reading() as books:
        row = outbound_by_id(books, reply.row.id)
        assert row is not None and row.state == "waiting"


def test_too_long_a_text_is_refused_in_words(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#reply\n\n" + "a long line of advice\n" * 3000)
    assert "too long" in flow.outbox("refused")[0].text


def test_a_proven_letter_is_read_whatever_a_list_wrote_around_it(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives(reporter, QUESTION, signed_by=reporter)
    flow.outbox()
    settled = flow.arrives(reporter, "help", signed_by=reporter, headers=[("list-id", "<x.test>")])
    assert settled.state == "settled" and {one.row.kind for one in flow.outbox()} == {"notify_handler"}


def test_a_pasted_notice_does_not_leave(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """LEAK-02."""
    _, notice = opened
    handler = flow.people.handler
    pasted = "\n".join(line for line in notice.text.splitlines() if not line.startswith(("#", "--", "|")))
    code = notice.nonce_line.split()[3]
    body = f"#ticket {opened[0].ticket} {code}\n#reply\n\nSee below.\n\n{pasted}\n"
    flow.arrives(handler, body, signed_by=handler)
    assert "reply" not in {one.row.kind for one in flow.outbox()}


def test_the_category_stands_in_no_column(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#send phishing")
    with flow.store.engine.connect() as link:
        kinds = {row[0] for row in link.execute(text("SELECT kind FROM outbound"))}
        told = " ".join(f"{row[0]} {row[1]}" for row in link.execute(text("SELECT what, detail FROM record")))
    assert "phishing" not in " ".join(kinds) + told and "guidance" in kinds


def test_the_promise_stands_until_an_answer_left(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#reply\n\nWe are here.")
    [transcript] = flow.outbox("transcript")
    says(flow, transcript, "#undo")
    ticket = flow.ticket(settled)
    assert ticket.first_reply_at is None and ticket.next_due_at == flow.now + timedelta(hours=2)
