"""Tickets and people brought together: opened by hand, merged, split, tied, joined; and the safe way to somebody."""

import re
from typing import Any

import pytest

from db.casework import Named
from db.papers import Erased, entry_paper, raw_mail, ticket_key
from db.questions import (
    entries_of,
    kept_by_id,
    member_with_part,
    members_of_ticket,
    people_at,
    raw_of,
    related_to,
    reporter_of,
    ticket_by_id,
    ticket_named,
)
from db.questions.record import record_lines
from db.soundness import unsound
from db.store import Books
from db.tables import Ticket
from mailflows.contact import way_to
from mailflows.custody import files_in
from mailflows.intake import Settled
from mailflows.leaving import Held, Leaving
from mailflows.letter import Attachment, Mailbox
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.people import Person

DANA = "dana@mail.test"
LAWYER = "nadia@chambers.test"
TAG = re.compile(r"H-[2-9A-Z]{4}-[2-9A-Z]{4}")


def comes(flow: Flow, frm: Person | str = DANA, text: str = "somebody reads my mail", **more: Any) -> Left:
    """A letter that opens a ticket, or lands in one; returns the handler's notice of it."""
    sealed = not isinstance(frm, str)
    flow.arrives(frm, text, signed_by=None if isinstance(frm, str) else frm, sealed=sealed, **more)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def says(flow: Flow, notice: Left, text: str) -> list[Left]:
    """The handler answers a notice; returns what was written of it, in order."""
    head, empty, below = text.partition("\n\n")
    flow.obeys(flow.people.handler, f"#ticket {' '.join(notice.nonce_line.split()[2:4])}\n{head}{empty}{below}")
    return flow.outbox()


def by_itself(flow: Flow, text: str, **more: Any) -> tuple[Settled, list[Left]]:
    return flow.obeys(flow.people.handler, text, **more), flow.outbox()


def of(left: list[Left], kind: str) -> Left:
    [one] = [one for one in left if one.row.kind == kind and one.paper["to"] != "zeina@desk.test"][:1]
    return one


def goes_to(flow: Flow, left: Left) -> str:
    leaving = flow.leaves(left)
    assert isinstance(leaving, Leaving)
    return leaving.to


def tag_of(left: Left) -> str:
    return left.nonce_line.split()[2]


def ticket(books: Books, tag: str) -> Ticket:
    found = ticket_named(books, tag)
    assert found is not None
    return found


def sound(flow: Flow) -> None:
    with flow.store.reading() as books:
        assert unsound(books) == ()


# new


def test_a_ticket_is_opened_for_somebody_on_the_phone(flow: Flow) -> None:
    settled, left = by_itself(
        flow, "#new Zahra channel=signal contact=+961 1 000 lang=ar\n\nThey took her phone at the border."
    )
    [transcript] = left  # nobody else is written to
    assert transcript.row.kind == "transcript" and "Signal +961 1 000" in transcript.text
    assert tag_of(transcript) == settled.ticket and settled.state == "settled"
    with flow.store.reading() as books:
        opened = ticket(books, settled.ticket)
        first, contact = entries_of(books, opened.id)
        assert first.kind == "log" and entry_paper(books, opened, first)["text"] == "They took her phone at the border."
        assert contact.kind == "contact" and opened.language == "ar" and opened.status == "triage"
        assert opened.handler_id == first.person_id and opened.next_due_at is not None
        way = way_to(books, opened)
        assert way is not None and (way.via, way.contact) == ("signal", "+961 1 000")
        kept = kept_by_id(books, first.kept_id or "")
        assert kept.ticket_id == opened.id  # erasing the ticket erases the mail too
        assert raw_mail(books, kept, raw_of(books, kept.id), opened)
    sound(flow)


def test_nobody_is_written_to_who_has_no_address(flow: Flow) -> None:
    _, [opened] = by_itself(flow, "#new Zahra channel=phone contact=+961 1 000\n\nShe called.")
    [refused] = says(flow, opened, "#reply\n\nHello")
    assert refused.row.kind == "refused" and "no mail address" in refused.text and "#channel" in refused.text
    [shown, _] = says(flow, refused, "#show")
    assert "Reached by: phone +961 1 000" in shown.text
    [who] = [one for one in says(flow, refused, "#who") if one.row.kind == "who"]
    assert "phone +961 1 000" in who.text
    done = says(flow, refused, "#close\n#confirm")
    assert [one.row.kind for one in done] == ["transcript"] and "nobody told them" in done[0].text


