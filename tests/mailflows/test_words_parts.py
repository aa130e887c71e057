"""Parts: one thing to be done has a ticket of its own, as careful as the whole, and nobody outside hears of it."""

from db.papers import figures_of, set_role
from db.questions import active_at_the_desk, member_of, parts_of, promises_running, reporter_of
from db.tables import Ticket
from mailflows.consents import consents_of
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_words_call import asked, history, refused, says

TOLD = {"notify_handler", "transcript", "refused", "list", "show"}


def whole_with_part(flow: Flow, words: str = "#part have the old page taken down") -> tuple[Ticket, Ticket, Left, Left]:
    """A ticket, its part, the transcript in the one and the notice of the other."""
    settled, notice = asked(flow)
    first = "#take\n#category impersonation\n#facet platform=instagram\n#consent given for threat_lab\n#safe yes"
    told = says(flow, notice, first)[-1]
    came = says(flow, told, words)
    whole = flow.ticket(settled)
    with flow.store.reading() as books:
        [part] = parts_of(books, whole.id)
    [opened] = [one for one in came if one.row.ticket_id == part.id]
    return whole, part, came[-1], opened


def test_it_is_as_careful_as_the_whole_and_nobody_outside_is_told(flow: Flow) -> None:
    whole, part, transcript, opened = whole_with_part(flow)
    assert part.name in transcript.text and "have the old page taken down" in transcript.text
    assert "this ticket is a part of it" in opened.text and whole.name in opened.text
    assert (part.held_sealed, part.safe, part.restricted, part.priority) == (
        whole.held_sealed,
        whole.safe,
        whole.restricted,
        whole.priority,
    )
    with flow.store.reading() as books:
        one, other = figures_of(books, whole), figures_of(books, part)
        assert one["category"] == other["category"] == "impersonation" and one["facets"] == other["facets"]
        assert consents_of(books, part) == consents_of(books, whole)
        reporter = reporter_of(books, part.id)
        assert reporter is not None and member_of(books, whole.id, reporter.id) is not None  # erased with them
        assert {one.kind for one in promises_running(books, part.id)} == {"look"}  # nothing is owed to them here
    assert part.next_due_at is not None
    says(flow, opened, "#priority P1")
    flow.passes(days=60)
    assert {one.row.kind for one in flow.outbox()} <= TOLD


def test_the_whole_does_not_end_before_its_parts(flow: Flow) -> None:
    _, part, told, opened = whole_with_part(flow)
    resolve = "#resolve advice_given cause=unknown recommend=backups"
    told = refused(says(flow, told, resolve), part.name)
    told = refused(says(flow, told, "#close"), "still open")
    came = says(flow, opened, "#close")
    assert [one.row.kind for one in came] == ["transcript"]  # no closing mail to anybody
    [told] = says(flow, told, resolve)
    assert "Resolved" in told.text


def test_it_may_end_all_the_same_where_that_is_meant(flow: Flow) -> None:
    whole, _, told, _ = whole_with_part(flow)
    came = says(flow, told, "#resolve advice_given cause=unknown recommend=backups\n#confirm")
    assert [one.row.kind for one in came] == ["transcript"], came[-1].text
    with flow.store.reading() as books:
        assert books.session.get(Ticket, whole.id).status == "resolved"  # type: ignore[union-attr]


def test_a_part_may_be_for_somebody_who_is_called(flow: Flow) -> None:
    _, part, transcript, opened = whole_with_part(flow, "#part threat_lab")
    assert f"Next, in {part.name}: #escalate threat_lab" in transcript.text
    came = says(flow, opened, "#escalate threat_lab\n\nPlease look at the page.")
    assert [one.paper["to"] for one in came if one.row.kind == "escalation"] == [flow.people.lab.address]


def test_a_part_has_no_parts_and_an_ended_ticket_gets_none(flow: Flow) -> None:
    _, _, told, opened = whole_with_part(flow)
    refused(says(flow, opened, "#part another thing"), "a part itself")
    told = says(flow, told, "#close\n#confirm")[-1]
    refused(says(flow, told, "#part another thing"), "closed")


def test_what_few_may_see_has_parts_that_few_may_see(flow: Flow) -> None:
    with flow.store.writing() as books:
        for person in active_at_the_desk(books):
            set_role(books, person, "lead")
    settled, notice = asked(flow)
    told = says(flow, notice, "#take\n#flag restricted")[-1]
    came = says(flow, told, "#part have the old page taken down")
    whole = flow.ticket(settled)
    with flow.store.reading() as books:
        [part] = parts_of(books, whole.id)
    assert part.restricted
    driss = flow.people.second_handler.address
    assert not [one for one in came if one.paper["to"] == driss and "taken down" in one.text]
    assert ("opened part", part.id) not in history(flow, settled)
