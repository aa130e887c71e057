"""Calling others: nothing goes to a role that the person did not agree to, and nothing that the role may not have."""

from dataclasses import replace
from datetime import timedelta

from db.papers import figures_of, set_role
from db.questions import entries_of, outbound_by_id, people_at
from db.questions.record import record_lines
from mailflows.access import reaches
from mailflows.commands.call.choices import RESULT
from mailflows.desk import FIELDS, Role
from mailflows.examine.finding import Finding, Group, Severity
from mailflows.intake import Settled
from mailflows.leaving import Held, Leaving
from mailflows.people import address_mark
from mailflows.roles import know_roles
from pgp.certificates import canonical
from templates.labels import labels, languages
from tests.mailflows.flow import Flow, Left
from tests.people import Person

QUESTION = "Somebody opened a page in my name and writes to my sources"
META = Role(
    "meta",
    "trust@platform.test",
    "",
    consent=True,
    tlp="amber",
    fields=("tag", "category", "platform", "profile_url", "harm"),
    required=("category", "platform", "profile_url"),
)
WHOLE = "#escalate meta tlp=amber platform=instagram profile_url=https://social.example/she?x=1"


def asked(flow: Flow) -> tuple[Settled, Left]:
    """A sealed ticket at a desk with a platform for a partner, and the notice that the first handler got."""
    flow.becomes(roles={**flow.desk.roles, "meta": replace(META, fingerprint=flow.people.mallory.fingerprint)})
    keys = {"threat_lab": flow.people.lab, "meta": flow.people.mallory}  # whoever holds the key; the address differs
    with flow.store.writing() as books:
        certificates = {name: canonical(one.certificate) for name, one in keys.items()}
        know_roles(books, flow.desk, certificates, flow.now)
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def says(flow: Flow, answered: Left, text: str, who: Person | None = None) -> list[Left]:
    """A handler answers the newest mail they have; returns what came of it, the last of it with the next line."""
    handler = who or flow.people.handler
    flow.obeys(handler, f"{text}\n\n> {answered.nonce_line}\n")
    return flow.outbox()


def refused(came: list[Left], why: str) -> Left:
    """Nothing but a refusal with these words."""
    assert [one.row.kind for one in came] == ["refused"], [one.row.kind for one in came]
    assert why in came[0].text, came[0].text
    return came[0]


def history(flow: Flow, settled: Settled) -> list[tuple[str, str]]:
    with flow.store.reading() as books:
        ticket = flow.ticket(settled)
        return [(one.what, one.detail) for one in record_lines(books, "desk") if one.ticket_id == ticket.id]


def figures(flow: Flow, settled: Settled) -> dict[str, object]:
    ticket = flow.ticket(settled)
    with flow.store.reading() as books:
        return dict(figures_of(books, ticket))


def becomes_lead(flow: Flow, person: Person) -> None:
    with flow.store.writing() as books:
        [row] = people_at(books, address_mark(books, person.address))
        set_role(books, row, "lead")


def state_of(flow: Flow, left: Left) -> str:
    with flow.store.reading() as books:
        row = outbound_by_id(books, left.row.id)
        assert row is not None
        return row.state


def test_without_consent_nothing_leaves_and_the_line_that_is_missing_is_shown(flow: Flow) -> None:
    settled, notice = asked(flow)
    came = says(flow, notice, f"#category impersonation\n{WHOLE}\n\nPlease look at this page.")
    assert "#consent given for meta" in refused(came, "has not agreed").text
    assert flow.ticket(settled).status == "new" and figures(flow, settled)["category"] == ""