def test_one_with_an_address_is_known_from_then_on(flow: Flow) -> None:
    settled, [opened] = by_itself(flow, f"#new Dana channel=mail contact={DANA}\n\nMet her at the conference.")
    assert DANA in opened.text
    reply = of(says(flow, opened, "#reply\n\nAs promised."), "reply")
    assert reply.paper["to"] == DANA
    answered = flow.arrives(DANA, "thank you", sealed=False, references=[reply.row.message_id])
    assert answered.ticket == settled.ticket


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("#new Zahra", "which way they came"),
        ("#new Zahra channel=mail contact=bahia", "not one plain mail address"),
        ("#new x@y.test channel=phone contact=1", "name cannot be used"),
        ("#new Zahra channel=pigeon", "not one the command knows"),
        ("#new Zahra channel=mail contact=help@desk.test", "desk's own address"),
    ],
)
def test_what_opens_no_ticket(flow: Flow, said: str, why: str) -> None:
    flow.becomes(address="help@desk.test")
    _, [refused] = by_itself(flow, f"{said}\n\ntext")
    assert refused.row.kind == "refused" and why in refused.text


def test_a_ticket_of_somebody_at_the_desk_is_not_opened(flow: Flow) -> None:
    other = flow.people.second_handler.address
    _, [refused] = by_itself(flow, f"#new Her channel=mail contact={other}\n\ntext")
    assert "works here has this address" in refused.text


def test_new_goes_into_no_other_ticket(flow: Flow) -> None:
    """Whichever notice it answers: what somebody else said never lies under another person's key."""
    notice = comes(flow)
    left = says(flow, notice, "#new Zahra channel=meeting\n\nShe came by.")
    assert tag_of(of(left, "transcript")) != tag_of(notice)
    with flow.store.reading() as books:
        assert [one.kind for one in entries_of(books, ticket(books, tag_of(notice)).id)] == ["letter"]
    [refused] = says(flow, notice, "#new Zahra channel=meeting\n#priority P1\n\nShe came by.")
    assert refused.row.kind == "refused"


# merge, link, recurrence


def twice(flow: Flow, frm: Person | str = DANA) -> tuple[Left, Left, str]:
    """Two tickets of one person: the notices, and a Message-ID of the first one's thread."""
    first = comes(flow, frm)
    reply = of(says(flow, first, "#reply\n\nHello."), "reply")
    second = comes(flow, frm, "I write again from another phone")
    return first, second, reply.row.message_id


def test_what_comes_in_the_thread_of_a_merged_ticket_lands_in_the_other(flow: Flow) -> None:
    first, second, thread = twice(flow)
    flow.becomes(acks_per_address=9)
    left = says(flow, first, f"#priority P1\n#merge {tag_of(second)}")
    merged, told = of(left, "transcript"), [one for one in left if one.row.kind == "notify_handler"]
    assert "was merged into" in merged.text
    assert all(tag_of(first) in one.text and tag_of(second) in one.text for one in told) and told
    later = flow.arrives(DANA, "here is more", sealed=False, references=[thread])
    assert later.ticket == tag_of(second)
    assert "merged into this one" in flow.outbox("notify_handler", flow.people.handler)[0].text
    with flow.store.reading() as books:
        goes, stays = ticket(books, tag_of(first)), ticket(books, tag_of(second))
        assert (goes.status, stays.priority) == ("merged", "P1") and stays.next_due_at is not None
        assert entry_paper(books, goes, entries_of(books, goes.id)[0])["text"] == "somebody reads my mail"
        assert [(one.ticket.name, one.kind, one.of_it) for one in related_to(books, stays.id)] == [
            (goes.name, "merged", True)
        ]
    sound(flow)


