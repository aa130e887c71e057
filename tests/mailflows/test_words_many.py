"""One ready mail for a campaign: shown with whom it would reach, sealed for each by itself, and taken back whole."""

import pytest

from db.casework import Named
from db.questions import outbound_of, people_at
from mailflows import campaigns
from mailflows.examine.observable import Observable
from mailflows.intake import Settled
from mailflows.leaving import Leaving
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_words_call import becomes_lead, history, refused, says, state_of

EVIL = Observable("host", "a.b.evil.example", "mail/2", strict=True)
TO_ALL = "#campaign send phishing"


def letter(flow: Flow, address: str, text: str = "I clicked on this link, is it bad?") -> Settled:
    return flow.arrives(address, text, sealed=False, observables=(EVIL,))


@pytest.fixture
def hit(flow: Flow) -> tuple[list[Settled], Left]:
    """Four people who met the same link: one sealed, one in Arabic, two in the open; and the first one's notice."""
    reporter = flow.people.reporter
    came = [flow.arrives(reporter, "is this link bad? please tell me", signed_by=reporter, observables=(EVIL,))]
    notice = flow.outbox("notify_handler", flow.people.handler)[-1]
    came.append(letter(flow, "layla@mail.test", "ضغطت على هذا الرابط اليوم، هل هو خطر على هاتفي؟"))
    came += [letter(flow, "dana@mail.test"), letter(flow, "sam@mail.test")]
    flow.arrives("other@mail.test", "something else altogether", sealed=False)
    flow.outbox()
    return came, notice


def code_in(shown: Left) -> str:
    return next(line.split()[1] for line in shown.text.splitlines() if line.startswith("#confirm "))


