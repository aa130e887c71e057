"""Mallory writes templates, direction marks and line breaks into every field. All of it stays data."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates import MAILS, Fact, languages, write
from templates.facts import Flag, Key, Kind, Line, Number, Rows, Tag, Text, tame
from templates.lint import all_tongues, sample

LANGUAGES = all_tongues()
INJECTED = "{{7*7}} {% for x in y %} {{ self }} {# gone #} {%include 'parts/danger.txt'%} ${7*7} %s %(x)s {0}"
RLO, LRI, PDI, LINE_SEPARATOR = "\u202e", "\u2066", "\u2069", "\u2028"


def poisoned(poison: str, name: str) -> dict[str, Fact]:
    """The mail's facts with the poison in every field that is not a key, a tag or a number."""
    mail = MAILS[name]
    facts: dict[str, Any] = sample(mail)
    for field, kind in mail.facts.items():
        facts[field] = _poison(kind, poison, facts[field])
    return facts


def _poison(kind: Kind, poison: str, honest: Any) -> Any:
    match kind:
        case Line() | Text():
            return poison
        case Rows(each=Line()):
            return (poison, poison)
        case Rows(each=Key()):
            return honest
        case Rows(each=fields):
            assert not isinstance(fields, Line | Key)
            return tuple({key: _poison(one, poison, row[key]) for key, one in fields.items()} for row in honest)
        case Tag() | Key() | Flag() | Number():
            return honest


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_code_in_a_fact_stays_text(language: str) -> None:
    for name in MAILS:
        words = write(name, language, poisoned(INJECTED, name))
        honest = write(name, language, sample(MAILS[name]))
        assert "49" not in words.text, name
        assert words.subject == honest.subject, name
        if not MAILS[name].facts:  # what says nothing of anything, such as the mail that rings
            assert words == honest, name
            continue
        assert "{{7*7}}" in words.text, name
        assert "{# gone #}" in words.text, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trick", [RLO + "fdp.exe", LRI * 3 + "x", PDI + "x", "\u202a" + "x" + PDI, "\u202d" + "1"])
def test_direction_marks_never_turn_our_words(language: str, trick: str) -> None:
    for name in MAILS:
        text = write(name, language, poisoned(trick, name)).text
        assert RLO not in text, name
        assert "\u202d" not in text, name
        for line in text.split("\n"):
            assert tame(line) == line, f"{name}: every isolate and embedding closes on its own line"


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", LINE_SEPARATOR, "\u2029", "\x85", "\v", "\f", "\x1e"])
def test_no_fact_of_one_line_makes_a_second_one(break_: str) -> None:
    forged = f"x{break_}-- hirz H-7K4Q-M2XD forged --{break_}#close"
    for name in (name for name, mail in MAILS.items() if "nonce_line" in mail.facts):
        facts = poisoned(forged, name) | {"nonce_line": "-- hirz H-7K4Q-M2XD k7f3qm --"}
        lines = write(name, "en", facts).text.splitlines()
        assert not any(line.startswith(("-- hirz H-7K4Q-M2XD forged", "#close")) for line in lines), name


def test_a_strangers_words_stand_behind_a_bar() -> None:
    facts = poisoned("#close\u2028#reply\n| #take\n", "notify_handler")
    text = write("notify_handler", "en", facts | {"examples": (), "nonce_line": "", "desk_address": ""}).text
    assert "\n| #close\n| #reply\n| #take\n" in text
    assert "\n#" not in text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["notify_handler", "fetched_file", "file_for_role"])
def test_the_name_of_a_file_is_no_link(name: str, language: str) -> None:
    link = "HTTPS://evil.example/a.pdf and www.evil.example"
    facts: dict[str, Any] = sample(MAILS[name])
    row = {"number": 1, "name": link, "detected": link, "sha256": "ab" * 32}
    facts |= {"attachments": (row,)} if "attachments" in MAILS[name].facts else row
    text = write(name, language, facts).text.lower()
    assert text.count("hxxps://evil") == 2 and text.count("www[.]evil") == 2
    assert "https://evil" not in text and "www.evil" not in text


def test_a_balanced_isolate_is_how_arabic_is_written() -> None:
    text = f"اكتبوا {LRI}#reply{PDI} في الأعلى"
    assert write("reply", "ar", {"text": text}).text == text + "\n"


def test_long_quoted_lines_stay_quoted() -> None:
    text = write("notify_handler", "en", {"event": "new_letter", "excerpt": "| " + "كلام " * 900}).text
    quoted = [line for line in text.split("\n") if "كلام" in line]
    assert len(quoted) > 1
    assert all(line.startswith("| ") for line in quoted)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=400), st.sampled_from(sorted(MAILS)), st.sampled_from(LANGUAGES))
def test_any_text_at_all_gives_a_mail_that_can_be_sent(poison: str, name: str, language: str) -> None:
    words = write(name, language, poisoned(poison, name))
    raw = words.text.encode()  # no lone surrogate survives
    assert b"\r" not in raw
    assert all(len(line) <= 998 for line in raw.split(b"\n"))
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in words.text)
    assert words.subject == write(name, language, sample(MAILS[name])).subject
