"""What was said, erased, or kept from somebody in one ticket holds in every other that belongs to it."""

import re
from typing import Any

import pytest

from db.papers import figures_of, outbound_paper
from db.questions import (
    outbound_by_id,
    outbound_of,
    outbound_of_kinds,
    person_by_id,
    ticket_by_id,
    ticket_named,
    tokens_of,
)
from db.store import Books
from db.tables import Outbound, Ticket
from mailflows.consents import consents_of
from mailflows.erasing import erase_ticket
from mailflows.parting import left
from mailflows.search.marks import index_ticket, tokens_for
from mailflows.search.stems import stems_in
from mailflows.tickets import move
from tests.mailflows.flow import Flow, Left
from tests.people import Person

TAG = re.compile(r"H-[2-9A-Z]{4}-[2-9A-Z]{4}")
DANA = "dana@mail.test"


def comes(flow: Flow, text: str, frm: str = DANA, **more: Any) -> Left:
    """A plain letter; returns the handler's notice of it."""
    flow.arrives(frm, text, sealed=False, **more)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def bound(notice: Left) -> str:
    return " ".join(notice.nonce_line.split()[2:4])


def tag_of(notice: Left) -> str:
    return notice.nonce_line.split()[2]


def says(flow: Flow, notice: Left, words: str, who: Person | None = None) -> tuple[str, list[Left]]:
    """What somebody answers to a notice; why it was refused, if it was, and what was written of it."""
    head, empty, below = words.partition("\n\n")
    text = f"#ticket {bound(notice)}\n{head}{empty or chr(10) * 2}{below}"
    settled = flow.obeys(who or flow.people.handler, text)
    return settled.reason, flow.outbox()


def ticket(books: Books, tag: str) -> Ticket:
    found = ticket_named(books, tag)
    assert found is not None
    return found


def again(flow: Flow, tag: str) -> Left:
    """A fresh line to answer this ticket by."""
    flow.obeys(flow.people.handler, f"#show {tag}")
    return flow.outbox("show")[0]


def finds(flow: Flow, who: Person, word: str) -> list[str]:
    """The tags of the tickets in which somebody finds a word."""
    flow.obeys(who, f"#find {word}")
    return TAG.findall(flow.outbox("found")[0].text)


def sees(flow: Flow, tag: str) -> bool:
    """Whether the other handler is shown a ticket."""
    flow.obeys(flow.people.second_handler, f"#show {tag}")
    return any(one.row.kind == "show" for one in flow.outbox())


def row(books: Books, mail: Left) -> Outbound:
    found = outbound_by_id(books, mail.row.id)
    assert found is not None
    return found


def text_of(books: Books, mail: Outbound) -> str:
    about = ticket_by_id(books, mail.ticket_id) if mail.ticket_id else None
    return str(outbound_paper(books, mail, about, person_by_id(books, mail.person_id))["text"])


def stand(flow: Flow, notice: Left, status: str) -> None:
    """The ticket ended so, however it came to."""
    with flow.store.writing() as books:
        ended = ticket(books, tag_of(notice))
        move(ended, status, flow.now)
        books.session.add(ended)


def answered(flow: Flow, notice: Left) -> Left:
    """A second entry stands in the ticket, so that one may go."""
    assert says(flow, notice, "#note\n\nI called back.")[0] == ""
    return again(flow, tag_of(notice))


# a ticket opened by hand


def test_new_is_no_door_to_whoever_has_a_ticket_that_is_kept_from_one(flow: Flow) -> None:
    kept = comes(flow, "what nobody else may read")
    assert says(flow, kept, "#flag restricted")[0] == ""
    flow.obeys(flow.people.second_handler, f"#new Dana contact={DANA}\n\nShe called.")
    [refused] = flow.outbox()
    assert refused.row.kind == "refused" and "This address is known here" in refused.text
    assert "restricted" not in refused.text and tag_of(kept) not in refused.text
    flow.obeys(flow.people.handler, f"#new Dana contact={DANA}\n\nShe called.")
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]  # whoever sees it all may


# what the person agreed to


@pytest.mark.parametrize("how", ["split", "merge"])
def test_what_was_refused_stays_refused_in_whatever_ticket_the_words_lie(flow: Flow, how: str) -> None:
    first = comes(flow, "about the one thing")
    shown = answered(flow, first)
    assert says(flow, first, "#consent withdrawn for all\n#flag minor\n\nShe wants nobody told.")[0] == ""
    if how == "split":
        left = says(flow, shown, "#split 1")[1]
        other = next(one for one in left if one.row.kind == "notify_handler")
    else:
        other = comes(flow, "another matter")
        assert says(flow, other, "#consent given for threat_lab\n\nBy phone.")[0] == ""  # newer, about that one alone
        assert says(flow, first, f"#merge {tag_of(other)}")[0] == ""
    assert says(flow, again(flow, tag_of(other)), "#escalate threat_lab\n\nPlease look.")[0] != ""
    assert flow.outbox("escalation") == []
    with flow.store.reading() as books:
        assert figures_of(books, ticket(books, tag_of(other)))["flags"] == ["minor"]