def test_it_is_shown_with_whom_it_would_reach_and_nothing_leaves(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    came, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    assert [shown.row.kind, told.row.kind] == ["campaign", "transcript"]
    assert "Tickets that get it: 4" in shown.text and all(one.ticket in shown.text for one in came)
    assert "Sealed, to a key that was proven: 1" in shown.text and "PLAIN: can be read on the way: 3" in shown.text
    assert "Arabic: 1, English: 3" in shown.text
    assert shown.text.count("\n| ") > 20 and code_in(shown)
    assert flow.outbox() == []
    assert all(flow.ticket(one).status == "new" for one in came)


def test_each_gets_it_once_sealed_for_them_alone_in_their_language(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    came, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    left = says(flow, told, f"#confirm {code_in(shown)}")
    sent = [one for one in left if one.row.kind == "guidance"]
    assert len(sent) == 4 and len({one.row.ticket_id for one in sent}) == 4
    assert {one.row.author_id for one in sent} == {sent[0].row.author_id} and not any(one.row.automatic for one in sent)
    assert {one.paper["language"] for one in sent} == {"ar", "en"}
    by_ticket = {one.row.ticket_id: one for one in sent}
    for settled in came:
        ticket = flow.ticket(settled)
        assert by_ticket[ticket.id].row.due_at == flow.now + flow.desk.hold
        assert ("sent guidance", "campaign") in history(flow, settled)
    sealed = flow.leaves(by_ticket[flow.ticket(came[0]).id])
    assert isinstance(sealed, Leaving) and sealed.fingerprint == flow.people.reporter.fingerprint
    told = left[-1]
    assert "goes to 4 tickets" in told.text
    told = refused(says(flow, told, f"#confirm {code_in(shown)}"), "code")
    again = refused(says(flow, told, TO_ALL), "nobody this mail could go to")
    assert "before" in again.text
    newcomer = letter(flow, "newcomer@mail.test")
    flow.outbox()
    shown, _ = says(flow, again, TO_ALL)
    assert "Tickets that get it: 1" in shown.text and newcomer.ticket in shown.text
    assert "sent this mail before: 4" in shown.text


def test_undo_takes_all_of_it_back(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    _, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    *sent, told = says(flow, told, f"#confirm {code_in(shown)}")
    [told] = says(flow, told, "#undo")
    assert {state_of(flow, one) for one in sent} == {"undone"} and "in other tickets of the campaign: 3" in told.text
    refused(says(flow, told, "#undo"), "nothing waiting that could be taken back")


def test_who_leads_takes_back_what_another_sent(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    came, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    *sent, _ = says(flow, told, f"#confirm {code_in(shown)}")
    lead = flow.people.second_handler
    becomes_lead(flow, lead)
    flow.obeys(lead, f"#show {came[0].ticket}")
    says(flow, flow.outbox("show")[0], "#undo", lead)
    assert {state_of(flow, one) for one in sent} == {"undone"}


def test_it_never_goes_where_it_is_not_safe_where_they_stopped_us_or_what_one_may_not_see(
    flow: Flow, hit: tuple[list[Settled], Left]
) -> None:
    came, notice = hit
    over = letter(flow, "over@mail.test")
    with flow.store.writing() as books:
        unsafe, secret = (books.session.merge(flow.ticket(one)) for one in came[1:3])
        unsafe.safe, secret.restricted = "no", True
        [person] = people_at(books, address_mark(books, flow.people.second_handler.address))
        books.append(Named(ticket_id=secret.id, person_id=person.id))
        books.session.merge(flow.ticket(over)).status = "closed"
    flow.outbox()
    flow.arrives("sam@mail.test", "stop", sealed=False)
    flow.outbox()
    shown, told = says(flow, notice, TO_ALL)
    assert "Tickets that get it: 1" in shown.text
    assert "writing to them is not safe: 1" in shown.text and "may not see" not in shown.text
    assert came[2].ticket not in shown.text
    left = says(flow, told, f"#confirm {code_in(shown)}")
    assert [one.row.kind for one in left] == ["guidance", "transcript"]
    assert left[0].paper["to"] == flow.people.reporter.address
    with flow.store.reading() as books:
        for one in came[1:]:
            assert not [row for row in outbound_of(books, flow.ticket(one).id) if row.kind == "guidance"]


def test_what_changed_since_it_was_shown_is_left_out_and_told(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    came, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    code = code_in(shown)
    with flow.store.writing() as books:
        books.session.merge(flow.ticket(came[1])).safe = "no"
        books.session.merge(flow.ticket(came[2])).status = "closed"
        books.session.merge(flow.ticket(came[3])).held_sealed = True  # it would wait for a key now
    newcomer = letter(flow, "newcomer@mail.test")
    flow.outbox()
    left = says(flow, told, f"#confirm {code}")
    assert [one.row.kind for one in left] == ["guidance", "transcript"]
    assert left[0].row.ticket_id == flow.ticket(came[0]).id
    told = left[1]
    assert "goes to 1 tickets" in told.text
    for why, one in (("not safe", came[1]), ("since the preview", came[2]), ("Came since", newcomer)):
        assert why in told.text and one.ticket in told.text
    assert came[3].ticket in told.text


def test_where_everything_changed_nothing_leaves(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    came, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    with flow.store.writing() as books:
        for one in came:
            books.session.merge(flow.ticket(one)).safe = "no"
    refused(says(flow, told, f"#confirm {code_in(shown)}"), "would not be the one")


def test_only_who_wrote_it_may_let_it_go_and_only_for_a_while(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    _, notice = hit
    shown, told = says(flow, notice, TO_ALL)
    flow.obeys(flow.people.second_handler, f"#confirm {code_in(shown)}")
    refused(flow.outbox(), "Somebody else wrote this")
    flow.passes(hours=73)
    refused(says(flow, told, f"#confirm {code_in(shown)}"), "code")


def test_the_code_alone_is_enough_and_its_transcript_lies_in_the_ticket(
    flow: Flow, hit: tuple[list[Settled], Left]
) -> None:
    came, notice = hit
    shown, _ = says(flow, notice, TO_ALL)
    flow.obeys(flow.people.handler, f"#confirm {code_in(shown)}")
    *sent, told = flow.outbox()
    assert len(sent) == 4 and told.row.kind == "transcript" and told.row.ticket_id == flow.ticket(came[0]).id


def test_no_free_text_goes_to_many_and_no_mail_with_blanks(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    _, notice = hit
    told = refused(says(flow, notice, "#campaign send reply"), "Name a ready mail")
    told = refused(says(flow, told, "#campaign send appointment"), "Name a ready mail")
    shown, told = says(flow, told, f"{TO_ALL}\n\nMy own words about it.")
    assert "My own words" not in shown.text
    *sent, _ = says(flow, told, f"#confirm {code_in(shown)}")
    assert all("My own words" not in one.text for one in sent)


def test_alone_it_names_the_tickets(flow: Flow, hit: tuple[list[Settled], Left]) -> None:
    came, notice = hit
    shown, told = says(flow, notice, "#حملة")
    assert all(one.ticket in shown.text for one in came) and "#confirm" not in shown.text
    assert "same trouble: 4" in told.text


def test_what_is_too_many_for_one_go_is_left_for_the_next(
    flow: Flow, hit: tuple[list[Settled], Left], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, notice = hit
    monkeypatch.setattr(campaigns, "MOST", 3)
    shown, told = says(flow, notice, TO_ALL)
    assert "Tickets that get it: 3" in shown.text and "left for the next: 1" in shown.text
    *sent, told = says(flow, told, f"#confirm {code_in(shown)}")
    assert len(sent) == 3
    shown, told = says(flow, told, TO_ALL)
    assert "Tickets that get it: 1" in shown.text


def test_a_ticket_that_shares_nothing_is_a_campaign_of_one(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives(reporter, "please help me", signed_by=reporter)
    notice = flow.outbox("notify_handler", flow.people.handler)[0]
    shown, _ = says(flow, notice, TO_ALL)
    assert "Tickets that get it: 1" in shown.text