def test_a_merged_ticket_that_held_sealed_words_makes_the_other_careful(flow: Flow) -> None:
    """LEAK-01."""
    flow.arrives(DANA, "sealed words", sealed=True)
    [first] = flow.outbox("notify_handler", flow.people.handler)
    second = comes(flow)
    says(flow, first, f"#merge {tag_of(second)}")
    [late] = says(flow, second, "#show")[:1]
    reply = of(says(flow, late, "#reply\n\nWe are here."), "reply")
    assert flow.leaves(reply) == Held("no_key")


def test_nothing_is_followed_across_an_erased_ticket(flow: Flow) -> None:
    first, second, thread = twice(flow)
    says(flow, first, f"#merge {tag_of(second)}")
    with flow.store.writing() as books:
        stays = ticket(books, tag_of(second))
        stays.key = None
        books.session.add(stays)
    later = flow.arrives(DANA, "here is more", sealed=False, references=[thread])
    assert later.ticket not in (tag_of(first), tag_of(second))


def test_a_stranger_who_has_the_thread_gets_no_further_through_a_merge(flow: Flow) -> None:
    """THR-01."""
    first, second, thread = twice(flow)
    says(flow, first, f"#merge {tag_of(second)}")
    later = flow.arrives("mallory@evil.test", "let me in", sealed=False, references=[thread])
    assert later.ticket not in (tag_of(first), tag_of(second))


def test_tickets_of_two_people_are_not_merged(flow: Flow) -> None:
    """LEAK-04: one would read what was answered to the other."""
    first, other = comes(flow), comes(flow, "omar@mail.test")
    [refused] = says(flow, first, f"#merge {tag_of(other)}")
    assert "two people's" in refused.text and f"#link {tag_of(other)}" in refused.text
    assert flow.ticket(Settled("", "", tag_of(first))).status == "new"


def _handler_id(flow: Flow, books: Books) -> str:
    [handler] = people_at(books, address_mark(books, flow.people.handler.address))
    return handler.id


def test_what_is_merged_into_nothing(flow: Flow) -> None:
    first, second, _ = twice(flow)
    for said, why in (
        (f"#merge {tag_of(first)}", "the ticket itself"),
        ("#merge H-2222-2222", "no such ticket"),
        ("#split 1\n#merge H-2222-2222", "cannot stand in one mail"),
    ):
        [refused] = says(flow, first, said)
        assert why in refused.text
    with flow.store.writing() as books:
        goes = ticket(books, tag_of(first))
        goes.restricted = True
        books.session.add(goes)
        books.append(Named(ticket_id=goes.id, person_id=_handler_id(flow, books)))
    [refused] = says(flow, first, f"#merge {tag_of(second)}")
    assert "restricted and that one is not" in refused.text
    third = comes(flow, DANA, "a third time")
    says(flow, second, f"#merge {tag_of(third)}")
    [refused] = says(flow, first, f"#merge {tag_of(second)}")
    assert "merged into another one itself" in refused.text and tag_of(third) in refused.text


def test_a_ticket_that_one_may_not_see_is_not_tied(flow: Flow) -> None:
    first, second, _ = twice(flow)
    with flow.store.writing() as books:
        [owner] = people_at(books, address_mark(books, flow.people.second_handler.address))
        other = ticket(books, tag_of(second))
        other.handler_id = owner.id
        books.session.add(other)
    for word in ("merge", "link", "recurrence"):
        [refused] = says(flow, first, f"#{word} {tag_of(second)}")
        assert "another handler's" in refused.text


def test_tickets_are_tied_and_untied(flow: Flow) -> None:
    first, other = comes(flow), comes(flow, "omar@mail.test")
    tied = of(says(flow, first, f"#link {tag_of(other)}\n#recurrence {tag_of(other)}"), "transcript")
    assert "are related" in tied.text and "happening again" in tied.text
    [shown, again] = says(flow, tied, "#show")
    assert f"{tag_of(other)}: belongs together" in shown.text and "the same trouble came before" in shown.text
    [refused] = says(flow, again, f"#link {tag_of(other)}")
    assert "in this way already" in refused.text
    says(flow, again, f"#link -{tag_of(other)}\n#recurrence -{tag_of(other)}")
    with flow.store.reading() as books:
        assert related_to(books, ticket(books, tag_of(other)).id) == []
    [refused] = says(flow, again, f"#link -{tag_of(other)}")
    assert "not tied" in refused.text


