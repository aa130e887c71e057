"""Who may see and work on which ticket, by their seat; a restricted one only those named on it."""

import pytest

from db.casework import Named
from db.papers import set_active, set_role
from db.questions import members_of_ticket, outbound_by_id, people_at, ticket_named
from mailflows.access import reaches
from mailflows.consents import write_consent
from mailflows.intake import Settled
from mailflows.people import address_mark
from mailflows.staff import make, other_role
from tests.mailflows.flow import Flow, Left
from tests.people import Person

QUESTION = "Somebody took over my account and I do not know what to do"


@pytest.fixture
def opened(flow: Flow) -> tuple[Settled, Left, Left]:
    """A ticket, and the notices both handlers got about it."""
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, QUESTION, signed_by=reporter)
    first, second = flow.outbox("notify_handler")
    return settled, first, second


def seat(flow: Flow, who: Person, role: str) -> None:
    with flow.store.writing() as books:
        set_role(books, row(flow, who, books), role)


def row(flow: Flow, who: Person, books):  # type: ignore[no-untyped-def]
    return people_at(books, address_mark(books, who.address))[0]


def says(flow: Flow, who: Person, notice: Left, text: str) -> list[str]:
    flow.obeys(who, f"{text}\n\n{notice.nonce_line}")
    return [one.row.kind for one in flow.outbox()]


def test_a_handler_works_on_what_is_theirs_or_nobodys(flow: Flow, opened: tuple[Settled, Left, Left]) -> None:
    settled, first, second = opened
    people = flow.people
    assert says(flow, people.second_handler, second, "#priority P1") == ["transcript"]
    assert says(flow, people.handler, first, "#show") == ["refused", "notify_handler"]  # told what changed since
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        ticket.handler_id = row(flow, people.second_handler, books).id
        books.session.add(ticket)
        assert not reaches(books, ticket, row(flow, people.handler, books), flow.now)
        assert reaches(books, ticket, row(flow, people.second_handler, books), flow.now)
        set_active(books, row(flow, people.second_handler, books), False)
        assert reaches(books, ticket, row(flow, people.handler, books), flow.now)


def test_who_leads_works_on_all_of_them(flow: Flow, opened: tuple[Settled, Left, Left]) -> None:
    settled, _, _ = opened
    seat(flow, flow.people.handler, "lead")
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        ticket.handler_id = row(flow, flow.people.second_handler, books).id
        assert reaches(books, ticket, row(flow, flow.people.handler, books), flow.now)


@pytest.mark.parametrize("role", ["reports", "sysadmin", "threat_lab"])
@pytest.mark.parametrize("text", ["#show", "#take", "#reply\n\nhello", "#note\n\nhello", "#priority P1", "hello"])
def test_other_seats_work_on_no_ticket(flow: Flow, opened: tuple[Settled, Left, Left], role: str, text: str) -> None:
    """Also not by a notice they got when they were handlers still."""
    settled, first, _ = opened
    seat(flow, flow.people.handler, role)
    assert says(flow, flow.people.handler, first, text) == ["refused"]
    assert flow.ticket(settled).handler_id is None and flow.ticket(settled).priority == "P2"


@pytest.mark.parametrize("role", ["reports", "sysadmin", "threat_lab"])
def test_other_seats_are_told_of_no_letter(flow: Flow, role: str) -> None:
    seat(flow, flow.people.second_handler, role)
    flow.arrives(flow.people.reporter, QUESTION, signed_by=flow.people.reporter)
    assert not flow.outbox(to=flow.people.second_handler)


def test_the_lab_sees_what_was_escalated_to_it(flow: Flow, opened: tuple[Settled, Left, Left]) -> None:
    settled, first, _ = opened
    seat(flow, flow.people.second_handler, "threat_lab")
    for escalated in (False, True):
        with flow.store.reading() as books:
            ticket = ticket_named(books, settled.ticket)
            assert ticket is not None
            assert reaches(books, ticket, row(flow, flow.people.second_handler, books), flow.now) is escalated
        if not escalated:
            says(flow, flow.people.handler, first, "#consent given for threat_lab\n\nby phone")
            flow.obeys(flow.people.handler, f"#escalate threat_lab\n\nPlease look at this.\n\n> {first.nonce_line}")
            left = flow.outbox()
            assert "escalation" in [one.row.kind for one in left], left[0].text


