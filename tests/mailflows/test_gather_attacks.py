"""What somebody could make of tickets and people that were brought together; each was possible once."""

from typing import Any

import pytest

from db.questions import people_at, ticket_named
from db.store import Books
from db.tables import Ticket
from mailflows.leaving import Held
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.people import Person

DANA = "dana@mail.test"
SISTER = "sister@home.test"


def comes(flow: Flow, frm: Person | str = DANA, text: str = "somebody reads my mail", **more: Any) -> Left:
    """A letter that opens a ticket, or lands in one; returns the handler's notice of it."""
    told = {"signed_by": None if isinstance(frm, str) else frm, "sealed": not isinstance(frm, str), **more}
    flow.arrives(frm, text, **told)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def says(flow: Flow, notice: Left, text: str, who: Person | None = None) -> list[Left]:
    """A handler answers a notice; returns what was written of it, in order."""
    flow.obeys(who or flow.people.handler, f"#ticket {' '.join(notice.nonce_line.split()[2:4])}\n{text}")
    return flow.outbox()


def of(left: list[Left], kind: str) -> Left:
    return next(one for one in left if one.row.kind == kind)


def tag_of(left: Left) -> str:
    return left.nonce_line.split()[2]


def ticket(books: Books, tag: str) -> Ticket:
    found = ticket_named(books, tag)
    assert found is not None
    return found


# A merged ticket


def merged(flow: Flow) -> tuple[Left, Left, str]:
    """A plain ticket merged into another plain one: the transcript, the other's notice, the first one's thread."""
    first = comes(flow)
    thread = of(says(flow, first, "#reply\n\nHello."), "reply").row.message_id
    second = comes(flow, DANA, "from another phone")
    return of(says(flow, first, f"#merge {tag_of(second)}"), "transcript"), second, thread


@pytest.mark.parametrize(
    "word",
    [
        "#reply\n\nAbout your secret: yes.",
        "#ask\n\nAbout your secret?",
        "#send phishing",
        "#send-plain\n\nYes.",
        "#reply\n#preview\n\nYes.",
        "#reminder",
        "#close\n#confirm",
        "#escalate threat_lab",
    ],
)
def test_nothing_is_said_outside_in_a_ticket_that_was_merged(flow: Flow, word: str) -> None:
    """LEAK-01: what came sealed afterwards lies in the other one, and would be answered plain here."""
    transcript, second, thread = merged(flow)
    came = flow.arrives(DANA, "the secret itself", sealed=True, references=[thread])
    assert came.ticket == tag_of(second)
    flow.outbox()
    left = says(flow, transcript, word)
    assert [one.row.kind for one in left] == ["refused"]
    assert f"#show {tag_of(second)}" in left[0].text and "merged into another one" in left[0].text


def test_sealed_words_make_every_ticket_careful_that_became_one(flow: Flow) -> None:
    """LEAK-01: also mail that waited in the one that was merged when they came."""
    first = comes(flow)
    waiting = of(says(flow, first, "#reply\n#hold 2 h\n\nHello."), "reply")
    second = comes(flow, DANA, "from another phone")
    says(flow, first, f"#merge {tag_of(second)}")
    third = comes(flow, DANA, "and a third")
    says(flow, second, f"#merge {tag_of(third)}")
    assert not isinstance(flow.leaves(waiting), Held)
    came = flow.arrives(DANA, "the secret itself", sealed=True, references=[waiting.row.message_id])
    assert came.ticket == tag_of(third)
    assert flow.leaves(waiting) == Held("no_key")
    with flow.store.reading() as books:
        assert all(ticket(books, tag_of(one)).held_sealed for one in (first, second, third))


def test_a_ticket_merged_into_a_sealed_one_is_as_careful(flow: Flow) -> None:
    first = comes(flow)
    waiting = of(says(flow, first, "#reply\n#hold 2 h\n\nHello."), "reply")
    second = comes(flow, DANA, "sealed words", sealed=True)
    says(flow, first, f"#merge {tag_of(second)}")
    assert flow.leaves(waiting) == Held("no_key")


