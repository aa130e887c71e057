"""Looks over the mails for translators and operators: what is missing, malformed, too long or must not be said."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, meta, nodes

from templates.facts import Fact, Flag, Key, Kind, Line, Number, Rows, Tag, Text
from templates.labels import labels, languages
from templates.mails import COMMON, MAILS, Mail, Reader
from templates.words import CannotWrite, Source, environment, source, write

MOST_WORDS = 250  # of a mail to a reporter, with everything in it
NOTES = ("reviewed", "compromised_mailbox", "sources")
PLACEHOLDER = re.compile(r"\{\w*\}")
# What no mail to a reporter may say: the wrong promise, the wrong question, the wrong place to be sent to.
FORBIDDEN = re.compile(
    r"\b(you are|you're|it is|it's|is now) safe\b|\bsafe to (open|click)\b|\bpolice\b"
    r"|\bsend (us )?(your|a|the) (password|code|pin)\b|\bwhy did you\b"
    r"|\bgendarmerie\b|vous êtes (en sécurité|hors de danger)|pourquoi avez-vous"
    r"|\benvoyez(-nous)? (votre|le|un) (mot de passe|code)\b"
    r"|الشرطة|أنتم/?ن? (بأمان|في أمان)|آمن للفتح|(?<!عدم )إرسال (كلمة|كلمات) (ال)?سر|لماذا (فتحتم|ضغطتم)",
    re.IGNORECASE,
)
# A tag, an address, a link, a number of groups: what a right-to-left line would turn around.
TECHNICAL = re.compile(
    r"[\w.+-]+@[\w.-]+|https?://\S+|\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b|\+?\d[\d ]{6,}\d|(?<!\S)[#.]\w+"
)
ARABIC = re.compile("[\u0621-\u064a]")
ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")


def lint(operator: Path | None = None, tongues: tuple[str, ...] = ()) -> Iterator[str]:
    """One line for each thing to put right, over all mails in all languages; nothing where all is well."""
    for language in tongues or languages():
        for name, mail in MAILS.items():
            try:
                parts = source(name, language, operator)
                yield from (f"{language}/{name}: {trouble}" for trouble in _file(name, mail, language, parts, operator))
            except CannotWrite as trouble:
                yield str(trouble)
            except TemplateNotFound as part:
                yield f"{language}/{name}: includes {part}, and there is no such file in this language"
    yield from _labels()


def _file(name: str, mail: Mail, language: str, parts: Source, operator: Path | None) -> Iterator[str]:
    env = environment(language, operator)
    try:
        asked = {
            fact for text in (parts.subject, parts.body) for fact in meta.find_undeclared_variables(env.parse(text))
        }
        included = [one.template for one in env.parse(parts.body).find_all(nodes.Include)]
    except TemplateError as trouble:
        yield f"{type(trouble).__name__}: {trouble}"
        return
    if unknown := asked - mail.facts.keys() - COMMON.keys() - {"more"}:
        yield f"there is no fact {', '.join(sorted(unknown))}"
    if meta.find_undeclared_variables(env.parse(parts.subject)) - {"tag"}:
        yield "a Subject may hold the ticket's tag and nothing else"
    if not all(isinstance(one, nodes.Const) for one in included):
        yield "a part is included by its name, never by a fact"
    if missing := uses("en", name) - uses(language, name, operator):
        yield f"the English one also says {', '.join(sorted(missing))}"
    if name.startswith("guidance/") and (lacking := [key for key in NOTES if key not in parts.note]):
        yield f"the comment at its head lacks {', '.join(lacking)}"
    for full in (True, False):
        yield from _written(name, mail, language, operator, full)


def _written(name: str, mail: Mail, language: str, operator: Path | None, full: bool) -> Iterator[str]:
    try:
        words = write(name, language, sample(mail, full=full), operator)
    except (CannotWrite, KeyError, TypeError, ValueError) as trouble:
        yield f"cannot be written: {trouble}"
        return
    if mail.reader is Reader.REPORTER:
        if (count := len(words.text.split())) > MOST_WORDS:
            yield f"{count} words; {MOST_WORDS} at most"
        if said := FORBIDDEN.search(words.text):
            yield f"must not say: {said[0]}"
    if "\n\n\n" in words.text:
        yield "two empty lines, one after the other"
    for number, line in enumerate(words.text.split("\n"), 1):
        if turned := scrambled(line):
            yield f"line {number}: {turned} stands inside Arabic text without isolates"


def scrambled(line: str) -> str | None:
    """What a right-to-left line would show in the wrong order: a tag, address, link, number or command, bare."""
    bare = ISOLATED.sub("", ISOLATED.sub("", line))
    found = TECHNICAL.search(bare) if ARABIC.search(bare) else None
    return found[0] if found else None


def uses(language: str, name: str, operator: Path | None = None) -> frozenset[str]:
    """The facts and fields of rows that a mail says, with those of the parts it includes."""
    env = environment(language, operator)
    own = source(name, language, operator)
    said: set[str] = set()
    waiting = [own.subject, own.body]
    while waiting:
        tree = env.parse(waiting.pop())
        said |= meta.find_undeclared_variables(tree)
        said |= {f"….{one.attr}" for one in tree.find_all(nodes.Getattr)}
        if env.loader:
            parts = filter(None, meta.find_referenced_templates(tree))
            waiting += [env.loader.get_source(env, part)[0] for part in parts]
    return frozenset(said)


def _labels() -> Iterator[str]:
    english = labels("en")
    for language in languages():
        here = labels(language)
        for kind in sorted(english.keys() | here.keys()):
            mine, theirs = here.get(kind, {}), english.get(kind, {})
            for key in sorted(mine.keys() ^ theirs.keys()):
                yield f"{language}/{kind}.{key}: not in both {language} and en"
            for key in sorted(mine.keys() & theirs.keys()):
                if sorted(PLACEHOLDER.findall(mine[key])) != sorted(PLACEHOLDER.findall(theirs[key])):
                    yield f"{language}/{kind}.{key}: other placeholders than in en"
                if turned := scrambled(mine[key]):
                    yield f"{language}/{kind}.{key}: {turned} stands inside Arabic text without isolates"


def sample(mail: Mail, *, full: bool = True) -> dict[str, Fact]:
    """Facts to try a mail with: every one it takes, or only those it cannot do without."""
    kinds: Mapping[str, Kind] = {**COMMON, **mail.facts}
    return {name: _sample(name, kind) for name, kind in kinds.items() if full or _needed(kind)}


def _needed(kind: Kind) -> bool:
    return not kind.optional if isinstance(kind, Rows) else kind.default is None


def _sample(name: str, kind: Kind) -> Fact:
    match kind:
        case Flag():
            return True
        case Number():
            return 3
        case Tag():
            return "H-7K4Q-M2XD"
        case Key():
            return next(iter(labels("en")[kind.kind]))
        case Text():
            return "First line.\nSecond line."
        case Line():
            return SAMPLES.get(name, name.replace("_", " "))
        case Rows():
            return (_sample_row(kind), _sample_row(kind))


SAMPLES = {
    "desk_name": "Cedar Desk",
    "desk_address": "help@desk.example",
    "fingerprint": "0123456789ABCDEF0123456789ABCDEF01234567",
    "to": "reporter@mail.example",
    "from_desk": "help@desk.example",
    "sender_shown": "reporter@mail.example",
    "nonce_line": "-- hirz H-7K4Q-M2XD k7f3qmk7f3qm --",
    "examples": "#take",
    "word": "#take",
    "undo_line": "#undo",
}


def _sample_row(kind: Rows) -> str | dict[str, str | int | bool]:
    if isinstance(kind.each, Line | Key):
        value = _sample("line", kind.each)
        return value if isinstance(value, str) else ""
    row: dict[str, str | int | bool] = {}
    for field, one in kind.each.items():
        value = _sample(field, one)
        if isinstance(value, str | int):
            row[field] = value
    return row