def test_a_restricted_ticket_is_for_those_named_even_before_who_leads(
    flow: Flow, opened: tuple[Settled, Left, Left]
) -> None:
    settled, first, second = opened
    people = flow.people
    seat(flow, people.second_handler, "coordinator")
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        ticket.restricted = True
        books.session.add(ticket)
        books.append(Named(ticket_id=ticket.id, person_id=row(flow, people.handler, books).id))
    assert says(flow, people.second_handler, second, "#show") == ["refused"]
    assert says(flow, people.second_handler, second, "#take") == ["refused"]
    assert says(flow, people.handler, first, "#take") == ["transcript"]
    with flow.store.writing() as books:  # nobody named is here any more: then who leads may
        set_active(books, row(flow, people.handler, books), False)
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        assert reaches(books, ticket, row(flow, people.second_handler, books), flow.now)


def again(flow: Flow, settled: Settled, text: str) -> list[Left]:
    """The reporter's next letter about it; the notices of it."""
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        [token] = [one.token for one in members_of_ticket(books, ticket.id) if one.part == "reporter"]
    reporter = flow.people.reporter
    domain = flow.desk.address.partition("@")[2]
    flow.arrives(reporter, text, signed_by=reporter, references=[f"<{token}@{domain}>"])
    return flow.outbox("notify_handler")


@pytest.mark.parametrize("restricted", [False, True])
def test_who_sits_elsewhere_gets_no_letters_and_locks_nobody_out(
    flow: Flow, opened: tuple[Settled, Left, Left], restricted: bool
) -> None:
    """Whatever way the seat was changed: by the rows alone, nothing of it is theirs any more."""
    settled, first, _ = opened
    people = flow.people
    assert says(flow, people.handler, first, "#flag restricted\n#take" if restricted else "#take") == ["transcript"]
    seat(flow, people.second_handler, "lead" if restricted else "handler")
    seat(flow, people.handler, "reports")
    told = again(flow, settled, "they are at my door")
    assert [one.paper["to"] for one in told] == [people.second_handler.address]
    flow.obeys(people.second_handler, "#list all")
    assert settled.ticket in flow.outbox("list")[0].text
    assert says(flow, people.second_handler, told[0], "#take") == ["transcript"]


def test_a_role_change_lets_tickets_go_and_says_which(flow: Flow, opened: tuple[Settled, Left, Left]) -> None:
    settled, first, _ = opened
    people = flow.people
    says(flow, people.handler, first, "#take")
    for role, released in (("lead", False), ("reports", True)):
        with flow.store.writing() as books:
            change = other_role(books, flow.desk, people.handler.address, role, flow.now)
            _, told = make(books, flow.desk, change, flow.now, "sysadmin")
        assert (("staff_tickets", {"tickets": settled.ticket}) in told) is released
        assert (flow.ticket(settled).handler_id is None) is released
        seat(flow, people.second_handler, "lead")


def test_a_letter_on_a_restricted_ticket_is_seen_by_somebody(flow: Flow, opened: tuple[Settled, Left, Left]) -> None:
    """Nobody leads here, and the only one named is gone."""
    settled, first, _ = opened
    people = flow.people
    assert says(flow, people.handler, first, "#flag restricted") == ["transcript"]
    with flow.store.writing() as books:
        set_active(books, row(flow, people.handler, books), False)
    told = again(flow, settled, "they are at my door")
    assert [one.paper["to"] for one in told] == [people.second_handler.address]
    flow.obeys(people.second_handler, "#list all")
    assert settled.ticket in flow.outbox("list")[0].text
    assert says(flow, people.second_handler, told[0], "#take") == ["transcript"]


def test_the_lab_counts_no_ticket_that_was_spoken_against_or_taken_back(
    flow: Flow, opened: tuple[Settled, Left, Left]
) -> None:
    settled, first, _ = opened
    people = flow.people
    seat(flow, people.second_handler, "threat_lab")
    says(flow, people.handler, first, "#consent given for threat_lab\n\nby phone")
    flow.obeys(people.handler, f"#escalate threat_lab\n\nPlease look at this.\n\n> {first.nonce_line}")
    left = next(one for one in flow.outbox() if one.row.kind == "escalation")

    def counted() -> str:
        flow.obeys(people.second_handler, "#list all")
        return flow.outbox("list")[0].text

    assert settled.ticket in counted()
    with flow.store.writing() as books:
        outbound = outbound_by_id(books, left.row.id)
        assert outbound is not None
        outbound.state = "undone"
        books.session.add(outbound)
    assert "Tickets: 0" in counted()
    with flow.store.writing() as books:
        outbound = outbound_by_id(books, left.row.id)
        ticket = ticket_named(books, settled.ticket)
        assert outbound is not None and ticket is not None
        outbound.state = "sent"
        books.session.add(outbound)
    assert "Tickets: 1" in counted()
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        write_consent(books, ticket, "threat_lab", "withdrawn", None, flow.now)
    assert "Tickets: 0" in counted() and "more" not in counted()
