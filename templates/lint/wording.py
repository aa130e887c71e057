"""The labels: the same ones in every language, with the same blanks."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from templates.labels import labels, languages
from templates.lint.direction import scrambled
from templates.lint.trouble import Trouble, shown

PLACEHOLDER = re.compile(r"\{\w*\}")


def labels_troubles() -> Iterator[Trouble]:
    """What is wrong with a label, with the page it stands in."""
    english = labels("en")
    for language in languages():
        here = labels(language)
        for kind in sorted(english.keys() | here.keys()):
            mine, theirs = here.get(kind, {}), english.get(kind, {})
            for key in sorted(mine.keys() ^ theirs.keys()):
                yield _trouble(language, kind, key, f"not in both {language} and en")
            for key in sorted(mine.keys() & theirs.keys()):
                if sorted(PLACEHOLDER.findall(mine[key])) != sorted(PLACEHOLDER.findall(theirs[key])):
                    yield _trouble(language, kind, key, "other placeholders than in en")
                if turned := scrambled(mine[key]):
                    yield _trouble(language, kind, key, f"{turned} stands inside Arabic text without isolates")


def _trouble(language: str, kind: str, key: str, words: str) -> Trouble:
    file, line = _pages(language).get((kind, key), (f"templates/{language}/labels.toml", 0))
    return Trouble(file, line, f"{kind}.{key}: {words}")


@cache
def _pages(language: str) -> dict[tuple[str, str], tuple[str, int]]:
    """Where each label stands."""
    folder, found = files("templates") / language, {}
    for page in (folder / "labels.toml", *(folder / "desk").iterdir()):
        text = page.read_text(encoding="utf-8")
        for kind, words in tomllib.loads(text).items():
            table = False
            for number, line in enumerate(text.split("\n"), 1):
                table = line.strip() == f"[{kind}]" or (table and not line.startswith("["))
                key = line.partition("=")[0].strip().strip('"')
                if table and key in words:
                    found[kind, key] = (shown(page), number)
    return found