# split


def a_file(number: int, name: str) -> Attachment:
    return Attachment(number, "mail/2", name, "text/plain", "text/plain", 3, "ab" * 32)


def test_letters_about_something_else_get_a_ticket_of_their_own(flow: Flow) -> None:
    first = comes(flow, attachments=(a_file(1, "one.txt"),))
    reply = of(says(flow, first, "#reply\n\nHello."), "reply")
    thread = [reply.row.message_id]
    notice = comes(flow, DANA, "and my brother was arrested", references=thread, attachments=(a_file(1, "two.txt"),))
    left = says(flow, notice, "#split 3")
    transcript = of(left, "transcript")
    told = next(one for one in left if one.row.kind == "notify_handler")
    tag = tag_of(told)
    assert tag != tag_of(first) and tag in transcript.text and "brother was arrested" in told.text
    with flow.store.reading() as books:
        old, new = ticket(books, tag_of(first)), ticket(books, tag)
        [moved] = entries_of(books, new.id)
        assert entry_paper(books, new, moved)["text"] == "and my brother was arrested"
        kept = kept_by_id(books, moved.kept_id or "")
        assert raw_mail(books, kept, raw_of(books, kept.id), new) and kept.ticket_id == new.id
        stands = entries_of(books, old.id)[2]
        assert stands.kind == "moved" and tag in entry_paper(books, old, stands)["text"]
        one, other = reporter_of(books, old.id), reporter_of(books, new.id)
        assert one is not None and other is not None and one.id == other.id
        assert [file.number for file in files_in(books, new)] == [2]
        moves = [line.what for line in record_lines(books, "desk") if line.what in ("file moved", "file came")]
        assert moves == ["file came", "file came", "file moved", "file came"]
    later = comes(flow, DANA, "one more file", references=thread, attachments=(a_file(1, "three.txt"),))
    with flow.store.reading() as books:  # number 2 is not given a second time
        assert [file.number for file in files_in(books, ticket(books, tag_of(later)))] == [1, 3]
    sound(flow)


def test_what_was_split_off_outlives_the_key_it_came_under(flow: Flow) -> None:
    first = comes(flow)
    reply = of(says(flow, first, "#reply\n\nHello."), "reply")
    notice = comes(flow, DANA, "something else", references=[reply.row.message_id])
    told = next(one for one in says(flow, notice, "#split 3") if one.row.kind == "notify_handler")
    with flow.store.writing() as books:
        old = ticket(books, tag_of(first))
        old.key = None
        books.session.add(old)
    with flow.store.reading() as books:
        new = ticket(books, tag_of(told))
        [moved] = entries_of(books, new.id)
        assert entry_paper(books, new, moved)["text"] == "something else"
        with pytest.raises(Erased):
            ticket_key(books, ticket(books, tag_of(first)))


@pytest.mark.parametrize(
    ("said", "why"), [("9", "numbers of the entries"), ("all", "numbers of the entries"), ("1", "Nothing would stay")]
)
def test_what_cannot_be_split(flow: Flow, said: str, why: str) -> None:
    [refused] = says(flow, comes(flow), f"#split {said}")
    assert why in refused.text
    sound(flow)


# join


def test_a_lawyer_is_joined_and_told_nothing(flow: Flow) -> None:
    notice = comes(flow)
    [refused] = says(flow, notice, f"#join {LAWYER} as lawyer")
    assert "Did the reporter agree" in refused.text and "consent=given" in refused.text
    left = says(flow, refused, f"#join {LAWYER} as lawyer\n\nShe agreed on the phone today.")
    assert [one.row.kind for one in left] == ["transcript"]  # nobody outside hears of it
    transcript = left[0]
    reply = of(says(flow, transcript, "#reply\n\nFor you alone."), "reply")
    assert reply.paper["to"] == DANA
    with flow.store.reading() as books:
        there = ticket(books, tag_of(notice))
        lawyer = member_with_part(books, there.id, "lawyer")
        assert lawyer is not None and reporter_of(books, there.id) != lawyer
        token = next(m for m in members_of_ticket(books, there.id) if m.person_id == lawyer.id).token
    came = flow.arrives(LAWYER, "I act for her", sealed=False, references=[f"<{token}@{_domain(flow)}>"])
    assert came.ticket == tag_of(notice)
    [told] = flow.outbox("", flow.people.handler)
    assert "joined to this ticket" in told.text and "a lawyer" in told.text
    assert "Written by a lawyer" in told.text
    elsewhere = flow.arrives(LAWYER, "about somebody else", sealed=False)
    assert elsewhere.ticket != tag_of(notice)  # their own thread, and nothing else, leads here
    [notice] = [one for one in flow.outbox("notify_handler", flow.people.handler) if tag_of(one) == elsewhere.ticket]


