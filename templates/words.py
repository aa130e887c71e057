"""Writes a mail: one file per mail and language, facts put in as data, nothing that came from outside ever run."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from templates.facts import Fact, see
from templates.filters import filters_of
from templates.labels import label, languages
from templates.mails import COMMON, MAILS, Reader
from templates.tongues import in_order

MOST_OCTETS = 96_000
LINE_OCTETS = 998  # RFC 5322, 2.1.1
LANGUAGE = re.compile(r"[a-z]{2,3}")
HEADER = re.compile(r"\A(?:\s*\{#(?P<note>.*?)#\}\s*)?Subject: (?P<subject>[^\n]+)\n(?P<body>.*)\Z", re.DOTALL)
PART = re.compile(r"parts/[a-z_]+\.txt")


class CannotWrite(Exception):
    """A template is missing, malformed or asks for what it may not have. Holds names only, never a fact's content."""


@dataclass(frozen=True)
class Words:
    """A mail's words, ready to be sealed."""

    subject: str  # for the protected inside; the outer Subject is label("outer_subject", …)
    text: str  # LF line ends, no trailing blanks, lines of at most 998 octets
    language: str  # the one it is written in
    fell_back: bool  # it is not the language that was asked for


@dataclass(frozen=True)
class Source:
    """A template's file, taken apart."""

    note: Mapping[str, str]  # the comment at its head: reviewed, compromised_mailbox, sources
    subject: str
    body: str
    file: Traversable
    begins: int  # the line of the file with which the body begins, from 1


NOTHING_LOCAL: Mapping[str, Mapping[str, Fact]] = {}


def write(
    name: str,
    language: str,
    facts: Mapping[str, Fact],
    operator: Path | None = None,
    *,
    default: str = "en",
    offered: Collection[str] = (),
    local: Mapping[str, Mapping[str, Fact]] = NOTHING_LOCAL,
) -> Words:
    """Writes the mail `name` in `language`, else in one its readers read too, in the desk's `default`, in English.

    A file in the folder `operator` (same layout: LANGUAGE/NAME.txt) replaces the package's. A reporter is written to
    in one of the languages `offered`, where there are any. `local`: facts that belong to the language it ends up in.
    Raises CannotWrite; TypeError or KeyError for facts the mail does not take (facts.see); TooLong.
    """
    mail = MAILS.get(name)
    if mail is None:
        raise CannotWrite(f"there is no mail {name!r}")
    order = in_order(language, default, offered if mail.reader is Reader.REPORTER else ())
    used = next((lang for lang in order if find(lang, f"{name}.txt", operator)), None)
    if used is None:
        raise CannotWrite(f"{name}: not written in any language")
    spoken = used if used in languages() else "en"
    facts = {**local.get(used, {}), **facts}
    seen = see(mail.facts, COMMON, facts, lambda kind, key: label(kind, key, spoken))
    subject, body = _compiled(name, used, operator)
    try:
        # A Subject travels further than a text: it is given the ticket's tag and nothing else.
        title = _bounded(subject, {"tag": seen["tag"]})
        text = _bounded(body, seen)
    except (TemplateError, RecursionError) as error:
        raise CannotWrite(f"{used}/{name}: {type(error).__name__}: {error}") from None
    fell_back = used != language
    if fell_back and mail.reader is Reader.HANDLER:
        asked = language if LANGUAGE.fullmatch(language) else "?"
        text = f"{label('notice', 'fell_back', spoken)} ({asked})\n\n{text}"
    return Words(" ".join(title.split()), finish(text), used, fell_back)


def note(name: str, language: str, operator: Path | None = None) -> Mapping[str, str]:
    """What stands in the comment at the head of a template: `reviewed`, `compromised_mailbox`, `sources`."""
    return source(name, language, operator).note


