"""The gallery: every mail in every language, as its reader sees it; the pictures of Arabic ones are for people."""

from pathlib import Path

import pytest

from daemon.shell.cli import main
from daemon.shell.drawing import browser
from daemon.shell.templates import draw, write_gallery
from templates.gallery import pictures
from templates.lint import all_tongues, wanted_in
from tests.pages import seen_in

DRAWN = ("ar/received", "ar/guidance/account_compromise", "ar/notify_handler")


def test_every_mail_in_every_language(tmp_path: Path) -> None:
    shown = write_gallery(tmp_path)
    there = {one.path for one in shown}
    for language in all_tongues():
        assert there >= {f"{language}/{name}" for name in wanted_in(language)}
    for one in shown:
        text = (tmp_path / f"{one.path}.txt").read_text("utf-8")
        page = seen_in((tmp_path / f"{one.path}.html").read_text("utf-8"))
        assert text.startswith("Subject: ") and len(text) > 60
        assert page.text.strip() and not page.loads and page.language == one.language
    index = seen_in((tmp_path / "index.html").read_text("utf-8"))
    assert all(f"{path}.txt" in index.links for path in there)
    assert "1564" in (tmp_path / "ar" / "received.txt").read_text("utf-8"), "the desk's own numbers are shown too"


@pytest.mark.skipif(browser() is None, reason="no browser here that could draw it")
def test_arabic_mails_are_drawn(tmp_path: Path) -> None:
    write_gallery(tmp_path)
    some = [one for one in pictures(tongues=("ar",)) if one.path in DRAWN]
    draw(tmp_path, some, str(browser()))
    for one in some:
        picture = (tmp_path / f"{one.path}.png").read_bytes()
        assert picture.startswith(b"\x89PNG") and len(picture) > 10_000
        assert int.from_bytes(picture[16:20], "big") == 390, "as wide as a telephone"
    print(f"drawn: {tmp_path}")


def test_the_command_says_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("daemon.shell.templates.browser", lambda: None)
    assert main(["templates", "gallery", str(tmp_path / "new")]) == 0
    assert "no pictures: there is no Chromium here" in capsys.readouterr().out
    assert main(["templates", "gallery", str(tmp_path), "--templates", str(tmp_path / "nowhere")]) == 1
