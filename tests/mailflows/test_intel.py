"""The desk's memory: what stands in a list is known at once and looking back, and the same trouble finds itself."""

import time

import pytest
from sqlalchemy import text

from db.questions import findings_of, forget_observables, letters_of, mails_of_kind, ticket_named
from db.soundness import unsound
from mailflows.examine.finding import FROM_MEMORY, Finding, Group, Severity
from mailflows.examine.indicators.feed import Feed, Indicator
from mailflows.examine.look import Look
from mailflows.examine.observable import Observable
from mailflows.findings import read_finding
from mailflows.intel.alarm import MOST_AN_HOUR
from mailflows.intel.lists import Listed, all_lists, remove_list, take_list
from mailflows.intel.looks import ROWS
from mailflows.intel.marks import mark_of
from mailflows.intel.recognise import recognise_again
from mailflows.leaving import Leaving
from mailflows.letter import EMPTY, Examined
from mailflows.roles import know_roles
from templates import label
from tests.mailflows.flow import Flow

EVIL = Observable("host", "a.b.evil.example", "mail/2", strict=True)
FILE = Observable("sha256", "ab" * 32, "mail/3", strict=True)
GMAIL = Observable("sender", "somebody@gmail.com", "mail/2", strict=True)


def a_list(*named: tuple[str, str], name: str = "march", who: str = "SandViper", date: str = "2026-03-30") -> Feed:
    return Feed(name, date, tuple(Indicator(kind, value, who) for kind, value in named), ())


def takes(flow: Flow, feed: Feed, trouble: str = "spyware") -> Listed:
    with flow.store.writing() as books:
        return take_list(books, flow.desk, feed, trouble, "sysadmin", flow.now)


def findings(flow: Flow, tag: str) -> list[Finding]:
    with flow.store.reading() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        return [read_finding(books, ticket, row) for row in findings_of(books, ticket.id)]


def looks(flow: Flow, tag: str) -> set[str]:
    return {one.look for one in findings(flow, tag)}


