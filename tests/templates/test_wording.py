"""What the mails say, and what none of them may say."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from mailflows.examine.finding import Severity
from pgp.reasons import REASONS
from templates import MAILS, Reader, label, languages, write
from templates.labels import labels
from templates.lint import FORBIDDEN, lint, sample, scrambled, uses

OTHERS = [language for language in languages() if language != "en"]


def test_nothing_is_left_to_put_right() -> None:
    assert list(lint()) == []


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


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", MAILS)
def test_all_languages_say_the_same_facts(language: str, name: str) -> None:
    assert uses(language, name) == uses("en", name)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", [name for name, mail in MAILS.items() if mail.reader is Reader.REPORTER])
def test_a_frightened_person_can_read_it(language: str, name: str) -> None:
    text = write(name, language, sample(MAILS[name])).text
    assert len(text.split()) <= 250
    assert not FORBIDDEN.search(text)
    assert not [line for line in text.split("\n") if scrambled(line)]
    steps = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert steps == list(range(1, len(steps) + 1))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", [name for name, mail in MAILS.items() if mail.reader is Reader.REPORTER])
def test_every_mail_thinks_of_danger(language: str, name: str) -> None:
    text = write(name, language, sample(MAILS[name])).text
    assert ("+353 1 210 0489" in text) is (name != "reply")  # a reply holds the handler's words alone


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
        assert not FORBIDDEN.search(words)


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


def test_the_direction_check_sees_what_it_should() -> None:
    for bad in (
        "رقم التذكرة H-7K4Q-M2XD هنا",
        "اكتبوا إلى help@desk.example",
        "الأمر #reply هنا",
        "على +353 1 210 0489",
    ):
        assert scrambled(bad)
    for good in ("الأمر \u2066#reply\u2069 هنا", "H-7K4Q-M2XD", "في Thunderbird: كذا", "خلال 24 ساعة"):
        assert not scrambled(good)


def test_lint_finds_what_an_operator_got_wrong(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    wrong = "Subject: {{ desk_name }}\nYou are safe. Go to the police. {{ hour }} {{ tag }}" + " word" * 250 + "\n"
    (tmp_path / "en" / "received.txt").write_text(wrong)
    (tmp_path / "en" / "closing.txt").write_text(
        "Subject: x\n{{ tag }}{% include 'parts/danger.txt' %}{{ text }} Go to the police\n"
    )
    found = "\n".join(lint(tmp_path, ("en",)))
    for said in (
        "there is no fact hour",
        "a Subject may hold",
        "the English one also says",
        "closing: must not say: police",
    ):
        assert said in found


def test_templates_lint_runs_by_itself() -> None:
    done = subprocess.run([sys.executable, "-m", "templates"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_templates_lint_looks_over_a_new_language_and_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "received.txt").write_text("Subject: x\n{% include 'parts/next.txt' %}\n")
    line = [sys.executable, "-m", "templates"]
    done = subprocess.run([*line, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "de/closing: no such file" in done.stdout
    assert "de/received: includes parts/next.txt" in done.stdout and not done.stderr
    done = subprocess.run([*line, str(tmp_path / "nowhere")], capture_output=True, text=True, check=False)
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
