"""A row of a digest binds a mail to its ticket, and gives nobody leave to answer letters that they were not shown."""

import pytest

from db.questions import entries_of, members_of_ticket, ticket_named
from mailflows.shifts.duties import my_day
from mailflows.shifts.gathered import tell_gathered
from tests.mailflows.flow import Flow, Left

STOP = "STOP, do NOT write to this address any more, they hold my phone"


def writes_again(flow: Flow, name: str, text: str) -> None:
    with flow.store.reading() as books:
        ticket = ticket_named(books, name)
        assert ticket is not None
        token = next(one.token for one in members_of_ticket(books, ticket.id) if one.part == "reporter")
    domain = flow.desk.address.partition("@")[2]
    again = flow.arrives("dana@mail.test", text, sealed=False, references=[f"<{token}@{domain}>"])
    assert again.ticket == name


def row_of(left: Left) -> str:
    return next(line.strip() for line in left.text.splitlines() if "#ticket H-" in line)


@pytest.fixture
def gathered(flow: Flow) -> tuple[str, str]:
    """The name of a ticket of two letters, and the row by which a digest tells of it."""
    flow.obeys(flow.people.handler, "#me notices=digest")
    name = flow.arrives("dana@mail.test", "Somebody reads my mail.", sealed=False).ticket
    writes_again(flow, name, STOP)
    flow.outbox()
    flow.passes(hours=9)
    with flow.store.writing() as books:
        assert tell_gathered(books, flow.desk, flow.now) == 1
    (digest,) = flow.outbox("gathered", flow.people.handler)
    assert STOP not in digest.text
    return name, row_of(digest)


def test_nobody_answers_from_a_digest_what_they_were_not_shown(flow: Flow, gathered: tuple[str, str]) -> None:
    _, row = gathered
    refused = flow.obeys(flow.people.handler, f"{row}\n#reply\n\nHere is our answer, to nothing that was read.")
    assert refused.reason == "ticket_changed"
    left = flow.outbox()
    assert not [one for one in left if one.row.kind == "reply"]
    notice = next(one for one in left if one.row.kind == "notify_handler")
    assert STOP in notice.text and "Somebody reads my mail." in notice.text  # all that they had not seen
    tag, nonce = notice.nonce_line.split()[2:4]
    assert not flow.obeys(flow.people.handler, f"#ticket {tag} {nonce}\n#reply\n\nWe have read both letters.").reason


@pytest.mark.parametrize(
    "words", ["#take", "#show", "#snooze 2 h", "#priority P1", "#note\n\nShe called.", "\nA note."]
)
def test_words_that_stay_in_the_house_are_obeyed_from_a_row(flow: Flow, gathered: tuple[str, str], words: str) -> None:
    name, row = gathered
    done = flow.obeys(flow.people.handler, f"{row}\n{words}\n")
    assert (done.reason, done.ticket) == ("", name)


def test_what_comes_after_the_row_is_a_change_for_every_word(flow: Flow, gathered: tuple[str, str]) -> None:
    name, row = gathered
    writes_again(flow, name, "and now they are here")
    assert flow.obeys(flow.people.handler, f"{row}\n#snooze 2 h\n").reason == "ticket_changed"


def test_the_transcript_of_a_row_shows_nothing_new_either(flow: Flow, gathered: tuple[str, str]) -> None:
    _, row = gathered
    flow.obeys(flow.people.handler, f"{row}\n#take\n")
    (transcript,) = flow.outbox("transcript", flow.people.handler)
    tag, nonce = transcript.nonce_line.split()[2:4]
    again = f"#ticket {tag} {nonce}\n"
    assert not flow.obeys(flow.people.handler, f"{again}#priority P1\n").reason
    assert flow.obeys(flow.people.handler, f"{again}#reply\n\nAnswered unread.").reason == "ticket_changed"


def test_who_saw_every_letter_may_answer_from_the_row_of_the_day(flow: Flow) -> None:
    name = flow.arrives("dana@mail.test", "Somebody reads my mail.", sealed=False).ticket
    flow.outbox()
    flow.now = flow.now.replace(hour=9)
    flow.passes(days=1)
    with flow.store.writing() as books:
        assert my_day(books, flow.desk, flow.now)
        ticket = ticket_named(books, name)
        assert ticket is not None and len(entries_of(books, ticket.id)) == 1
    (day,) = flow.outbox("my_day", flow.people.handler)
    assert not flow.obeys(flow.people.handler, f"{row_of(day)}\n#reply\n\nWe have read your letter.").reason
