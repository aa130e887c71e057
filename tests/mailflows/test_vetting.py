"""Who somebody is comes before their account or device; advice waits for nothing, and whoever vouches hears a name."""

from dataclasses import replace

import pytest

from mailflows.desk import Role
from mailflows.intake import Settled
from mailflows.leaving import Leaving
from mailflows.roles import know_roles
from pgp.certificates import canonical
from templates.labels import labels, languages
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_words_call import becomes_lead, figures, history, refused, says

QUESTION = "they took my page and write to my sources"
PLATFORM = Role("platform_meta", "trust@platform.test", "", consent=False, tlp="red", fields=("tag", "account"))
FRIENDS = Role("cedar", "desk@cedar.test", "", consent=False)
TAKEN = "#escalate platform_meta account=@samir\n\nPlease give it back."


@pytest.fixture
def asked(flow: Flow) -> tuple[Settled, Left]:
    keys = {"threat_lab": flow.people.lab, "platform_meta": flow.people.mallory, "cedar": flow.people.mallory}
    roles = {one.name: replace(one, fingerprint=keys[one.name].fingerprint) for one in (PLATFORM, FRIENDS)}
    flow.becomes(roles={**flow.desk.roles, **roles})
    with flow.store.writing() as books:
        know_roles(books, flow.desk, {name: canonical(one.certificate) for name, one in keys.items()}, flow.now)
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter)
    return settled, flow.outbox("notify_handler", flow.people.handler)[0]


def test_accounts_wait_for_it_however_urgent_it_is_and_advice_does_not(flow: Flow, asked: tuple[Settled, Left]) -> None:
    settled, notice = asked
    urgent = "#category account_compromise\n#priority P1\n"
    told = refused(says(flow, notice, urgent + TAKEN), "only once it is known who asks")
    assert "#vetted known high" in told.text
    [told] = says(flow, told, urgent + "#vet")
    assert flow.ticket(settled).status == "vetting" and "Advice may leave meanwhile" in told.text
    told = refused(says(flow, told, TAKEN.replace("@samir", "@samir vital=yes")), "only once it is known")
    advice, told = says(flow, told, "#send hacked")
    assert advice.row.kind == "guidance" and flow.ticket(settled).status == "vetting"
    reply, told = says(flow, told, "#reply\n\nLeave the house tonight.")
    assert reply.row.kind == "reply" and flow.ticket(settled).status == "vetting"  # still due to be found out
    [told] = says(flow, told, "#vetted public high")
    assert flow.ticket(settled).status == "active" and "from what is public, sure: very" in told.text
    known = figures(flow, settled)["vetting"]
    assert isinstance(known, dict)
    assert (known["state"], known["how"], known["level"]) == ("vetted", "public", "high")
    assert "escalation" in {one.row.kind for one in says(flow, told, TAKEN)}
    assert ("vetted public high", "") in history(flow, settled)


def test_what_waits_for_a_code_is_looked_at_again(flow: Flow, asked: tuple[Settled, Left]) -> None:
    settled, notice = asked
    urgent = "#category account_compromise\n#vetted known high\n"
    shown, told = says(flow, notice, f"{urgent}#preview\n{TAKEN}")
    [code] = [line for line in shown.text.splitlines() if line.startswith("#confirm ")]
    [told] = says(flow, told, "#vetted no")
    refused(says(flow, told, code), "only once it is known who asks")
    assert not [one for one in history(flow, settled) if one[0].startswith("confirmed")]


def test_a_device_is_examined_for_whom_we_know(flow: Flow, asked: tuple[Settled, Left]) -> None:
    _, notice = asked
    to_lab = "#escalate threat_lab\n\nPlease look at the phone."
    told = refused(says(flow, notice, f"#category targeted_spyware\n{to_lab}"), "only once it is known who asks")
    assert "escalation" in {
        one.row.kind for one in says(flow, told, f"#category targeted_spyware\n#vetted known high\n{to_lab}")
    }


@pytest.mark.parametrize("category", ["phishing", "doxxing", "impersonation"])
def test_where_nothing_is_done_to_accounts_nobody_waits(flow: Flow, asked: tuple[Settled, Left], category: str) -> None:
    _, notice = asked
    came = says(flow, notice, f"#category {category}\n{TAKEN}")
    assert "escalation" in {one.row.kind for one in came}


def test_whoever_vouches_is_told_a_name_and_nothing_else_and_only_with_consent(
    flow: Flow, asked: tuple[Settled, Left]
) -> None:
    settled, notice = asked
    vet = "#vet cedar who=Samir Haddad"
    told = refused(says(flow, notice, vet), "has not agreed")
    told = refused(says(flow, told, "#vet cedar"), "Say about whom")
    told = refused(says(flow, told, "#vet threat_lab who=Samir"), "vouches for nobody")
    assert flow.ticket(settled).status == "new"
    vouch, told = says(flow, told, f"#category hacked\n#consent given for cedar\n{vet}\n\nHe sounds afraid.")
    assert vouch.row.kind == "vouch" and vouch.paper["to"] == "desk@cedar.test" and "Samir Haddad" in vouch.text
    for word in (QUESTION, "afraid", "hack", "account", flow.people.reporter.address, flow.people.handler.name):
        assert word not in vouch.text, word
    leaving = flow.leaves(vouch)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == flow.people.mallory.fingerprint
    assert flow.ticket(settled).status == "vetting"
    [told] = says(flow, told, "#undo")
    assert "1" in told.text


def test_who_could_not_be_vetted_is_the_leads_to_decide_about(flow: Flow, asked: tuple[Settled, Left]) -> None:
    settled, notice = asked
    lead = flow.people.second_handler
    becomes_lead(flow, lead)
    [told] = says(flow, notice, "#vet")
    *leads, told = says(flow, told, "#vetted no")
    assert [one.paper["to"] for one in leads] == [lead.address] and "could not be vetted" in leads[0].text
    assert "NOT VETTED" in leads[0].text and flow.ticket(settled).status == "triage"
    refused(says(flow, told, f"#category hacked\n{TAKEN}"), "only once it is known")


def test_the_notice_and_the_history_say_how_far_it_is(flow: Flow, asked: tuple[Settled, Left]) -> None:
    _, notice = asked
    shown, told = says(flow, notice, "#category hacked\n#show")
    assert "Not vetted: acting on an account waits for #vetted" in shown.text
    shown, told = says(flow, told, "#vet\n#show")
    assert f"Vetting since 2026-11-22, by {flow.people.handler.name}" in shown.text
    shown, told = says(flow, told, "#vetted documents medium\n#show")
    assert "papers were seen, sure: fairly" in shown.text and "Not vetted" not in shown.text
    told = refused(says(flow, told, "#vet"), "vetted already")


@pytest.mark.parametrize("said", ["high", "known", "known very", "known high low", "maybe"])
def test_how_and_how_sure_are_both_said(flow: Flow, asked: tuple[Settled, Left], said: str) -> None:
    settled, notice = asked
    refused(says(flow, notice, f"#vetted {said}"), "Say how you found out")
    assert "vetting" not in figures(flow, settled)


def test_every_language_has_its_words() -> None:
    for tongue in languages():
        there = labels(tongue)
        for kind in ("vetting", "vetting_for", "vetted_how", "vetted_level", "skip", "left_as", "burst_news"):
            assert set(there[kind]) == set(labels("en")[kind]), (tongue, kind)
