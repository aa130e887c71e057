"""Words about no ticket stand in none, and nobody writes a note into a ticket that they do not work on."""

import pytest

from db.questions import ticket_named
from tests.mailflows.flow import Flow

NOTE = "a note into a ticket that is not mine"


def given_away(flow: Flow) -> tuple[str, str]:
    """The name of a ticket that its first handler gave away, and the line of the notice they still have."""
    people = flow.people
    name = flow.arrives("dana@mail.test", "Somebody reads my mail.", sealed=False).ticket
    (notice,) = flow.outbox("notify_handler", people.handler)
    line = "#ticket " + " ".join(notice.nonce_line.split()[2:4])
    assert not flow.obeys(people.handler, f"{line}\n#give {people.second_handler.address}\n").reason
    return name, line


def entries(flow: Flow, name: str) -> int:
    with flow.store.reading() as books:
        ticket = ticket_named(books, name)
        assert ticket is not None
        return ticket.entries


@pytest.mark.parametrize("word", ["#me", "#list", "#find reads", "#help", "#show", "#list\n#me", ""])
def test_no_note_gets_into_a_ticket_that_was_given_away(flow: Flow, word: str) -> None:
    name, line = given_away(flow)
    before = entries(flow, name)
    assert flow.obeys(flow.people.handler, f"{line}\n{word}\n\n{NOTE}").reason == "not_yours"
    assert entries(flow, name) == before


@pytest.mark.parametrize("word", ["#me", "#list", "#find reads", "#help"])
def test_a_word_about_no_ticket_is_answered_and_stands_in_none(flow: Flow, word: str) -> None:
    name, line = given_away(flow)
    before = entries(flow, name)
    flow.outbox()
    done = flow.obeys(flow.people.handler, f"{line}\n{word}\n")
    assert (done.state, done.reason, done.ticket) == ("aside", "handler_asked", "")
    assert entries(flow, name) == before and flow.outbox(to=flow.people.handler)


def test_whoever_has_it_still_writes_a_note_beside_any_word(flow: Flow) -> None:
    name = flow.arrives("dana@mail.test", "Somebody reads my mail.", sealed=False).ticket
    (notice,) = flow.outbox("notify_handler", flow.people.handler)
    line = "#ticket " + " ".join(notice.nonce_line.split()[2:4])
    before = entries(flow, name)
    assert flow.obeys(flow.people.handler, f"{line}\n#list\n\nShe will call at nine.").ticket == name
    assert entries(flow, name) == before + 1


def test_a_ticket_that_was_shown_stands_in_its_history_however_it_was_named(flow: Flow) -> None:
    name = flow.arrives("dana@mail.test", "Somebody reads my mail.", sealed=False).ticket
    other = flow.arrives("rana@mail.test", "Somebody follows me.", sealed=False).ticket
    notices = flow.outbox("notify_handler", flow.people.handler)
    line = next(
        f"#ticket {tag} {nonce}" for one in notices for tag, nonce in [one.nonce_line.split()[2:4]] if tag == name
    )
    assert flow.obeys(flow.people.handler, f"{line}\n#show {name.lower()}\n").ticket == name
    assert flow.obeys(flow.people.handler, f"{line}\n#show {other}\n").ticket == ""
