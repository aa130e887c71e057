"""What the mails say, and what none of them may say."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

import templates.__main__ as look_over
from mailflows.examine.finding import Severity
from pgp.reasons import REASONS
from templates import MAILS, Fact, Reader, label, languages, write
from templates.filters import calls_in
from templates.labels import labels
from templates.lint import MOST_WORDS, forbidden, sample, uses, wanted_in
from templates.lint.direction import turned
from templates.lint.reading import unreadable
from templates.lint.samples import SAMPLES
from templates.tongues import PACKS

OTHERS = [language for language in languages() if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_all_languages_have_the_same_labels(language: str) -> None:
    keys = {kind: set(words) for kind, words in labels(language).items()}
    assert keys == {kind: set(words) for kind, words in labels("en").items()}
    assert all(word.strip() for words in labels(language).values() for word in words.values())


def test_no_two_pages_have_a_label_of_the_same_name() -> None:
    """The later page would silently say its own words for the other's."""
    there: dict[tuple[str, str], str] = {}
    for page in (files("templates") / "en" / "desk").iterdir():
        for kind, words in tomllib.loads(page.read_text("utf-8")).items():
            for key in words:
                assert there.setdefault((kind, key), page.name) == page.name, (kind, key)


@pytest.mark.parametrize("language", [*OTHERS, *PACKS])
def test_all_languages_say_the_same_facts(language: str) -> None:
    for name in wanted_in(language):
        assert uses(language, name) == uses("en", name), name


@pytest.mark.parametrize("language", [*languages(), *PACKS])
def test_a_frightened_person_can_read_it(language: str) -> None:
    """Whatever may be left out is there once, and left out once."""
    for name in to_reporters(language):
        for full in (True, False):
            text = write(name, language, sample(MAILS[name], full=full)).text
            assert len(text.split()) <= MOST_WORDS, name
            assert not list(unreadable(text, language)), name
            assert not list(forbidden(text, language)), name
            assert not [trouble for line in text.split("\n") for trouble in turned(line, language)], name
            steps = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
            assert steps == list(range(1, len(steps) + 1)), name


@pytest.mark.parametrize("language", [*languages(), *PACKS])
def test_every_mail_thinks_of_danger(language: str) -> None:
    for name in to_reporters(language):
        text = write(name, language, {**sample(MAILS[name]), "danger_lines": ("Embrace: 1564", "A neighbour")}).text
        # a reply holds the handler's words alone
        assert ("+353 1 210 0489" in text) is (name != "reply"), name
        if name != "reply":
            lines = [line.strip("\u2066\u2069") for line in text.split("\n")]
            assert lines[lines.index("- Embrace:") + 1 :][:2] == ["1564", "- A neighbour"], name


def to_reporters(language: str) -> list[str]:
    return [name for name in wanted_in(language) if MAILS[name].reader is Reader.REPORTER]


def test_the_neutral_mails_name_no_trouble() -> None:
    """They may be read by whoever sits in the mailbox: no category, no word for an attack (ORA-09)."""
    for language in languages():
        for name in (
            "received",
            "key_waiting",
            "cannot_open",
            "how_to_write_sealed",
            "desk_key",
            "key_expiring",
            "reminder",
        ):
            text = write(name, language, sample(MAILS[name])).text.casefold()
            for kind in ("category", "verdict"):
                words = {word.casefold() for key, word in labels(language)[kind].items() if key != "other"}
                assert not [word for word in words if word in text]


@pytest.mark.parametrize("language", languages())
def test_looks_speak_briefly_to_a_reporter(language: str) -> None:
    for words in labels(language)["look_reporter"].values():
        assert words.count(". ") <= 1
        assert len(words) <= 160
        assert not list(forbidden(words, language))


def test_there_is_a_word_for_all_the_desk_knows() -> None:
    en = labels("en")
    assert set(Severity) == en["severity"].keys()
    assert REASONS.keys() <= en["reason"].keys()
    assert MAILS.keys() | {"guidance"} == en["mail"].keys()  # the store knows guidance by no other name
    assert {"P1", "P2", "P3", "P4"} == en["priority"].keys()
    assert len(en["category"]) == 25
    looks = {"S01", "S02", "S06", "A01", "A02", "A04", "U05", "U06", "U07", "U08", "U13"}
    looks |= {"F01", "F02", "F03", "F07", "F16", "F22", "F25"}
    assert looks <= en["look_handler"].keys() == en["look_reporter"].keys()


def test_no_verdict_says_safe() -> None:
    for language in languages():
        said = " ".join(labels(language)["verdict"].values()).casefold()
        assert not any(word in said for word in ("safe", "clean", "sûr", "sain", "آمن", "سليم"))


def test_a_label_nobody_knows_is_loud() -> None:
    with pytest.raises(KeyError, match=r"status\.nonsense"):
        label("status", "nonsense", "en")
    with pytest.raises(KeyError, match=r"nonsense\.new"):
        label("nonsense", "new", "en")
    with pytest.raises(KeyError, match="xx"):
        label("status", "new", "xx")


def test_the_mails_are_looked_over_without_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m templates` is for translators in a checkout; the same is said as by `hirz templates lint`."""
    monkeypatch.setattr(look_over, "report", lambda folder, today: ([f"{folder} {today}"], False))
    monkeypatch.setattr(sys, "argv", ["templates", str(tmp_path), "--today", "2026-11-28"])
    assert look_over.main() == 1
    done = subprocess.run(
        [sys.executable, "-m", "templates", str(tmp_path / "nowhere")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "there is no such folder" in done.stderr


def test_the_words_are_in_the_package() -> None:
    for language in languages():
        folder = files("templates") / language
        for name in MAILS:
            assert folder.joinpath(*f"{name}.txt".split("/")).is_file()
        assert (folder / "labels.toml").is_file()
        assert (folder / "looks").is_dir()


@pytest.mark.slow
def test_an_installed_wheel_brings_them_along(tmp_path: Path) -> None:
    """Built without a network; skipped where the build backend is not installed."""
    pytest.importorskip("hatchling")
    root = Path(str(files("templates"))).parent
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for language in languages():
        assert f"templates/{language}/guidance/account_compromise.txt" in names
        assert f"templates/{language}/parts/danger.txt" in names
        assert f"templates/{language}/labels.toml" in names


def test_a_number_to_call_is_never_cut_in_two() -> None:
    """Half a number is another one, and somebody in danger taps it."""
    said = calls_in("en")
    for who, number in (("Embrace", "1564"), ("Lawyers of Ward 7", "+961 1 234 567"), ("Line 24/7", "(01) 234-567")):
        for between in (": ", " "):
            assert said(f"{who}{between}{number}") == f"- {who}:\n{number}"
    assert said("01 234 567") == "- 01 234 567" and said("A neighbour") == "- A neighbour"
    assert calls_in("ar")("خط الطوارئ ٠١ ٢٣٤ ٥٦٧") == "- خط الطوارئ:\n\u2066٠١ ٢٣٤ ٥٦٧\u2069"


def test_the_first_answer_is_short_whatever_it_holds() -> None:
    closed = "We are closed now. Nobody reads this before Monday 2026-12-07, 08:00 (Beirut time)."
    facts: dict[str, Fact] = {name: SAMPLES[name] for name in ("desk_name", "desk_address", "fingerprint")}
    for language in ("en", "ar", "fr", "fa", "tr"):
        told = {**facts, "tag": "H-7K4Q-M2XD", "hours_line": closed, "menu": True, "sealed": False}
        assert len(write("received", language, told).text.split()) <= 250, language