def test_who_agreed_to_one_trouble_being_told_did_not_agree_to_another(flow: Flow) -> None:
    first, other = comes(flow, "about the one thing"), comes(flow, "another matter")
    assert says(flow, first, "#consent given for threat_lab until=2027-01-31\n\nBy phone.")[0] == ""
    assert says(flow, other, "#consent given for all\n\nBy phone.")[0] == ""
    assert says(flow, first, f"#merge {tag_of(other)}")[0] == ""
    with flow.store.reading() as books:
        said = consents_of(books, ticket(books, tag_of(other)))
    assert {role: (word["said"], word["until"]) for role, word in said.items()} == {
        "all": ("given", ""),
        "threat_lab": ("given", "2027-01-31"),  # no longer than she said
    }
    third = comes(flow, "a third matter")
    assert says(flow, again(flow, tag_of(other)), f"#merge {tag_of(third)}")[0] == ""
    with flow.store.reading() as books:
        assert consents_of(books, ticket(books, tag_of(third))) == {}


# merged tickets


def test_what_was_merged_twice_is_found_where_it_went_on(flow: Flow) -> None:
    first, second, third = comes(flow, "my cousin Zolbrunix"), comes(flow, "another matter"), comes(flow, "a third")
    assert says(flow, first, f"#merge {tag_of(second)}")[0] == ""
    assert says(flow, again(flow, tag_of(second)), f"#merge {tag_of(third)}")[0] == ""
    assert finds(flow, flow.people.handler, "Zolbrunix") == [tag_of(third)]
    with flow.store.writing() as books:
        index_ticket(books, ticket(books, tag_of(third)))  # as when all marks are made anew
    assert finds(flow, flow.people.handler, "Zolbrunix") == [tag_of(third)]


def test_what_became_part_of_a_ticket_is_closed_and_opened_with_it(flow: Flow) -> None:
    first, second = comes(flow, "my cousin Zolbrunix"), comes(flow, "another matter")
    assert says(flow, first, f"#merge {tag_of(second)}")[0] == ""
    assert says(flow, again(flow, tag_of(second)), "#flag restricted")[0] == ""
    assert not sees(flow, tag_of(first)) and finds(flow, flow.people.second_handler, "Zolbrunix") == []
    assert says(flow, again(flow, tag_of(second)), "#flag -restricted")[0] == ""
    assert sees(flow, tag_of(first)) and finds(flow, flow.people.second_handler, "Zolbrunix") == [tag_of(second)]
    assert says(flow, again(flow, tag_of(second)), "#flag restricted Driss Handler")[0] == ""
    assert sees(flow, tag_of(first))
    assert says(flow, again(flow, tag_of(second)), "#flag -restricted Driss Handler")[0] == ""
    assert not sees(flow, tag_of(first))


def test_an_open_ticket_that_goes_into_a_restricted_one_is_restricted(flow: Flow) -> None:
    first, second, third = comes(flow, "the first"), comes(flow, "my cousin Zolbrunix"), comes(flow, "a third matter")
    assert says(flow, first, f"#merge {tag_of(second)}")[0] == ""
    assert says(flow, third, "#flag restricted")[0] == ""
    assert says(flow, again(flow, tag_of(second)), f"#merge {tag_of(third)}")[0] == ""
    assert not sees(flow, tag_of(first)) and not sees(flow, tag_of(second))


def test_parts_that_are_closed_to_somebody_are_not_read_through_the_whole(flow: Flow) -> None:
    first, second = comes(flow, "my cousin Zolbrunix"), comes(flow, "another matter")
    assert says(flow, first, f"#merge {tag_of(second)}")[0] == ""
    assert says(flow, again(flow, tag_of(first)), "#flag restricted")[0] == ""  # that part alone
    assert finds(flow, flow.people.second_handler, "Zolbrunix") == []
    assert finds(flow, flow.people.handler, "Zolbrunix") == [tag_of(second)]
    assert says(flow, again(flow, tag_of(second)), "#flag restricted Driss Handler")[0] == ""
    assert sees(flow, tag_of(second)) and not sees(flow, tag_of(first))


def test_tickets_that_are_closed_to_different_people_are_not_merged(flow: Flow) -> None:
    first, second = comes(flow, "my cousin Zolbrunix"), comes(flow, "another matter")
    assert says(flow, first, "#flag restricted")[0] == ""
    assert says(flow, second, "#flag restricted Driss Handler")[0] == ""
    [refused] = says(flow, first, f"#merge {tag_of(second)}")[1]
    assert "not to the same people" in refused.text
    assert says(flow, second, "#flag -restricted Driss Handler")[0] == ""
    assert says(flow, first, f"#merge {tag_of(second)}")[0] == ""


# what was erased


