"""The desk's short words in each language: states, priorities, reasons, and what each look means."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LOOKS = {"look_handler": "handler", "look_reporter": "reporter"}  # kind of label -> field in looks/*.toml


@cache
def labels(language: str) -> Mapping[str, Mapping[str, str]]:
    """All labels of one language, kind -> key -> words. Raises KeyError where the package has none in it."""
    if language not in languages():
        raise KeyError(f"no labels in language {language!r}")
    folder = files("templates") / language
    kinds = tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))
    for page in sorted((folder / "desk").iterdir(), key=lambda page: page.name):
        for kind, words in tomllib.loads(page.read_text(encoding="utf-8")).items():
            kinds.setdefault(kind, {}).update(words)  # a page of one kind of work adds to the kinds there are
    looks: dict[str, dict[str, str]] = {}
    for page in (folder / "looks").iterdir():
        looks |= tomllib.loads(page.read_text(encoding="utf-8"))
    kinds["reason"] |= kinds["held"]  # why a mail waits is told to handlers as a reason too
    for kind, field in LOOKS.items():
        kinds[kind] = {look: words[field] for look, words in looks.items()}
    return MappingProxyType({kind: MappingProxyType(words) for kind, words in kinds.items()})


@cache
def languages() -> tuple[str, ...]:
    """The languages the package speaks in full, sorted; tongues.PACKS are those it has some mails in."""
    return tuple(sorted(f.name for f in files("templates").iterdir() if f.is_dir() and (f / "labels.toml").is_file()))


def label(kind: str, key: str, language: str) -> str:
    """The words for one key, such as label("status", "new", "fr"). Raises KeyError for what is not in the table."""
    kinds = labels(language)
    if key not in kinds.get(kind, {}):
        raise KeyError(f"no label {kind}.{key} in language {language!r}")
    return kinds[kind][key]