def _domain(flow: Flow) -> str:
    return flow.desk.address.partition("@")[2]


def test_whoever_was_taken_out_opens_a_ticket_of_their_own(flow: Flow) -> None:
    notice = comes(flow)
    transcript = of(says(flow, notice, f"#join {LAWYER} as relative consent=given"), "transcript")
    with flow.store.reading() as books:
        there = ticket(books, tag_of(notice))
        sister = member_with_part(books, there.id, "relative")
        token = next(m for m in members_of_ticket(books, there.id) if sister and m.person_id == sister.id).token
    out = of(says(flow, transcript, f"#join -{LAWYER}"), "transcript")
    assert "does not belong" in out.text
    came = flow.arrives(LAWYER, "hello", sealed=False, references=[f"<{token}@{_domain(flow)}>"])
    assert came.ticket not in ("", tag_of(notice))
    [refused] = [one for one in says(flow, out, f"#join -{LAWYER}") if one.row.kind == "refused"]
    assert "was joined" in refused.text


def test_a_second_address_is_the_reporters_and_answers_go_on_to_the_first(flow: Flow) -> None:
    notice = comes(flow)
    other = comes(flow, "dana.second@mail.test", "it is me, from my other address")
    joined = of(says(flow, notice, "#join dana.second@mail.test as second"), "transcript")
    assert tag_of(other) in joined.text and DANA in joined.text
    reply = of(says(flow, joined, "#reply\n\nHello."), "reply")
    assert reply.paper["to"] == DANA
    came = flow.arrives("dana.second@mail.test", "yes", sealed=False, references=[reply.row.message_id])
    assert came.ticket == tag_of(notice)
    with flow.store.reading() as books:
        assert len(people_at(books, address_mark(books, DANA))) == 1
        assert people_at(books, address_mark(books, DANA)) == people_at(
            books, address_mark(books, "dana.second@mail.test")
        )
    last = flow.outbox("notify_handler", flow.people.handler)[-1]
    [refused] = says(flow, last, f"#join -{DANA}")
    assert "goes to this address" in refused.text
    assert (
        "no address of the reporter any more"
        in of(says(flow, refused, "#join -dana.second@mail.test"), "transcript").text
    )


def test_the_reporters_own_key_holds_when_a_second_person_turns_out_to_be_them(flow: Flow) -> None:
    """KEY-01: another key is recognised from then on, and nothing is sealed to it in place of the first."""
    reporter, other = flow.people.reporter, flow.people.mallory
    notice = comes(flow, reporter)
    comes(flow, other, "my other mailbox")
    joined = of(says(flow, notice, f"#join {other.address} as second"), "transcript")
    reply = of(says(flow, joined, "#reply\n\nHello."), "reply")
    leaving = flow.leaves(reply)
    assert not isinstance(leaving, Held) and leaving.fingerprint == reporter.fingerprint
    assert leaving.to == reporter.address
    came = flow.arrives(other, "me again", signed_by=other, references=[reply.row.message_id])
    assert came.ticket == tag_of(notice)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (f"{LAWYER}", "Say what they are"),
        (f"{LAWYER} as friend", "Say what they are"),
        (f"{DANA} as lawyer consent=given", "address of the reporter already"),
        ("not-an-address as lawyer consent=given", "not one plain mail address"),
        ("LAB as lawyer consent=given", "a partner's"),
        ("HANDLER as second", "works here"),
    ],
)
def test_who_is_not_joined(flow: Flow, said: str, why: str) -> None:
    said = said.replace("LAB", flow.people.lab.address).replace("HANDLER", flow.people.second_handler.address)
    [refused] = says(flow, comes(flow), f"#join {said}")
    assert refused.row.kind == "refused" and why in refused.text


