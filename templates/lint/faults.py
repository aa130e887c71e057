"""What keeps a mail from being written: a file that is missing or malformed, a fact that nobody gives it.

A desk does not start with one of these in an operator's folder; whatever else is looked over is style.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError

from templates.facts import Fact, Kind, Rows, Tag
from templates.lint.grammar import asked
from templates.lint.samples import OPERATORS, sample
from templates.lint.trouble import Piece, Trouble, missing, shown
from templates.mails import COMMON, MAILS, Mail
from templates.tongues import PACK, PACKS
from templates.words import HEADER, PART, CannotWrite, find, read, source, write

UNWRITABLE = (CannotWrite, KeyError, TypeError, ValueError, OSError)  # told of as faults, so passed over elsewhere
LOOP = frozenset("index index0 revindex revindex0 first last length depth".split())


def faults(operator: Path | None, languages: tuple[str, ...]) -> Iterator[Trouble]:
    """All mails in all these languages."""
    for language in languages:
        for name in wanted_in(language, operator):
            yield from faults_of(name, language, operator)


def operators_faults(operator: Path | None, languages: tuple[str, ...]) -> Iterator[Trouble]:
    """The same where an operator has a hand in it: mails of theirs, and ours into which a part of theirs is put."""
    for language in languages:
        theirs = operator / language if operator else None
        parts = {f"parts/{one.name}" for one in theirs.glob("parts/*.txt")} if theirs else set()
        for name in wanted_in(language, operator):
            found = find(language, f"{name}.txt", operator)
            if found is None:
                own = language in PACKS  # of those in full, whatever is missing is ours to write, and English stands in
            else:
                own = operator is not None and Path(str(found)).is_relative_to(operator)
                own = own or (bool(parts) and any(part in read(found) for part in parts))
            if own:
                yield from faults_of(name, language, operator)


def wanted_in(language: str, operator: Path | None = None) -> tuple[str, ...]:
    """Every mail there has to be; of a language that has only some, those that every one must have, and what there is.

    An operator's own language is one in full.
    """
    if language not in PACKS:
        return tuple(MAILS)
    return tuple(name for name in MAILS if name in PACK or find(language, f"{name}.txt", operator))


def faults_of(name: str, language: str, operator: Path | None = None) -> Iterator[Trouble]:
    """What keeps this one mail from being written."""
    found = find(language, f"{name}.txt", operator)
    if found is None:
        yield Trouble(missing(language, name, operator), 0, "no such file")
        return
    try:
        if HEADER.match(read(found)) is None:
            yield Trouble(shown(found), 1, "the first line must be 'Subject: …'")
            return
        troubles = list(_malformed(name, language, operator)) or list(_unwritable(name, language, operator))
    except OSError as trouble:
        troubles = [Trouble(shown(found), 0, f"cannot be read: {trouble.strerror}")]
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        troubles = [Trouble(shown(found), line, "is not UTF-8 text")]
    yield from troubles


def pieces(name: str, language: str, operator: Path | None = None) -> list[Piece]:
    """Where a mail's words come from: its Subject, its body, and the parts that are put in. Raises as `source` does."""
    own = source(name, language, operator)
    found = [Piece(own.file, own.subject, own.begins - 1), Piece(own.file, own.body, own.begins)]
    for piece in found:  # grows while it is read
        files = [find(language, part, operator) for part, _ in asked(piece.text).parts if PART.fullmatch(part)]
        found += [Piece(file, read(file), 1) for file in files if file and all(file != one.file for one in found)]
    return found


def _malformed(name: str, language: str, operator: Path | None) -> Iterator[Trouble]:
    mail = MAILS[name]
    subject, *rest = pieces(name, language, operator)
    known = mail.facts.keys() | COMMON.keys() | {"more"}
    fields = _fields({**COMMON, **mail.facts}) | LOOP
    if not isinstance({**COMMON, **mail.facts}["tag"], Tag) and "tag" in asked(subject.text).facts:
        yield subject.trouble(1, "the tag in its Subject may be any text: the mail's row has to say that it is a Tag")
    for piece in (subject, *rest):
        wants = asked(piece.text)
        if wants.wrong:
            yield piece.trouble(wants.line, wants.wrong)
        for fact, line in wants.named:
            if fact in wants.facts - known:
                yield piece.trouble(line, f"there is no fact {fact}")
            elif piece is subject and fact != "tag":
                yield piece.trouble(line, "a Subject may hold the ticket's tag and nothing else")
        for field, line in wants.fields:
            if field not in fields:
                yield piece.trouble(line, f"there is no fact ….{field}")
        for part, line in wants.parts:
            if not part:
                yield piece.trouble(line, "a part is included by its name, never by a fact")
            elif not PART.fullmatch(part) or find(language, part, operator) is None:
                yield piece.trouble(line, f"includes {part}, and there is no such file in this language")


def _fields(kinds: Mapping[str, Kind]) -> frozenset[str]:
    rows = [kind.each for kind in kinds.values() if isinstance(kind, Rows)]
    inside = {field for each in rows if isinstance(each, Mapping) for field in each}
    return frozenset(inside | {name for name, kind in kinds.items() if isinstance(kind, Rows)})


def _unwritable(name: str, language: str, operator: Path | None) -> Iterator[Trouble]:
    """Tried out, once with all facts and once with those it cannot do without."""
    own, mail = source(name, language, operator), MAILS[name]
    for facts in tries(mail):
        try:
            write(name, language, facts, operator)
        except CannotWrite as trouble:
            file, line = _raised_at(trouble.__context__)
            words = str(trouble).removeprefix(f"{language}/{name}: ")
            begins = own.begins if not file else 1
            yield Trouble(file or shown(own.file), line + begins - 1 if line else 0, f"cannot be written: {words}")
            return
        except (KeyError, TypeError, ValueError) as trouble:
            yield Trouble(shown(own.file), 0, f"cannot be written: {trouble}")
            return


def tries(mail: Mail) -> Iterator[dict[str, Fact]]:
    """Facts a mail is tried with."""
    yield {**sample(mail), OPERATORS: ("Somebody to call: 1564",)}
    yield dict(sample(mail, full=False))


def _raised_at(trouble: BaseException | None) -> tuple[str, int]:
    """The template's file ("" for the mail itself) and the line in it that went wrong; 0 where no template was run."""
    if isinstance(trouble, TemplateSyntaxError):  # an unknown filter, which only compiling notices
        return (shown(Path(trouble.name)) if trouble.name else "", trouble.lineno)
    found, trace = ("", 0), trouble.__traceback__ if trouble else None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == "<template>":
            found = ("", trace.tb_lineno)
        elif file.endswith(".txt"):
            found = (shown(Path(file)), trace.tb_lineno)
        trace = trace.tb_next
    return found
