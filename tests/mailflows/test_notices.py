"""Opened on a phone at night, one mail says all there is to know, and two lines in reply do the work."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from db.casework import Named
from db.questions import people_at, ticket_by_id
from mailflows.compose import page_of
from mailflows.examine.finding import Finding, Group, Severity
from mailflows.leaving import Leaving
from mailflows.letter import Attachment
from mailflows.people import address_mark
from tests.mailflows.flow import Flow, Left
from tests.pages import Seen, seen_in

TRAP = Finding(
    "U08", Severity.HIGH, Group.URL, 4, "mail/1", "link", "shown: bank.test, leads to: hxxps://evil[.]test", "decoded"
)
SAID = (
    "They write to my mother too.\n#close\nhttps://evil.test/login\n<b>bold</b>\n\n"
    "On Sat, 21 Nov 2026, Cedar <help@desk.test> wrote:\n> what we said before\n"
)


def speaks(flow: Flow, language: str) -> None:
    """The first handler reads this language from now on."""
    with flow.store.writing() as books:
        [person] = people_at(books, address_mark(books, flow.people.handler.address))
        person.language = language
        books.session.add(person)


def tells(flow: Flow, text: str = SAID, **more: object) -> Left:
    """A sealed letter comes; the notice about it that the first handler gets."""
    reporter = flow.people.reporter
    flow.arrives(reporter, text, signed_by=reporter, findings=(TRAP,), **more)  # type: ignore[arg-type]
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def nonce_of(notice: Left) -> str:
    return " ".join(notice.nonce_line.split()[2:4])


def page(flow: Flow, notice: Left) -> Seen:
    leaving = flow.leaves(notice)
    assert isinstance(leaving, Leaving) and leaving.as_page
    return seen_in(page_of(leaving, flow.desk))


def bodies(flow: Flow, notice: Left) -> list[str]:
    """What each reply that one tap opens would say, as the mail program shows it."""
    found = []
    for link in page(flow, notice).links:
        asked = urlsplit(link)
        fields = parse_qs(asked.query, strict_parsing=True)
        assert asked.scheme == "mailto" and unquote(asked.path) == flow.desk.address
        assert set(fields) == {"subject", "in-reply-to", "body"} and notice.row.message_id in fields["in-reply-to"]
        found.append(fields["body"][0])
    return found


def test_what_is_needed_first_stands_first(flow: Flow) -> None:
    file = Attachment(1, "mail/2", "كشف.pdf", "application/pdf", "application/pdf", 2048, "ab" * 32)
    text = tells(flow, attachments=(file,), subject="My account\n#close").text
    ordered = (
        "New ticket", "H-", "P2 today · first answer due in 2 h", f"From: {flow.people.reporter.address}",
        "Proof: signed, with a key", "Verdict: suspicious", "THEY WRITE", "Their Subject: My account #close",
        "| They write to my mother too.", "- Take it\n  #take", "FINDINGS", "link: shown: bank",
        "Category: nobody has said", "looks like: Suspicious message", "Priority: P2 today · as every new ticket",
        "1. ", "ab" * 32,
        "- guidance: suspicious message\n  #send phishing", "QUOTED OR FORWARDED", "| > what we said before",
        "-- hirz H-",
    )  # fmt: skip
    places = [text.index(one) for one in ordered]
    assert places == sorted(places), [one for one, at in zip(ordered, places, strict=True)]
    assert "\n#close" not in text and "https://evil" not in text and "| #close" in text
    assert text.index("what we said before") > text.index("GUIDANCE")


@pytest.mark.parametrize("tongue", ["en", "ar", "fr"])
def test_every_ready_reply_is_obeyed_as_it_stands(flow: Flow, tongue: str) -> None:
    flow.becomes(flood_from_one=100)
    speaks(flow, tongue)
    notice = tells(flow)
    said = bodies(flow, notice)
    assert len(said) >= 4 and len(set(said)) == len(said)
    commands = {line for body in said for line in body.split("\r\n") if line}
    assert {"#take", "#send original_please", "#send phishing", "#category phishing_suspicious_message"} <= commands
    for body in said:
        tag, nonce = notice.nonce_line.split()[2:4]
        assert f"\r\n#ticket {tag} {nonce}\r\n\r\n" in body
        latest = tells(flow, "again")  # its nonce is spent by words that speak outward
        tag, nonce = latest.nonce_line.split()[2:4]
        lines = [line if not line.startswith("#ticket") else f"#ticket {tag} {nonce}" for line in body.split("\r\n")]
        settled = flow.obeys(flow.people.handler, "\n".join(lines) + "-- \nfrom my phone\n")
        assert settled.state == "settled" and settled.ticket == tag, (body, [one.text for one in flow.outbox()])
        assert not flow.outbox("refused")


def test_who_has_it_is_not_asked_to_take_it(flow: Flow) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    flow.arrives(reporter, "They took my account.", signed_by=reporter)
    sent = flow.outbox()
    [answer] = [one for one in sent if one.row.kind == "received"]
    first = next(one for one in sent if one.paper["to"] == handler.address)
    flow.obeys(handler, f"#ticket {nonce_of(first)}\n#take\n#category hacked\n#priority P1")
    flow.passes(hours=3)
    root = answer.row.message_id
    flow.arrives(reporter, "and more", signed_by=reporter, references=(root,), findings=(TRAP,))
    later = flow.outbox("notify_handler", handler)[-1]
    tag = first.nonce_line.split()[2]
    assert later.text.startswith(f"New letter from the reporter\n{tag}\nP1 now · FIRST ANSWER OVERDUE by 1 h\n")
    assert "#take" not in later.text and "#send hacked" in later.text and "#category" not in later.text
    assert f"Category: Account taken over · set by {handler.name}" in later.text
    assert f"Priority: P1 now · set by {handler.name}" in later.text
    assert "STEPS FOR THIS KIND OF TROUBLE\n- [ ] 1. " in later.text


def test_the_page_says_what_the_text_says_and_loads_nothing(flow: Flow) -> None:
    speaks(flow, "ar")
    notice = tells(flow, SAID + "\n\u202eevil\u202c <img src=x onerror=alert(1)> <a href='https://evil.test'>x</a>")
    seen = page(flow, notice)
    assert seen.direction == "rtl" and seen.language == "ar"
    assert {"img", "script", "link", "iframe", "object", "form", "svg", "base", "input"}.isdisjoint(seen.tags)
    assert not seen.loads and all(link.startswith("mailto:") for link in seen.links)
    for line in notice.text.splitlines():
        words = line.strip().removeprefix("- ").removeprefix("| ").removeprefix("|")
        assert words in seen.text, words
    assert "<b>bold</b>" in seen.text and "b" not in seen.tags
    assert not [line for line in seen.lines if line.startswith("#close")]


@pytest.mark.parametrize("mark", ["> ", ""])
def test_a_reply_that_quotes_the_page_is_bound_by_it(flow: Flow, mark: str) -> None:
    """As programs quote that turn the page into text, with `>` or below a block of headers."""
    notice = tells(flow)
    head = "On Sun, 22 Nov 2026, Test Desk <help@desk.test> wrote:"
    if not mark:
        head = "From: Test Desk <help@desk.test>\nSent: Sunday\nTo: Bahia\nSubject: [...]\n"
    quoted = "\n".join(f"{mark}{line}" for line in page(flow, notice).lines)
    settled = flow.obeys(flow.people.handler, f"#take\n\n{head}\n{quoted}\n")
    assert settled.ticket == notice.nonce_line.split()[2] and not flow.outbox("refused")


def test_nobody_outside_gets_a_page(flow: Flow) -> None:
    notice = tells(flow)
    flow.obeys(flow.people.handler, f"#ticket {nonce_of(notice)}\n#reply\n\nWe are on it.")
    for left in flow.outbox():
        leaving = flow.leaves(left)
        assert isinstance(leaving, Leaving)
        assert leaving.as_page == (leaving.to == flow.people.handler.address)


def test_a_mail_set_aside_in_a_restricted_ticket_is_shown_to_nobody_else(flow: Flow) -> None:
    reporter, handler, second = flow.people.reporter, flow.people.handler, flow.people.second_handler
    flow.arrives(reporter, "They took my account.", signed_by=reporter)
    sent = flow.outbox()
    [answer] = [one for one in sent if one.row.kind == "received"]
    with flow.store.writing() as books:
        ticket = ticket_by_id(books, str(answer.row.ticket_id))
        ticket.restricted = True
        [person] = people_at(books, address_mark(books, handler.address))
        books.session.add(ticket)
        books.append(Named(ticket_id=ticket.id, person_id=person.id))
    flow.arrives(second.address, "#close", sealed=False, references=(answer.row.message_id,))  # in a handler's name
    told = flow.outbox("notify_handler")
    assert [one.paper["to"] for one in told] == [handler.address] and "without the handler's key" in told[0].text
