"""A flood of mails (THR-08): each has its ticket, the shift hears of it once, and whoever is known is heard at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event

from db.questions import promises_running
from db.questions.bursts import burst_by_id, knocks
from mailflows.bursts import tell_bursts
from mailflows.bursts.noticing import QUIET, SHARE, URGENT, stays_silent
from mailflows.intake import Settled
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_words_call import becomes_lead, refused, says

BUY = "buy this now"
FLOOD = 100  # mails; 500 give the same figures in ten seconds more


WIDE = "sender{}@flood{}.test"  # each from a place of its own


def flood(flow: Flow, number: int, *, of: str = "sender{}@x{}.bombers.example", first: int = 0) -> list[Settled]:
    came = []
    for n in range(first, first + number):
        flow.passes(seconds=0.2)
        came.append(flow.arrives(of.format(n, n), f"{BUY} {n}", sealed=False))
    return came


def rings(flow: Flow) -> int:
    """The bell of each minute."""
    with flow.store.writing() as books:
        return tell_bursts(books, flow.desk, flow.now)


def silent(flow: Flow, came: list[Settled]) -> list[Settled]:
    return [one for one in came if flow.ticket(one).burst]


def notice_of(flow: Flow) -> Left:
    [notice] = flow.outbox("burst", flow.people.handler)
    return notice


@contextmanager
def counted(flow: Flow) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_link: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(flow.store.engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(flow.store.engine, "before_cursor_execute", listen)


def test_a_flood_is_one_notice_and_costs_the_same_at_its_end(flow: Flow) -> None:
    flow.becomes(acks_an_hour=100)
    came = flood(flow, 50, of=WIDE)
    with counted(flow) as early:
        came += flood(flow, 10, of=WIDE, first=50)
    came += flood(flow, FLOOD - 70, of=WIDE, first=60)
    with counted(flow) as late:
        came += flood(flow, 10, of=WIDE, first=FLOOD - 10)
    assert len(late) <= len(early)
    assert {one.state for one in came} == {"settled"} and len({one.ticket for one in came}) == FLOOD  # nothing is lost
    assert not silent(flow, came[:30]) and len(silent(flow, came)) == FLOOD - 30
    left = flow.outbox()
    told = [one for one in left if one.row.kind == "notify_handler"]
    assert len(told) == 2 * 30  # to two handlers, of those before there were too many
    assert len([one for one in left if one.row.kind == "received"]) <= 100 // SHARE + 30
    assert rings(flow) == 2 and rings(flow) == 0
    notice = notice_of(flow)
    assert "A flood of mails has begun" in notice.text and f"{FLOOD - 30}" in notice.text and BUY not in notice.text
    assert flow.ticket(came[30]).name in notice.text and "#list burst=B-" in notice.text
    flow.passes(minutes=11)
    assert rings(flow) == 2
    assert "is over" in notice_of(flow).text
    assert rings(flow) == 0 and flow.outbox() == []


def test_whoever_is_proven_is_told_of_at_once_amid_it(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives(reporter, "my first letter", signed_by=reporter)
    flood(flow, 8)
    flow.outbox()
    settled = flow.arrives(reporter, "they are at my door", signed_by=reporter)
    assert not flow.ticket(settled).burst
    assert {one.row.kind for one in flow.outbox()} >= {"notify_handler"}


def test_whoever_has_an_open_ticket_is_no_part_of_it_but_the_flood_does_not_become_known(flow: Flow) -> None:
    flow.arrives("dana@mail.test", "please help", sealed=False)
    flow.arrives("bomber@y.bombers.example", BUY, sealed=False)
    notice = flow.outbox("notify_handler", flow.people.handler)[0]
    says(flow, notice, "#take")
    flood(flow, 8)
    flow.outbox()
    known = flow.arrives("dana@mail.test", "a new thing, from a new thread", sealed=False)
    again = flow.arrives("bomber@y.bombers.example", BUY, sealed=False)
    assert not flow.ticket(known).burst and flow.ticket(again).burst
    assert len(flow.outbox("notify_handler")) == 2  # of the one that is known, to each handler


def test_many_from_one_mailbox_or_one_domain_are_enough(flow: Flow) -> None:
    one_mailbox = flood(flow, 8, of="bomber+{}@mail.test")
    assert len(silent(flow, one_mailbox)) == 3
    flow.passes(hours=2)
    assert len(silent(flow, flood(flow, 8))) == 3
    flow.passes(hours=2)
    assert not silent(flow, flood(flow, 8, of="s{}@gmail.com"))  # anybody opens a mailbox there


def test_a_few_people_in_trouble_are_no_flood(flow: Flow) -> None:
    came = []
    for n in range(15):
        flow.passes(minutes=3)
        came += flood(flow, 1, first=n)
    assert not silent(flow, came)
    with flow.store.reading() as books:
        assert burst_by_id(books, "") is None
    rings(flow)
    assert not flow.outbox("burst")
    with flow.store.reading() as books:  # what counts no more is forgotten
        mark = books.vault.mark("knock", "")
        assert knocks(books, mark, flow.now - timedelta(days=1), 100) <= 4


def test_an_hour_of_it_is_told_again_and_a_new_one_is_another(flow: Flow) -> None:
    flood(flow, 8)
    rings(flow)
    first = notice_of(flow)
    for part in range(7):
        flow.passes(minutes=9)
        flood(flow, 6, first=100 * (part + 1))
        rings(flow)
    assert ["goes on" in one.text for one in flow.outbox("burst", flow.people.handler)] == [True]
    flow.passes(minutes=30)
    flood(flow, 8, first=900)  # the daemon slept: nobody rang in between
    rings(flow)
    second = notice_of(flow)
    assert "has begun" in second.text and _named(first) != _named(second)


def _named(notice: Left) -> str:
    return next(word for word in notice.text.split() if word.startswith("burst=")).removeprefix("burst=")


def test_a_person_in_the_flood_is_found_taken_out_and_answered(flow: Flow) -> None:
    came = silent(flow, flood(flow, 15))
    rings(flow)
    burst = _named(notice_of(flow))
    flow.outbox()
    flow.obeys(flow.people.handler, f"#list burst={burst.lower()}")
    [listed] = flow.outbox("list")
    assert all(one.ticket in listed.text for one in came) and "Tickets: 10" in listed.text
    flow.obeys(flow.people.handler, "#list")
    assert flow.outbox("list")[0].text.count("H-") >= 15  # nothing of it is hidden
    flow.obeys(flow.people.handler, f"#burst open {came[4].ticket.lower()}")
    assert not flow.ticket(came[4]).burst
    left = flow.outbox()
    assert {one.row.kind for one in left} == {"notify_handler", "transcript"}
    assert all(came[4].ticket in one.text for one in left)
    flow.obeys(flow.people.handler, f"#burst open {came[4].ticket}")
    refused(flow.outbox(), "no part of a flood")


def test_whoever_writes_again_had_our_answer_and_is_told(flow: Flow) -> None:
    came = silent(flow, flood(flow, 7))
    [received] = [one for one in flow.outbox("received") if came[0].ticket in one.text]
    n = int(str(received.paper["to"]).partition("@")[0].removeprefix("sender"))
    flow.arrives(f"sender{n}@flood{n}.test", "I am real", sealed=False, references=[received.row.message_id])
    notice = flow.outbox("notify_handler", flow.people.handler)[-1]
    assert "I am real" in notice.text


def test_who_leads_ends_the_rest_after_its_number_was_said(flow: Flow) -> None:
    came = silent(flow, flood(flow, 20))
    rings(flow)
    burst = _named(notice_of(flow))
    flow.obeys(flow.people.handler, f"#burst close {burst}")
    refused(flow.outbox(), "may not use")
    lead = flow.people.second_handler
    becomes_lead(flow, lead)
    with flow.store.writing() as books:
        urgent = books.session.merge(flow.ticket(came[0]))
        urgent.priority = "P1"
        taken = books.session.merge(flow.ticket(came[1]))
        taken.status = "triage"
    flow.obeys(lead, f"#burst close {burst}")
    [asks] = flow.outbox("", lead)
    shown = f"#burst close {burst} 13"
    assert shown in asks.text and "H-" in asks.text and "Of the most urgent, first in #list: 1" in asks.text
    assert {flow.ticket(one).status for one in came} == {"new", "triage"}
    flood(flow, 1, first=700)
    flow.outbox()
    flow.obeys(lead, shown)
    told = refused(flow.outbox(), "As many tickets would be closed")
    assert f"#burst close {burst} 14" in told.text
    flow.obeys(lead, f"#burst close {burst} 14")
    [told] = flow.outbox("transcript")
    assert "Closed as spam: 14" in told.text
    assert [flow.ticket(one).status for one in came[:2]] == ["new", "triage"]
    assert {flow.ticket(one).status for one in came[2:]} == {"spam"}
    assert all(flow.ticket(one).next_due_at is None for one in came[2:])
    with flow.store.reading() as books:  # nobody is reminded of them
        assert not any(promises_running(books, flow.ticket(one).id) for one in came[2:])


def test_what_may_be_about_a_life_is_told_up_to_a_bound(flow: Flow) -> None:
    came = silent(flow, flood(flow, 20))
    flow.outbox()
    quiet = []
    with flow.store.writing() as books:
        for one in came:
            ticket = books.session.merge(flow.ticket(one))
            ticket.priority = "P1"
            quiet.append(stays_silent(books, ticket))
    assert quiet.count(False) == URGENT and not any(quiet[:URGENT])


def test_what_is_said_wrong_of_a_flood_is_refused(flow: Flow) -> None:
    flow.obeys(flow.people.handler, "#burst")
    [told] = flow.outbox()
    assert "No flood of mails is known" in told.text
    for said, why in (("#burst B-XXXX", "No flood is called so"), ("#burst eat it all", "can be said of a flood")):
        flow.obeys(flow.people.handler, said)
        refused(flow.outbox(), why)
    assert timedelta(0) < QUIET
