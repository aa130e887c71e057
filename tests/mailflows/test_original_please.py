"""A handler asks for the original of a message, and the reporter is told the steps in the program they wrote with."""

import pytest

from mailflows.intake import Settled
from mailflows.letter import CLIENTS
from mailflows.originals import MAIL, STEPS
from templates import MAILS, Fact, languages, write
from templates.facts import Flag
from templates.labels import labels
from templates.lint import MOST_WORDS
from tests.mailflows.flow import Flow, Left

QUESTION = "Is this mail from my bank real?"


def _asks(flow: Flow, client: str, said: str = "#send original_please") -> Left:
    """A letter written with this program, and what a handler's answer to the notice sends."""
    reporter, handler = flow.people.reporter, flow.people.handler
    flow.arrives(reporter, QUESTION, signed_by=reporter, client=client)
    [notice] = flow.outbox("notify_handler", handler)
    quoted = "\n".join(f"> {line}" for line in notice.text.splitlines())
    settled: Settled = flow.arrives(handler, f"{said}\n\n{quoted}\n", signed_by=handler)
    assert settled.state == "settled"
    [sent] = flow.outbox("guidance", reporter)
    return sent


@pytest.mark.parametrize("said", ["#send original_please", "#send original", "#إرسال الرسالة الأصلية"])
def test_a_handler_asks_for_the_original(flow: Flow, said: str) -> None:
    sent = _asks(flow, "thunderbird", said)
    assert sent.paper["mail"] == MAIL
    assert "Thunderbird" in sent.text and "Right-click" in sent.text
    assert flow.desk.address in sent.text
    assert QUESTION not in sent.text


def test_on_a_phone_that_cannot_it_is_done_on_a_computer_or_by_screenshot(flow: Flow) -> None:
    sent = _asks(flow, "iphone_mail")
    assert "iPhone" in sent.text and "On a computer you trust" in sent.text and "screenshot" in sent.text


@pytest.mark.parametrize("client", ["", "unknown", "zoho"])
def test_where_the_program_is_not_known_the_steps_fit_most(flow: Flow, client: str) -> None:
    assert "Forward as attachment" in _asks(flow, client).text


def test_the_last_letter_counts(flow: Flow) -> None:
    """They wrote from the phone first, and sit at a computer now."""
    reporter = flow.people.reporter
    first = flow.arrives(reporter, QUESTION, signed_by=reporter, client="gmail_app", message_id="<one@press.test>")
    [received] = flow.outbox("received", reporter)
    again = flow.arrives(
        reporter, "more", signed_by=reporter, client="gmail_web", references=(received.row.message_id,)
    )
    assert again.ticket == first.ticket
    [*_, notice] = flow.outbox("notify_handler", flow.people.handler)
    quoted = "\n".join(f"> {line}" for line in notice.text.splitlines())
    flow.arrives(flow.people.handler, f"#send original\n\n{quoted}\n", signed_by=flow.people.handler)
    [sent] = flow.outbox("guidance", reporter)
    assert "Gmail on the web" in sent.text and "Download message" in sent.text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("client", CLIENTS)
def test_every_program_has_steps_in_every_language(client: str, language: str) -> None:
    facts: dict[str, Fact] = {"desk_name": "Cedar Desk", "desk_address": "help@desk.example", "client": client}
    chosen: dict[str, Fact] = {STEPS[client]: True} if client in STEPS else {}
    words = write(MAIL, language, facts | chosen)
    assert labels(language)["client"][client] in words.text.translate({0x2068: None, 0x2069: None})
    assert len(words.text.split()) <= MOST_WORDS
    steps = [line for line in words.text.split("\n") if line[:1].isdigit()]
    assert [line.partition(".")[0] for line in steps] == [str(n) for n in range(1, len(steps) + 1)]
    assert len(steps) >= 5


def test_the_tables_agree() -> None:
    assert set(labels("en")["client"]) == set(CLIENTS)
    flags = {name for name, kind in MAILS[MAIL].facts.items() if isinstance(kind, Flag)}
    assert set(STEPS.values()) == flags
    assert set(STEPS) <= set(CLIENTS)
