"""Words that work on a ticket: whose it is, what marks it, when it is due, what was done, and who may see it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db.papers import figures_of, set_active, set_role
from db.questions import named_on, outbound_in_states, outbound_of, people_at, record_lines, reporter_of
from mailflows.casework.reading import read_casework, shipped
from mailflows.intake import Settled
from mailflows.people import address_mark
from mailflows.shifts.office import Office
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_obey import QUESTION, says
from tests.people import Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def opened(flow: Flow) -> tuple[Settled, Left]:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter, message_id="<first@press.test>")
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def told(flow: Flow, notice: Left, text: str, who: Person | None = None) -> str:
    """What the transcript of these words says; they must be obeyed."""
    says(flow, notice, text, who)
    left = flow.outbox()
    assert [one.row.kind for one in left if one.row.kind == "refused"] == [], left[0].text
    return next(one.text for one in left if one.row.kind == "transcript")


def refused(flow: Flow, notice: Left, text: str, who: Person | None = None) -> str:
    says(flow, notice, text, who)
    [one] = flow.outbox()
    assert one.row.kind == "refused", one.text
    return one.text


def figures(flow: Flow, settled: Settled) -> Mapping[str, Any]:
    with flow.store.reading() as books:
        return figures_of(books, flow.ticket(settled))


def leads(flow: Flow, person: Person) -> None:
    with flow.store.writing() as books:
        [row] = people_at(books, address_mark(books, person.address))
        set_role(books, row, "lead")


def name(flow: Flow, settled: Settled) -> str:
    """Whose the ticket is."""
    with flow.store.reading() as books:
        ticket = flow.ticket(settled)
        both = (flow.people.handler, flow.people.second_handler)
        ids = {people_at(books, address_mark(books, one.address))[0].id: one.name for one in both}
    return ids.get(ticket.handler_id or "", "")


# whose it is


def test_a_ticket_is_put_back_and_everybody_hears_it(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    assert "#unassign" in told(flow, notice, "#take")
    says(flow, notice, "#unassign")
    left = flow.outbox()
    assert name(flow, settled) == "" and flow.ticket(settled).status == "triage"
    [other] = [one for one in left if one.row.kind == "notify_handler"]
    assert other.paper["to"] == flow.people.second_handler.address and "Nobody has this ticket" in other.text
    assert "Nobody has this ticket." in refused(flow, notice, "#unassign")


def test_a_second_take_is_refused_and_the_lead_gives(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    driss = flow.people.second_handler
    told(flow, notice, "#take")
    flow.arrives(flow.people.reporter, "and another thing happened", signed_by=flow.people.reporter)
    leads(flow, driss)
    theirs = told_new(flow, settled, driss)
    text = told(flow, theirs, f"#give {driss.address}", driss)
    assert name(flow, settled) == driss.name and f"Until now it was with {flow.people.handler.name}." in text
    assert "#give Bahia Handler" in text


def told_new(flow: Flow, settled: Settled, who: Person) -> Left:
    """A line to answer, for somebody who was shown the whole ticket."""
    flow.arrives(who, f"#show {settled.ticket}", signed_by=who)
    [shown] = flow.outbox("show", who)
    return shown


def test_whoever_loses_a_ticket_is_told_that_and_nothing_of_it(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    bahia, driss = flow.people.handler, flow.people.second_handler
    told(flow, notice, "#take")
    leads(flow, driss)
    theirs = told_new(flow, settled, driss)
    says(flow, theirs, "#take", driss)
    [lost] = flow.outbox("notify_handler", bahia)
    assert "Another handler has taken this ticket" in lost.text and driss.name in lost.text
    assert QUESTION not in lost.text and flow.people.reporter.address not in lost.text and "-- hirz" not in lost.text
    says(flow, notice, "#note\n\nis it still mine?")
    assert [one.row.kind for one in flow.outbox()] == ["refused"]


def test_who_gave_a_ticket_away_hears_who_can_give_it_back(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    text = told(flow, notice, "#give Driss Handler\n#note\n\nPlease go on with it.")
    assert "It comes back by Driss Handler, or by whoever leads the desk." in text
    assert name(flow, settled) == "Driss Handler"


# how it stands


def test_an_urgent_category_raises_the_priority_and_none_lowers_it(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    text = told(flow, notice, "#category doxxing")
    assert "Priority: from P2 to P1." in text and "#priority P2" in text and "usually more urgent" in text
    assert flow.ticket(settled).priority == "P1"
    text = told(flow, notice, "#category training")
    assert "Priority" not in text and flow.ticket(settled).priority == "P1" and "#category doxxing" in text
    assert "#priority P1" in told(flow, notice, "#priority P4")
    assert flow.ticket(settled).priority == "P4"
    with flow.store.reading() as books:
        whats = [line.what for line in record_lines(books, "desk") if line.ticket_id == flow.ticket(settled).id]
    assert "priority P1" in whats and "priority P4" in whats and "category" in whats


def test_the_way_back_is_told_where_there_is_one(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    assert "#status" not in told(flow, notice, "#status active")  # nobody can make it new again
    assert "#status active" in told(flow, notice, "#status waiting")


def test_a_desk_has_kinds_of_trouble_of_its_own(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    own = read_casework(
        '[category.drone]\nen = "Drone overhead"\nar = "طائرة مسيّرة"\nfr = "Drone au-dessus"\nalso = ["uav"]\n'
        'priority = "P1"\nsteps = ["danger", "look_up"]\nroles = ["threat_lab"]\n'
        '[step.look_up]\nen = "Look up together."\nar = "النظر معًا."\nfr = "Regarder ensemble."\n',
        flow.desk.roles,
    )
    flow.becomes(casework=own)
    assert "Category: from - to Drone overhead." in told(flow, notice, "#category uav")
    assert figures(flow, settled)["category"] == "drone" and flow.ticket(settled).priority == "P1"
    says(flow, notice, "#checklist")
    [shown] = flow.outbox("checklist")
    assert "2. Look up together." in shown.text and "#escalate threat_lab" in shown.text
    reporter = flow.people.reporter
    flow.arrives(reporter, "it is still there today", signed_by=reporter, references=mine(flow, settled))
    assert "Drone overhead" in flow.outbox("notify_handler", flow.people.handler)[0].text
    assert "Drone overhead" in told_new(flow, settled, flow.people.handler).text


# what marks it


def test_flags_are_set_and_taken_away_under_any_name(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    text = told(flow, notice, "#flag minor mailbox watched\n#flag قاصر, détenue")
    assert figures(flow, settled)["flags"] == ["detained", "mailbox_watched", "minor"]
    assert "Flags: from - to somebody reads the mailbox, under 18." in text and "#flag -mailbox_watched -minor" in text
    told(flow, notice, "#flag –minor clicked")
    assert figures(flow, settled)["flags"] == ["clicked_or_opened", "detained", "mailbox_watched"]
    assert "minor" in refused(flow, notice, "#flag minro")
    assert "#flag restricted" in refused(flow, notice, "#flag minor restricted")
    assert "not on the ticket" in refused(flow, notice, "#flag -minor")
    assert figures(flow, settled)["flags"] == ["clicked_or_opened", "detained", "mailbox_watched"]


def test_facets_come_from_the_list_and_the_nearest_is_told(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    text = told(flow, notice, "#facet country=lebanon platform=واتساب\n#facet profession=journalist")
    assert figures(flow, settled)["facets"] == {"beneficiary": "journalist", "country": "LB", "platform": "whatsapp"}
    assert "country: from - to Lebanon." in text and "#facet country=" in text
    assert "country=LB" in refused(flow, notice, "#facet country=lebannon")
    assert "country" in refused(flow, notice, "#facet contry=LB")
    assert "equals sign" in refused(flow, notice, "#facet lebanon")
    assert "from Lebanon to -." in told(flow, notice, "#facet country=")
    assert "country" not in figures(flow, settled)["facets"]


def test_the_language_is_the_tickets_and_the_reporters(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    assert "#facet lang=en" in told(flow, notice, "#facet lang=عربي")
    with flow.store.reading() as books:
        reporter = reporter_of(books, flow.ticket(settled).id)
    assert flow.ticket(settled).language == "ar" and reporter is not None and reporter.language == "ar"


def test_tags_are_the_desks_own(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    told(flow, notice, "#tag Elections-2026, انتخابات #press")
    assert figures(flow, settled)["tags"] == ["elections-2026", "press", "انتخابات"]
    assert "#tag elections-2026" in told(flow, notice, "#tag -ELECTIONS-2026")
    for bad in ("a_b", "x" * 41, "a=b", "<b>"):
        assert "letters, digits and hyphens" in refused(flow, notice, f"#tag {bad}")
    assert "at most 20" in refused(flow, notice, "#tag " + " ".join(f"t{n}" for n in range(20)))


# when it is due


def test_waiting_says_for_whom_and_until_when(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    told(flow, notice, "#take")
    told(flow, notice, "#status active")
    text = told(flow, notice, "#wait person 3d")
    ticket = flow.ticket(settled)
    assert ticket.status == "pending_user" and ticket.next_due_at == flow.now + 3 * DAY
    assert "#status active" in text and "#due 2026-11-22 10:00" in text
    told(flow, notice, "#wait طرف ثالث")
    ticket = flow.ticket(settled)
    assert ticket.status == "pending_third_party" and ticket.next_due_at == flow.now + 3 * DAY
    assert "third" in refused(flow, notice, "#wait thrid 3d")
    assert "within two years" in refused(flow, notice, "#wait person soonish")


def test_a_letter_ends_a_wait_and_a_rest(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    reporter = flow.people.reporter
    told(flow, notice, "#snooze 5d")
    assert flow.ticket(settled).snoozed_until == flow.ticket(settled).next_due_at == flow.now + 5 * DAY
    flow.passes(hours=3)
    references = ["<first@press.test>"]
    flow.arrives(reporter, "they are at it again", signed_by=reporter, references=references + mine(flow, settled))
    ticket = flow.ticket(settled)
    assert ticket.entries > 2 and ticket.snoozed_until is None
    assert ticket.next_due_at == flow.now - HOUR  # nobody answered the first letter yet


def mine(flow: Flow, settled: Settled) -> list[str]:
    """What the reporter's mail program would refer to: our first answer."""
    with flow.store.reading() as books:
        rows = outbound_of(books, flow.ticket(settled).id)
    return [row.message_id for row in rows if row.kind == "received"]


