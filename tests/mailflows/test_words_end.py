"""Ending a ticket: with what was learned, or by two people; taking it up again; and words whose work comes later."""

from datetime import timedelta
from pathlib import Path

from db.papers import entry_paper, set_role
from db.questions import entries_of, people_at
from db.questions.record import record_lines
from mailflows.intake import Settled
from mailflows.people import address_mark
from templates.labels import languages
from templates.words import write
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_takeover import thread
from tests.mailflows.test_words_call import becomes_lead, figures, history, refused, says

QUESTION = "My neighbour plays music and I want you to stop them"


def asked(flow: Flow, **more: object) -> tuple[Settled, Left]:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter, **more)  # type: ignore[arg-type]
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def test_a_ticket_is_resolved_with_its_cause_and_what_would_prevent_it(flow: Flow) -> None:
    settled, notice = asked(flow)
    told = refused(says(flow, notice, "#resolve account_secured"), "what would prevent it")
    assert "#resolve account_secured cause=unknown recommend=backups" in told.text
    told = refused(says(flow, told, "#resolve account_secured cause=phishing"), "what would prevent it")
    told = refused(says(flow, told, "#resolve account_secured cause=bad luck recommend=backups"), "not one the command")
    told = refused(says(flow, told, "#resolve account_secured cause=leak recommend=backups, prayer"), "recommendation")
    assert flow.ticket(settled).status == "new" and "outcome" not in figures(flow, settled)
    [told] = says(flow, told, "#resolve account_secured cause=phishing recommend=unique passwords، backups, backups")
    assert figures(flow, settled) | {
        "outcome": "account_secured",
        "cause": "phishing",
        "recommend": ["unique_passwords", "backups"],
    } == figures(flow, settled)
    assert flow.ticket(settled).status == "resolved" and "a password for each account, backups" in told.text


def test_where_nothing_happened_there_is_no_cause(flow: Flow) -> None:
    settled, told = asked(flow)
    for outcome in ("spam", "duplicate", "out_of_mandate", "unreachable", "person_withdrew"):
        [told] = says(flow, told, f"#resolve {outcome}")
        assert flow.ticket(settled).status == "resolved" and figures(flow, settled)["outcome"] == outcome
        [told] = says(flow, told, "#reopen")


def test_a_ticket_that_ended_is_taken_up_again_with_a_step_due(flow: Flow) -> None:
    settled, notice = asked(flow)
    told = refused(says(flow, notice, "#reopen"), "has not ended")
    [told] = says(flow, told, "#resolve spam")
    assert flow.ticket(settled).next_due_at is not None  # they are asked how it was, and it closes by itself
    [told] = says(flow, told, "#reopen")
    ticket = flow.ticket(settled)
    assert ticket.status == "active" and ticket.next_due_at == flow.now + timedelta(hours=2)
    assert "taken up again" in told.text
    for ended in ("spam", "out_of_mandate", "referred"):
        [told] = says(flow, told, f"#status {ended}")
        [told] = says(flow, told, "#rouvrir")
        ticket = flow.ticket(settled)
        assert ticket.status == "active" and ticket.closed_at is None and ticket.next_due_at is not None


