"""The mails: every one in every language, with honest facts and with facts a stranger wrote."""

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from templates import MAILS, CannotWrite, Fact, Reader, TooLong, label, languages, note, write
from templates.lint import all_tongues, sample, wanted_in
from templates.words import LINE_OCTETS, MOST_OCTETS

ALL = [(name, language) for language in all_tongues() for name in wanted_in(language)]
DESK: dict[str, Fact] = {
    "tag": "H-7K4Q-M2XD",
    "desk_name": "Cedar Desk",
    "desk_address": "help@desk.example",
    "fingerprint": "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567",
}
NOTICE: dict[str, Fact] = {
    "tag": "H-7K4Q-M2XD",
    "event": "new_ticket",
    "proof": "none",
    "sender_shown": "mallory@mail.example",
    "priority": "P2",
    "verdict": "dangerous",
    "nonce_line": "-- hirz H-7K4Q-M2XD k7f3qmk7f3qm --",
    "examples": ("#take", "#reply"),
}


def test_the_package_speaks_three_languages() -> None:
    assert languages() == ("ar", "en", "fr")


@pytest.mark.parametrize("full", [True, False])
def test_every_mail_can_be_written(full: bool) -> None:
    for name, language in ALL:
        words = write(name, language, sample(MAILS[name], full=full))
        which = f"{language}/{name}"
        assert words.language == language, which
        assert not words.fell_back, which
        assert words.subject and "\n" not in words.subject, which
        assert words.text.endswith("\n") and not words.text.endswith("\n\n"), which
        for line in words.text.split("\n"):
            assert line == line.rstrip(), which
            assert len(line.encode()) <= LINE_OCTETS, which
        assert "{" not in words.text, which
        assert "None" not in words.text, which


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_the_first_answer_is_the_same_for_everyone(language: str) -> None:
    """It is made of the desk's own facts; beside the tag nothing in it can differ with what was written."""
    one = write("received", language, DESK)
    other = write("received", language, DESK | {"tag": "H-AAAA-BBBB"})
    assert one.text.replace("H-7K4Q-M2XD", "H-AAAA-BBBB") == other.text
    assert one.subject == other.subject


def test_a_reporter_who_writes_sealed_is_not_told_how() -> None:
    assert "0123 4567" in write("received", "en", DESK).text
    assert "0123 4567" not in write("received", "en", DESK | {"sealed": True}).text


@pytest.mark.parametrize(
    ("hours", "said"), [(1, "خلال ساعة،"), (2, "خلال ساعتين،"), (3, "خلال 3 ساعات،"), (24, "خلال 24 ساعة،")]
)
def test_arabic_counts_as_arabic_does(hours: int, said: str) -> None:
    assert said in write("received", "ar", DESK | {"answer_hours": hours}).text


def test_a_fingerprint_is_read_aloud_in_fours() -> None:
    text = write("key_waiting", "en", DESK | {"fingerprint": "0123456789ABCDEF0123456789ABCDEF01234567"}).text
    assert "\n0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567\n" in text


def test_the_handlers_text_leaves_as_it_is() -> None:
    text = "Dear Zahra,\n\n  1. {{ not yours }}\n     indented\n\n\nTake care"
    words = write("reply", "en", {"tag": "H-7K4Q-M2XD", "text": text})
    assert words.text == text + "\n\nH-7K4Q-M2XD\n"


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_the_nonce_is_the_last_line_of_a_notice(language: str) -> None:
    assert write("notify_handler", language, NOTICE).text.split("\n")[-2] == NOTICE["nonce_line"]


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_notice_holds_all_there_is(language: str) -> None:
    facts = NOTICE | {
        "findings": (
            {"severity": "high", "text": "A look saw it", "path": "mail/2", "field": "From", "evidence": "hxxp"},
        ),
        "attachments": ({"number": 1, "name": "a.docm", "size": "3 kB", "detected": "app/x", "sha256": "ab" * 32},),
        "missing": ("headers", "files"),
        "reasons": ("junk", "421 4.7.0 try later"),
        "sealed_parts": ("1: inline, 3 kB",),
        "excerpt": "| hello",
        "plain_warning": True,
    }
    text = write("notify_handler", language, facts).text
    for said in ("A look saw it", "mail/2", "hxxp", "a.docm", "ab" * 32, "| hello", "1: inline", "421 4.7.0", "#take"):
        assert said in text
    for kind, key in (("event", "new_ticket"), ("verdict", "dangerous"), ("reason", "junk"), ("missing", "headers")):
        assert label(kind, key, language) in text


