"""`hirz templates`: looks over the mails, and writes all of them down as their readers see them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from daemon.config import ConfigError
from daemon.shell.codes import FINE, TROUBLE
from daemon.shell.drawing import Browser, browser
from daemon.tools import wall_clock
from templates.gallery import Picture, index, pictures
from templates.lint import report


def templates(told: argparse.Namespace) -> int:
    """One of the words of `hirz templates`."""
    return _gallery(told.folder, told.templates) if told.doing == "gallery" else _lint(told.folder)


def _lint(folder: Path | None) -> int:
    lines, well = report(_there(folder), wall_clock().date())
    print(*lines, sep="\n")
    return FINE if well else TROUBLE


def _gallery(folder: Path, operator: Path | None) -> int:
    shown = write_gallery(folder, _there(operator))
    wanted = [one for one in shown if one.drawn]
    program = browser()
    if program is not None:
        draw(folder, wanted, program)
    drawn = f"{len(wanted)} pictures" if program else "no pictures: there is no Chromium here"
    print(f"{len(shown)} mails, {drawn}: {folder / 'index.html'}")
    return FINE


def write_gallery(folder: Path, operator: Path | None = None) -> list[Picture]:
    """Every mail as text and as a page, and the index."""
    shown = list(pictures(operator))
    for one in shown:
        text, page = folder / f"{one.path}.txt", folder / f"{one.path}.html"
        text.parent.mkdir(parents=True, exist_ok=True)
        text.write_text(f"Subject: {one.subject}\n\n{one.text}", "utf-8")
        page.write_text(one.page, "utf-8")
    (folder / "index.html").write_text(index(shown), "utf-8")
    return shown


def draw(folder: Path, shown: Sequence[Picture], program: str) -> None:
    """A picture beside each page. Raises CannotRun where the browser does not do it."""
    with Browser(program) as one_browser:
        for one in shown:
            picture = one_browser.picture(folder / f"{one.path}.html")
            (folder / f"{one.path}.png").write_bytes(picture)


def _there(folder: Path | None) -> Path | None:
    if folder is not None and not folder.is_dir():
        raise ConfigError(f"{folder}: there is no such folder")
    return folder