def test_words_that_were_found_are_kept_no_longer_than_the_mail_that_told_them(flow: Flow) -> None:
    """Promise 5: such a mail lies under its reader's key, or under that of the ticket it was asked for in."""
    first, other = comes(flow, "my cousin Zolbrunix was arrested"), comes(flow, "another matter", "eve@mail.test")
    flow.obeys(flow.people.handler, "#find Zolbrunix")
    [sent] = flow.outbox("found")
    says(flow, other, "#find Zolbrunix")
    flow.obeys(flow.people.handler, "#find Zolbrunix")
    with flow.store.writing() as books:
        left(books, flow.desk, row(books, sent), True, flow.now)
        mails = outbound_of_kinds(books, ("found",), ("waiting", "sent"))
        assert ["Zolbrunix" in text_of(books, one) for one in mails if one.id != sent.row.id] == [True, True]
        assert text_of(books, row(books, sent)) == ""
        erase_ticket(books, ticket(books, tag_of(first)), flow.now, "sysadmin")
    with flow.store.reading() as books:
        assert outbound_of_kinds(books, ("found",), ("waiting",)) == []
        assert [text_of(books, one) for one in outbound_of_kinds(books, ("found",), ("sent", "undone"))] == [""] * 3
        assert ticket(books, tag_of(other)).key is not None  # history still tells to whom they went
    assert tag_of(other) in again(flow, tag_of(other)).text


def test_a_mail_to_somebody_outside_stays_as_it_left(flow: Flow) -> None:
    reply = next(one for one in says(flow, comes(flow, "one"), "#reply\n\nHello.")[1] if one.row.kind == "reply")
    with flow.store.writing() as books:
        left(books, flow.desk, row(books, reply), False, flow.now)
        assert "Hello." in text_of(books, row(books, reply))


def test_the_words_of_an_erased_part_lead_nowhere_any_more(flow: Flow) -> None:
    first, second, third = comes(flow, "my cousin Zolbrunix"), comes(flow, "Querilop again"), comes(flow, "a third")
    assert says(flow, first, f"#merge {tag_of(second)}")[0] == ""
    assert says(flow, again(flow, tag_of(second)), f"#merge {tag_of(third)}")[0] == ""
    with flow.store.writing() as books:
        erase_ticket(books, ticket(books, tag_of(second)), flow.now, "sysadmin")
    with flow.store.reading() as books:
        marks = tokens_of(books, ticket(books, tag_of(third)).id)
        assert not marks & tokens_for(books, stems_in(["Querilop"]))
        assert marks & tokens_for(books, stems_in(["Zolbrunix"]))
    assert finds(flow, flow.people.handler, "Zolbrunix") == [tag_of(third)]  # it went on there and does still
    with flow.store.writing() as books:
        erase_ticket(books, ticket(books, tag_of(first)), flow.now, "sysadmin")
        assert not tokens_of(books, ticket(books, tag_of(third)).id) & tokens_for(books, stems_in(["Zolbrunix"]))


def test_what_was_split_off_and_erased_lies_in_no_notice_of_the_other_ticket(flow: Flow) -> None:
    first = comes(flow, "the first matter")
    reply = next(one for one in says(flow, first, "#reply\n\nHello.")[1] if one.row.kind == "reply")
    flow.passes(minutes=1)
    notice = comes(flow, "the Zolbrunix matter", references=[reply.row.message_id])
    shown = again(flow, tag_of(first))
    with flow.store.writing() as books:  # as it stands where a daemon of before sent it
        sent = row(books, notice)
        sent.state = "sent"
        books.session.add(sent)
    told = next(one for one in says(flow, shown, "#split 3")[1] if one.row.kind == "notify_handler")
    with flow.store.writing() as books:
        erase_ticket(books, ticket(books, tag_of(told)), flow.now, "sysadmin")
    with flow.store.reading() as books:
        old = ticket(books, tag_of(first))
        mails = outbound_of(books, old.id)
        assert not any("Zolbrunix" in text_of(books, one) for one in mails)
        assert [one.state for one in mails if one.id == shown.row.id] == ["spared"]
        assert any("the first matter" in text_of(books, one) for one in mails)  # what came before stays


# a promise that is still open


@pytest.mark.parametrize("how", ["closed", "resolved", "out_of_mandate", "referred"])
def test_what_is_merged_into_a_ticket_that_was_done_opens_it_again(flow: Flow, how: str) -> None:
    old = comes(flow, "an old matter")
    stand(flow, old, how)
    urgent = comes(flow, "they are at my door")
    why, mails = says(flow, urgent, f"#merge {tag_of(old)}")
    assert why == ""
    assert "is worked on again" in next(one.text for one in mails if one.row.kind == "transcript")
    with flow.store.reading() as books:
        stays = ticket(books, tag_of(old))
        assert (stays.status, stays.closed_at) == ("active", None) and stays.next_due_at is not None
    flow.obeys(flow.people.handler, "#list all")
    assert tag_of(old) in flow.outbox("list")[0].text


def test_nothing_is_merged_into_spam(flow: Flow) -> None:
    old = comes(flow, "an old matter")
    stand(flow, old, "spam")
    urgent = comes(flow, "they are at my door")
    [refused] = says(flow, urgent, f"#merge {tag_of(old)}")[1]
    assert refused.row.kind == "refused" and "That ticket is spam" in refused.text
    with flow.store.reading() as books:
        assert (ticket(books, tag_of(urgent)).status, ticket(books, tag_of(old)).status) == ("new", "spam")