def test_a_language_we_do_not_speak_falls_back_loudly() -> None:
    for asked in ("fa", "", "../../etc", "EN", "de"):
        words = write("notify_handler", asked, NOTICE, default="fr")
        assert (words.language, words.fell_back) == ("fr", True)
        assert words.text.startswith(label("notice", "fell_back", "fr"))
    reporter = write("received", "hy", DESK, default="ar")
    assert (reporter.language, reporter.fell_back) == ("ar", True)
    assert reporter.text == write("received", "ar", DESK).text, "no reporter reads anything odd"
    assert write("received", "hy", DESK, default="xx").language == "en"


@pytest.mark.parametrize(
    ("asked", "offered", "written"),
    [
        ("fa", (), "fa"), ("fa", ("ar", "en", "fr", "fa"), "fa"), ("fa", ("ar", "en", "fr"), "fr"),
        ("tr", ("en", "tr"), "tr"), ("ckb", ("ar", "en", "fr"), "ar"), ("ckb", ("en", "fr"), "en"),
        ("kmr", ("en", "tr"), "tr"), ("kmr", ("ar", "en", "fr"), "en"), ("zgh", ("ar", "fr"), "fr"),
        ("ber", ("ar",), "ar"), ("en", ("ar",), "fr"),
    ],
)  # fmt: skip
def test_who_is_not_written_to_in_their_own_language_is_in_one_they_read(
    asked: str, offered: tuple[str, ...], written: str
) -> None:
    words = write("received", asked, DESK, default="fr", offered=offered)
    assert (words.language, words.fell_back) == (written, written != asked)
    assert words.text == write("received", written, DESK).text


def test_what_a_pack_lacks_comes_in_the_desks_own_language() -> None:
    assert write("closing", "fa", DESK, default="ar", offered=("ar", "fa")).language == "ar"
    assert write("closing", "kmr", DESK, default="fr", offered=("fr", "tr")).language == "fr"


def test_a_mail_that_does_not_exist_is_refused() -> None:
    for name in ("nonsense", "../en/received", "parts/danger", ""):
        with pytest.raises(CannotWrite):
            write(name, "en", DESK)


class Colour(StrEnum):
    NEW = "new_ticket"


def test_a_word_of_a_closed_list_is_a_plain_word() -> None:
    assert write("notify_handler", "en", NOTICE | {"event": Colour.NEW}) == write("notify_handler", "en", NOTICE)


class Person:
    """An object with something worth calling."""

    def __init__(self) -> None:
        self.deleted = False

    def delete(self) -> str:
        self.deleted = True
        return "gone"

    __str__ = delete


@pytest.mark.parametrize(
    "value", [Person(), 3.5, None, b"bytes", ["list"], {"a": "b"}, ("a", Person()), (("a",),), 10**30]
)
def test_only_plain_facts_are_taken(value: Any) -> None:
    for name in ("sender_shown", "examples", "plain_warning", "findings"):
        with pytest.raises(TypeError, match=r"fact|each of"):
            write("notify_handler", "en", NOTICE | {name: value})
    if isinstance(value, Person):
        assert not value.deleted


def test_unknown_missing_and_misspelt_facts_are_loud() -> None:
    with pytest.raises(TypeError, match="desk_name is missing"):
        write("received", "en", {key: value for key, value in DESK.items() if key != "desk_name"})
    with pytest.raises(TypeError, match="no such fact in this mail: hour_line"):
        write("received", "en", DESK | {"hour_line": "9 to 5"})
    with pytest.raises(TypeError, match=r"findings\.severity is missing"):
        write("notify_handler", "en", NOTICE | {"findings": ({"text": "x"},)})
    with pytest.raises(TypeError, match="no such fact in findings: colour"):
        write("notify_handler", "en", NOTICE | {"findings": ({"text": "x", "severity": "low", "colour": "red"},)})
    with pytest.raises(KeyError, match="event"):
        write("notify_handler", "en", NOTICE | {"event": "nonsense"})
    with pytest.raises(TypeError, match="shape"):
        write("received", "en", DESK | {"tag": "H-7K4Q\nBcc: mallory@mail.example"})


def test_a_handlers_text_is_never_cut() -> None:
    with pytest.raises(TooLong):
        write("reply", "en", {"text": "x" * 50_000})
    long = "كلمة " * 2_000
    assert write("reply", "ar", {"text": long}).text.split() == long.split()