def test_a_host_below_a_listed_one_makes_the_letter_dangerous(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    settled = flow.arrives(flow.people.reporter, "look at this", observables=(EVIL,))
    (found,) = [one for one in findings(flow, settled.ticket) if one.look == "U01"]
    assert (found.severity, found.group, found.provenance) == (Severity.CRITICAL, Group.INDICATOR, "feed")
    assert found.evidence == "feed march, 2026-03-30: evil[.]example" and found.path == "mail/2"
    (notice,) = flow.outbox("notify_handler", flow.people.handler)
    assert "Verdict: DANGEROUS" in notice.text and "P1 now" in notice.text
    assert label("reason", "spyware_listed", "en") in notice.text
    assert "SandViper" not in notice.text


def test_an_exact_host_does_not_match_its_neighbours(flow: Flow) -> None:
    takes(flow, a_list(("host", "c.evil.example"), ("host", "x.a.b.evil.example")))
    settled = flow.arrives(flow.people.reporter, "look", observables=(EVIL,))
    assert "U01" not in looks(flow, settled.ticket)


@pytest.mark.parametrize(
    ("named", "met"),
    [
        (("host", "evil.example"), Observable("url", "https://Login.evil.example/x#y", "mail/2", True)),
        (("host", "evil.example"), Observable("sender", "news@mail.evil.example", "mail/2", True)),
        (("url", "https://evil.example/x"), Observable("url", "https://EVIL.example/x", "mail/2", True)),
        (("ip", "45.1.2.3"), Observable("url", "http://45.1.2.3:8080/x", "mail/2", True)),
        (("sender", "a@evil.example"), Observable("sender", "A@evil.example", "mail/2", True)),
        (("profile", "0f8b1e9c-1111-2222-3333-444455556666"),
         Observable("profile", "0F8B1E9C-1111-2222-3333-444455556666", "mail/2", True)),
    ],
)  # fmt: skip
def test_what_is_the_same_is_known_however_it_is_written(flow: Flow, named: tuple[str, str], met: Observable) -> None:
    takes(flow, a_list(named), "phishing")
    settled = flow.arrives(flow.people.reporter, "look", observables=(met,))
    assert looks(flow, settled.ticket) & {"U01", "F23"}


def test_a_file_in_a_list_about_phishing_is_grave_and_no_alarm(flow: Flow) -> None:
    takes(flow, a_list(("sha256", "ab" * 32)), "phishing")
    settled = flow.arrives(flow.people.reporter, "a file", observables=(FILE,))
    (found,) = [one for one in findings(flow, settled.ticket) if one.look == "F23"]
    assert (found.severity, found.weight) == (Severity.HIGH, 4)
    assert flow.ticket(settled).priority == "P2" and not flow.outbox(to=flow.people.lab)


def test_the_lab_is_told_once_sealed_and_without_a_word_of_the_letter(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    settled = flow.arrives(flow.people.reporter, "CANARY what is this", observables=(EVIL,))
    (told,) = flow.outbox("spyware_hit")
    leaving = flow.leaves(told)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == flow.people.lab.fingerprint
    assert told.paper["to"] == flow.people.lab.address and settled.ticket in told.text
    assert "evil[.]example" in told.text
    for word in ("CANARY", flow.people.reporter.address, flow.people.reporter.name, "SandViper"):
        assert word not in told.text
    again = takes(flow, a_list(("host", "b.evil.example"), name="april"))
    assert [one.tag for one in again.matched] == [settled.ticket] and not flow.outbox("spyware_hit")
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None and mails_of_kind(books, ticket.id, "spyware_hit") == 1


def test_the_second_hit_of_a_ticket_is_the_handlers_to_hand_on(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    flow.arrives(flow.people.reporter, "look", observables=(EVIL,))
    flow.outbox()
    takes(flow, a_list(("host", "b.evil.example"), name="april"))
    (notice,) = flow.outbox("notify_handler", flow.people.handler)
    assert label("reason", "lab_told_before", "en") in notice.text


def test_without_a_lab_the_handlers_are_told_to_find_one(flow: Flow) -> None:
    flow.becomes(roles={})
    with flow.store.writing() as books:
        know_roles(books, flow.desk, {}, flow.now)
    takes(flow, a_list(("host", "evil.example")))
    flow.arrives(flow.people.reporter, "look", observables=(EVIL,))
    (notice,) = flow.outbox("notify_handler", flow.people.handler)
    assert label("reason", "lab_missing", "en") in notice.text


def test_the_answer_is_the_same_whatever_stands_in_a_list(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    hit = flow.arrives("one@mail.test", "look", sealed=False, observables=(EVIL,))
    calm = flow.arrives("two@mail.test", "look", sealed=False)
    told, said = flow.outbox("received")
    assert told.text.replace(hit.ticket, "H") == said.text.replace(calm.ticket, "H")
    assert told.row.due_at == said.row.due_at


def test_a_new_list_looks_back_and_tells_who_has_the_ticket(flow: Flow) -> None:
    settled = flow.arrives(flow.people.reporter, "in spring", observables=(EVIL, FILE))
    flow.arrives("other@mail.test", "nothing of it", observables=(GMAIL,))
    flow.outbox()
    flow.passes(hours=5)
    listed = takes(flow, a_list(("host", "evil.example"), ("sha256", "ab" * 32), ("host", "unseen.example")))
    assert {one.tag for one in listed.matched} == {settled.ticket} and listed.new == 3
    left = flow.outbox()
    assert {one.row.kind for one in left} == {"notify_handler", "spyware_hit"}
    notices = [one for one in left if one.row.kind == "notify_handler"]
    assert len(notices) == 2  # nobody has the ticket, so both handlers
    for notice in notices:
        assert label("event", "list_matched", "en") in notice.text and settled.ticket in notice.text
        assert "Verdict: DANGEROUS" in notice.text and "feed march, 2026-03-30: evil[.]example" in notice.text
    assert flow.ticket(settled).priority == "P1" and {"U01", "F23"} <= looks(flow, settled.ticket)


def test_the_same_list_again_tells_nothing_twice(flow: Flow) -> None:
    settled = flow.arrives(flow.people.reporter, "in spring", observables=(EVIL,))
    takes(flow, a_list(("host", "evil.example")))
    flow.outbox()
    listed = takes(flow, a_list(("host", "evil.example"), ("host", "more.example"), date="2026-04-01"))
    assert (listed.matched, listed.new, listed.count) == ((), 1, 2) and not flow.outbox()
    with flow.store.writing() as books:
        assert remove_list(books, "MARCH", "sysadmin", flow.now) and all_lists(books) == []
        assert not remove_list(books, "march", "sysadmin", flow.now)
    takes(flow, a_list(("host", "evil.example")))
    assert len([one for one in findings(flow, settled.ticket) if one.look == "U01"]) == 1 and not flow.outbox()


def test_looking_back_opens_nothing_and_leaves_erased_tickets_alone(flow: Flow) -> None:
    settled = flow.arrives(flow.people.reporter, "in spring", observables=(EVIL,))
    with flow.store.writing() as books:
        books.session.connection().execute(text("UPDATE ticket SET key = NULL"))
    with flow.store.reading() as books:
        assert any("known again" in line for line in unsound(books))
    assert takes(flow, a_list(("host", "evil.example"))).matched == ()
    with flow.store.writing() as books:
        forget_observables(books, flow.ticket(settled).id)
    with flow.store.reading() as books:
        assert not any("known again" in line for line in unsound(books))


def test_two_tickets_with_the_same_file_are_one_campaign(flow: Flow) -> None:
    first = flow.arrives(flow.people.reporter, "a file came", observables=(FILE,))
    flow.arrives("x@mail.test", "only below the same name", observables=(EVIL,))
    flow.passes(minutes=3)
    flow.outbox()
    flow.arrives("other@mail.test", "a file came", observables=(FILE, Observable("host", "evil.example", "m", False)))
    (notice,) = flow.outbox("notify_handler", flow.people.handler)
    assert f"Same trouble as: {first.ticket}\n" in notice.text


def test_what_first_stood_above_a_host_and_is_met_itself_becomes_strict(flow: Flow) -> None:
    parent = Observable("host", "evil.example", "mail/2", strict=True)
    first = flow.arrives(flow.people.reporter, "look", signed_by=flow.people.reporter, observables=(EVIL,))
    reference = flow.outbox("received")[0].paper["references"]
    flow.arrives(
        flow.people.reporter, "again", signed_by=flow.people.reporter, observables=(parent,), references=reference
    )
    flow.outbox()
    flow.arrives("other@mail.test", "the same", observables=(parent,))
    (notice,) = flow.outbox("notify_handler", flow.people.handler)
    assert f"Same trouble as: {first.ticket}\n" in notice.text


def test_a_list_named_like_who_is_behind_it_has_another_name_in_evidence(flow: Flow) -> None:
    listed = takes(flow, a_list(("host", "evil.example"), name="sand-viper-iocs"))
    assert listed.shown.startswith("list-")
    settled = flow.arrives(flow.people.reporter, "look", observables=(EVIL,))
    evidence = next(one.evidence for one in findings(flow, settled.ticket) if one.look == "U01")
    assert "viper" not in evidence and listed.shown in evidence


def test_nothing_that_a_list_or_a_letter_named_lies_readable(flow: Flow) -> None:
    takes(flow, a_list(("host", "canaryhost.example")))
    flow.arrives(flow.people.reporter, "x", observables=(Observable("host", "a.canaryhost.example", "mail/2", True),))
    with flow.store.reading() as books:
        for table in ("observable", "indicator", "feed", "record"):
            for row in books.session.connection().execute(text(f"SELECT * FROM {table}")):
                assert "canaryhost" not in str(tuple(row)) and "march" not in str(tuple(row))


def test_the_lines_of_a_public_list_do_not_tell_which_is_which(flow: Flow) -> None:
    """Neither by their order nor by their length, or a seized disk would say which line a ticket matches."""
    hosts = [("host", f"{'x' * number}{number}.example") for number in range(40)]
    takes(flow, a_list(*hosts, ("url", f"https://evil.example/{'y' * 300}")))
    with flow.store.reading() as books:
        rows = (
            books.session.connection().execute(text("SELECT mark, length(sealed) FROM indicator ORDER BY rowid")).all()
        )
        marks = [mark for mark, _ in rows]
        assert marks == sorted(marks) and marks[:40] != [mark_of(books, kind, value) for kind, value in hosts]
    assert len({length for _, length in rows}) == 2


def test_a_sender_is_new_once(flow: Flow) -> None:
    sender = Observable("sender", "info@union.example", "mail/2", strict=True)
    first = flow.arrives(flow.people.reporter, "x", observables=(sender, GMAIL))
    told = sorted(one.evidence for one in findings(flow, first.ticket) if one.look == "S10")
    assert told == [
        "info[@]union[.]example: nothing came from this domain before",
        "somebody[@]gmail[.]com: nothing came from this address before",
    ]
    second = flow.arrives("other@mail.test", "x", observables=(sender,))
    assert "S10" not in looks(flow, second.ticket)


def named(*names: tuple[str, str]) -> tuple[Observable, ...]:
    """Display names with the addresses they stood before."""
    told = []
    for at, (name, address) in enumerate(names, 2):
        told += [Observable("name", name, f"mail/{at}", False), Observable("sender", address, f"mail/{at}", True)]
    return tuple(told)


@pytest.mark.parametrize("name", ["Test Desk", "TЕST DЕSK", "The Test Desk Team", "Threat Lab"])
def test_who_wears_the_desks_name_from_elsewhere_is_seen(flow: Flow, name: str) -> None:
    settled = flow.arrives(flow.people.reporter, "x", observables=named((name, "desk@evil.example")))
    (found,) = [one for one in findings(flow, settled.ticket) if one.look == "S04"]
    assert found.severity is Severity.HIGH


def test_the_desk_itself_and_others_are_not(flow: Flow) -> None:
    honest = named(
        ("Test Desk", flow.desk.address), ("Tested Desks", "a@shop.example"), ("خدمة الاختبار", "b@x.example")
    )
    settled = flow.arrives(flow.people.reporter, "x", observables=honest)
    assert "S04" not in looks(flow, settled.ticket)


def test_many_letters_in_an_hour_are_a_flood(flow: Flow) -> None:
    for _ in range(10):
        flow.arrives(flow.people.reporter, "another", signed_by=flow.people.reporter)
    calm = flow.arrives(flow.people.reporter, "another", signed_by=flow.people.reporter)
    assert "A10" not in looks(flow, calm.ticket)
    assert "A10" in looks(flow, flow.arrives(flow.people.reporter, "x", signed_by=flow.people.reporter).ticket)
    flow.passes(hours=2)
    assert "A10" not in looks(flow, flow.arrives(flow.people.reporter, "x", signed_by=flow.people.reporter).ticket)


def test_the_proven_domain_of_a_partner_speaks_for_a_mail(flow: Flow) -> None:
    domain = flow.people.lab.address.partition("@")[2]

    def proven(told: str) -> tuple[Finding, ...]:
        evidence = f"proven to come from {told}".replace(".", "[.]")
        return (Finding("C05", Severity.INFO, Group.CONTEXT, 0, "mail/2", "dmarc", evidence, "header-trusted"),)

    friend = flow.arrives(flow.people.reporter, "x", findings=proven(f"mail.{domain}"))
    stranger = flow.arrives(flow.people.reporter, "x", findings=proven("evil.example"))
    assert "C04" in looks(flow, friend.ticket) and "C04" not in looks(flow, stranger.ticket)


def test_what_is_in_a_list_changes_nothing_in_the_first_answer(flow: Flow) -> None:
    """Not its words, nor how many mails come, nor what leaves before it: whoever asks may be whom the list is about."""
    takes(flow, a_list(("host", "evil.example")))
    answers: list[str] = []
    kinds: list[str] = []
    for who, observables in (("x@mail.test", ()), ("y@mail.test", (EVIL,))):
        settled = flow.arrives(who, "look", observables=observables)
        left = flow.outbox()
        kinds = [one.row.kind for one in left]
        (answer,) = [one for one in left if one.row.kind == "received"]
        answers.append(answer.paper["text"].replace(settled.ticket, "TAG"))
    assert answers[0] == answers[1]
    assert kinds.index("received") < kinds.index("spyware_hit")


def test_a_flood_of_listed_things_does_not_flood_the_lab(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    for number in range(MOST_AN_HOUR + 2):
        flow.arrives(f"p{number}@mail.test", "look", observables=(EVIL,))
    left = flow.outbox()
    assert len([one for one in left if one.row.kind == "spyware_hit"]) == MOST_AN_HOUR
    notice = [one for one in left if one.row.kind == "notify_handler"][-1]
    assert label("reason", "lab_spared", "en") in notice.paper["text"]
    flow.passes(minutes=61)
    flow.arrives("later@mail.test", "look", observables=(EVIL,))
    assert flow.outbox("spyware_hit")


def test_a_partners_letter_is_not_what_frightened_anybody(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    settled = flow.arrives(flow.people.lab, "about evil", signed_by=flow.people.lab, observables=(EVIL,))
    assert settled.ticket and looks(flow, settled.ticket) == set()
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        (letter,) = letters_of(books, ticket.id)
        recognise_again(books, flow.desk, ticket, letter, Examined(EMPTY, (), (), None, (EVIL,)), flow.now)
    assert looks(flow, settled.ticket) == set() and not flow.outbox("spyware_hit")


@pytest.mark.parametrize("look", ROWS, ids=lambda look: look.id)
def test_each_look_of_the_memory_is_whole(look: Look) -> None:
    assert look.id in FROM_MEMORY and look.false_alarms and look.egress == "none"
    assert (look.severity is Severity.INFO) == (look.weight == 0)
    for tongue in ("ar", "en", "fr"):
        assert label("look_handler", look.id, tongue) and len(label("look_reporter", look.id, tongue)) <= 160


def test_a_letter_with_200_observables_costs_a_few_milliseconds_more(flow: Flow) -> None:
    many = tuple(Observable("host", f"h{at}.evil{at}.example", "mail/2", True) for at in range(100))
    many += tuple(Observable("url", f"https://h{at}.evil{at}.example/{at}", "mail/2", True) for at in range(100))
    takes(flow, a_list(*((("host", f"listed{at}.example")) for at in range(5000))))
    spent: list[float] = []
    for observables in ((), many) * 3:
        began = time.perf_counter()
        flow.arrives(f"p{len(spent)}@mail.test", "x", observables=observables)
        spent.append(time.perf_counter() - began)
    assert min(spent[1::2]) - min(spent[::2]) < 0.05


def test_a_look_back_over_many_tickets_is_quick(flow: Flow) -> None:
    for at in range(5):
        flow.arrives(f"p{at}@mail.test", "x", observables=(Observable("host", f"evil{at}.example", "mail", True),))
    began = time.perf_counter()
    listed = takes(flow, a_list(*((("host", f"evil{at}.example")) for at in range(20_000))))
    assert len(listed.matched) == 5 and time.perf_counter() - began < 10


def test_what_a_second_look_brings_to_light_is_matched_once(flow: Flow) -> None:
    takes(flow, a_list(("host", "evil.example")))
    settled = flow.arrives(flow.people.reporter, "a code to scan")
    flow.outbox()
    for _ in range(2):
        with flow.store.writing() as books:
            ticket = ticket_named(books, settled.ticket)
            assert ticket is not None
            (letter,) = letters_of(books, ticket.id)
            recognise_again(books, flow.desk, ticket, letter, Examined(EMPTY, (), (), None, (EVIL,)), flow.now)
    assert [one.look for one in findings(flow, settled.ticket)] == ["U01"]
    assert flow.ticket(settled).priority == "P1" and len(flow.outbox("spyware_hit")) == 1
