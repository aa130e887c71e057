"""Looks over all mails for translators and operators: what is missing, malformed, too long or must not be said."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from templates.facts import Fact
from templates.labels import languages
from templates.lint.direction import turned
from templates.lint.faults import UNWRITABLE, faults_of, pieces, tries, wanted_in
from templates.lint.grammar import asked
from templates.lint.guidance import SHARED, lacking, senders, shared, steps_of
from templates.lint.notes import troubles_of_note
from templates.lint.reading import unreadable
from templates.lint.samples import OPERATORS, sample
from templates.lint.saying import forbidden
from templates.lint.trouble import Piece, Trouble, shown, where
from templates.lint.wording import labels_troubles
from templates.mails import MAILS, Reader
from templates.mails.guidance import CATEGORIES
from templates.tongues import PACKS
from templates.words import find, source, write


def all_tongues() -> tuple[str, ...]:
    """The languages the package writes mails in: in full, and those with some."""
    return (*languages(), *PACKS)


def lint(operator: Path | None = None, tongues: tuple[str, ...] = (), today: date | None = None) -> Iterator[Trouble]:
    """Each thing to put right, over all mails in all languages; nothing where all is well.

    `today` is what reviews are measured against; None leaves their age alone.
    """
    for name, mail in MAILS.items():
        if name.startswith("guidance/"):
            yield from (Trouble("templates/mails/guidance.py", 0, words) for words in senders(name, mail))
    for language in tongues or all_tongues():
        for name in wanted_in(language, operator):
            yield from lint_mail(name, language, operator, today)
        yield from told_alike(language, operator)
    yield from labels_troubles()


def lint_mail(name: str, language: str, operator: Path | None = None, today: date | None = None) -> tuple[Trouble, ...]:
    """What is to be put right in one mail: whatever keeps it from being written, or else how it is written."""
    broken = tuple(faults_of(name, language, operator))
    return broken or tuple(dict.fromkeys(_style(name, language, operator, today)))


def uses(language: str, name: str, operator: Path | None = None) -> frozenset[str]:
    """The facts and fields of rows that a mail says, with those of the parts it includes."""
    wants = [asked(piece.text) for piece in pieces(name, language, operator)]
    fields = {f"….{field}" for one in wants for field, _ in one.fields}
    return frozenset().union(fields, *(one.facts for one in wants))


def _style(name: str, language: str, operator: Path | None, today: date | None) -> Iterator[Trouble]:
    mail, own, parts = MAILS[name], source(name, language, operator), pieces(name, language, operator)
    file = shown(own.file)
    if find("en", f"{name}.txt", operator) and (lost := uses("en", name, operator) - uses(language, name, operator)):
        yield Trouble(file, 0, f"the English one also says {', '.join(sorted(lost))}")
    if mail.reader is Reader.REPORTER:
        yield from (Trouble(file, 1, words) for words in troubles_of_note(own.note, today))
    for facts in tries(mail):
        yield from _written(name, language, operator, facts, parts)
    if name.removeprefix("guidance/") in CATEGORIES:
        text = write(name, language, sample(mail), operator).text
        yield from (Trouble(file, 0, words) for words in lacking(text, language))


def _written(
    name: str, language: str, operator: Path | None, facts: dict[str, Fact], parts: list[Piece]
) -> Iterator[Trouble]:
    text = write(name, language, facts, operator).text
    if MAILS[name].reader is Reader.REPORTER:
        measured = write(name, language, {**facts, OPERATORS: ()}, operator).text
        yield from (Trouble(*_place(said, parts), words) for said, words in unreadable(measured, language))
        for phrase, why in forbidden(text, language):
            yield Trouble(*where(phrase, parts), f"must not say: {phrase} ({why})")
    if "\n\n\n" in text:
        yield Trouble(shown(parts[0].file), 0, "two empty lines, one after the other")
    for line in text.split("\n"):
        yield from (Trouble(*where(line, parts), words) for words in turned(line, language))


def _place(said: str, parts: list[Piece]) -> tuple[str, int]:
    return where(said, parts) if said else (shown(parts[0].file), 0)


def told_alike(language: str, operator: Path | None) -> Iterator[Trouble]:
    """Two kinds of trouble whose advice is the same: then neither is about the trouble."""
    steps = {}
    for category in CATEGORIES:
        name = f"guidance/{category}"
        try:
            if found := find(language, f"{name}.txt", operator):
                text = write(name, language, sample(MAILS[name]), operator).text
                steps[category] = (shown(found), steps_of(text))
        except UNWRITABLE:
            continue
    for (one, (_, these)), (other, (file, those)) in combinations(steps.items(), 2):
        if (share := shared(these, those)) >= SHARED:
            yield Trouble(file, 0, f"{share:.0%} of its steps are those of {one}, or the other way round ({other})")