# channel and safe


def test_after_a_safe_channel_the_old_address_gets_nothing(flow: Flow) -> None:
    flow.becomes(acks_per_address=9)
    notice = comes(flow)
    waiting = of(says(flow, notice, "#reply\n\nAre you well?"), "reply")
    last = comes(flow, DANA, "write elsewhere please", references=[waiting.row.message_id])
    done = of(says(flow, last, "#channel dana@safe.test"), "transcript")
    assert "dana@safe.test" in done.text and "goes there too: " in done.text
    again = flow.again(waiting)
    assert again.row.state == "waiting" and goes_to(flow, again) == "dana@safe.test"
    reply = of(says(flow, done, "#reply\n\nHere I am."), "reply")
    assert reply.paper["to"] == "dana@safe.test"
    # whoever reads the old mailbox now writes from it: nothing at all is said there
    flow.outbox()
    flow.arrives(DANA, "hello?", sealed=False)
    flow.arrives(DANA, "key please", sealed=False, subject="key")
    assert [one for one in flow.outbox() if one.paper["to"] == DANA] == []
    came = flow.arrives("dana@safe.test", "it is me", sealed=False, references=[reply.row.message_id])
    assert came.ticket == tag_of(notice)


def test_a_channel_with_a_key_is_sealed_to_it(flow: Flow) -> None:
    other = flow.people.mallory
    notice = comes(flow)
    done = of([*_obeys_with_key(flow, notice, f"#channel {other.address}", other)], "transcript")
    assert other.fingerprint[:4] in done.text
    reply = of(says(flow, done, "#reply\n\nSealed now."), "reply")
    leaving = flow.leaves(reply)
    assert not isinstance(leaving, Held)
    assert (leaving.to, leaving.fingerprint) == (other.address, other.fingerprint)


def _obeys_with_key(flow: Flow, notice: Left, text: str, whose: Person) -> list[Left]:
    words = f"#ticket {' '.join(notice.nonce_line.split()[2:4])}\n{text}"
    flow.obeys(flow.people.handler, words, offered=(whose.certificate,))
    return flow.outbox()


def test_a_key_that_holds_is_not_replaced_silently(flow: Flow) -> None:
    """KEY-01."""
    reporter, other = flow.people.reporter, flow.people.mallory
    notice = comes(flow, reporter)
    [refused] = _obeys_with_key(flow, notice, f"#channel {other.address}", other)
    assert "Another key holds" in refused.text and other.fingerprint in refused.text.replace(" ", "")
    done = of(_obeys_with_key(flow, refused, f"#channel {other.address} {other.fingerprint}", other), "transcript")
    assert "The key before proves nothing" in done.text
    reply = of(says(flow, done, "#reply\n\nHere."), "reply")
    leaving = flow.leaves(reply)
    assert not isinstance(leaving, Held) and leaving.fingerprint == other.fingerprint


def test_a_handlers_own_key_and_address_are_nobodys_channel(flow: Flow) -> None:
    handler = flow.people.second_handler
    notice = comes(flow)
    for said, why in (
        (f"#channel {handler.address}", "works here"),
        (f"#channel {flow.desk.address}", "desk's own address"),
        ("#channel pigeon", "Say an address"),
        ("#channel signal:", "Say an address"),
        (f"#channel x@y.test {handler.fingerprint}", "belongs to somebody at the desk"),
    ):
        [refused] = _obeys_with_key(flow, notice, said, handler)
        assert why in refused.text, said


def test_another_way_than_mail_stops_all_mail(flow: Flow) -> None:
    notice = comes(flow)
    done = of(says(flow, notice, "#channel signal:+961 1 000"), "transcript")
    assert "Signal +961 1 000" in done.text
    [refused] = says(flow, done, "#reply\n\nHello")
    assert "not safe" in refused.text and "#safe yes" in refused.text
    with flow.store.reading() as books:
        way = way_to(books, ticket(books, tag_of(notice)))
        assert way is not None and way.contact == "+961 1 000"