def test_what_a_notice_cannot_hold_is_counted() -> None:
    file: dict[str, str | int | bool] = {
        "number": 1,
        "name": "\N{PILE OF POO}" * 300,
        "size": "9 B",
        "detected": "x" * 300,
        "sha256": "ab" * 32,
    }
    finding: dict[str, str | int | bool] = {
        "severity": "high",
        "text": "\N{PILE OF POO}" * 999,
        "evidence": "\u202e" * 999,
        "field": "From" * 99,
    }
    facts: dict[str, Fact] = NOTICE | {
        "attachments": (file,) * 500,
        "findings": (finding,) * 500,
        "missing": ("headers",) * 500,
        "reasons": ("\N{PILE OF POO}" * 999,) * 500,
        "sealed_parts": ("\N{PILE OF POO}" * 999,) * 500,
        "examples": ("\N{PILE OF POO}" * 999,) * 500,
        "excerpt": "\u202eword \N{PILE OF POO}" * 9_999,
        "sender_shown": "\N{PILE OF POO}" * 999,
    }
    for language in languages():
        text = write("notify_handler", language, facts).text
        assert len(text.encode()) <= MOST_OCTETS
        assert text.split("\n")[-2] == NOTICE["nonce_line"]
        assert max(len(line.encode()) for line in text.split("\n")) <= LINE_OCTETS
    assert "and 4" in write("notify_handler", "en", facts).text  # four hundred and some more


def test_a_long_history_keeps_its_end() -> None:
    entries = tuple({"at": f"day {n}", "who": "reporter", "kind": "letter", "text": "| x" * 1_000} for n in range(300))
    text = write("show", "en", {"tag": "H-7K4Q-M2XD", "entries": entries}).text
    assert "day 299" in text
    assert "earlier entries are not shown" in text
    assert text.index("day 298") < text.index("day 299")


def test_guidance_says_where_it_may_be_sent() -> None:
    for language in languages():
        for name in ("guidance/account_compromise", "guidance/phishing_suspicious_message", "closing"):
            assert note(name, language)["compromised_mailbox"] == "no"
        for name in ("received", "cannot_open", "how_to_write_sealed", "key_waiting"):
            assert note(name, language)["compromised_mailbox"] == "yes"


def test_an_operators_mail_stands_before_ours(tmp_path: Path) -> None:
    (tmp_path / "en" / "parts").mkdir(parents=True)
    (tmp_path / "en" / "parts" / "danger.txt").write_text("Call 1564.\n")
    assert "Call 1564." in write("received", "en", DESK, tmp_path).text
    assert "Call 1564." not in write("received", "fr", DESK, tmp_path).text
    (tmp_path / "en" / "closing.txt").write_bytes(b"Subject: Hello {{ tag }}\r\nWe are {{ desk_name }}.\r\n")
    words = write("closing", "en", DESK, tmp_path)
    assert (words.subject, words.text) == ("Hello H-7K4Q-M2XD", "We are Cedar Desk.\n")


def test_a_language_of_the_operators_own(tmp_path: Path) -> None:
    (tmp_path / "fa").mkdir()
    (tmp_path / "fa" / "notify_handler.txt").write_text("Subject: {{ tag }}\n{{ event }}\n")
    words = write("notify_handler", "fa", NOTICE, tmp_path)
    assert (words.text, words.fell_back) == ("New ticket\n", False)  # labels come in English


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{{ desk_name.upper() }}",
        "{{ desk_name.__class__ }}",
        "{{ desk_name['__class__'] }}",
        "{{ 'x' * 10**9 }}",
        "{{ 'x' * 3 }}",
        "{{ '%9999999d' % 3 }}",
        "{{ range(10**9) }}",
        "{{ lipsum(100) }}",
        "{{ cycler }}",
        "{{ desk_name | upper }}",
        "{{ desk_name | center(100000) }}",
        "{% include '../fr/received.txt' %}",
        "{% include desk_name %}",
        "{% include 'received.txt' %}",
        "{% macro m() %}x{% endmacro %}{{ m() }}",
        "{% set x = desk_name.replace('a', 'b') %}{{ x }}",
        "{% if desk_name is callable %}x{% endif %}",
        "{{ self.__init__.__globals__ }}",
        "{% if %}",
        "{% set a = '0123456789' %}" + "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}" * 5 + "{{ a }}",
    ],
)
def test_an_operators_template_cannot_call_or_compute(tmp_path: Path, template: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "received.txt").write_text(f"Subject: Hello\n{template}\n")
    with pytest.raises(CannotWrite):
        write("received", "en", DESK, tmp_path)


def test_a_subject_is_given_the_tag_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "notify_handler.txt").write_text("Subject: From {{ sender_shown }}\nx\n")
    with pytest.raises(CannotWrite, match="sender_shown"):
        write("notify_handler", "en", NOTICE, tmp_path)


def test_a_file_without_a_subject_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "received.txt").write_text("Hello\n")
    with pytest.raises(CannotWrite, match="Subject"):
        write("received", "en", DESK, tmp_path)


def test_our_own_mails_are_for_somebody() -> None:
    assert {mail.reader for mail in MAILS.values()} == set(Reader)