def source(name: str, language: str, operator: Path | None = None) -> Source:
    """The template's file, taken apart. Raises CannotWrite where it is missing or has no Subject line."""
    found = find(language, f"{name}.txt", operator)
    if found is None:
        raise CannotWrite(f"{language}/{name}: no such file")
    text = read(found)
    parts = HEADER.match(text)
    if parts is None:
        raise CannotWrite(f"{language}/{name}: the first line must be 'Subject: …'")
    pairs = (pair.partition(":") for pair in (parts["note"] or "").split(";"))
    said = {key.strip(): said.strip() for key, _, said in pairs if key.strip()}
    return Source(said, parts["subject"], parts["body"], found, text.count("\n", 0, parts.start("body")) + 1)


def read(file: Traversable) -> str:
    """A template's text with LF line ends. Raises OSError, UnicodeDecodeError."""
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")


def find(language: str, name: str, operator: Path | None) -> Traversable | None:
    """The file `name` in that language: the operator's own, else the package's, else None."""
    if not LANGUAGE.fullmatch(language):
        return None
    places: tuple[Traversable, ...] = (files("templates"),)
    for place in (operator, *places) if operator is not None else places:
        found = place.joinpath(language, *name.split("/"))
        if found.is_file():
            return found
    return None


@lru_cache(maxsize=256)
def _compiled(name: str, language: str, operator: Path | None) -> tuple[Template, Template]:
    parts = source(name, language, operator)
    env = environment(language, operator)
    try:
        return env.from_string(parts.subject), env.from_string(parts.body)
    except TemplateError as error:
        raise CannotWrite(f"{language}/{name}: {type(error).__name__}: {error}") from None


def _bounded(template: Template, facts: Mapping[str, object]) -> str:
    pieces: list[str] = []
    octets = 0
    for piece in template.generate(facts):  # stopped while it grows, not measured when it has grown
        octets += len(piece.encode())
        if octets > MOST_OCTETS:
            raise SecurityError(f"larger than {MOST_OCTETS} octets")
        pieces.append(piece)
    return "".join(pieces)


class Sheet(ImmutableSandboxedEnvironment):
    """A Jinja2 environment that can read facts and loop over them, and can neither call nor compute anything."""

    intercepted_binops = frozenset({"*", "**", "%", "//", "/"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:  # noqa: ARG002
        raise SecurityError(f"{operator} is not for templates")

    def call(*args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        raise SecurityError("nothing can be called")

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field of a row, never an attribute of an object."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        return self.undefined(obj=obj, name=argument)


@lru_cache(maxsize=64)
def environment(language: str, operator: Path | None) -> Sheet:
    """The environment for one language: includes are looked up in that language only."""

    def load(name: str) -> tuple[str, str, None] | None:
        found = find(language, name, operator) if PART.fullmatch(name) else None
        return None if found is None else (read(found), str(found), None)  # the name tells where a trouble is

    env = Sheet(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=False,  # the mails are text/plain
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,  # so that an included part ends its last line
        auto_reload=False,
    )
    env.globals.clear()
    env.tests.clear()
    env.filters.clear()
    env.filters.update(filters_of(language))
    return env


def finish(text: str) -> str:
    """LF line ends, no trailing blanks, no line over 998 octets, one LF at the end."""
    lines = [piece for line in text.split("\n") for piece in _folded(line.rstrip())]
    return "\n".join(lines).strip("\n") + "\n"


def _folded(line: str) -> list[str]:
    """A line that SMTP could not carry is broken at a blank where there is one; words are never changed."""
    pieces: list[str] = []
    bar = "| " if line.startswith("| ") else ""
    while len(line.encode()) > LINE_OCTETS:
        head = line.encode()[:LINE_OCTETS].decode("utf-8", "ignore")
        blank = head.rfind(" ", len(bar) + 1)
        cut = blank if blank > 0 else len(head)
        pieces.append(line[:cut].rstrip())
        line = bar + line[cut:].lstrip(" ")
    return [*pieces, line]