def test_only_named_fields_leave_and_the_handler_sees_them_word_for_word(flow: Flow) -> None:
    settled, notice = asked(flow)
    came = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look at this page.")
    assert [one.row.kind for one in came] == ["escalation", "escalated", "transcript"]
    escalation, seen, transcript = came
    assert "Consent written down: meta may be told." in transcript.text
    assert escalation.paper["to"] == "trust@platform.test" and seen.paper["to"] == flow.people.handler.address
    for word in ("instagram", "https://social.example/she?x=1", "TLP:AMBER", "Please look at this page.", "mpersonat"):
        assert word in escalation.text
    for word in (QUESTION, "samir", flow.people.handler.address, "P2", "FINDINGS", "Language"):
        assert word not in escalation.text, word
    assert all(f"| {line}".rstrip() in seen.text for line in escalation.text.splitlines())
    assert "Given to them: tag, category, Platform, Profile." in transcript.text
    ticket = flow.ticket(settled)
    assert ticket.status == "pending_third_party"
    assert ticket.next_due_at == notice.row.made_at + timedelta(hours=2)  # the first answer stays promised
    assert ("consent given meta", "") in history(flow, settled) and ("escalated meta", "") in history(flow, settled)
    leaving = flow.leaves(escalation)
    assert getattr(leaving, "fingerprint", "") == flow.people.mallory.fingerprint


def test_what_a_role_may_not_have_or_still_needs_is_refused_by_name(flow: Flow) -> None:
    settled, told = asked(flow)
    set_it = "#consent given for meta\n#category impersonation\n"
    for words, why in (
        ("#consent given for meta\n#escalate meta tlp=amber", "platform=… profile_url=…"),
        ("#consent given for meta\n#escalate meta tlp=amber", "#category"),
        (f"{set_it}{WHOLE} summary=she is afraid", "not given that field"),
        (f"{set_it}{WHOLE} vital=no", "not one the command knows"),
        (f"{set_it}{WHOLE} tlp=black", "not one the command knows"),
        (f"{set_it}{WHOLE.replace('tlp=amber ', '')}", "tlp=amber"),
        (f"{set_it}{WHOLE.replace('amber', 'red')}", "marked higher"),
        (f"{set_it}{WHOLE.replace('meta', 'nobody')}", "not one the command knows"),
    ):
        told = refused(says(flow, told, f"{words}\n\nlook"), why)
    assert "consents" not in figures(flow, settled)  # all of a mail, or none of it


def test_the_handler_may_look_first_and_confirm_what_was_shown(flow: Flow) -> None:
    settled, notice = asked(flow)
    words = f"#category impersonation\n#consent given for meta\n#preview\n{WHOLE}\n\nPlease look at this page."
    came = says(flow, notice, words)
    assert [one.row.kind for one in came] == ["preview", "transcript"] and "instagram" in came[0].text
    assert flow.ticket(settled).status == "new"
    [code] = [line for line in came[0].text.splitlines() if line.startswith("#confirm ")]
    came = says(flow, came[1], code)
    escalation = next(one for one in came if one.row.kind == "escalation")
    assert "instagram" in escalation.text and QUESTION not in escalation.text
    assert flow.ticket(settled).status == "pending_third_party"


def test_consent_withdrawn_takes_back_what_waits_and_refuses_what_comes(flow: Flow) -> None:
    settled, notice = asked(flow)
    [escalation, _, transcript] = says(
        flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look."
    )
    [told] = says(flow, transcript, "#consent withdrawn for meta\n\nShe called and is afraid of them.")
    assert "Taken back before they left: 1." in told.text and state_of(flow, escalation) == "undone"
    assert ("consent withdrawn meta", "") in history(flow, settled)
    refused(says(flow, told, f"{WHOLE}\n\nPlease look."), "has not agreed")
    with flow.store.reading() as books:
        kinds = [entry.kind for entry in entries_of(books, flow.ticket(settled).id)]
    assert kinds.count("note") == 1  # how she said so


def test_consent_withdrawn_ends_what_waits_for_a_code(flow: Flow) -> None:
    _, notice = asked(flow)
    words = f"#category impersonation\n#consent given for meta\n#preview\n{WHOLE}\n\nPlease look at this page."
    shown, transcript = says(flow, notice, words)
    [code] = [line for line in shown.text.splitlines() if line.startswith("#confirm ")]
    [told] = says(flow, transcript, "#consent withdrawn for all")
    assert "Taken back before they left: 1." in told.text
    refused(says(flow, told, code), "Nothing waits for this code")


