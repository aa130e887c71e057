"""The operator's own mails and numbers: what could not be written stops the start, with file and line."""

from importlib import import_module
from pathlib import Path

import pytest

from daemon.assemble import templates_in
from daemon.config import Config, ConfigError, load
from tests.daemon.test_config import SMALLEST, folder

__all__ = ["folder"]

MINE = '[templates]\nfolder = "mails"\n'
FINE = "Subject: Goodbye\nWe are {{ desk_name }}.\n"


def with_mail(folder: Path, text: str, name: str = "en/closing.txt", more: str = "") -> Config:
    path = folder / "mails" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    written = SMALLEST.replace("[store]", f"{more}\n[store]", 1) + MINE
    (folder / "hirz.toml").write_text(written)
    return load(folder / "hirz.toml")


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("Subject: x\nHello\n{{ hour }}\n", "en/closing.txt", "en/closing.txt:3: there is no fact hour"),
        ("Subject: x\nHello\n{% if %}\n", "fr/reply.txt", "fr/reply.txt:3: Expected an expression"),
        ("Subject: x\n{% include 'parts/mine.txt' %}\n", "ar/closing.txt", "ar/closing.txt:2: includes parts/mine.txt"),
        ("{{ nobody }}\n", "ar/parts/danger.txt", "ar/parts/danger.txt:1: there is no fact nobody"),
        ("Hello\n", "en/closing.txt", "en/closing.txt:1: the first line must be 'Subject: …'"),
    ],
)
def test_a_mail_that_could_not_be_written_stops_the_start(folder: Path, text: str, name: str, told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        templates_in(with_mail(folder, text, name))
    assert str(refused.value).startswith(f"templates.folder: {folder}/mails/{told}")
    assert "\n" not in str(refused.value)


def test_a_mail_that_can_be_written_stops_nothing(folder: Path) -> None:
    assert templates_in(with_mail(folder, FINE)) == folder / "mails"


def test_a_language_without_its_first_mails_stops_the_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that promises Turkish has at least the mails that each language must have."""
    config = with_mail(folder, FINE, more='languages = ["en", "tr"]')
    monkeypatch.setattr(import_module("templates.lint.faults"), "find", lambda *_: None)
    with pytest.raises(ConfigError, match=r"tr/received\.txt: no such file"):
        templates_in(config)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('en = ["a", "b", "c", "d", "e", "f"]', "danger.en"),
        (f'ar = ["{"م" * 81}"]', "danger.ar"),
        ('de = ["a"]', "danger.de: no such key"),
        ('fr = ["a\\nb"]', "danger.fr"),
    ],
)
def test_lines_for_danger_that_do_not_fit_are_refused(folder: Path, lines: str, told: str) -> None:
    (folder / "hirz.toml").write_text(f"{SMALLEST}[danger]\n{lines}\n")
    with pytest.raises(ConfigError, match=told):
        load(folder / "hirz.toml")


def test_lines_for_danger_and_languages(folder: Path) -> None:
    text = SMALLEST.replace("[store]", 'languages = ["ar", "en", "fa", "tr"]\n[store]', 1)
    (folder / "hirz.toml").write_text(text + '[danger]\nen = ["Embrace, emotional support: 1564"]\n')
    config = load(folder / "hirz.toml")
    assert config.danger.lines() == {"en": ("Embrace, emotional support: 1564",)}
    assert config.desk.languages == ("ar", "en", "fa", "tr")
    (folder / "hirz.toml").write_text(text.replace("[store]", 'default_language = "fa"\n[store]', 1))
    with pytest.raises(ConfigError, match="default_language"):  # whatever is in no other language must be in this one
        load(folder / "hirz.toml")