def test_nothing_leaves_where_it_is_not_safe(flow: Flow) -> None:
    flow.becomes(acks_per_address=9, tick=flow.desk.hold)
    notice = comes(flow)  # the first answer waits for the tick
    [received] = [one for one in _all_to(flow, DANA) if one.row.kind == "received"]
    reply = of(says(flow, notice, "#reply\n\nHello."), "reply")
    last = comes(flow, DANA, "he reads my mail", references=[reply.row.message_id])
    done = of(says(flow, last, "#safe no"), "transcript")
    assert "Nothing goes there" in done.text and "held now: 1" in done.text
    assert (flow.again(received).row.state, flow.again(reply).row.state) == ("spared", "held")
    assert flow.leaves(reply) == Held("not_safe")
    # another ticket from the same mailbox is as quiet, and so is whoever else writes from there
    flow.outbox()
    flow.arrives(DANA, "and another thing", sealed=False)
    flow.arrives(DANA, "and another thing", signed_by=flow.people.mallory, vouches=False)
    assert [one for one in flow.outbox() if one.paper["to"] == DANA] == []
    [refused, *_] = says(flow, done, "#send phishing")
    assert "not safe" in refused.text
    yes = of(says(flow, refused, "#safe yes"), "transcript")
    assert "leaves: 1" in yes.text and flow.again(reply).row.state == "waiting"
    assert not isinstance(flow.leaves(flow.again(reply)), Held)


def _all_to(flow: Flow, address: str) -> list[Left]:
    flow.seen.clear()
    return flow.outbox("", address)


def test_a_new_channel_is_safe_again(flow: Flow) -> None:
    notice = comes(flow)
    reply = of(says(flow, notice, "#reply\n\nHello."), "reply")
    last = comes(flow, DANA, "he reads my mail", references=[reply.row.message_id])
    done = of(says(flow, last, "#safe no"), "transcript")
    moved = of(says(flow, done, "#channel dana@safe.test"), "transcript")
    assert "goes there too: " in moved.text
    again = flow.again(reply)
    assert again.row.state == "waiting" and goes_to(flow, again) == "dana@safe.test"
    with flow.store.reading() as books:
        assert ticket_by_id(books, again.row.ticket_id or "").safe == "yes"


def test_mail_to_two_addresses_is_one_persons(flow: Flow) -> None:
    """Never Cc: each mail has one reader, whoever was joined."""
    notice = comes(flow)
    done = of(says(flow, notice, f"#join {LAWYER} as proxy consent=given"), "transcript")
    left = says(flow, done, "#reply\n\nHello.")
    assert [one.paper["to"] for one in left if one.row.kind == "reply"] == [DANA]
    assert Mailbox("", LAWYER).address not in of(left, "reply").text


def test_a_draft_to_somebody_who_was_taken_out_does_not_leave(flow: Flow) -> None:
    notice = comes(flow)
    joined = of(says(flow, notice, f"#join {LAWYER} as lawyer consent=given"), "transcript")
    shown = of(says(flow, joined, "#reply to=lawyer\n#preview\n\nFor the lawyer."), "preview")
    code = next(line for line in shown.text.splitlines() if line.startswith("#confirm "))
    out = of(says(flow, shown, f"#join -{LAWYER}"), "transcript")
    left = says(flow, out, code)
    assert [one.row.kind for one in left] == ["refused"]


def test_a_draft_to_who_turned_out_to_be_somebody_else_does_not_leave(flow: Flow) -> None:
    """Nor does it break anything: the row of whom it was for is gone."""
    comes(flow, "dana.second@mail.test", "my first letter")
    flow.passes(minutes=1)
    notice = comes(flow)
    shown = of(says(flow, notice, "#reply\n#preview\n\nHello."), "preview")
    code = next(line for line in shown.text.splitlines() if line.startswith("#confirm "))
    joined = of(says(flow, shown, "#join dana.second@mail.test as second"), "transcript")
    assert [one.row.kind for one in says(flow, joined, code)] == ["refused"]
    reply = of(says(flow, joined, "#reply\n\nHello again."), "reply")
    assert reply.paper["to"] == DANA