def test_what_left_before_cannot_be_called_back_and_that_is_said(flow: Flow) -> None:
    _, notice = asked(flow)
    came = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look.")
    flow.passes(minutes=5)  # it is in a worker's hands
    [told] = says(flow, came[2], "#consent withdrawn for meta")
    assert "cannot be called back: 1" in told.text and state_of(flow, came[0]) == "waiting"


def test_the_newest_word_counts_the_one_about_the_role_before_others(flow: Flow) -> None:
    settled, told = asked(flow)
    [told] = says(flow, told, "#take\n#category impersonation")
    for said, then in (
        ("#consent given for threat_lab", False),
        ("#consent given for all", True),
        ("#consent given for all\n#consent withdrawn for meta", False),
        ("#موافقة نعم لأجل meta", True),
        ("#consent withdrawn for=meta", False),
        ("#consent given for meta until=2026-11-23", True),
        ("#consent withdrawn for all", False),
        ("#consent withdrawn for all\n#consent given for meta", True),
        ("#accord retiré meta", False),
        ("#accord donné pour tous", False),  # refused by name, let in by name alone
        ("#accord donné meta", True),
    ):
        flow.passes(minutes=1)  # what is said later is the newer word
        *came, told = says(flow, told, f"{said}\n{WHOLE}\n\nPlease look.")
        assert ([one.row.kind for one in came] == ["escalation", "escalated"]) is then, said
        if not then:  # taken back with the rest of the mail, so it is said once more by itself
            [told] = says(flow, told, said)
    [shown, _] = says(flow, told, "#show")
    assert "Consent: everyone may be told, said on 2026-11-22" in shown.text and settled.ticket in shown.text


def test_consent_runs_out(flow: Flow) -> None:
    _, notice = asked(flow)
    [transcript] = says(flow, notice, "#category impersonation\n#consent given for meta until=2026-11-24")
    assert "until 2026-11-24" in transcript.text
    flow.passes(days=3)
    refused(says(flow, transcript, f"{WHOLE}\n\nPlease look."), "has not agreed")


def test_a_word_against_it_holds_for_the_desks_own_lab_too(flow: Flow) -> None:
    _, notice = asked(flow)
    [transcript] = says(flow, notice, "#consent withdrawn for all")
    refused(says(flow, transcript, "#escalate threat_lab\n\nPlease look."), "has not agreed")


def test_an_odd_consent_is_refused_with_an_example(flow: Flow) -> None:
    settled, told = asked(flow)
    for said, why in (
        ("#consent maybe for meta", "given or withdrawn"),
        ("#consent given for nobody", "no such role"),
        ("#consent given for meta until=tomorrow", "no day"),
        ("#consent given for meta until=2020-01-01", "over already"),
    ):
        told = refused(says(flow, told, said), why)
    assert "consents" not in figures(flow, settled)


def test_a_life_at_stake_takes_a_second_person_instead_of_consent(flow: Flow) -> None:
    """PR-09: both stand in the record, and nothing leaves before the second agreed."""
    settled, notice = asked(flow)
    becomes_lead(flow, flow.people.second_handler)
    came = says(flow, notice, f"#category impersonation\n{WHOLE} vital=yes\n\nThey know where she sleeps.")
    assert [one.row.kind for one in came] == ["second_asked", "transcript"]
    asks, transcript = came
    assert asks.paper["to"] == flow.people.second_handler.address and "They know where she sleeps." in asks.text
    assert "Without consent" in asks.text and "meta" in asks.text and flow.ticket(settled).status == "new"
    [code] = [line for line in asks.text.splitlines() if line.startswith("#confirm ")]
    refused(says(flow, transcript, code), "A second person has to confirm it")
    flow.obeys(flow.people.second_handler, code)
    came = flow.outbox()
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    assert "could not be asked" in escalation.text and "The person agreed" not in escalation.text
    with flow.store.reading() as books:
        lines = [one for one in record_lines(books, "desk") if "vital interest" in one.what]
        [first] = people_at(books, address_mark(books, flow.people.handler.address))
        [second] = people_at(books, address_mark(books, flow.people.second_handler.address))
    assert lines[-1].what == "confirmed vital interest"
    assert lines[-1].who == second.id and lines[-1].detail.endswith(f"of {first.id}")
    ticket = flow.ticket(settled)
    assert ticket.status == "pending_third_party" and ticket.next_due_at is not None
    assert figures(flow, settled)["vital"] == 1
    told = says(flow, transcript, "#stats")
    stats = next(one for one in told if one.row.kind == "stats")
    assert "without consent because a life depended on it, in the last 30 days: 1" in stats.text