def test_a_rejection_takes_another_person_and_sends_a_kind_answer(flow: Flow) -> None:
    settled, notice = asked(flow)
    becomes_lead(flow, flow.people.second_handler)
    came = says(flow, notice, "#reject it is a quarrel among neighbours\n\nShe was rude to me.")
    assert [one.row.kind for one in came] == ["notify_handler", "transcript"]
    asks, mine = came
    assert asks.paper["to"] == flow.people.second_handler.address and "quarrel among neighbours" in asks.text
    assert "outside our mandate" in asks.text and flow.ticket(settled).status == "new"
    assert flow.people.second_handler.name in mine.text
    mine = refused(says(flow, mine, "#approve"), "You proposed this yourself")
    answer, told = says(flow, asks, "#approve\n\nI agree, poor soul.", flow.people.second_handler)
    assert answer.row.kind == "out_of_mandate" and answer.paper["to"] == flow.people.reporter.address
    assert answer.row.due_at == flow.now + flow.desk.hold and answer.row.undo_until == answer.row.due_at
    for word in ("quarrel", "poor soul", "rude", "neighbour", flow.people.handler.name.split()[0]):
        assert word not in answer.text
    assert "https://www.accessnow.org/help" in answer.text and "+353 1 210 0489" in answer.text
    assert flow.ticket(settled).status == "out_of_mandate" and figures(flow, settled)["outcome"] == "out_of_mandate"
    with flow.store.reading() as books:
        [first] = people_at(books, address_mark(books, flow.people.handler.address))
    assert (f"approved rejection of {first.id}", "") in history(flow, settled)
    refused(says(flow, told, "#approve", flow.people.second_handler), "Nobody proposed")


def test_until_it_is_approved_nothing_changes_and_it_may_be_declined(flow: Flow) -> None:
    settled, notice = asked(flow)
    told = refused(says(flow, notice, "#approve"), "Nobody proposed")
    *others, told = says(flow, told, "#reject it is about rent")
    assert {one.row.kind for one in others} == {"notify_handler"} and flow.ticket(settled).status == "new"
    with flow.store.reading() as books:
        ticket = flow.ticket(settled)
        said = [entry_paper(books, ticket, entry)["text"] for entry in entries_of(books, ticket.id)]
    assert any("it is about rent" in text for text in said)  # in the ticket's history, for whoever shows it
    reporter = flow.people.reporter
    flow.arrives(reporter, "they play again", signed_by=reporter, references=thread(flow, settled))
    told = flow.outbox("notify_handler", flow.people.handler)[0]
    assert "waits for another person" in told.text
    shown, told = says(flow, told, "#show")
    assert "waits for another person" in shown.text
    [told] = says(flow, told, "#approve no")
    assert "It is not rejected" in told.text and flow.ticket(settled).status == "new"
    refused(says(flow, told, "#approve"), "Nobody proposed")
    with flow.store.reading() as books:
        assert all("rent" not in line.what + line.detail for line in record_lines(books, "desk"))


def test_where_it_is_not_safe_a_rejection_ends_quietly(flow: Flow) -> None:
    settled, notice = asked(flow)
    *others, _ = says(flow, notice, "#reject it is about rent")
    with flow.store.writing() as books:
        ticket = books.session.merge(flow.ticket(settled))
        ticket.safe = "no"
    [told] = says(flow, others[0], "#approve", flow.people.second_handler)
    assert told.row.kind == "transcript" and "Nobody is written to" in told.text
    assert flow.ticket(settled).status == "out_of_mandate"


def test_whoever_may_be_in_danger_is_told_how_to_be_safe_before_they_are_turned_away(flow: Flow) -> None:
    settled, notice = asked(flow)
    told = refused(says(flow, notice, "#priority P1\n#reject it is about rent"), "Tell them first how to be safe")
    assert "#send first_reply" in told.text
    told = refused(says(flow, told, "#flag imminent_harm\n#reject it is about rent"), "Tell them first how to be safe")
    advice, told = says(flow, told, "#priority P1\n#send first_reply")
    assert advice.row.kind == "guidance"
    *others, told = says(flow, told, "#reject it is about rent")
    assert "rejection" in figures(flow, settled) and others
    [told] = says(flow, told, "#undo")  # the advice is taken back before it left
    _, fresh = says(flow, others[0], "#approve", flow.people.second_handler)  # changed since: it is shown anew
    told = refused(says(flow, fresh, "#approve", flow.people.second_handler), "Tell them first")
    answer, _ = says(flow, told, "#approve\n#confirm", flow.people.second_handler)
    assert answer.row.kind == "out_of_mandate" and flow.ticket(settled).status == "out_of_mandate"