def test_a_rest_can_be_ended_and_times_are_the_offices(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    flow.becomes(office=Office(zone="Asia/Beirut"))
    text = told(flow, notice, "#snooze غدا ١٠:٠٠")
    assert flow.ticket(settled).next_due_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert "2026-11-23 10:00 Asia/Beirut" in text and "#snooze off" in text and "still promised" in text
    assert "#snooze 2026-11-23 10:00" in told(flow, notice, "#snooze off")
    ticket = flow.ticket(settled)
    assert ticket.snoozed_until is None and ticket.next_due_at == flow.now
    assert "does not rest" in refused(flow, notice, "#snooze off")


def test_the_next_step_is_due_when_somebody_says_so(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    assert "#due 2026-11-22 10:00" in told(flow, notice, "#due demain 14h")
    assert flow.ticket(settled).next_due_at == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    told(flow, notice, "#due off")
    assert flow.ticket(settled).next_due_at == flow.now.replace(hour=10, minute=0)  # what was promised
    assert "cannot stand in one mail" in refused(flow, notice, "#due 2h\n#snooze 3h")
    told(flow, notice, "#status spam")
    assert "closed" in refused(flow, notice, "#due 2h")


# what was done


def test_steps_are_ticked_off_by_number_and_in_words(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    told(flow, notice, "#category hacked")
    steps = [step.key for step in shipped().categories["account_compromise"].steps]
    text = told(flow, notice, "#did 1, changed password، رسالة إلى المصرف")
    done = figures(flow, settled)["did"]
    assert set(done) == {steps[0], "change_password", "own001"} and "#did -1, -3, -10" in text
    assert "مصرف" not in str(figures(flow, settled))  # what people write is no figure
    says(flow, notice, "#checklist")
    checklist = flow.outbox("checklist")[0].text
    assert "[x] 3. From another, trusted device" in checklist and "[ ] 2." in checklist
    assert "Bahia Handler, 2026-11-22 08:00 UTC" in checklist and "10. a step of your own" in checklist
    told(flow, notice, "#did -3")
    assert set(figures(flow, settled)["did"]) == {steps[0], "own001"}
    assert "done before" in refused(flow, notice, "#did 1")
    assert "was not done" in refused(flow, notice, "#did -3")
    assert "no step with this number" in refused(flow, notice, "#did 44")
    assert "رسالة إلى المصرف" in told_new(flow, settled, flow.people.handler).text


def test_several_steps_are_one_line(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    told(flow, notice, "#category hacked\n#did 2-4")
    steps = [step.key for step in shipped().categories["account_compromise"].steps]
    assert set(figures(flow, settled)["did"]) == set(steps[1:4])
    told(flow, notice, "#did -2 -٣ 1\n#did ask the bank")
    assert set(figures(flow, settled)["did"]) == {steps[0], steps[3], "own001"}
    told(flow, notice, "#category doxxing")  # a step that both ask for stays done, the others are not shown
    says(flow, notice, "#checklist")
    assert "[ ] 1. Ask whether anybody" in flow.outbox("checklist")[0].text


NASTY = [
    "-",
    ",،;",
    "x=",
    "a=b=c",
    "a@",
    "²",
    "१२",
    "-0",
    "99-1",
    "\u202e\u2066",
    "\u0301",
    "restricted restricted",
] + ["-restricted", "{0} {words} %s", "x" * 500, "1 " * 200, "9" * 90 + "h", "none"]


@pytest.mark.parametrize("word", ["flag", "facet", "tag", "wait", "snooze", "due", "did", "give", "log", "category"])
def test_whatever_stands_behind_a_word_it_is_done_or_refused(
    flow: Flow, opened: tuple[Settled, Left], word: str
) -> None:
    _, notice = opened
    for nasty in NASTY:
        flow.passes(hours=2)  # so many refusals are mailed in an hour, and no more
        says(flow, notice, f"#{word} {nasty}" + ("\n\nand a text" if word == "log" else ""))
        assert {one.row.kind for one in flow.outbox()} <= {"transcript", "refused", "notify_handler"}, nasty


def test_a_checklist_without_a_category_says_what_to_do(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#checklist")
    assert "#category" in flow.outbox("checklist")[0].text


def test_the_checklist_speaks_the_handlers_language(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    with flow.store.writing() as books:
        people_at(books, address_mark(books, flow.people.handler.address))[0].language = "ar"
    says(flow, notice, "#تصنيف حساب مخترق\n#خطوات")
    [shown] = flow.outbox("checklist")
    assert "الاتفاق على عنوان وجهاز" in shown.text and "حساب استولى عليه أحد" in shown.text


def test_a_contact_outside_mail_is_kept_and_is_no_answer(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    text = told(flow, notice, "#log channel=phone minutes=١٢\n\nShe is safe at her sister's.")
    ticket = flow.ticket(settled)
    assert ticket.next_due_at is not None and ticket.first_reply_at is None
    assert "phone" in text and "12" in text
    told(flow, notice, "#log signal\n\nShe sent the link.")
    assert figures(flow, settled)["met"] == {"phone": 1, "signal": 1} and figures(flow, settled)["minutes"] == 12
    assert "safe at her sister's" in told_new(flow, settled, flow.people.handler).text
    assert not flow.outbox(to=flow.people.reporter)
    assert "how you were in touch" in refused(flow, notice, "#log\n\nsaid something")
    assert "minutes=12" in refused(flow, notice, "#log phone minutes=many\n\nsaid something")
    assert "cannot stand" in refused(flow, notice, "#log phone\n#reply\n\nshe must not read this")


# who may see it


def test_a_restricted_ticket_is_for_those_named(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    bahia, driss, reporter = flow.people.handler, flow.people.second_handler, flow.people.reporter
    theirs = told_new(flow, settled, driss)
    text = told(flow, notice, "#flag restricted")
    assert "Only those named" in text and "#flag -restricted" in text and f"from - to {bahia.name}" in text
    assert flow.ticket(settled).restricted and "flags" not in figures(flow, settled)

    # nobody else hears, reads or works on it
    flow.arrives(reporter, "and now my sister too", signed_by=reporter, references=mine(flow, settled))
    assert flow.outbox("notify_handler", driss) == [] and flow.outbox() == []
    says(flow, theirs, "#note\n\nlet me in", driss)
    assert [one.row.kind for one in flow.outbox()] == ["refused"]
    for words in ("#take", "#flag -restricted", "#checklist"):
        flow.arrives(driss, f"#ticket {theirs.nonce_line.removeprefix('-- hirz ')}\n{words}\n", signed_by=driss)
        assert {one.row.kind for one in flow.outbox()} == {"refused"}
    flow.arrives(driss, f"#show {settled.ticket}", signed_by=driss)
    assert [one.row.kind for one in flow.outbox()] == ["refused"]

    # more are named, and it is given only to them
    fresh = told_new(flow, settled, bahia)
    assert "#flag restricted Driss Handler" in refused(flow, fresh, "#give Driss Handler")
    told(flow, fresh, "#flag restricted driss handler")
    with flow.store.reading() as books:
        assert len(named_on(books, flow.ticket(settled).id)) == 2
    told(flow, fresh, "#give Driss Handler")
    theirs = told_new(flow, settled, driss)
    assert "take yourself off" in refused(flow, theirs, "#flag -restricted driss handler", driss)
    told(flow, theirs, "#flag -restricted Bahia Handler", driss)
    with flow.store.reading() as books:
        assert len(named_on(books, flow.ticket(settled).id)) == 1
    assert "open to the desk again" in told(flow, theirs, "#flag -restricted", driss)
    assert not flow.ticket(settled).restricted


def test_notices_on_their_way_to_others_do_not_leave(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    told(flow, notice, "#flag restricted")
    with flow.store.reading() as books:
        spared = outbound_in_states(books, ("spared",))
    assert [one.kind for one in spared] == ["notify_handler"]


def test_the_owner_of_a_restricted_ticket_is_one_of_those_named(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    bahia, driss = flow.people.handler, flow.people.second_handler
    told(flow, notice, "#take")
    leads(flow, driss)
    theirs = told_new(flow, settled, driss)
    text = told(flow, theirs, "#flag restricted", driss)
    assert name(flow, settled) == driss.name and f"Until now it was with {bahia.name}." in text
    assert flow.outbox(to=bahia) == []


def test_a_lead_opens_it_once_nobody_named_is_here(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    driss = flow.people.second_handler
    told(flow, notice, "#flag restricted")
    leads(flow, driss)
    flow.arrives(driss, f"#show {settled.ticket}", signed_by=driss)
    assert [one.row.kind for one in flow.outbox()] == ["refused"]
    with flow.store.writing() as books:
        set_active(books, people_at(books, address_mark(books, flow.people.handler.address))[0], active=False)
    theirs = told_new(flow, settled, driss)
    told(flow, theirs, "#flag -restricted", driss)
    assert not flow.ticket(settled).restricted


def test_names_that_nobody_has_are_refused_with_those_there_are(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    assert "Bahia Handler, Driss Handler" in refused(flow, notice, "#flag restricted nobody")
    assert not flow.ticket(settled).restricted
    text = told(flow, notice, f"#flag restricted {flow.people.second_handler.address}")
    assert "Bahia Handler, Driss Handler" in text