def test_the_lab_gets_a_file_only_while_nobody_spoke_against_it(flow: Flow) -> None:
    _, notice = asked(flow)
    [transcript] = says(flow, notice, "#consent withdrawn for threat_lab")
    [told] = says(flow, transcript, "#fetch 1 threat_lab")
    assert told.row.kind == "refused"


def test_the_lab_sees_nothing_any_more_once_it_was_taken_back(flow: Flow) -> None:
    settled, told = asked(flow)
    with flow.store.writing() as books:
        [seat] = people_at(books, address_mark(books, flow.people.second_handler.address))
        set_role(books, seat, "threat_lab")

    def sees() -> bool:
        with flow.store.reading() as books:
            [lab] = people_at(books, address_mark(books, flow.people.second_handler.address))
            return reaches(books, flow.ticket(settled), lab, flow.now)

    told = says(flow, told, "#take\n#escalate threat_lab\n\nPlease look.")[-1]
    assert sees()
    [told] = says(flow, told, "#undo")
    assert not sees()
    told = says(flow, told, "#escalate threat_lab\n\nPlease look after all.")[-1]
    assert sees()
    flow.passes(minutes=5)  # it left
    says(flow, told, "#consent withdrawn for threat_lab")
    assert not sees()


def test_somebody_is_sent_on_and_asked_about_in_a_week(flow: Flow) -> None:
    settled, notice = asked(flow)
    [transcript] = says(flow, notice, "#reply\n\nWe are here.")[1:]
    with flow.store.writing() as books:
        ticket = books.session.merge(flow.ticket(settled))
        ticket.first_reply_at = flow.now
    [transcript] = says(flow, transcript, "#refer Cedar Legal Aid keep=yes")
    assert flow.ticket(settled).status == "active"
    [told] = says(flow, transcript, "#refer Cedar Legal Aid\n\nShe has their number.")
    ticket = flow.ticket(settled)
    assert ticket.status == "referred" and ticket.next_due_at == flow.now + timedelta(days=7)
    assert "Cedar Legal Aid" in told.text and figures(flow, settled)["referred"] == "elsewhere"
    [told] = says(flow, told, "#reached no\n\nNobody picked up.")
    assert "worked on again" in told.text and flow.ticket(settled).status == "active"
    [told] = says(flow, told, "#reached yes")
    assert figures(flow, settled)["reached"] == "yes"
    assert all("Cedar" not in what + detail for what, detail in history(flow, settled))


def test_only_who_was_sent_on_can_have_reached_anybody(flow: Flow) -> None:
    _, notice = asked(flow)
    told = refused(says(flow, notice, "#reached yes"), "not sent on")
    refused(says(flow, told, "#reached perhaps"), "not one the command knows")


def test_a_reminder_holds_nothing_and_is_spared_once_the_reporter_wrote(flow: Flow) -> None:
    settled, notice = asked(flow)
    reminder, transcript = says(flow, notice, "#reminder\n\nShe may be on the road.")
    assert reminder.row.kind == "reminder" and reminder.row.due_at == flow.now + flow.desk.hold
    assert QUESTION not in reminder.text and "road" not in reminder.text and "still here" in reminder.text
    later, transcript = says(flow, transcript, "#reminder 3 d")
    assert later.row.due_at == flow.now + timedelta(days=3)
    flow.passes(days=1)
    reporter = flow.people.reporter
    flow.arrives(reporter, "I am back", signed_by=reporter, references=[reminder.row.message_id])
    assert state_of(flow, later) == "spared"
    fresh = flow.outbox("notify_handler", flow.people.handler)[0]
    came = says(flow, fresh, "#safe no")
    refused(says(flow, came[-1], "#reminder"), "safe")
    assert flow.ticket(settled).status == "new"


