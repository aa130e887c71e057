"""`#key find`: off unless the operator says so; what is found is shown to the handler who asked, and not taken over."""

import pytest

from db.questions import person_by_id, ticket_by_id
from mailflows.answer import answer
from mailflows.commands.case import Case, Refused
from mailflows.commands.run.look_up import find
from mailflows.errands import FindKey
from mailflows.leaving import Leaving
from mailflows.notices import at_once
from mailflows.outcomes import key_outcome, no_key_outcome, put_in
from pgp.certificates import canonical
from tests.mailflows.flow import Flow
from tests.people import People


def asked(flow: Flow, value: str) -> Leaving:
    """The mail to the handler who looks for a key in the ticket of Amal, who wrote without one."""
    flow.arrives("amal@mail.test", "help me", sealed=False)
    notice = flow.outbox("notify_handler", flow.people.handler)[-1]
    with flow.store.writing() as books:
        handler = person_by_id(books, notice.row.person_id)
        ticket = ticket_by_id(books, notice.row.ticket_id or "")
        case = Case(books, flow.desk, ticket, handler, "", frozenset({"key"}), flow.now)
        done = find(value, case)
        assert done.also and done.task
        name, facts = done.also
        answer(books, flow.desk, ticket, handler, name, facts, at_once(flow.now), flow.now, task=done.task)
    (mail,) = flow.outbox("found_key", flow.people.handler)
    leaving = flow.leaves(mail)
    assert isinstance(leaving, Leaving) and leaving.certificate is not None
    return leaving


def test_it_is_off_unless_the_operator_says_so(flow: Flow) -> None:
    assert not flow.desk.looks_up
    with pytest.raises(Refused, match="look_up_off"):
        asked(flow, "samir@press.test")


@pytest.mark.parametrize(
    ("value", "address"),
    [("", "amal@mail.test"), (" <samir@press.test> ", "samir@press.test")],
    ids=["reporter", "any"],
)
def test_a_key_is_looked_for_only_when_the_mail_leaves(flow: Flow, value: str, address: str) -> None:
    flow.becomes(looks_up=True)
    leaving = asked(flow, value)
    assert leaving.errand and leaving.errand.task == FindKey(address)


def test_what_is_no_address_is_refused(flow: Flow) -> None:
    flow.becomes(looks_up=True)
    with pytest.raises(Refused, match="no_address"):
        asked(flow, "Samir, of the press")


def test_a_key_that_was_found_is_shown_and_nothing_is_taken_over(flow: Flow, people: People) -> None:
    flow.becomes(looks_up=True)
    read = canonical(people.reporter.certificate)
    mail = put_in(asked(flow, ""), key_outcome(read, "press.test"), flow.desk)
    assert read.fingerprint[:4] + " " in mail.text and f"#key accept {read.fingerprint}" in mail.text
    assert "Nothing was taken over" in mail.text and "press.test" in mail.text
    (file,) = mail.files
    assert canonical(file.data).fingerprint == read.fingerprint


def test_none_that_was_found_is_told_in_words(flow: Flow) -> None:
    flow.becomes(looks_up=True)
    mail = put_in(asked(flow, ""), no_key_outcome("nothing", "en"), flow.desk)
    assert "publishes no key for this address" in mail.text and not mail.files


@pytest.mark.parametrize("words", ["#key find", "#clé chercher samir@press.test", "#مفتاح بحث samir@press.test"])
def test_a_handler_asks_for_it_in_three_languages(flow: Flow, people: People, words: str) -> None:
    flow.arrives("amal@mail.test", "help me", sealed=False)
    notice = flow.outbox("notify_handler", people.handler)[-1]
    assert flow.obeys(people.handler, f"{words}\n\n> {notice.nonce_line}").reason == "look_up_off"
    flow.becomes(looks_up=True)
    assert flow.obeys(people.handler, f"{words}\n\n> {notice.nonce_line}").reason == ""
    (mail,) = flow.outbox("found_key")
    assert mail.paper["to"] == people.handler.address and mail.paper["errand"]["kind"] == "find_key"
