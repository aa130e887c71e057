"""One turn in the sandbox: one object of a mail is found, looked at, and what else lies inside it is named."""

from collections.abc import Callable, Iterable, Sequence

from mailflows.examine import html, looks, office
from mailflows.examine.charsets import as_text
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Finding, not_examined
from mailflows.examine.kinds import detected
from mailflows.examine.letters import files_of, letter_of
from mailflows.examine.limits import REASONS, too_much
from mailflows.examine.links import Linked, links_in
from mailflows.examine.read import hops, read_mail, read_part
from mailflows.examine.seen import FINDINGS, Mail, Part, Saw, Turn
from mailflows.letter import EMPTY

DEPTH = 4  # forwarded mails inside one another
PER_LOOK = 5
_CONTAINERS = frozenset({"application/zip", "application/java-archive"})


def warm_up() -> None:
    """Load what would otherwise be loaded anew in every child: parsers, lists, the codecs of common character sets."""
    organisation("example.org")
    office.warm_up()
    for charset in ("utf-8", "cp1256", "iso-8859-6", "cp1252", "iso-8859-1", "utf-16-le"):
        as_text(b"", charset)
    html.as_words("<p>", 10)


def take_turn(mail: bytes, path: str) -> Turn:
    """Look at the object at `path` ("mail", "mail/2", "mail/2/3"). Deterministic; runs only inside the sandbox.

    Raises KeyError where there is no such object, and whatever a parser raises on the mail itself.
    """
    if path == "mail":
        return _own_mail(mail)
    part = _find(mail, path)
    return _forwarded(part, path) if part.forwarded else _file(part, path)


def _own_mail(raw: bytes) -> Turn:
    if reason := too_much(raw):
        return Turn(EMPTY, (), (), (), reason)
    try:
        mail = read_mail(raw)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return Turn(EMPTY, (), (), (), "unreadable")
    linked = Linked(mail, links_in(mail))
    findings = _answers(looks.OF_LINKS, linked, "mail") + _of_files(mail, "mail")
    return Turn(letter_of(mail), tuple(findings[:FINDINGS]), _evidence(linked, own=True), _further(mail, "mail"))


def _forwarded(part: Part, path: str) -> Turn:
    if reason := too_much(part.content):
        return Turn(None, (not_examined(path, REASONS[reason]),), ("forwarded-mail",), ())
    try:
        mail = read_mail(part.content)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return Turn(None, (not_examined(path, REASONS["unreadable"]),), ("forwarded-mail",), ())
    linked = Linked(mail, links_in(mail))
    findings = _answers(looks.OF_HEADERS, mail, path) + _answers(looks.OF_LINKS, linked, path) + _of_files(mail, path)
    return Turn(None, tuple(findings[:FINDINGS]), _evidence(linked, own=False), _further(mail, path))


def _file(part: Part, path: str) -> Turn:
    return Turn(None, tuple(_answers(looks.OF_INSIDES, part, path)[:FINDINGS]), ("files",), ())


def _find(raw: bytes, path: str) -> Part:
    """Follow the numbers of a path from the outermost mail inwards."""
    found: Part | None = None
    for number in path.split("/")[1:]:
        found = read_part(found.content if found else raw, int(number))
        if found is None:
            raise KeyError(path)
    if found is None:
        raise KeyError(path)
    return found


def _of_files(mail: Mail, path: str) -> list[Finding]:
    findings: list[Finding] = []
    for part in files_of(mail):
        findings += _answers(looks.OF_FILES, part, f"{path}/{part.number}")
    return findings


def _further(mail: Mail, path: str) -> tuple[str, ...]:
    """The objects that want a turn of their own: forwarded mails down to depth 4, containers and documents."""
    deep = path.count("/") >= DEPTH
    return tuple(
        f"{path}/{part.number}"
        for part in files_of(mail)
        if (part.forwarded and not deep) or (not part.forwarded and _has_inside(part))
    )


def _has_inside(part: Part) -> bool:
    return detected(part.content) in _CONTAINERS or office.may_hold_code(part)


def _evidence(linked: Linked, own: bool) -> tuple[str, ...]:
    mail, found = linked.mail, []
    if any(part.forwarded for part in mail.parts) or not own:
        found.append("forwarded-mail")
    if not own and hops(mail):
        found.append("headers")
    if linked.links:
        found.append("links")
    if any(not part.forwarded for part in files_of(mail)):
        found.append("files")
    return tuple(found)


def _answers(asked: Sequence[looks.Look], thing: Mail | Linked | Part, path: str) -> list[Finding]:
    """Ask every look of the group. A look that breaks on hostile input is reported, and the others are still asked."""
    findings: list[Finding] = []
    for look in asked:
        ask: Callable[[Mail | Linked | Part], Iterable[Saw]] = look.ask  # type: ignore[assignment]
        try:
            for number, saw in enumerate(ask(thing)):
                if number == PER_LOOK:
                    break
                findings.append(looks.finding(look, path, saw))
        except Exception:  # noqa: BLE001 - a boundary: parsers of hostile formats raise anything, and silence would read as harmless
            findings.append(not_examined(path, f"look {look.id} could not finish"))
    return findings