def test_a_reminder_at_no_time_is_refused(flow: Flow) -> None:
    _, told = asked(flow)
    for said in ("#reminder soon", "#reminder 3 months", "#reminder 40 d", "#reminder nobody 3 d"):
        told = refused(says(flow, told, said), "at most two weeks")


def test_a_role_is_reminded_only_of_what_it_was_told(flow: Flow) -> None:
    settled, notice = asked(flow)
    again = refused(says(flow, notice, "#reminder threat_lab"), "told nothing of this ticket")
    transcript = says(flow, again, "#escalate threat_lab\n\nPlease look.")[-1]
    reminder, transcript = says(flow, transcript, "#reminder threat_lab 2 d")
    assert reminder.row.kind == "reminder_role" and reminder.paper["to"] == flow.people.lab.address
    assert settled.ticket in reminder.text and QUESTION not in reminder.text and "Please look" not in reminder.text
    assert getattr(flow.leaves(reminder), "fingerprint", "") == flow.people.lab.fingerprint
    assert reminder.row.due_at == flow.now + timedelta(days=2)


def test_what_came_back_ends_the_wait(flow: Flow) -> None:
    settled, notice = asked(flow)
    told = says(flow, notice, "#take\n#escalate threat_lab\n\nPlease look.")[-1]
    for result in RESULT:
        [told] = says(flow, told, f"#returned threat_lab {result}\n\nThey said so on the phone.")
        assert figures(flow, settled)["returned threat_lab"] == result and "Come back from threat_lab" in told.text
        assert (f"returned threat_lab {result}", "") in history(flow, settled)
    ticket = flow.ticket(settled)
    assert ticket.status == "active" and ticket.next_due_at is not None
    refused(says(flow, told, "#returned threat_lab perhaps"), "Say what came back")


def test_every_field_and_result_has_its_words() -> None:
    for tongue in languages():
        assert set(FIELDS) == set(labels(tongue)["role_field"])
        assert set(RESULT) == set(labels(tongue)["result"])


def lab_needs_a_word(flow: Flow, **role: object) -> tuple[Settled, Left]:
    """A ticket at a desk whose threat lab is told nothing without a word of the person's."""
    lab = replace(flow.desk.roles["threat_lab"], **({"consent": True} | role))  # type: ignore[arg-type]
    flow.becomes(roles={"threat_lab": lab})
    reporter = flow.people.reporter
    said = f"from {reporter.address.replace('.', '[.]')}, answers to other@mail[.]test"
    seen = Finding("S05", Severity.MEDIUM, Group.SENDER, 1, "mail/1/passport_samir.pdf", "Reply-To", said, "ours")
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter, findings=(seen,))
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    return settled, notice


def confirms(flow: Flow, shown: Left, who: Person | None = None) -> list[Left]:
    code = next(line for line in shown.text.splitlines() if line.startswith("#confirm "))
    flow.obeys(who or flow.people.handler, code)
    return flow.outbox()


def test_a_draft_does_not_leave_once_the_persons_word_is_over(flow: Flow) -> None:
    _, notice = lab_needs_a_word(flow)
    until = f"until={flow.now.date()}"
    came = says(flow, notice, f"#consent given for threat_lab {until}\n#escalate threat_lab\n#preview\n\nLook")
    [shown] = [one for one in came if one.row.kind == "preview"]
    flow.passes(hours=60)
    refused(confirms(flow, shown), "has not agreed")


def test_mail_that_waits_for_days_does_not_leave_once_the_persons_word_is_over(flow: Flow) -> None:
    _, notice = lab_needs_a_word(flow)
    until = f"until={flow.now.date()}"
    came = says(flow, notice, f"#consent given for threat_lab {until}\n#escalate threat_lab\n#hold 7 d\n\nLook")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    assert isinstance(flow.leaves(escalation), Leaving)
    flow.passes(days=6)
    assert flow.leaves(escalation) == Held("consent_over")
    flow.holds(escalation)
    [told] = flow.outbox("notify_handler", flow.people.handler)
    assert "agreement is over" in told.text


