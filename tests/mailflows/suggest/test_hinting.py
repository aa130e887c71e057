"""A letter's own words raise a new ticket and ring the shift; they set no category, and lower nothing."""

from typing import Any

import pytest

from db.papers import entry_paper, figures_of
from db.questions import letter_before, ticket_by_id
from mailflows.intake import Settled
from tests.mailflows.flow import Flow

DANGER = "Please help us. My brother was arrested yesterday by men with guns."
CALM = "Hello, my facebook account was suspended and the appeal was rejected."
NOT_SO = "I was not arrested. I only want advice on how to protect my phone before I travel."


def figures(flow: Flow, settled: Settled) -> dict[str, Any]:
    with flow.store.reading() as books:
        return dict(figures_of(books, flow.ticket(settled)))


def paper(flow: Flow, settled: Settled) -> dict[str, Any]:
    with flow.store.reading() as books:
        ticket = ticket_by_id(books, flow.ticket(settled).id)
        letter = letter_before(books, ticket.id)
        assert letter is not None
        return dict(entry_paper(books, ticket, letter))


def test_words_of_danger_raise_a_new_ticket_and_set_no_category(flow: Flow) -> None:
    settled = flow.arrives("someone@mail.test", DANGER, sealed=False)
    assert flow.ticket(settled).priority == "P1"
    kept = figures(flow, settled)
    assert (kept["hint"], kept["hint_from"], kept.get("category") or "") == ("arrest_detention", "text", "")
    assert paper(flow, settled)["hint"]["danger"]


def test_the_notice_says_why(flow: Flow) -> None:
    flow.arrives("someone@mail.test", DANGER, sealed=False)
    notice = flow.outbox("notify_handler", flow.people.handler.address)[-1]
    assert "raised by words of the letter: with guns / was arrested" in " ".join(notice.text.split())
    assert "#category arrest_detention" in notice.text


@pytest.mark.parametrize("text", [CALM, NOT_SO])
def test_nothing_else_raises_a_ticket(flow: Flow, text: str) -> None:
    settled = flow.arrives("someone@mail.test", text, sealed=False)
    assert flow.ticket(settled).priority == "P2"
    assert not paper(flow, settled)["hint"]["danger"]


def test_the_neutral_answer_is_the_same(flow: Flow) -> None:
    written = []
    for frm, text in (("one@mail.test", CALM), ("two@mail.test", DANGER)):
        settled = flow.arrives(frm, text, sealed=False)
        [answer] = flow.outbox("received", frm)
        written.append(answer.text.replace(settled.ticket, "TAG"))
    assert written[0] == written[1]


def test_the_pager_rings_by_words_of_danger_and_no_more_often_than_it_may(flow: Flow) -> None:
    flow.obeys(flow.people.handler, "#me pager=bell@phone.test")
    flow.arrives("one@mail.test", DANGER, sealed=False)
    assert len([one for one in flow.outbox() if one.row.kind == "pager"]) == 1
    flow.arrives("two@mail.test", DANGER, sealed=False)
    assert not [one for one in flow.outbox() if one.row.kind == "pager"]  # a moment later
    flow.passes(minutes=11)
    flow.arrives("three@mail.test", CALM, sealed=False)
    assert not [one for one in flow.outbox() if one.row.kind == "pager"]


def test_the_menu_wins_over_the_text(flow: Flow) -> None:
    flow.becomes(ack_mode="menu")
    settled = flow.arrives("someone@mail.test", CALM, sealed=False)
    [first] = flow.outbox("received")
    said = figures(flow, settled)["hint"]
    flow.arrives("someone@mail.test", "8", sealed=False, references=[first.row.message_id])
    kept = figures(flow, settled)
    assert (said, kept["hint_from"]) == ("account_suspension", "menu")
    flow.arrives("someone@mail.test", DANGER, sealed=False, references=[first.row.message_id])
    assert figures(flow, settled)["hint"] == kept["hint"]


def test_a_calm_letter_lowers_nothing(flow: Flow) -> None:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, DANGER, signed_by=reporter)
    [first] = flow.outbox("received")
    flow.arrives(reporter, CALM, signed_by=reporter, references=[first.row.message_id])
    assert flow.ticket(settled).priority == "P1"


def test_a_ticket_that_somebody_took_is_left_as_it_is(flow: Flow) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    settled = flow.arrives(reporter, CALM, signed_by=reporter)
    [first] = flow.outbox("received")
    flow.seen.clear()
    notice = flow.outbox("notify_handler", handler)[-1]
    flow.obeys(handler, f"#take\n\n> {notice.nonce_line}")
    assert flow.ticket(settled).handler_id
    flow.arrives(reporter, DANGER, signed_by=reporter, references=[first.row.message_id])
    assert flow.ticket(settled).priority == "P2"
