"""Platforms: nothing is asked of one without what it always asks back, and what came of it is counted, carefully."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.papers import set_role
from db.questions import people_at, platform_cases
from mailflows.desk import Role
from mailflows.needs import PLATFORM, needs_of, of_this_kind, other_roles, usual_fields
from mailflows.people import address_mark
from mailflows.platforms import asked_since
from mailflows.roles import know_roles
from pgp.certificates import canonical
from tests.mailflows.flow import Flow, Left
from tests.people import Person

QUESTION = "They closed my account and my page is gone"
META = Role("platform-meta", "trust@platform.test", "", consent=False, fields=usual_fields(PLATFORM))
HARM = "harm=they read her sources' names there"
WHOLE = f"platform=instagram account=she_writes country=LB notice=community-standards {HARM} form=case-4711 owner=yes"


@pytest.fixture
def told(flow: Flow) -> Left:
    """A ticket at a desk that may ask a platform, and the notice of it."""
    keys = {"threat_lab": flow.people.lab, "platform-meta": flow.people.mallory}
    flow.becomes(roles={**flow.desk.roles, "platform-meta": replace(META, fingerprint=flow.people.mallory.fingerprint)})
    with flow.store.writing() as books:
        know_roles(books, flow.desk, {name: canonical(one.certificate) for name, one in keys.items()}, flow.now)
    return arrives(flow)


def arrives(flow: Flow) -> Left:
    reporter = flow.people.reporter
    flow.arrives(reporter, QUESTION, signed_by=reporter)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def says(flow: Flow, answered: Left, text: str, who: Person | None = None) -> list[Left]:
    flow.obeys(who or flow.people.handler, f"{text}\n\n> {answered.nonce_line}\n")
    return flow.outbox()


def vetted(flow: Flow, answered: Left) -> Left:
    return says(flow, answered, "#take\n#category account_suspension\n#vetted known high")[-1]


def test_what_a_platform_always_asks_back_is_asked_first_and_the_line_that_would_do_is_shown(
    flow: Flow, told: Left
) -> None:
    told = vetted(flow, told)
    said = WHOLE.split(" ", 1)[1]
    for missing in (
        "account=she_writes",
        "country=LB",
        "notice=community-standards",
        HARM,
        "form=case-4711",
        "owner=yes",
    ):
        [told] = says(flow, told, f"#escalate platform-meta tlp=amber {said.replace(missing, '')}")
        key = missing.split("=")[0].replace("account", "profile_url")
        assert told.row.kind == "refused" and f"{key}=" in told.text, missing
        flow.passes(hours=1)
    with flow.store.reading() as books:
        assert not asked_since(books, flow.now - timedelta(days=9))


def test_the_text_below_may_be_the_harm_statement(flow: Flow, told: Left) -> None:
    told = vetted(flow, told)
    came = says(flow, told, f"#escalate platform-meta tlp=amber {WHOLE.replace(HARM, '')}\n\nHer sources' names.")
    assert "escalation" in [one.row.kind for one in came], came[-1].text
    escalation = next(one for one in came if one.row.kind == "escalation")
    assert "Her sources' names." in escalation.text and "the person who asks" in escalation.text
    assert "case-4711" in escalation.text and QUESTION not in escalation.text and "TLP:AMBER" in escalation.text


def test_the_one_role_for_all_platforms_is_told_which(flow: Flow, told: Left) -> None:
    role = replace(flow.desk.roles["platform-meta"], name="platform")
    flow.becomes(roles={"platform": role})
    with flow.store.writing() as books:
        know_roles(books, flow.desk, {"platform": canonical(flow.people.mallory.certificate)}, flow.now)
    told = vetted(flow, told)
    [refused] = says(flow, told, f"#escalate platform {WHOLE.replace('platform=instagram ', '')}")
    assert "platform=" in refused.text
    assert any(one.row.kind == "escalation" for one in says(flow, refused, f"#escalate platform {WHOLE}"))
    with flow.store.reading() as books:
        [one] = asked_since(books, flow.now - timedelta(days=1))
    assert (one.platform, one.sent, one.waits) == ("instagram", 1, ())


def test_an_answer_by_mail_and_what_the_handler_says_of_it_are_counted(flow: Flow, told: Left) -> None:
    told = vetted(flow, told)
    came = says(flow, told, f"#escalate platform-meta {WHOLE}")
    escalation = next(one for one in came if one.row.kind == "escalation")
    flow.passes(days=3)
    mallory = flow.people.mallory
    flow.arrives("trust@platform.test", "Harm not clear.", signed_by=mallory, references=[escalation.row.message_id])
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    assert "An answer from someone" in notice.text and "#returned platform-meta" in notice.text
    with flow.store.reading() as books:
        [one] = asked_since(books, flow.now - timedelta(days=30))
    assert one.outcomes == {"": 1} and one.waits == (flow.now - escalation.row.due_at,)

    came = says(flow, notice, "#returned platform-meta refused harm=unclear\n\nTheir standard line.")
    with flow.store.reading() as books:
        [one] = asked_since(books, flow.now - timedelta(days=30))
    assert one.outcomes == {"refused": 1} and one.unclear == 1 and len(one.waits) == 1
    came = says(flow, came[-1], "#stats platforms")
    stats = next(one for one in came if one.row.kind == "platforms")
    assert "instagram" in stats.text.lower() and "refused: 1" in stats.text and "within" in stats.text


def test_what_was_taken_back_was_never_asked(flow: Flow, told: Left) -> None:
    told = vetted(flow, told)
    came = says(flow, told, f"#escalate platform-meta {WHOLE}")
    says(flow, came[-1], "#undo")
    with flow.store.reading() as books:
        assert not asked_since(books, flow.now - timedelta(days=30))


def test_who_sees_no_ticket_learns_no_small_number(flow: Flow, told: Left) -> None:
    told = vetted(flow, told)
    came = says(flow, told, f"#escalate platform-meta {WHOLE}")
    says(flow, came[-1], "#returned platform-meta restored")
    with flow.store.writing() as books:
        [seat] = people_at(books, address_mark(books, flow.people.second_handler.address))
        set_role(books, seat, "reports")
    driss = flow.people.second_handler
    flow.arrives(driss, f"#desk {flow.desk.address}\n#stats platforms", signed_by=driss)
    stats = next(one for one in flow.outbox() if one.row.kind == "platforms")
    assert "nstagram" not in stats.text and "given back" not in stats.text and "not told apart: 1" in stats.text


def test_the_row_names_no_platform_in_the_open(flow: Flow, told: Left) -> None:
    told = vetted(flow, told)
    says(flow, told, f"#escalate platform-meta {WHOLE}")
    with flow.store.reading() as books:
        [row] = platform_cases(books, told.row.ticket_id or "")
    assert b"instagram" not in row.figures and b"meta" not in row.figures


def test_every_need_is_a_field_it_may_have() -> None:
    assert set(needs_of("platform-x").all) <= set(usual_fields("platform-x"))
    assert not needs_of("threat_lab").all


def test_where_a_platform_stays_silent_the_next_one_to_call_is_named() -> None:
    names = {"platform-meta": META, "platform-x": META, "legal": META, "threat_lab": META}
    assert of_this_kind(PLATFORM, names) == ("platform-meta", "platform-x")
    assert other_roles(("platform", "legal", "comms"), names, "platform-meta") == ("platform-x", "legal")


def test_asked_again_after_it_was_taken_back_the_answer_counts_for_the_one_that_left(flow: Flow, told: Left) -> None:
    told = vetted(flow, told)
    came = says(flow, told, f"#escalate platform-meta {WHOLE}")
    told = says(flow, came[-1], f"#preview\n#escalate platform-meta {WHOLE}")[-1]
    with flow.store.reading() as books:
        assert [one.sent for one in asked_since(books, flow.now - timedelta(days=1))] == [1]  # a look is no request
    flow.passes(minutes=5)  # the first one is on its way
    came = says(flow, told, f"#escalate platform-meta {WHOLE}")
    told = says(flow, came[-1], "#undo")[-1]
    flow.passes(hours=5)
    says(flow, told, "#returned platform-meta silent")
    with flow.store.reading() as books:
        [one] = asked_since(books, flow.now - timedelta(days=1))
    assert sum(one.outcomes.values()) == one.sent and one.waits == ()
