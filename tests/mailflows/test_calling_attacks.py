"""Who turns calling others against the people it is for: each of these was tried, and is held here."""

from dataclasses import replace

import pytest

from db.casework import Named
from db.questions import addresses_of, outbound_by_id, parts_of, people_at, role_person
from db.tables import Ticket
from mailflows.access import reaches
from mailflows.examine.observable import Observable
from mailflows.leaving import Held, Leaving
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_bursts import flood, silent
from tests.mailflows.test_words_call import WHOLE, asked, becomes_lead, refused, says


def part_of(flow: Flow, whole: Ticket) -> Ticket:
    with flow.store.reading() as books:
        [part] = parts_of(books, whole.id)
    return part


def with_part(flow: Flow) -> tuple[Ticket, Left, Left]:
    """A ticket whose person agreed that the lab is told, and one thing to be done about it; the newest mail of each."""
    settled, notice = asked(flow)
    told = says(flow, notice, "#take\n#category impersonation\n#consent given for meta\n#safe yes")[-1]
    came = says(flow, told, "#part meta")
    whole = flow.ticket(settled)
    part = part_of(flow, whole)
    [opened] = [one for one in came if one.row.ticket_id == part.id]
    return whole, came[-1], opened


def test_consent_withdrawn_in_the_whole_is_withdrawn_in_its_parts(flow: Flow) -> None:
    _, told, opened = with_part(flow)
    came = says(flow, opened, f"#category impersonation\n{WHOLE}\n\nPlease look.")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    says(flow, told, "#consent withdrawn for meta")
    assert flow.leaves(escalation) == Held("consent_over")
    refused(says(flow, came[-1], f"{WHOLE}\n\nPlease look again."), "has not agreed")


def test_what_few_may_see_since_has_parts_that_few_may_see(flow: Flow) -> None:
    whole, told, _ = with_part(flow)
    says(flow, told, "#flag restricted")
    part = part_of(flow, whole)
    with flow.store.reading() as books:
        [other] = people_at(books, address_mark(books, flow.people.second_handler.address))
        assert part.restricted and not reaches(books, part, other, flow.now)


def test_a_pinned_key_is_no_leave_to_bomb(flow: Flow) -> None:
    mallory = flow.people.mallory
    came = [flow.arrives(mallory, f"a bomb {n}", signed_by=mallory) for n in range(30)]
    assert len(silent(flow, came)) >= 20


def test_a_flood_of_one_mailbox_or_domain_silences_nobody_else(flow: Flow) -> None:
    flood(flow, 60)
    flow.outbox()
    real = flow.arrives("new.person@elsewhere.test", "please help me", sealed=False)
    assert not flow.ticket(real).burst
    flood(flow, 60, of="bomber+{}@mail.test", first=100)
    real = flow.arrives("another.person@elsewhere.test", "please help me", sealed=False)
    assert not flow.ticket(real).burst


def test_a_role_that_may_have_less_since_is_told_no_more_than_that(flow: Flow) -> None:
    _, notice = asked(flow)
    shown = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n#preview\n\nPlease look.")
    code = next(line.split()[1] for one in shown for line in one.text.splitlines() if line.startswith("#confirm "))
    less = replace(flow.desk.roles["meta"], fields=("tag", "category"), required=())
    flow.becomes(roles={**flow.desk.roles, "meta": less})
    refused(says(flow, shown[-1], f"#confirm {code}"), "would not be the one")


def test_a_mark_that_rose_since_the_preview_is_minded(flow: Flow) -> None:
    _, notice = asked(flow)
    shown = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n#preview\n\nPlease look.")
    code = next(line.split()[1] for one in shown for line in one.text.splitlines() if line.startswith("#confirm "))
    lower = replace(flow.desk.roles["meta"], tlp="green")
    flow.becomes(roles={**flow.desk.roles, "meta": lower})
    refused(says(flow, shown[-1], f"#confirm {code}"), "would not be the one")


def test_what_waits_is_looked_at_again_for_what_the_role_may_have(flow: Flow) -> None:
    _, notice = asked(flow)
    came = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look.")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    assert isinstance(flow.leaves(escalation), Leaving)
    with flow.store.writing() as books:  # whoever edits rows makes it look as if nobody wrote it
        row = outbound_by_id(books, escalation.row.id)
        assert row is not None
        row.author_id = None
        books.session.add(row)
    told = says(flow, came[-1], "#consent withdrawn for meta")
    assert told
    with flow.store.writing() as books:
        row = outbound_by_id(books, escalation.row.id)
        assert row is not None
        row.state = "waiting"
        books.session.add(row)
    assert isinstance(flow.leaves(flow.again(escalation)), Held)