def test_work_goes_on_where_a_ticket_went(flow: Flow) -> None:
    """Whoever answers an old notice is told where, and can still read, and take back what waits."""
    first = comes(flow)
    says(flow, first, "#reply\n#hold 2 h\n\nHello.")
    second = comes(flow, DANA, "from another phone")
    merged_now = of(says(flow, first, f"#merge {tag_of(second)}"), "transcript")
    for word in ("#take", "#priority P1", "#status active", "#channel dana@safe.test", f"#merge {tag_of(second)}"):
        [refused] = says(flow, merged_now, word)
        assert refused.row.kind == "refused" and f"#show {tag_of(second)}" in refused.text, word
    with flow.store.reading() as books:
        gone = ticket(books, tag_of(first))
        assert (gone.status, gone.handler_id, gone.priority) == ("merged", None, "P2")
    shown = of(says(flow, merged_now, "#show\n#undo"), "show")
    assert shown.row.kind == "show" and tag_of(first) in shown.text
    listed = next(one for one in says(flow, shown, "#list") if one.row.kind == "list")
    rows = listed.text.partition("\n-- hirz ")[0]
    assert tag_of(first) not in rows and tag_of(second) in rows


# Somebody else's seat, and somebody else's ticket


def lawyers_seat(flow: Flow, address: str, part: str = "relative") -> Left:
    """A ticket to which somebody was joined; the transcript."""
    notice = comes(flow, DANA, "my husband was taken")
    joined = of(says(flow, notice, f"#join {address} as {part} consent=given"), "transcript")
    flow.passes(minutes=1)
    return joined


@pytest.mark.parametrize("word", [f"#join {SISTER} as second", f"#channel {SISTER}"])
def test_nobody_gets_a_seat_by_saying_that_an_address_is_theirs(flow: Flow, word: str) -> None:
    """LEAK-04: what is written to the sister would be sealed to whoever claimed to be her."""
    mallory = flow.people.mallory
    joined = lawyers_seat(flow, SISTER)
    claim = comes(flow, mallory, f"I also write from {SISTER}, please note it")
    [refused] = says(flow, claim, word)
    assert refused.row.kind == "refused" and "as a lawyer, a relative" in refused.text
    assert tag_of(joined) in refused.text
    reply = of(says(flow, joined, "#reply to=relative\n\nFor her alone."), "reply")
    assert reply.paper["to"] == SISTER
    came = flow.arrives(mallory, "hello", signed_by=mallory, references=[reply.row.message_id])
    assert came.ticket != tag_of(joined)


@pytest.mark.parametrize("word", ["#join evil@evil.test as second", "#channel evil@evil.test"])
def test_a_letter_in_a_lawyers_name_leads_no_seat_away(flow: Flow, word: str) -> None:
    """An address proves nothing: the ticket may be somebody else's who wrote in the lawyer's name."""
    joined = lawyers_seat(flow, "nadia@chambers.test", "lawyer")
    forged = comes(flow, "nadia@chambers.test", "from now on I am at evil@evil.test")
    [refused] = says(flow, forged, word)
    assert refused.row.kind == "refused" and tag_of(joined) in refused.text
    reply = of(says(flow, joined, "#reply to=lawyer\n\nFor you."), "reply")
    assert reply.paper["to"] == "nadia@chambers.test"


@pytest.mark.parametrize("word", ["#key accept {}", "#channel new@safe.test {}"])
def test_a_key_brings_nobody_a_seat(flow: Flow, word: str) -> None:
    """The key's owner is a lawyer elsewhere: accepting it here would make two people one."""
    lawyer = flow.people.mallory
    flow.arrives(lawyer, "about another client", signed_by=lawyer)
    joined = lawyers_seat(flow, lawyer.address, "lawyer")
    claim = comes(flow, "omar@mail.test", "this is my key")
    flow.obeys(
        flow.people.handler,
        f"#ticket {' '.join(claim.nonce_line.split()[2:4])}\n{word.format(lawyer.fingerprint)}",
        offered=(lawyer.certificate,),
    )
    refused = of(flow.outbox(), "refused")
    assert "as a lawyer, a relative" in refused.text and tag_of(joined) in refused.text
    with flow.store.reading() as books:
        assert len(people_at(books, address_mark(books, "omar@mail.test"))) == 1


def restricted(flow: Flow, frm: Person | str, part: str = "") -> tuple[Left, Left]:
    """A restricted ticket of this person with mail on its way to them: the transcript, the mail."""
    notice = comes(flow, frm if not part else DANA, "about the minister")
    joined = f"\n#join {frm} as {part} consent=given" if part else ""
    only = of(says(flow, notice, f"#flag restricted{joined}"), "transcript")
    waits = of(says(flow, only, f"#reply{f' to={part}' if part else ''}\n#hold 2 h\n\nAbout the minister."), "reply")
    flow.passes(minutes=1)
    return only, waits


