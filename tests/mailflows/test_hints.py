"""What stands outside the signed text grants nothing; where it names another ticket, nothing is done."""

import pytest

from mailflows.intake import Settled
from tests.mailflows.flow import Flow, Left


@pytest.fixture
def two(flow: Flow) -> tuple[Settled, Left, Settled, Left]:
    """Two tickets of two people, and the handler's notice about each."""
    reporter, other = flow.people.reporter, "b@there.test"
    first = flow.arrives(reporter, "Somebody took over my account", signed_by=reporter)
    [about_first] = flow.outbox("notify_handler", flow.people.handler)
    second = flow.arrives(other, "They are at my door", sealed=False)
    [about_second] = flow.outbox("notify_handler", flow.people.handler)
    return first, about_first, second, about_second


def test_a_reply_in_one_thread_with_the_line_of_another_does_nothing(
    flow: Flow, two: tuple[Settled, Left, Settled, Left]
) -> None:
    first, about_first, _, about_second = two
    thread = (*about_second.paper["references"], about_second.row.message_id)
    flow.obeys(flow.people.handler, f"#take\n\n> {about_first.nonce_line}", references=thread)
    assert "another ticket" in flow.outbox("refused")[0].text
    assert flow.ticket(first).handler_id is None
    own = (*about_first.paper["references"], about_first.row.message_id)
    flow.obeys(flow.people.handler, f"#take\n\n> {about_first.nonce_line}", references=own)
    assert flow.ticket(first).handler_id is not None


def test_a_subject_that_names_another_ticket_does_nothing(flow: Flow, two: tuple[Settled, Left, Settled, Left]) -> None:
    first, about_first, second, _ = two
    for subject in (f"Re: Ticket {second.ticket}", f"AW: {second.ticket.lower()}"):
        flow.obeys(flow.people.handler, f"#take\n\n> {about_first.nonce_line}", subject=subject)
        assert "another ticket" in flow.outbox("refused")[0].text
        assert flow.ticket(first).handler_id is None
    for subject in (f"Re: Ticket {first.ticket}", "Re: Message", "...", "H-0000-0000"):  # none, its own, or no ticket's
        flow.obeys(flow.people.handler, f"#priority P1\n\n> {about_first.nonce_line}", subject=subject)
        assert flow.outbox("transcript")


def test_thread_and_subject_alone_bind_nothing(flow: Flow, two: tuple[Settled, Left, Settled, Left]) -> None:
    first, about_first, _, _ = two
    thread = (*about_first.paper["references"], about_first.row.message_id)
    flow.obeys(flow.people.handler, "#take", references=thread, subject=f"Re: Ticket {first.ticket}")
    assert "missing" in flow.outbox("refused")[0].text
    assert flow.ticket(first).handler_id is None
