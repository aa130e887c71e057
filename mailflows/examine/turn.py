"""One turn in the sandbox: one object is found by its path and looked at, and what else lies inside it is named.

How objects are named is told in path.py.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from mailflows.examine import html, looks, observables
from mailflows.examine.archives import looks as archives
from mailflows.examine.charsets import as_text
from mailflows.examine.domains import organisation
from mailflows.examine.evidence.inline import forwarded_inline
from mailflows.examine.evidence.mails import mail_in, too_much_in
from mailflows.examine.files import patterns
from mailflows.examine.finding import Finding, not_examined
from mailflows.examine.headers import looks as headers
from mailflows.examine.invitations import looks as invitations
from mailflows.examine.kinds import detected
from mailflows.examine.letters import bodies, files_of, letter_of, words_of
from mailflows.examine.limits import REASONS, too_much
from mailflows.examine.links.target import LINKS, links_in
from mailflows.examine.look import Look, finding
from mailflows.examine.observable import Observable
from mailflows.examine.office import looks as office
from mailflows.examine.opener import OPENED
from mailflows.examine.openers import members_of, opener_of, shown_by
from mailflows.examine.pages import looks as pages
from mailflows.examine.pages.codes import codes_drawn, links_from_codes
from mailflows.examine.path import find
from mailflows.examine.phones import looks as phones
from mailflows.examine.read import hops, read_mail
from mailflows.examine.seen import FINDINGS, OBSERVABLES, Mail, Part, Saw, Shown, Turn
from mailflows.examine.specimen import PARTS, SPECIMEN
from mailflows.letter import EMPTY

DEPTH = 4  # mails and containers inside one another
PER_LOOK = 5
_TEXT = 200_000  # characters
_LINKING = ("href", "action", "frame")  # where they stand in a page more than 500 times, not each is looked at
_TRIPPED = (RecursionError, ValueError, LookupError, TypeError, AttributeError)
_NEVER_OPENED = frozenset({"application/pgp-keys", "application/pgp-signature"})

Form = Literal["original", "inline", "letter", "file"]


def warm_up() -> None:
    """Load what would otherwise be loaded anew in every child: parsers, lists, the codecs of common character sets."""
    organisation("example.org")
    for room in (office, archives, pages, phones, invitations):
        room.warm_up()
    for charset in ("utf-8", "cp1256", "iso-8859-6", "cp1252", "iso-8859-1", "utf-16-le"):
        as_text(b"", charset)
    html.as_words("<p>", 10)
    patterns.warm_up()
    headers.warm_up()
    for path in PARTS:
        take_turn(SPECIMEN, path)


def take_turn(mail: bytes, path: str) -> Turn:
    """Look at the object at `path` ("mail", "suspect", "mail/2", "mail/2/in/3"). Deterministic; only in the sandbox.

    Raises KeyError where there is no such object, and whatever a parser raises on the mail itself.
    """
    if path == "mail":
        return _own_mail(mail)
    if path == "suspect":
        whole = Part(1, "message/rfc822", None, (), attached=True, content=mail, forwarded=True)
        return replace(_forwarded(whole, path), letter=EMPTY)
    try:
        part = find(mail, path)
    except KeyError:
        raise
    except Exception:  # noqa: BLE001 - a boundary: what lies in a damaged container cannot be taken out of it
        return Turn(None, (not_examined(path, "it cannot be taken out of what it lies in"),), ("files",), ())
    return _forwarded(part, path) if part.forwarded else _file(part, path)


def _own_mail(raw: bytes) -> Turn:
    if reason := too_much(raw):
        return Turn(EMPTY, (), (), (), reason)
    try:
        mail = read_mail(raw)
    except _TRIPPED:
        return Turn(EMPTY, (), (), (), "unreadable")
    shown = _shown(mail, "letter")
    inline = forwarded_inline(mail)
    told = _shown(inline.mail, "inline") if inline else None
    # what stands in the forward is asked about there, where its sender is known
    own = _without(shown, told) if told else shown
    findings = _answers(looks.OF_LINKS, own, "mail") + _of_files(mail, "mail")
    evidence = _evidence(shown)
    watched = list(observables.of_shown(shown, "mail"))
    if told:
        findings += _of_suspect(told, "mail/inline")
        watched += observables.of_shown(told, "mail/inline")
        evidence = ("inline", *evidence)
    else:
        findings += _answers(looks.OF_PASTED, shown, "mail")
    watched += _of_small_files(mail, "mail")
    return Turn(
        letter_of(mail),
        tuple(findings[:FINDINGS]),
        evidence,
        _further(mail, "mail"),
        observables=tuple(watched[:OBSERVABLES]),
    )


def read_only(raw: bytes) -> Turn:
    """The letter without its page, which stopped its reader: who wrote is answered all the same, and files are seen."""
    try:
        mail = read_mail(raw)
    except _TRIPPED:
        return Turn(EMPTY, (), (), (), "unreadable")
    pages = {part.number for part in bodies(mail) if part.declared == "text/html"}
    bare = replace(mail, parts=tuple(part for part in mail.parts if part.number not in pages))
    return Turn(letter_of(bare), tuple(_of_files(bare, "mail")[:FINDINGS]), (), _further(bare, "mail"))


def _forwarded(part: Part, path: str) -> Turn:
    if reason := too_much_in(part):
        return Turn(None, (not_examined(path, REASONS[reason]),), ("forwarded-mail",), ())
    try:
        mail = mail_in(part)
    except _TRIPPED:
        return Turn(None, (not_examined(path, REASONS["unreadable"]),), ("forwarded-mail",), ())
    shown = _shown(mail, "original")
    findings = _of_suspect(shown, path) + _of_files(mail, path)
    if _is_deep(path) and any(one.forwarded for one in files_of(mail)):
        findings.insert(0, not_examined(path, "the mails in it lie too deep to be taken out"))
    watched = [*observables.of_shown(shown, path), *_of_small_files(mail, path)]
    return Turn(
        None,
        tuple(findings[:FINDINGS]),
        _evidence(shown),
        _further(mail, path),
        observables=tuple(watched[:OBSERVABLES]),
    )


def _file(part: Part, path: str) -> Turn:
    findings = _answers(looks.OF_FILES, part, path) if "/in/" in path else []
    findings += _answers(looks.OF_INSIDES, part, path)
    watched: list[Observable] = list(observables.of_file(part, path))
    further: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ("files", "pictures") if detected(part.content).startswith("image/") else ("files",)
    try:
        shown = shown_by(part)
        if any(link.where == "qr" for link in shown.links):
            evidence = (*evidence, "codes")
        findings += _answers(looks.OF_BODIES + looks.OF_LINKS, shown, path)
        watched += observables.of_shown(shown, path)
        inside = members_of(part) if opener_of(part) else ()
        further = tuple(f"{path}/in/{member.number}" for member in inside[:OPENED])
        if inside and path.count("/in/") >= DEPTH:
            further = ()
            findings.append(not_examined(path, "what lies in it is packed too deep to be taken out"))
        elif len(inside) > OPENED and not any(one.look == "F25" and one.path == path for one in findings):
            findings.append(not_examined(path, f"{len(inside) - OPENED} of {len(inside)} things in it were not opened"))
    except Exception:  # noqa: BLE001 - a boundary: parsers of hostile formats raise anything, and silence would read as harmless
        findings.append(not_examined(path, "the file is damaged, or built to stop whoever reads it"))
    return Turn(None, tuple(findings[:FINDINGS]), evidence, further, observables=tuple(watched[:OBSERVABLES]))


def _shown(mail: Mail, form: Form) -> Shown:
    """What a reader of the mail meets."""
    pages = tuple(words_of(part) for part in bodies(mail) if part.declared == "text/html")
    plain = "\n".join(words_of(part) for part in bodies(mail) if part.declared == "text/plain")
    text = plain if plain.strip() else "\n".join(html.as_words(page, _TEXT) for page in pages)
    drawn = links_from_codes(codes_drawn(pages, plain[:_TEXT]))
    return Shown(mail, text[:_TEXT], pages, (*links_in(mail), *drawn), form)


def _without(shown: Shown, told: Shown) -> Shown:
    there = {link.target for link in told.links}
    return replace(shown, links=tuple(link for link in shown.links if link.target not in there))


def _of_suspect(shown: Shown, path: str) -> list[Finding]:
    """Everything that is asked of the mail that frightened."""
    found = _answers(looks.OF_HEADERS, shown.mail, path) + _of_length(shown, path)
    return found + _answers(looks.OF_SHOWN + looks.OF_BODIES + looks.OF_LINKS, shown, path)


def _of_length(shown: Shown, path: str) -> list[Finding]:
    """What frightens may stand behind a million characters of nothing, or be the last of a thousand links."""
    long = len(shown.text) >= _TEXT or any(len(page) > html.SIZE for page in shown.pages)
    many = any(sum(map(page.lower().count, _LINKING)) >= html.LINKS for page in shown.pages)
    if long or many or len(shown.links) >= LINKS:
        return [not_examined(path, "its text or its links are more than is read")]
    return []


def _of_files(mail: Mail, path: str) -> list[Finding]:
    findings: list[Finding] = []
    for part in files_of(mail):
        findings += _answers(looks.OF_FILES, part, f"{path}/{part.number}")
    return findings


def _of_small_files(mail: Mail, path: str) -> Iterator[Observable]:
    """What files are known by that get no turn of their own."""
    for part in files_of(mail):
        if not _wants_a_turn(part):
            yield from observables.of_file(part, f"{path}/{part.number}")


def _further(mail: Mail, path: str) -> tuple[str, ...]:
    """The objects that want a turn of their own: forwarded mails down to depth 4, and files."""
    return tuple(
        f"{path}/{part.number}"
        for part in files_of(mail)
        if (part.forwarded and not _is_deep(path)) or (not part.forwarded and _wants_a_turn(part))
    )


def _is_deep(path: str) -> bool:
    return path.count("/") >= DEPTH


def _wants_a_turn(part: Part) -> bool:
    return bool(part.content) and part.declared not in _NEVER_OPENED


def _evidence(shown: Shown) -> tuple[str, ...]:
    found = []
    if shown.form == "original" or any(part.forwarded for part in shown.mail.parts):
        found.append("forwarded-mail")
    if shown.form == "original" and hops(shown.mail):
        found.append("headers")
    if shown.links:
        found.append("links")
    if any(link.where == "qr" for link in shown.links):
        found.append("codes")
    if any(not part.forwarded for part in files_of(shown.mail)):
        found.append("files")
    return tuple(found)


def _answers(asked: Sequence[Look], thing: Mail | Shown | Part, path: str) -> list[Finding]:
    """Ask every look of the group. A look that breaks on hostile input is reported, and the others are still asked."""
    findings: list[Finding] = []
    for look in asked:
        ask: Callable[..., Iterable[Saw]] = look.ask
        try:
            for number, saw in enumerate(ask(thing)):
                if number == PER_LOOK:
                    break
                findings.append(finding(look, path, saw))
        except Exception:  # noqa: BLE001 - a boundary: parsers of hostile formats raise anything, and silence would read as harmless
            findings.append(not_examined(path, f"look {look.id} could not finish"))
    return findings