@pytest.mark.parametrize("word", ["#channel evil@evil.test", "#join evil@evil.test as second", "#key accept {}"])
def test_mail_of_a_restricted_ticket_is_not_led_away_from_another_one(flow: Flow, word: str) -> None:
    """Whoever may not see a ticket does not decide where its answers go, nor to which key they are sealed."""
    mallory, second = flow.people.mallory, flow.people.second_handler
    only, waits = restricted(flow, DANA)
    flow.outbox()
    flow.arrives(DANA, "and another thing", sealed=False)
    open_one = flow.outbox("notify_handler", second)[-1]
    flow.obeys(
        second,
        f"#ticket {' '.join(open_one.nonce_line.split()[2:4])}\n{word.format(mallory.fingerprint)}",
        offered=(mallory.certificate,),
    )
    refused = of(flow.outbox(), "refused")
    assert "only others may see" in refused.text and tag_of(only) not in refused.text
    leaving = flow.leaves(flow.again(waits))
    assert not isinstance(leaving, Held) and leaving.to == DANA and leaving.certificate is None
    ended = of(says(flow, only, "#refer elsewhere"), "transcript")
    [again] = says(flow, refused, word.format(mallory.fingerprint), second)
    assert again.row.kind == "refused", "its mail has not left"
    says(flow, ended, "#undo")
    if "#key" not in word:
        assert "transcript" in [one.row.kind for one in says(flow, again, word, second)]


def test_a_restricted_lawyer_is_nobodys_second_address(flow: Flow) -> None:
    only, _ = restricted(flow, "nadia@chambers.test", "lawyer")
    flow.arrives(flow.people.mallory, "I am somebody else", signed_by=flow.people.mallory)
    notice = flow.outbox("notify_handler", flow.people.second_handler)[-1]
    left = says(flow, notice, "#join nadia@chambers.test as second", flow.people.second_handler)
    refused = of(left, "refused")
    assert "only others may see" in refused.text and tag_of(only) not in refused.text


def test_two_who_turn_out_to_be_one_are_told_with_every_ticket(flow: Flow) -> None:
    one = comes(flow, "dana.second@mail.test", "from my other address")
    flow.passes(minutes=1)
    other = comes(flow)
    done = of(says(flow, other, "#channel dana.second@mail.test"), "transcript")
    assert tag_of(one) in done.text and tag_of(other) in done.text


# A mailbox that somebody else reads


def watched(flow: Flow) -> tuple[Left, Left]:
    """Two tickets from one mailbox; nothing was said yet of either."""
    flow.becomes(acks_per_address=9)
    return comes(flow, DANA, "the first matter"), comes(flow, DANA, "another matter")


@pytest.mark.parametrize(
    "word", ["#reply\n\nHello.", "#ask\n\nHello?", "#send phishing", "#reminder 1 d", "#reply\n#preview\n\nHello."]
)
def test_a_mailbox_that_is_not_safe_is_not_safe_in_any_ticket(flow: Flow, word: str) -> None:
    unsafe, other = watched(flow)
    says(flow, unsafe, "#safe no")
    [refused] = says(flow, other, word)
    assert refused.row.kind == "refused" and "not safe to write to this mailbox" in refused.text


def test_what_waits_in_another_ticket_does_not_leave_for_it(flow: Flow) -> None:
    unsafe, other = watched(flow)
    reply = of(says(flow, other, "#reply\n#hold 2 h\n\nHello."), "reply")
    no = of(says(flow, unsafe, "#safe no"), "transcript")
    assert flow.leaves(reply) == Held("not_safe")
    flow.outbox()
    flow.holds(reply)
    told = flow.outbox("notify_handler", flow.people.handler)
    assert told and tag_of(told[0]) == tag_of(other) and "in another ticket" in told[0].text
    assert [one for one in flow.outbox() if one.paper["to"] == DANA] == []
    says(flow, no, "#safe yes")
    again = flow.again(reply)
    assert again.row.state == "waiting" and not isinstance(flow.leaves(again), Held)


def test_a_later_notice_says_that_the_mailbox_is_not_safe(flow: Flow) -> None:
    unsafe, other = watched(flow)
    says(flow, unsafe, "#safe no")
    assert "not safe to write to this mailbox" in comes(flow, DANA, "a third matter").text
    assert "not safe" not in unsafe.text and "not safe" not in other.text


def test_the_last_word_about_a_mailbox_counts(flow: Flow) -> None:
    """Whoever says of their ticket's reporter that it is safe outweighs what was said before, and nothing later."""
    unsafe, other = watched(flow)
    no = of(says(flow, unsafe, "#safe no"), "transcript")
    yes = of(says(flow, other, "#safe yes"), "transcript")
    [again] = [one for one in says(flow, yes, "#reply\n\nHello.") if one.row.kind == "reply"]
    assert not isinstance(flow.leaves(again), Held)
    says(flow, no, "#safe no")
    assert flow.leaves(again) == Held("not_safe")


