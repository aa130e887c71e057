"""Words that speak outside: what leaves, what is shown first, what waits for a code or a second person, what stays."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from db.papers import set_active, set_role
from db.questions import drafts_of, people_at, ticket_named
from db.questions.record import record_lines
from mailflows.errands import AttachFiles, read_errand
from mailflows.intake import Settled
from mailflows.leaving import Held, Leaving
from mailflows.letter import Attachment
from mailflows.people import address_mark
from mailflows.staff import SYSADMIN, make, other_key
from pgp.certificates import canonical
from tests.mailflows.flow import Flow, Left
from tests.people import Person, make_person

QUESTION = "Somebody took over my account and I do not know what to do"
ANSWER = "Please change your password from another device."


@pytest.fixture
def opened(flow: Flow) -> tuple[Settled, Left]:
    """A sealed ticket, and the notice about it that the first handler got."""
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter, message_id="<first@press.test>")
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def says(flow: Flow, notice: Left | None, text: str, who: Person | None = None, **more: object) -> Settled:
    handler = who or flow.people.handler
    quoted = "\n".join(f"> {line}" for line in notice.text.splitlines()) if notice else ""
    body = f"{text}\n\nOn Sun, 22 Nov 2026 at 08:00, Test Desk <help@desk.test> wrote:\n{quoted}\n" if notice else text
    return flow.arrives(handler, body, signed_by=handler, **more)  # type: ignore[arg-type]


def code_in(left: Left) -> str:
    found = re.search(r"^#confirm (\w+)$", left.text, re.MULTILINE)
    assert found
    return found[1]


def kinds(flow: Flow) -> list[str]:
    return [one.row.kind for one in flow.outbox()]


def refused(flow: Flow) -> str:
    left = flow.outbox()
    assert [one.row.kind for one in left] == ["refused"], [one.text for one in left]
    return left[0].text


def becomes(flow: Flow, person: Person, role: str = "", *, active: bool = True) -> None:
    with flow.store.writing() as books:
        [row] = people_at(books, address_mark(books, person.address))
        if role:
            set_role(books, row, role)
        if not active:
            set_active(books, row, False)


def changes(flow: Flow, settled: Settled, **columns: object) -> None:
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        for name, value in columns.items():
            setattr(ticket, name, value)
        books.session.add(ticket)


def recorded(flow: Flow) -> list[str]:
    with flow.store.reading() as books:
        return [line.what for line in record_lines(books, "desk")]


def test_ask_waits_for_the_person(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#ask\n\nWhich service is it about?")
    reply, transcript = flow.outbox()
    assert reply.row.kind == "reply" and "Which service" in reply.text and "waits for the answer" in transcript.text
    assert flow.ticket(settled).status == "pending_user"


def test_ask_is_refused_where_the_ticket_cannot_wait_and_beside_reply(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#ask\n#reply\n\nWhich service?")
    assert "cannot stand in one mail" in refused(flow)
    changes(flow, settled, status="closed")
    says(flow, notice, "#ask\n\nWhich service?")
    assert "cannot go from its present status" in refused(flow)


def test_a_preview_sends_nothing_and_its_code_sends_exactly_that(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}\n\n-- \nBahia, +961 1 234")
    left = flow.outbox()
    assert sorted(one.row.kind for one in left) == ["preview", "transcript"]
    [preview] = [one for one in left if one.row.kind == "preview"]
    assert f"| {ANSWER}" in preview.text and flow.people.reporter.address in preview.text
    assert "sealed" in preview.text and "+961" in preview.text.partition("LEFT OUT")[2]
    assert flow.ticket(settled).status == "new"
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    reply, transcript = flow.outbox()
    assert reply.row.kind == "reply" and ANSWER in reply.text and reply.row.due_at == flow.now + flow.desk.hold
    assert reply.row.author_id and isinstance(flow.leaves(reply), Leaving) and "#undo" in transcript.text
    assert flow.ticket(settled).status == "active"
    says(flow, transcript, "#undo")
    assert flow.again(reply).row.state == "undone"


def test_a_code_is_used_once_by_its_author_within_three_days(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    [preview] = flow.outbox("preview")
    code = code_in(preview)
    says(flow, None, f"#confirm {code}", who=flow.people.second_handler, named_inside=())
    assert "Somebody else wrote this" in refused(flow)
    says(flow, None, f"#confirm {code[:-1]}", named_inside=())
    assert "says that it is for this desk" in refused(flow)  # no code of ours, so nothing binds the mail
    flow.passes(hours=73)
    says(flow, None, f"#confirm {code}", named_inside=())
    assert "Nothing waits for this code" in refused(flow)


def test_a_code_is_used_once(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    [preview] = flow.outbox("preview")
    for _ in range(2):
        says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    sent = flow.outbox()
    assert [one.row.kind for one in sent] == ["reply", "transcript", "refused"]
    assert "Nothing waits for this code" in sent[2].text


def test_a_draft_is_void_once_the_reporter_wrote_again(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    [preview] = flow.outbox("preview")
    reporter = flow.people.reporter
    flow.passes(minutes=5)
    flow.arrives(
        reporter, "it was another account after all", signed_by=reporter, references=[notice_thread(flow, opened[0])]
    )
    flow.outbox()
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    assert "The reporter wrote after this was drafted" in refused(flow)


def notice_thread(flow: Flow, settled: Settled) -> str:
    """The root of the reporter's thread, as their program would quote it."""
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        [token] = books.session.connection().execute(
            sql("SELECT token FROM member WHERE ticket_id = :ticket AND part = 'reporter'"), {"ticket": ticket.id}
        ).one()  # fmt: skip
    return f"<{token}@desk.test>"


