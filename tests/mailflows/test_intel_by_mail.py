"""Lists of indicators by mail: a lead asks, nothing is read at once, and what came of it is told sealed."""

import pytest

from db.papers import set_role
from db.questions import lists_brought, people_at
from mailflows.examine.indicators.feed import REFUSED, TROUBLES, UNREADABLE, Feed, Indicator, unreadable
from mailflows.examine.observable import Observable
from mailflows.intel.brought import TRIES, Waiting, count_try, take_brought, waiting
from mailflows.intel.telling import UNREAD
from mailflows.leaving import Leaving
from mailflows.letter import Attachment
from mailflows.people import address_mark
from templates import label
from templates.labels import labels, languages
from tests.mailflows.flow import Flow
from tests.people import Person

LIST = Attachment(1, "mail/2", "march.stix2", "application/octet-stream", "application/json", 900, "ab" * 32)
PHOTO = Attachment(2, "mail/3", "team.jpg", "image/jpeg", "image/jpeg", 900, "cd" * 32)
FEED = Feed(
    "march", "2026-03-30", (Indicator("host", "evil.example", "SandViper"),), (("kind_not_used", 3),), "spyware"
)


def becomes(flow: Flow, person: Person, role: str) -> None:
    with flow.store.writing() as books:
        (row,) = people_at(books, address_mark(books, person.address))
        set_role(books, row, role)


@pytest.fixture
def lead(flow: Flow) -> Person:
    becomes(flow, flow.people.handler, "lead")
    return flow.people.handler


def there(flow: Flow) -> tuple[Waiting, ...]:
    with flow.store.reading() as books:
        return waiting(books)


def reads(flow: Flow, *feeds: Feed) -> None:
    """As a round would, with what the sandbox read."""
    for one in there(flow):
        with flow.store.writing() as books:
            take_brought(books, flow.desk, one, feeds, flow.now)


def test_a_lead_adds_a_list_and_is_told_which_tickets_match(flow: Flow, lead: Person) -> None:
    seen = Observable("host", "a.evil.example", "mail/2", True)
    ticket = flow.arrives(flow.people.reporter, "look", observables=(seen,)).ticket
    flow.outbox()
    settled = flow.obeys(lead, "#intel add", attachments=(PHOTO, LIST))
    assert (settled.state, settled.reason) == ("aside", "handler_asked")
    (transcript,) = flow.outbox()
    assert transcript.row.kind == "transcript" and "The attached files are read now: 1." in transcript.text
    (one,) = there(flow)
    assert one.files == (("mail/2", "march.stix2"),) and one.trouble == ""
    reads(flow, FEED)
    left = flow.outbox()
    (told,) = [mail for mail in left if mail.row.kind == "intel"]
    assert isinstance(leaving := flow.leaves(told), Leaving) and leaving.fingerprint == lead.fingerprint
    assert "march: 1 indicators taken, new among them: 1. About: spyware. Date: 2026-03-30." in told.text
    assert f"Left out, 3: {label('intel_refused', 'kind_not_used', 'en')}" in told.text
    assert f"{ticket}: feed march, 2026-03-30: evil[.]example" in told.text
    assert {mail.row.kind for mail in left} == {"intel", "notify_handler", "spyware_hit"}
    assert there(flow) == ()


def test_a_lead_says_what_a_list_is_about_and_lists_them(flow: Flow, lead: Person) -> None:
    flow.obeys(lead, "#مؤشرات إضافة تصيد", attachments=(LIST,))
    assert there(flow)[0].trouble == "phishing"
    reads(flow, FEED)
    flow.outbox()
    flow.obeys(lead, "#intel list")
    (transcript,) = flow.outbox("transcript")
    assert "march: 1 indicators, phishing, 2026-03-30" in transcript.text


@pytest.mark.parametrize(
    ("said", "files", "why"),
    [
        ("#intel add", (), "intel_no_file"),
        ("#intel add", (PHOTO,), "intel_no_file"),
        ("#intel remove march", (LIST,), "intel_what"),
        ("#intel add gossip", (LIST,), "intel_what"),
        ("#intel", (LIST,), "missing_value"),
    ],
)
def test_what_is_not_understood_is_refused(
    flow: Flow, lead: Person, said: str, files: tuple[Attachment, ...], why: str
) -> None:
    flow.obeys(lead, said, attachments=files)
    (refused,) = flow.outbox()
    assert refused.row.kind == "refused" and label("why", why, "en") in refused.text
    assert there(flow) == ()


def test_a_handler_who_does_not_lead_may_not(flow: Flow) -> None:
    flow.obeys(flow.people.second_handler, "#intel add", attachments=(LIST,))
    (refused,) = flow.outbox()
    assert label("why", "not_allowed", "en") in refused.text and there(flow) == ()


def test_a_copy_of_the_mail_brings_nothing_again(flow: Flow, lead: Person) -> None:
    flow.obeys(lead, "#intel add", attachments=(LIST,), signature="ab" * 32)
    flow.obeys(lead, "#intel add", attachments=(LIST,), signature="ab" * 32)
    assert len(there(flow)) == 1


def test_who_leads_no_more_has_brought_nothing(flow: Flow, lead: Person) -> None:
    flow.obeys(lead, "#intel add", attachments=(LIST,))
    flow.outbox()
    becomes(flow, lead, "handler")
    reads(flow, FEED)
    assert flow.outbox() == [] and there(flow) == ()


def test_a_round_gone_twice_takes_a_list_once(flow: Flow, lead: Person) -> None:
    flow.obeys(lead, "#intel add", attachments=(LIST,))
    flow.outbox()
    (one,) = there(flow)
    for _ in range(2):
        with flow.store.writing() as books:
            take_brought(books, flow.desk, one, (FEED,), flow.now)
    assert len(flow.outbox("intel")) == 1


def test_a_file_that_is_no_list_and_a_mail_that_does_not_open_are_told(flow: Flow, lead: Person) -> None:
    flow.obeys(lead, "#intel add", attachments=(LIST,))
    flow.outbox()
    reads(flow, unreadable("march.stix2", "no_list"))
    (told,) = flow.outbox("intel")
    assert f"march.stix2 was not taken. {label('intel_refused', 'no_list', 'en')}" in told.text
    flow.obeys(lead, "#intel add", attachments=(LIST,))
    flow.outbox()
    (one,) = there(flow)
    for _ in range(TRIES):
        with flow.store.writing() as books:
            count_try(books, flow.desk, one, flow.now)
    (told,) = flow.outbox("intel")
    assert label("intel_refused", "gone", "en") in told.text
    with flow.store.reading() as books:
        assert not lists_brought(books, 9)


@pytest.mark.parametrize("tongue", languages())
def test_every_reason_has_words(tongue: str) -> None:
    assert labels(tongue)["intel_refused"].keys() == REFUSED | UNREADABLE | UNREAD
    assert labels(tongue)["trouble"].keys() == set(TROUBLES)
