"""Roles told by mail: two people let one in, one key alone opens what is sent to it, and it ends at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.papers import set_role
from db.questions import active_at_the_desk, calling_named, callings, certificates_of, role_person
from mailflows.keys import key_mark
from mailflows.leaving import Held, Leaving
from mailflows.roles import as_told, know_roles
from pgp.certificates import canonical
from tests.mailflows.flow import Flow, Left
from tests.people import Person

TERMS = "tlp=amber consent=no fields=tag,category,platform,profile_url,account,notice,country,harm,form,owner lang=fr"
QUESTION = "Somebody opened a page in my name and writes to my sources"


@pytest.fixture
def led(flow: Flow) -> Flow:
    """Bahia and Driss lead this desk."""
    with flow.store.writing() as books:
        for person in active_at_the_desk(books):
            set_role(books, person, "lead")
    return flow


def orders(flow: Flow, text: str, who: Person | None = None, *attached: Person) -> list[Left]:
    person = who or flow.people.handler
    flow.arrives(person, text, signed_by=person, offered=tuple(one.certificate for one in attached))
    return flow.outbox()


def asks(flow: Flow, text: str, *attached: Person) -> str:
    """Bahia asks for something; the code by which it is confirmed."""
    told = [one for one in orders(flow, text, None, *attached) if one.row.kind == "proposal"]
    assert len(told) == 1 and told[0].paper["to"] == flow.people.second_handler.address
    return next(line.split()[-1] for line in told[0].text.splitlines() if "#handler confirm" in line)


def added(flow: Flow, name: str = "platform-meta", terms: str = TERMS) -> None:
    mallory = flow.people.mallory
    code = asks(flow, f"#role add {name} {mallory.address} {terms}", mallory)
    orders(flow, f"#handler confirm {code}", flow.people.second_handler)


def why(came: list[Left]) -> str:
    assert [one.row.kind for one in came] == ["refused"], [one.row.kind for one in came]
    return came[0].text


def roles(flow: Flow) -> set[str]:
    with flow.store.reading() as books:
        return set(as_told(books, flow.desk).roles)


def test_one_lead_asks_the_other_confirms_and_only_then_there_is_a_role(led: Flow) -> None:
    mallory, driss = led.people.mallory, led.people.second_handler
    came = orders(led, f"#role add platform-meta {mallory.address} {TERMS}", None, led.people.handler, mallory)
    [told] = [one for one in came if one.row.kind == "proposal"]
    assert mallory.fingerprint[:4] in told.text and "TLP:AMBER" in told.text and "profile_url" in told.text
    assert roles(led) == {"threat_lab"}
    code = next(line.split()[-1] for line in told.text.splitlines() if "#handler confirm" in line)
    assert "asked for this yourself" in why(orders(led, f"#handler confirm {code}"))
    came = orders(led, f"#role confirm {code}", driss)
    assert {one.row.kind for one in came} == {"transcript", "staff"}
    assert "may be called from now on" in came[-1].text
    with led.store.reading() as books:
        role = as_told(books, led.desk).roles["platform-meta"]
        calling = calling_named(books, "platform-meta")
    assert (role.fingerprint, role.tlp, role.consent, role.language) == (mallory.fingerprint, "amber", False, "fr")
    assert calling is not None and mallory.address.encode() not in calling.sealed


def test_it_is_sealed_to_exactly_that_key_and_the_start_leaves_it_there(led: Flow) -> None:
    added(led, "helpers", "tlp=red consent=no fields=tag,category")
    with led.store.writing() as books:
        know_roles(books, led.desk, {"threat_lab": canonical(led.people.lab.certificate)}, led.now)
    reporter = led.people.reporter
    led.arrives(reporter, QUESTION, signed_by=reporter)
    notice = led.outbox("notify_handler", led.people.handler)[-1]
    led.obeys(led.people.handler, f"#escalate helpers\n\nPlease look.\n\n> {notice.nonce_line}\n")
    [escalation] = led.outbox("escalation", led.people.mallory)
    leaving = led.leaves(escalation)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == led.people.mallory.fingerprint
    assert QUESTION not in escalation.text

    came = orders(led, "#role end helpers")
    assert {one.row.kind for one in came} == {"transcript", "staff"} and roles(led) == {"threat_lab"}
    assert led.leaves(escalation) == Held("inactive")
    assert "no such role" in why(orders(led, "#role end helpers")).lower()


def test_other_terms_take_a_second_person_too_and_another_key_another_seal(led: Flow) -> None:
    added(led)
    code = asks(led, "#role change platform-meta tlp=green")
    assert "tlp='amber'" in _terms(led)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert "tlp='green'" in _terms(led) and "consent=False" in _terms(led)
    stale = asks(led, "#role change platform-meta tlp=clear")
    code = asks(led, f"#role change platform-meta {led.people.reporter.address}", led.people.reporter)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert led.people.reporter.fingerprint in _terms(led)
    with led.store.reading() as books:
        person = role_person(books, "platform-meta")
        assert person is not None and person.active
    assert "has to be asked for again" in why(orders(led, f"#handler confirm {stale}", led.people.second_handler))
    assert "No key inside this mail" in why(orders(led, "#role change platform-meta other@else.test"))


def _terms(flow: Flow) -> str:
    with flow.store.reading() as books:
        return str(as_told(books, flow.desk).roles["platform-meta"])


def test_what_cannot_be_a_role_is_refused_with_the_reason(led: Flow) -> None:
    mallory, lab, bahia = led.people.mallory, led.people.lab, led.people.handler
    at = mallory.address
    for words, attached, reason in (
        (f"#role add helpers {at}", (), "No key inside this mail"),
        (f"#role add helpers {at}", (bahia,), "No key inside this mail"),
        (f"#role add helpers {lab.address}", (lab,), "belongs to somebody"),
        (f"#role add helpers {bahia.address}", (bahia,), "belongs to somebody"),
        (f"#role add threat_lab {at}", (mallory,), "a role of this name already"),
        (f"#role add all {at}", (mallory,), "name is short"),
        (f"#role add helpers {at} fields=tag,diary", (mallory,), "no such field"),
        (f"#role add helpers {at} fields=tag required=harm", (mallory,), "fields=tag,harm"),
        (f"#role add platform {at} fields=tag,harm", (mallory,), "can do nothing without"),
        (f"#role add helpers {at} tlp=black", (mallory,), "not one the command knows"),
        (f"#role add helpers {at} lang=xx", (mallory,), "lang=ar | en | fr"),
        ("#role change threat_lab tlp=green", (), "stands in the config"),
        ("#role end threat_lab", (), "stands in the config"),
        ("#role burn threat_lab", (), "Say what shall become"),
    ):
        led.passes(hours=1)  # refusals have a budget
        came = orders(led, words, None, *attached)
        assert came, words
        assert reason in why(came), words
    assert roles(led) == {"threat_lab"}


def test_a_key_that_nothing_can_be_sealed_to_is_refused_with_the_reason(led: Flow) -> None:
    ends = canonical(led.people.mallory.certificate).encryption_expires_at
    assert ends is not None
    led.now = ends + timedelta(days=1)
    came = orders(led, f"#role add helpers {led.people.mallory.address}", None, led.people.mallory)
    assert "Nothing can be sealed to this key" in why(came)


def test_who_does_not_lead_sees_the_list_and_changes_nothing(flow: Flow) -> None:
    [told] = orders(flow, "#roles")
    assert "threat_lab" in told.text and "stands in the config" in told.text and "At most TLP:RED" in told.text
    mallory = flow.people.mallory
    assert "may not use" in why(orders(flow, f"#role add helpers {mallory.address}", None, mallory))
    assert roles(flow) == {"threat_lab"}


def test_a_name_in_the_config_wins_at_the_next_start(led: Flow) -> None:
    added(led, "helpers", "tlp=red consent=no")
    lab = replace(led.desk.roles["threat_lab"], name="helpers")
    led.becomes(roles={**led.desk.roles, "helpers": lab})
    keys = dict.fromkeys(("threat_lab", "helpers"), canonical(led.people.lab.certificate))
    with led.store.writing() as books:
        know_roles(books, led.desk, keys, led.now)
    with led.store.reading() as books:
        assert (
            not callings(books) and as_told(books, led.desk).roles["helpers"].fingerprint == led.people.lab.fingerprint
        )
        person = role_person(books, "helpers")
        assert person is not None
        marks = [one.mark for one in certificates_of(books, person.id) if one.standing == "pinned"]
        assert marks == [key_mark(books, led.people.lab.fingerprint)]


def test_a_row_that_was_tampered_with_is_no_role(led: Flow) -> None:
    added(led, "helpers", "tlp=red consent=no")
    with led.store.writing() as books:
        calling = calling_named(books, "helpers")
        assert calling is not None
        calling.sealed = calling.sealed[:-1] + bytes([calling.sealed[-1] ^ 1])
        books.session.add(calling)
    assert roles(led) == {"threat_lab"}