def test_the_guard_looks_at_drafts_too_and_remembers_who_insisted(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    telling = f"Ask for {flow.people.second_handler.name} when you call."
    says(flow, notice, f"#preview\n#reply\n\n{telling}")
    told = refused(flow)
    assert "name of somebody who works here" in told
    found = re.search(r"^#confirm (\w+)$", told, re.MULTILINE)
    assert found
    says(flow, notice, f"#preview\n#reply\n#confirm {found[1]}\n\n{telling}")
    [preview] = flow.outbox("preview")
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    assert telling in flow.outbox("reply")[0].text


def test_a_draft_on_a_merged_ticket_does_not_leave(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    [preview] = flow.outbox("preview")
    changes(flow, settled, status="merged")
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    assert "was drafted" in refused(flow)


def test_where_it_is_not_safe_to_write_a_draft_does_not_leave(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    [preview] = flow.outbox("preview")
    changes(flow, settled, safe="no")
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    assert refused(flow) and not flow.outbox("reply")


def test_undo_ends_drafts(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    preview, transcript = sorted(flow.outbox(), key=lambda one: one.row.kind)
    says(flow, transcript, "#undo")
    assert "waiting for a code: 1" in flow.outbox("transcript")[0].text
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    assert "Nothing waits for this code" in refused(flow)


def test_preview_stands_beside_what_can_be_shown(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#preview")
    assert "nothing here that could be shown" in refused(flow)
    says(flow, notice, "#close\n#confirm\n#preview")
    assert "cannot be shown beforehand" in refused(flow)


def test_hold_waits_longer_and_can_be_undone_until_then(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, f"#reply\n#hold 3 h\n\n{ANSWER}")
    reply, transcript = flow.outbox()
    assert reply.row.due_at == flow.now + timedelta(hours=3) and "It waits until" in transcript.text
    flow.passes(hours=2)
    says(flow, transcript, "#hold")
    assert flow.again(reply).row.due_at == flow.now + timedelta(hours=1)
    [transcript] = flow.outbox("transcript")
    flow.passes(minutes=55)
    says(flow, transcript, "#undo")
    assert flow.again(reply).row.state == "undone"


def test_a_hold_that_is_no_length_holds_up_everything(flow: Flow, opened: tuple[Settled, Left]) -> None:
    for said in ("#hold 8 days", "#hold soon", "#hold 0 min"):
        says(flow, opened[1], f"#reply\n{said}\n\n{ANSWER}")
        assert "between a minute and seven days" in refused(flow), said


def test_hold_alone_needs_something_that_waits(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], "#hold 1 h")
    assert "Nothing of yours waits" in refused(flow)


def test_send_in_another_language(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#send phishing lang=français")
    assert "Bonjour" in flow.outbox("guidance")[0].text
    says(flow, notice, "#send phishing lang=klingon")
    assert "binding line" in refused(flow)  # used: what speaks outward needs the latest one


def test_a_language_it_is_not_written_in_is_refused(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], "#send phishing lang=de")
    assert "not written in that language" in refused(flow)


def test_blanks_are_shown_and_nothing_leaves_until_they_are_filled(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, "#send appointment day=Monday")
    left = flow.outbox()
    [shown] = [one for one in left if one.row.kind == "preview"]
    assert sorted(one.row.kind for one in left) == ["preview", "transcript"]
    assert "time=" in shown.text and "way=" in shown.text and "| [time]" in shown.text and "Monday" in shown.text
    assert "#confirm" not in shown.text
    [transcript] = [one for one in left if one.row.kind == "transcript"]
    says(flow, transcript, "#send appointment day=Monday time=14:00 UTC way=a call on Signal")
    [sent] = flow.outbox("guidance")
    assert "14:00 UTC" in sent.text and "a call on Signal" in sent.text and "[" not in sent.text


def test_a_blank_that_a_mail_has_not_is_refused(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], "#send phishing day=Monday")
    assert "no such blank" in refused(flow)
    says(flow, opened[1], "#send apointment")
    assert "appointment" in refused(flow)


def test_the_survey_is_asked_once_when_it_has_ended_and_is_safe(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    says(flow, notice, "#survey")
    assert "only when the ticket is resolved or closed" in refused(flow)
    changes(flow, settled, status="resolved", safe="no")
    says(flow, notice, "#survey")
    assert "not safe" in refused(flow)
    changes(flow, settled, safe="unknown")
    says(flow, notice, "#survey")
    survey, transcript = flow.outbox()
    assert survey.row.kind == "survey" and survey.row.due_at == flow.now + flow.desk.hold and "http" not in survey.text
    says(flow, transcript, "#survey")
    assert "asked already" in refused(flow)


# what leaves plain


def asks_for_plain(flow: Flow, notice: Left) -> tuple[Left, Left]:
    """The mail to the second person, and the author's transcript."""
    says(flow, notice, f"#send-plain\n\n{ANSWER}")
    left = flow.outbox()
    assert sorted(one.row.kind for one in left) == ["second_asked", "transcript"]
    asked, transcript = sorted(left, key=lambda one: one.row.kind)
    return asked, transcript


def test_what_leaves_plain_takes_two_persons(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    asked, transcript = asks_for_plain(flow, notice)
    second = flow.people.second_handler
    assert asked.paper["to"] == second.address and f"| {ANSWER}" in asked.text and "PLAIN" in asked.text
    assert second.name in transcript.text
    says(flow, None, f"#confirm {code_in(asked)}", named_inside=())
    assert "You wrote this yourself" in refused(flow)
    says(flow, None, f"#confirm {code_in(asked)}", who=second, named_inside=())
    left = flow.outbox()
    [reply] = [one for one in left if one.row.kind == "reply"]
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.certificate is None and leaving.to == flow.people.reporter.address
    told = [one for one in left if one.row.kind == "transcript"]
    assert {one.paper["to"] for one in told} == {second.address, flow.people.handler.address}
    assert all("PLAIN" in one.text for one in told)
    [author] = [one for one in told if one.paper["to"] == flow.people.handler.address]
    assert second.name in author.text
    assert {"drafted send-plain", "asked send-plain", "confirmed send-plain"} <= set(recorded(flow))
    assert flow.ticket(settled).status == "active"


def test_a_second_person_may_answer_an_older_notice_with_the_code(flow: Flow) -> None:
    reporter, second = flow.people.reporter, flow.people.second_handler
    flow.arrives(reporter, QUESTION, signed_by=reporter)
    notices = {one.paper["to"]: one for one in flow.outbox("notify_handler")}
    asked, _ = asks_for_plain(flow, notices[flow.people.handler.address])
    says(flow, notices[second.address], f"#confirm {code_in(asked)}", who=second)
    assert sorted(kinds(flow)) == ["reply", "transcript", "transcript"]


def test_no_row_alone_makes_a_mail_leave_plain(flow: Flow, opened: tuple[Settled, Left]) -> None:
    """LEAK-01: whoever edits the store cannot open a mail, nor turn an own draft into a second person's."""
    _, notice = opened
    asked, _ = asks_for_plain(flow, notice)
    says(flow, None, f"#confirm {code_in(asked)}", who=flow.people.second_handler, named_inside=())
    [reply] = [one for one in flow.outbox() if one.row.kind == "reply"]
    with flow.store.writing() as books:
        books.session.connection().execute(sql("UPDATE draft SET done_at = NULL"))
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.certificate is not None
    with flow.store.writing() as books:
        books.session.connection().execute(sql("UPDATE draft SET done_at = at"))
        books.session.connection().execute(sql("UPDATE outbound SET author_id = NULL"))
    leaving = flow.leaves(flow.again(reply))
    assert isinstance(leaving, Leaving) and leaving.certificate is not None


def test_a_draft_whose_row_was_changed_does_not_leave(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    asked, _ = asks_for_plain(flow, notice)
    with flow.store.writing() as books:
        books.session.connection().execute(sql("UPDATE draft SET needs = 'author'"))
    with pytest.raises(Exception, match="does not open"):
        says(flow, None, f"#confirm {code_in(asked)}", named_inside=())


def test_leads_are_asked_before_others(flow: Flow, opened: tuple[Settled, Left]) -> None:
    becomes(flow, flow.people.second_handler, "lead")
    asked, _ = asks_for_plain(flow, opened[1])
    assert asked.paper["to"] == flow.people.second_handler.address


def test_where_nobody_else_is_there_it_waits(flow: Flow, opened: tuple[Settled, Left]) -> None:
    becomes(flow, flow.people.second_handler, active=False)
    says(flow, opened[1], f"#send-plain\n\n{ANSWER}")
    [transcript] = flow.outbox()
    assert "Nobody else" in transcript.text and "whoever runs the server cannot" in transcript.text


def test_a_person_who_sees_no_tickets_is_no_second_person(flow: Flow, opened: tuple[Settled, Left]) -> None:
    asked, _ = asks_for_plain(flow, opened[1])
    becomes(flow, flow.people.second_handler, "reports")
    says(flow, None, f"#confirm {code_in(asked)}", who=flow.people.second_handler, named_inside=())
    assert refused(flow)


def test_of_a_restricted_ticket_only_those_named_are_asked(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        ticket.restricted = True
        books.session.add(ticket)
        [person] = people_at(books, address_mark(books, flow.people.handler.address))
        row = {"ticket": ticket.id, "person": person.id}
        books.session.flush()
        books.session.connection().execute(
            sql("INSERT INTO named (ticket_id, person_id) VALUES (:ticket, :person)"), row
        )
    says(flow, notice, f"#send-plain\n\n{ANSWER}")
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]


def test_the_code_of_another_ticket_is_refused_in_a_bound_mail(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    [preview] = flow.outbox("preview")
    flow.arrives("other@press.test", "another trouble", sealed=False)
    [other] = flow.outbox("notify_handler", flow.people.handler)
    says(flow, other, f"#confirm {code_in(preview)}")
    assert "another ticket" in refused(flow)


def test_a_code_nobody_gave_out_is_refused_alone_and_no_error_beside_an_outward_word(
    flow: Flow, opened: tuple[Settled, Left]
) -> None:
    _, notice = opened
    says(flow, notice, "#confirm abcdefghjkmn")
    assert "Nothing waits for this code" in refused(flow)
    says(flow, notice, f"#reply\n#confirm abcdefgh\n\n{ANSWER}")
    assert kinds(flow) == ["reply", "transcript"]


# files


def file(number: int, name: str, detected: str, *, size: int = 1000) -> Attachment:
    return Attachment(number, f"mail/{number + 1}", name, "application/octet-stream", detected, size, "0" * 64)


PICTURE, PAPER = file(1, "Bahia at home.jpg", "image/jpeg"), file(2, "draft of Bahia.pdf", "application/pdf")
KEY = file(3, "OpenPGP_0x1234.asc", "application/pgp-keys")
ZIP = file(4, "all.zip", "application/zip")


def test_files_go_along_under_names_of_ours(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], f"#reply\n#attach\n\n{ANSWER}", attachments=(PICTURE, PAPER, KEY))
    reply, transcript = flow.outbox()
    errand = read_errand(reply.paper["errand"])
    assert errand is not None and isinstance(errand.task, AttachFiles)
    assert errand.task.files == ((1, "mail/2", "png"), (2, "mail/3", "pdf")) and not errand.task.shown
    assert "Bahia at home" not in str(reply.paper) and "keys are never attached: 1" in transcript.text


def test_only_files_that_were_asked_for_go_along(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], f"#reply\n#attach ٢\n\n{ANSWER}", attachments=(PICTURE, PAPER))
    errand = read_errand(flow.outbox("reply")[0].paper["errand"])
    assert errand is not None and isinstance(errand.task, AttachFiles) and errand.task.files == ((1, "mail/3", "pdf"),)


NO_WAY = (
    ("#reply\n#attach", (), "no file in your mail"),
    ("#reply\n#attach", (KEY,), "no file in your mail"),
    ("#reply\n#attach 3", (PICTURE, PAPER, KEY), "Keys are never attached"),
    ("#reply\n#attach 4", (PICTURE, PAPER, KEY), "no file with this number"),
    ("#reply\n#attach all of it", (PICTURE,), "not one the command knows"),
    ("#reply\n#attach", (PICTURE, ZIP), "only they can be cleaned"),
    ("#reply\n#attach", (file(1, "a.png", "image/png", size=9 << 20),), "too large for one mail"),
    ("#take\n#attach", (PICTURE,), "go along with #reply"),
)


def test_files_that_cannot_go_hold_up_everything(flow: Flow, opened: tuple[Settled, Left]) -> None:
    for said, files, why in NO_WAY:
        says(flow, opened[1], f"{said}\n\n{ANSWER if '#reply' in said else ''}", attachments=files)
        assert why in refused(flow), said


def test_a_preview_shows_the_files_and_its_code_sends_them(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], f"#preview\n#reply\n#attach 1\n\n{ANSWER}", attachments=(PICTURE,))
    [preview] = flow.outbox("preview")
    errand = read_errand(preview.paper["errand"])
    assert errand is not None and isinstance(errand.task, AttachFiles) and errand.task.shown
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    errand = read_errand(flow.outbox("reply")[0].paper["errand"])
    assert errand is not None and isinstance(errand.task, AttachFiles)
    assert errand.task.files == ((1, "mail/2", "png"),) and not errand.task.shown


def test_nobody_joined_in_that_part_is_written_to(flow: Flow, opened: tuple[Settled, Left]) -> None:
    says(flow, opened[1], f"#reply to=lawyer\n\n{ANSWER}")
    assert "Nobody with this part" in refused(flow)


def test_without_a_key_a_plain_draft_still_waits_for_its_second_person(flow: Flow) -> None:
    """The very case it is for: it came sealed, and there is no key that an answer could be sealed to."""
    flow.arrives("nokey@press.test", QUESTION, sealed=True)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    says(flow, notice, f"#reply\n\n{ANSWER}")
    reply, transcript = flow.outbox()
    assert isinstance(flow.leaves(reply), Held)
    says(flow, transcript, f"#undo\n#send-plain\n\n{ANSWER}")
    [asked] = flow.outbox("second_asked")
    says(flow, None, f"#confirm {code_in(asked)}", who=flow.people.second_handler, named_inside=())
    leaving = flow.leaves(flow.outbox("reply")[0])
    assert isinstance(leaving, Leaving) and leaving.certificate is None


def plain_asked(flow: Flow, notice: Left) -> tuple[Left, str]:
    """A plain answer waits for the second handler: the author's transcript, and the code."""
    says(flow, notice, f"#send-plain\n\n{ANSWER}")
    left = flow.outbox()
    [second] = [one for one in left if one.row.kind == "second_asked"]
    [transcript] = [one for one in left if one.row.kind == "transcript"]
    return transcript, code_in(second)


def test_what_two_agreed_to_send_plain_goes_to_no_other_address(flow: Flow, opened: tuple[Settled, Left]) -> None:
    _, notice = opened
    transcript, code = plain_asked(flow, notice)
    says(flow, transcript, "#channel elsewhere@new.test")
    assert kinds(flow) == ["transcript"]
    says(flow, None, f"#confirm {code}", who=flow.people.second_handler, named_inside=())
    assert "would not be the one that was shown" in refused(flow)


def test_plain_mail_that_two_confirmed_is_stopped_once_the_address_changes(
    flow: Flow, opened: tuple[Settled, Left]
) -> None:
    _, notice = opened
    _, code = plain_asked(flow, notice)
    says(flow, None, f"#confirm {code}", who=flow.people.second_handler, named_inside=())
    left = flow.outbox()
    [reply] = [one for one in left if one.row.kind == "reply"]
    [transcript] = [one for one in left if one.paper["to"] == flow.people.handler.address]
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.certificate is None and leaving.to == flow.people.reporter.address
    says(flow, transcript, "#hold 7 d")
    [transcript] = flow.outbox("transcript")
    says(flow, transcript, "#channel elsewhere@new.test")
    [told] = flow.outbox("transcript")
    assert "taken back, write it anew: 1" in told.text
    assert flow.again(reply).row.state == "undone" and flow.again(reply).row.reason == "readdressed"


def test_a_mail_that_was_previewed_for_one_address_or_key_leaves_for_no_other(
    flow: Flow, opened: tuple[Settled, Left]
) -> None:
    _, notice = opened
    says(flow, notice, f"#preview\n#reply\n\n{ANSWER}")
    left = flow.outbox()
    [preview] = [one for one in left if one.row.kind == "preview"]
    [transcript] = [one for one in left if one.row.kind == "transcript"]
    says(flow, transcript, "#channel elsewhere@new.test")
    flow.outbox()
    says(flow, None, f"#confirm {code_in(preview)}", named_inside=())
    assert "would not be the one that was shown" in refused(flow)


def test_what_a_handler_wrote_does_not_leave_once_they_are_put_out_of_the_desk(
    flow: Flow, opened: tuple[Settled, Left]
) -> None:
    settled, notice = opened
    becomes(flow, flow.people.second_handler, "lead")
    with flow.store.reading() as books:
        [author] = people_at(books, address_mark(books, flow.people.handler.address))
    says(flow, notice, f"#reply\n#hold 7 d\n\n{ANSWER}")
    [reply, transcript] = flow.outbox()
    says(flow, transcript, f"#preview\n#reply\n\n{ANSWER}")
    flow.outbox()
    says(flow, None, f"#handler disable {flow.people.handler.address}", who=flow.people.second_handler)
    [told] = flow.outbox("transcript", flow.people.second_handler)
    assert "had not left was taken back" in told.text and settled.ticket in told.text
    assert flow.again(reply).row.state == "undone"
    with flow.store.reading() as books:
        assert drafts_of(books, author.id) == []


def test_another_key_stops_what_was_written_with_the_one_before(
    flow: Flow, opened: tuple[Settled, Left], gpg_home: Path
) -> None:
    _, notice = opened
    says(flow, notice, f"#reply\n#hold 7 d\n\n{ANSWER}")
    [reply, _] = flow.outbox()
    fresh = make_person("Bahia", flow.people.handler.address, gpg_home)
    with flow.store.writing() as books:
        change = other_key(books, flow.desk, fresh.address, canonical(fresh.certificate), flow.now)
        _, told = make(books, flow.desk, change, flow.now, SYSADMIN)
    assert "staff_stopped" in [key for key, _ in told]
    assert flow.again(reply).row.state == "undone"


def test_who_leads_stops_what_a_colleague_wrote_and_sees_whose_it_was(flow: Flow, opened: tuple[Settled, Left]) -> None:
    settled, notice = opened
    lead = flow.people.second_handler
    says(flow, notice, f"#reply\n#hold 7 d\n\n{ANSWER}")
    [reply, _] = flow.outbox()
    says(flow, None, f"#show {settled.ticket}", who=lead)
    [shown] = flow.outbox("show", lead)
    says(flow, shown, "#undo", who=lead)
    assert "Too late" in refused(flow) and flow.again(reply).row.state == "waiting", "a handler stops their own alone"
    becomes(flow, lead, "lead")
    says(flow, shown, "#undo", who=lead)
    [told] = flow.outbox("transcript", lead)
    assert f"Taken back of {flow.people.handler.name}: 1" in told.text
    assert flow.again(reply).row.state == "undone"