def test_who_decides_for_a_life_is_told_that_the_person_said_no(flow: Flow) -> None:
    _, notice = lab_needs_a_word(flow)
    came = says(flow, notice, "#consent withdrawn for threat_lab")
    came = says(flow, came[-1], "#escalate threat_lab vital=yes\n\nLook")
    [second] = [one for one in came if one.row.kind == "second_asked"]
    assert "shall NOT be told" in second.text and "did not want you to be told" in second.text
    assert "could not be asked" not in second.text
    came = confirms(flow, second, flow.people.second_handler)
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    assert "did not want you to be told" in escalation.text and isinstance(flow.leaves(escalation), Leaving)


def test_a_role_that_was_refused_by_name_is_let_in_by_name_alone(flow: Flow) -> None:
    _, notice = lab_needs_a_word(flow)
    came = says(flow, notice, "#consent withdrawn for threat_lab")
    came = says(flow, came[-1], "#consent given for all")
    assert "Still not told: threat_lab" in came[-1].text
    came = [refused(says(flow, came[-1], "#escalate threat_lab\n\nLook"), "has not agreed")]
    came = says(flow, came[-1], "#consent given for threat_lab\n#escalate threat_lab\n\nLook")
    assert "escalation" in [one.row.kind for one in came]


def test_findings_are_told_without_what_the_role_may_not_have(flow: Flow) -> None:
    _, notice = lab_needs_a_word(flow, consent=False, fields=("tag", "findings"))
    came = says(flow, notice, "#escalate threat_lab\n\nLook")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    assert "FINDINGS" in escalation.text
    for word in ("passport", "other@mail", "Reply-To", flow.people.reporter.address.replace(".", "[.]"), "agreed"):
        assert word not in escalation.text, word


def test_evidence_that_names_the_reporter_goes_only_to_who_may_have_their_address(flow: Flow) -> None:
    fields = ("tag", "findings", "observables", "files")
    for more, told in (((), False), (("reporter_contact",), True)):
        _, notice = lab_needs_a_word(flow, consent=False, fields=fields + more)
        came = says(flow, notice, "#escalate threat_lab\n\nLook")
        [escalation] = [one for one in came if one.row.kind == "escalation"]
        assert "passport" in escalation.text
        assert ("other@mail" in escalation.text) is told


def test_an_escalation_that_is_taken_back_leaves_the_ticket_as_it_was(flow: Flow) -> None:
    settled, notice = asked(flow)
    before = flow.ticket(settled)
    came = says(flow, notice, "#priority P1\n#escalate threat_lab\n\nLook")
    assert flow.ticket(settled).status == "pending_third_party"
    flow.passes(seconds=10)
    [told] = says(flow, came[-1], "#undo")
    assert "stands as it stood before" in told.text
    after = flow.ticket(settled)
    assert after.status == before.status and after.next_due_at is not None


def test_one_of_two_escalations_that_is_taken_back_leaves_the_wait_for_the_other(flow: Flow) -> None:
    settled, notice = asked(flow)
    came = says(flow, notice, "#escalate threat_lab\n\nLook")
    flow.passes(minutes=5)  # this one is on its way
    came = says(flow, came[-1], f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look.")
    [told] = says(flow, came[-1], "#undo")
    assert "Taken back" in told.text and "as it stood" not in told.text
    assert flow.ticket(settled).status == "pending_third_party"


def test_a_roles_own_answer_ends_the_wait_and_a_robots_does_not(flow: Flow) -> None:
    settled, notice = asked(flow)
    came = says(flow, notice, "#take\n#escalate threat_lab\n\nLook")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    lab, thread = flow.people.lab, [escalation.row.message_id]
    away = (("auto-submitted", "auto-replied"),)
    flow.arrives(lab, "I am away.", signed_by=lab, references=thread, headers=away)
    flow.arrives(lab.address, "It is clean, trust me.", sealed=False, references=thread)
    assert flow.ticket(settled).status == "pending_third_party"
    flow.arrives(lab, "We found a stealer.", signed_by=lab, references=thread)
    ticket = flow.ticket(settled)
    assert ticket.status == "active" and ticket.next_due_at is not None
    assert ticket.next_due_at <= flow.now + timedelta(hours=24)
