"""Who writes Persian or Turkish is answered in it, where the desk says so; each mail says whom to call in danger."""

from pathlib import Path

import pytest

from tests.mailflows.flow import Flow
from tests.people import People

PERSIAN = "سلام، حساب من هک شده است. لطفا به من کمک کنید"
SORANI = "سڵاو، هەژمارەکەم هاک کراوە و ناتوانم بچمە ناوی. تکایە یارمەتیم بدەن"
TURKISH = "Merhaba, hesabım çalındı ve ne yapacağımı bilmiyorum. Lütfen bana yardım edin"
KURMANJI = "Silav, hesabê min hat dizîn û ez nikarim têkevim. Ji kerema xwe alîkarî bidin min"
REPORTER = "dana@mail.test"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An operator's own Persian and Turkish first answers."""
    called = "{% for line in danger_lines %}\n{{ line | calls }}\n{% endfor %}\n"
    for language, hello in (("fa", "سلام،"), ("tr", "Merhaba,")):
        (tmp_path / language / "parts").mkdir(parents=True)
        (tmp_path / language / "parts" / "danger.txt").write_text(called)
        text = hello + "\n{% include 'parts/danger.txt' %}\n{{ desk_name }}\n{{ tag | alone }}\n"
        (tmp_path / language / "received.txt").write_text(f"Subject: x\n{text}", "utf-8")
    return tmp_path


def answer_to(flow: Flow, text: str) -> tuple[str, str]:
    flow.arrives(REPORTER, text, sealed=False)
    (left,) = flow.outbox("received", REPORTER)
    return left.paper["language"], left.text


def test_a_persian_letter_is_answered_in_persian(flow: Flow, own: Path) -> None:
    danger = {"fa": ("خط کمک: 1480",), "en": ("Embrace: 1564",)}
    flow.becomes(languages=("ar", "en", "fr", "fa"), templates=own, danger=danger)
    language, text = answer_to(flow, PERSIAN)
    assert language == "fa" and text.startswith("سلام،")
    assert "- خط کمک:\n\u20661480\u2069\n" in text and "1564" not in text


def test_a_desk_where_nobody_reads_persian_does_not_answer_in_it(flow: Flow, own: Path) -> None:
    flow.becomes(templates=own, danger={"en": ("Embrace, emotional support: 1564",)})
    language, text = answer_to(flow, PERSIAN)
    assert language == "en" and text.startswith("Hello,\n")
    assert "\n- Embrace, emotional support:\n1564\n" in text


def test_sorani_is_answered_in_arabic_without_a_word_about_it(flow: Flow, people: People) -> None:
    language, text = answer_to(flow, SORANI)
    assert language == "ar" and text.startswith("مرحبًا،\n")
    flow.seen.clear()
    (notice,) = flow.outbox("notify_handler", people.handler)
    assert "1564" not in text and notice.paper["language"] == "en"


def test_a_handlers_mail_has_no_lines_for_reporters(flow: Flow, people: People) -> None:
    flow.becomes(danger={"en": ("Embrace: 1564",)})
    flow.arrives(REPORTER, "please help me with my account", sealed=False)
    assert all("1564" in left.text for left in flow.outbox("received"))
    flow.seen.clear()
    notices = flow.outbox("notify_handler", people.handler)
    assert notices and not any("1564" in notice.text for notice in notices)


@pytest.mark.parametrize(("text", "language"), [(PERSIAN, "fa"), (TURKISH, "tr"), (KURMANJI, "tr")])
def test_the_first_mails_are_shipped_in_persian_and_turkish(
    flow: Flow, people: People, text: str, language: str
) -> None:
    flow.becomes(languages=("ar", "en", "fr", "fa", "tr"))
    assert answer_to(flow, text)[0] == language
    flow.seen.clear()
    (notice,) = flow.outbox("notify_handler", people.handler)
    flow.obeys(people.handler, f"#send phishing\n\n> {notice.nonce_line}\n")
    (guidance,) = flow.outbox("guidance", REPORTER)
    assert guidance.paper["language"] == language