def test_a_vouch_needs_the_word_that_holds_when_it_leaves(flow: Flow) -> None:
    _, notice = asked(flow)
    less = replace(flow.desk.roles["meta"], consent=False)
    flow.becomes(roles={**flow.desk.roles, "meta": less})
    day = flow.now.date().isoformat()
    came = says(flow, notice, f"#consent given for meta until={day}\n#vet meta who=Samir\n#hold 2 d")
    [vouch] = [one for one in came if one.row.kind == "vouch"]
    flow.passes(days=2)
    assert flow.leaves(vouch) == Held("consent_over")


def test_a_vouch_names_nobody_to_a_role_below_the_mark(flow: Flow) -> None:
    _, notice = asked(flow)
    came = says(flow, notice, "#facet tlp=red\n#consent given for meta\n#vet meta who=Samir")
    assert [one.row.kind for one in came] == ["refused"], came[0].text


def test_roles_whose_rows_changed_places_are_called_by_nobody(flow: Flow) -> None:
    _, notice = asked(flow)
    with flow.store.writing() as books:
        meta, lab = (role_person(books, name) for name in ("meta", "threat_lab"))
        assert meta and lab
        [one], [other] = (addresses_of(books, who.id) for who in (meta, lab))
        one.mark, other.mark = other.mark, one.mark
        books.session.add_all([one, other])
    came = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look.")
    assert not [one for one in came if one.row.kind == "escalation"]


def test_an_automatic_answer_of_a_role_ends_no_wait(flow: Flow) -> None:
    settled, notice = asked(flow)
    came = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look.")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    came = says(flow, came[-1], "#reminder meta 2 d")
    [reminder] = [one for one in came if one.row.kind == "reminder_role"]
    flow.passes(hours=1)
    flow.arrives(
        "trust@platform.test",
        "We got your request.",
        signed_by=flow.people.mallory,
        vouches=False,
        references=[escalation.row.message_id],
        headers=(("auto-submitted", "auto-replied"),),
    )
    assert flow.ticket(settled).status == "pending_third_party"
    assert flow.again(reminder).row.state == "waiting"


def test_an_automatic_answer_of_a_role_opens_nothing_again(flow: Flow) -> None:
    settled, notice = asked(flow)
    came = says(flow, notice, f"#category impersonation\n#consent given for meta\n{WHOLE}\n\nPlease look.")
    [escalation] = [one for one in came if one.row.kind == "escalation"]
    says(flow, came[-1], "#close\n#confirm")
    assert flow.ticket(settled).status == "closed"
    flow.arrives(
        "trust@platform.test",
        "We got your request.",
        signed_by=flow.people.mallory,
        vouches=False,
        references=[escalation.row.message_id],
        headers=(("auto-submitted", "auto-replied"),),
    )
    assert flow.ticket(settled).status == "closed"


@pytest.mark.parametrize("name", ["threat-lab", "everyone", "tous", "lawyer", "for", "no", "elsewhere"])
def test_no_role_is_called_by_a_word_that_means_something_else(flow: Flow, name: str) -> None:
    becomes_lead(flow, flow.people.handler)
    mallory = flow.people.mallory
    flow.arrives(
        flow.people.handler,
        f"#role add {name} {mallory.address} tlp=amber",
        signed_by=flow.people.handler,
        offered=(mallory.certificate,),
    )
    assert [one.row.kind for one in flow.outbox()] == ["refused"]


def test_a_campaign_tells_nothing_of_what_few_may_see(flow: Flow) -> None:
    evil = Observable("host", "a.b.evil.example", "mail/2", strict=True)
    secret = flow.arrives("secret@mail.test", "is this link bad?", sealed=False, observables=(evil,))
    flow.arrives("probe@mail.test", "is this link bad?", sealed=False, observables=(evil,))
    notice = flow.outbox("notify_handler", flow.people.handler)[-1]
    with flow.store.writing() as books:
        ticket = books.session.merge(flow.ticket(secret))
        ticket.restricted = True
        [other] = people_at(books, address_mark(books, flow.people.second_handler.address))
        books.append(Named(ticket_id=ticket.id, person_id=other.id))
    shown, _ = says(flow, notice, "#campaign send phishing")
    assert "you may not see" not in shown.text