def test_a_rejection_of_the_most_urgent_may_be_meant_all_the_same(flow: Flow) -> None:
    settled, notice = asked(flow)
    *others, _ = says(flow, notice, "#priority P1\n#reject they are safe and it is about rent\n#confirm")
    assert others and figures(flow, settled)["rejection"]


def test_the_kind_answer_sends_nobody_to_the_police_and_an_operator_names_their_own(flow: Flow, tmp_path: Path) -> None:
    for tongue in languages():
        text = write("out_of_mandate", tongue, {"desk_name": "Cedar Desk"}).text
        for word in ("police", "authorit", "autorité", "شرطة", "الشرطة", "السلطات"):
            assert word not in text.lower(), (tongue, word)
        assert "https://digitalfirstaid.org" in text
    for tongue in languages():
        part = tmp_path / tongue / "parts" / "elsewhere.txt"
        part.parent.mkdir(parents=True)
        part.write_text("Cedar Legal Aid:\n+961 1 000 000\n", encoding="utf-8")
    flow.becomes(templates=tmp_path)
    _, notice = asked(flow)
    *others, _ = says(flow, notice, "#reject it is about rent")
    answer, _ = says(flow, others[0], "#approve", flow.people.second_handler)
    assert "Cedar Legal Aid" in answer.text and "accessnow" not in answer.text


def test_a_rejection_that_cannot_be_is_not_proposed(flow: Flow) -> None:
    settled, notice = asked(flow)
    [told] = says(flow, notice, "#resolve spam")
    refused(says(flow, told, "#reject it is about rent"), "cannot go from")
    assert not figures(flow, settled).get("rejection")


def test_a_lesson_is_kept_inside_and_marked_as_one(flow: Flow) -> None:
    settled, notice = asked(flow)
    [told] = says(flow, notice, "#lesson ask who else lives there\n#lesson call before writing")
    assert "Lesson: ask who else lives there" in told.text
    with flow.store.reading() as books:
        ticket = flow.ticket(settled)
        last = entries_of(books, ticket.id)[-1]
        text = entry_paper(books, ticket, last)["text"]
    assert last.kind == "note" and "Lesson: call before writing" in text
    assert ("lesson", "") in history(flow, settled)


def test_a_word_whose_work_comes_later_says_so(flow: Flow) -> None:
    settled, told = asked(flow)
    for said, why in (
        ("#report november", "cannot write reports by mail yet"),
        ("#forget", "Nothing was erased"),
        ("#export", "Nothing was sent. Keep a note"),
        ("#نسيان", "Nothing was erased"),
        ("#exporter", "Nothing was sent. Keep a note"),
    ):
        told = refused(says(flow, told, f"#priority P1\n{said}"), why)
    assert flow.ticket(settled).priority == "P2"  # all of the mail, or none of it


def test_reports_may_be_asked_for_figures_and_for_nothing_else(flow: Flow) -> None:
    with flow.store.writing() as books:
        [person] = people_at(books, address_mark(books, flow.people.second_handler.address))
        set_role(books, person, "reports")
    second = flow.people.second_handler
    flow.obeys(second, f"#desk {flow.desk.address}\n#report")
    refused(flow.outbox(), "cannot write reports by mail yet")


def test_the_kind_answer_names_only_who_is_known_in_every_language() -> None:
    for tongue in languages():
        text = write("out_of_mandate", tongue, {"tag": "H-7K4Q-M2XD", "desk_name": "Cedar Desk"}).text
        assert "https://www.accessnow.org/help" in text and "+353 1 210 0489" in text and "@" not in text


def test_what_is_said_last_stands_in_the_figures(flow: Flow) -> None:
    settled, notice = asked(flow)
    [told] = says(flow, notice, "#resolve advice_given cause=unknown recommend=training")
    [told] = says(flow, told, "#reopen")
    says(flow, told, "#resolve unreachable")
    now = figures(flow, settled)
    assert (now["outcome"], now["cause"], now["recommend"]) == ("unreachable", "", [])
