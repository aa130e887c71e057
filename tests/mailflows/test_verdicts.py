"""What a verdict sets in motion: a real alert comes first, what is missing is asked for, a handler's word holds."""

from typing import Any

import pytest

from mailflows.examine.finding import Finding, Group, Severity, not_examined
from tests.mailflows.flow import Flow, Left

ALERT = Finding("B03", Severity.INFO, Group.BODY, 0, "mail/2", "real alert", "proven: apple", "header-trusted")
MACRO = Finding("F03", Severity.HIGH, Group.FILE, 6, "mail/3", "macro", "starts: AutoOpen", "decoded")


def notice(flow: Flow, *findings: Finding) -> Left:
    """What the first handler is told of a letter with these findings."""
    flow.arrives("samir@press.test", "I got this", sealed=False, findings=findings)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def answers(flow: Flow, told: Left, words: str) -> Any:
    return flow.obeys(flow.people.handler, f"{words}\n\n> {told.nonce_line}")


def test_a_real_alert_comes_first(flow: Flow) -> None:
    told = notice(flow, ALERT)
    assert "Verdict: a genuine security alert" in told.text and "P1" in told.text and "really warned" in told.text
    flow.seen.clear()
    (first,) = flow.outbox("received")
    assert "alert" not in first.text  # what was found changes nothing of the first answer


def test_beside_hard_evidence_an_alert_is_none(flow: Flow) -> None:
    told = notice(flow, ALERT, MACRO)
    assert "Verdict: DANGEROUS" in told.text and "really warned" not in told.text


def test_the_notice_offers_the_words_that_fit(flow: Flow) -> None:
    told = notice(flow, MACRO)
    assert "#send original_please" in told.text and "#send what_we_found" in told.text


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("#verdict nothing_found the bank confirmed it", "nothing found"),
        ("#verdict nothing found: the bank confirmed it", "nothing found"),
        ("#حكم مشبوه لا أعرف المرسل", "suspicious"),
        ("#avis non examiné le fichier est verrouillé", "could not be checked"),
        ("#verdict dangerous\n\nseen at a colleague's", "DANGEROUS"),
    ],
)
def test_a_handlers_verdict_holds_with_its_reason(flow: Flow, said: str, becomes: str) -> None:
    told = notice(flow, not_examined("mail/2", "locked"))
    assert answers(flow, told, said).reason == ""
    (transcript,) = flow.outbox("transcript")
    assert f"to {becomes}" in transcript.text
    answers(flow, told, "#show")
    (history,) = flow.outbox("show")
    assert any(word in history.text for word in ("confirmed", "المرسل", "verrouillé", "colleague"))


def test_a_verdict_without_a_reason_or_without_a_word_is_refused(flow: Flow) -> None:
    told = notice(flow, MACRO)
    assert answers(flow, told, "#verdict unusual").reason == "verdict_reason"
    assert answers(flow, told, "#verdict harmless because I say so").reason == "bad_value"


def test_what_we_found_says_it_in_our_words(flow: Flow) -> None:
    told = notice(flow, MACRO)
    assert answers(flow, told, "#send what_we_found").reason == ""
    (mail,) = flow.outbox("what_we_found")
    assert "It is dangerous" in mail.text and "AutoOpen" not in mail.text


def test_where_nothing_was_judged_there_is_nothing_to_tell(flow: Flow) -> None:
    told = notice(flow)
    assert answers(flow, told, "#send what_we_found").reason == "nothing_to_examine"
