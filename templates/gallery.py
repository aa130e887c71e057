"""Every mail in every language as its reader sees it, with harmless facts in it: for whoever looks the words over."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import StrictUndefined, Template

from templates.lint import all_tongues, sample, wanted_in
from templates.mails import MAILS, Reader
from templates.page import Replying, write_page
from templates.tongues import RIGHT_TO_LEFT
from templates.words import Sheet, find, write

DANGER = {
    "ar": "خط دعم في بلدكم/ن: 1564",
    "en": "A helpline where you live: 1564",
    "fr": "Une écoute près de chez vous : 1564",
}
REPLYING = Replying("help@desk.example", "Helpdesk", "<example@desk.example>")


@dataclass(frozen=True)
class Picture:
    """One mail as it would be read: its words, and the page that a telephone shows."""

    language: str
    name: str
    subject: str
    text: str
    page: str

    @property
    def path(self) -> str:
        """Where it stands in the gallery, without the ending."""
        return f"{self.language}/{self.name}"

    @property
    def drawn(self) -> bool:
        """Whether a picture is worth it: what a right-to-left text looks like, its octets do not tell."""
        return self.language in RIGHT_TO_LEFT


def pictures(operator: Path | None = None, tongues: tuple[str, ...] = ()) -> Iterator[Picture]:
    """All mails there are, in the order of the languages. Raises CannotWrite."""
    for language in tongues or all_tongues():
        for name in wanted_in(language, operator):
            if find(language, f"{name}.txt", operator) is None:
                continue
            facts = {**sample(MAILS[name]), "danger_lines": tuple(filter(None, (DANGER.get(language),)))}
            words = write(name, language, facts, operator)
            yield Picture(language, name, words.subject, words.text, _shown(name, words.subject, words.text, language))


def index(shown: list[Picture]) -> str:
    """The page that leads to all of them."""
    return _sheet("index").render(
        {"pictures": tuple(vars(one) | {"path": one.path, "drawn": one.drawn} for one in shown)}
    )


def _shown(name: str, subject: str, text: str, language: str) -> str:
    """The desk's own people see a page; everybody else sees text, each line in its own direction."""
    if MAILS[name].reader is Reader.HANDLER:
        return write_page(text, language, (), REPLYING)
    return _sheet("letter").render({"subject": subject, "text": text, "language": language})


@cache
def _sheet(name: str) -> Template:
    env = Sheet(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    env.globals.clear()
    env.tests.clear()
    env.filters.clear()
    return env.from_string((files("templates") / "html" / f"{name}.html").read_text(encoding="utf-8"))