def test_a_lawyer_whose_own_mailbox_is_not_safe_is_not_written_to(flow: Flow) -> None:
    lawyer = flow.people.mallory
    own = comes(flow, lawyer, "I am watched")
    says(flow, own, "#safe no")
    notice = comes(flow)
    joined = of(says(flow, notice, f"#join {lawyer.address} as lawyer consent=given"), "transcript")
    [refused] = says(flow, joined, "#reply to=lawyer\n\nHello.")
    assert refused.row.kind == "refused" and "not safe" in refused.text
    assert of(says(flow, refused, "#reply\n\nHello."), "reply").paper["to"] == DANA


def test_a_new_channel_in_one_ticket_makes_no_other_safe(flow: Flow) -> None:
    unsafe, other = watched(flow)
    reply = of(says(flow, unsafe, "#reply\n#hold 2 h\n\nHello."), "reply")
    no = of(says(flow, unsafe, "#safe no"), "transcript")
    assert flow.again(reply).row.state == "held"
    moved = of(says(flow, other, "#channel dana@safe.test"), "transcript")
    assert "Still not safe" in moved.text and tag_of(unsafe) in moved.text
    assert flow.again(reply).row.state == "held"
    with flow.store.reading() as books:
        assert (ticket(books, tag_of(unsafe)).safe, ticket(books, tag_of(other)).safe) == ("no", "yes")
    sent = of(says(flow, moved, "#reply\n\nHere."), "reply")
    leaving = flow.leaves(sent)
    assert not isinstance(leaving, Held) and leaving.to == "dana@safe.test"
    [refused] = says(flow, no, "#reply\n\nHello.")
    assert refused.row.kind == "refused"
    says(flow, refused, "#safe yes")
    assert flow.again(reply).row.state == "waiting"


def test_a_merge_carries_along_that_a_mailbox_is_not_safe(flow: Flow) -> None:
    unsafe, other = watched(flow)
    no = of(says(flow, unsafe, "#safe no"), "transcript")
    says(flow, no, f"#merge {tag_of(other)}")
    shown = of(says(flow, other, "#show"), "show")
    assert [one.row.kind for one in says(flow, shown, "#reply\n\nHello.")] == ["refused"]
    yes = of(says(flow, shown, "#safe yes"), "transcript")
    assert of(says(flow, yes, "#reply\n\nHello."), "reply").paper["to"] == DANA
    third = comes(flow, DANA, "a third matter")
    assert of(says(flow, third, "#reply\n\nHello."), "reply").paper["to"] == DANA


# Two who have the same part


def two_lawyers(flow: Flow) -> Left:
    """A ticket to which two lawyers came, one of them with another ticket that was merged."""
    first, second = comes(flow), comes(flow, DANA, "another matter")
    says(flow, first, "#join karim@bar.test as lawyer consent=given")
    says(flow, second, "#join nadia@chambers.test as lawyer consent=given")
    says(flow, first, f"#merge {tag_of(second)}")
    return of(says(flow, second, "#show"), "show")


def test_which_of_two_lawyers_is_never_guessed(flow: Flow) -> None:
    """LEAK-04: it went to the one who was known longest, and nobody saw why."""
    shown = two_lawyers(flow)
    [refused] = says(flow, shown, "#reply to=lawyer\n\nFor the one.")
    assert refused.row.kind == "refused"
    assert "to=karim@bar.test | to=nadia@chambers.test" in refused.text
    sent = of(says(flow, refused, "#reply to=nadia@chambers.test\n\nFor the one."), "reply")
    assert sent.paper["to"] == "nadia@chambers.test"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("omar@mail.test", "Nobody with this part"),
        ("boss", "nobody a reply can be for"),
        ("zeina@desk.test", "Nobody with this part"),
    ],
)
def test_an_address_that_belongs_to_nobody_here_gets_nothing(flow: Flow, to: str, why: str) -> None:
    notice = comes(flow)
    [refused] = says(flow, notice, f"#reply to={to}\n\nHello.")
    assert refused.row.kind == "refused" and why in refused.text


def test_the_reporters_own_address_is_the_reporter(flow: Flow) -> None:
    notice = comes(flow)
    assert of(says(flow, notice, f"#reply to={DANA.upper()}\n\nHello."), "reply").paper["to"] == DANA
