"""Looks at what a document fetches from elsewhere when it is opened: templates, objects, frames, pictures.

A link a reader may click is not meant here: links are shown and judged like those of a mail.
"""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import Compound, compounds
from mailflows.examine.office.container import Container, opened, tags
from mailflows.examine.office.instructions import instructions_of
from mailflows.examine.office.plain import flat_xml
from mailflows.examine.office.rich import is_rich, remote_templates
from mailflows.examine.seen import DECODED, Part, Saw

RELATIONSHIPS = 2000  # of one document

Weighed = tuple[Severity, int]
_UNREADABLE = "relationships in an encoding of their own"
_FATAL: Weighed = (Severity.HIGH, 6)

# How grave it is that a thing of this kind is fetched from the web. What is missing here is LOW, 1.
_FROM_WEB: dict[str, Weighed | None] = {
    "attachedtemplate": _FATAL,
    "oleobject": _FATAL,
    "frame": (Severity.HIGH, 5),
    "subdocument": (Severity.HIGH, 5),
    "afchunk": (Severity.HIGH, 5),
    "control": _FATAL,
    "vbaproject": _FATAL,
    "package": (Severity.HIGH, 5),
    "extensibility": (Severity.HIGH, 5),
    "ui": (Severity.HIGH, 5),
    "mailmergesource": (Severity.MEDIUM, 3),
    "image": (Severity.LOW, 1),
    "hyperlink": None,
    "webvideo": (Severity.MEDIUM, 3),
    "video": None,  # films of the well-known sites lie in honest slides
    "media": None,
    "audio": None,
    "thumbnail": None,
}
# The same from another computer's shared folder: opening it hands over who is logged in.
_FROM_SHARE: dict[str, Weighed | None] = _FROM_WEB | {
    "attachedtemplate": (Severity.MEDIUM, 3),  # templates on the file server of an office
    "image": (Severity.MEDIUM, 3),
    "externallinkpath": (Severity.LOW, 1),
    "oleobject": (Severity.MEDIUM, 3),
    "hyperlink": None,
}
_HANDLERS = re.compile(
    r"(?:mhtml|ms-[a-z]{2,20}|search-ms|javascript|vbscript|script|its|mk|x-usc|res|shell):", re.IGNORECASE
)
_WEB = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_SHARE = re.compile(r"(?:file:)?[\\/]{2,5}(?![a-z]:)([^\\/\s]{1,255})[\\/]", re.IGNORECASE)
# Field instructions of Word that fetch, and what they fetch it as.
_FIELDS = {
    "INCLUDETEXT": "subDocument",
    "INCLUDE": "subDocument",
    "INCLUDEPICTURE": "image",
    "IMPORT": "image",
    "LINK": "oleObject",
    "DATABASE": "mailMergeSource",
    "RD": "subDocument",
}
_TARGET = re.compile(
    r"((?:https?|ftp|mhtml|ms-[a-z]{2,20}|file)://?[^\s\"'<>]{3,500}|\\\\[^\s\"'<>]{3,500})", re.IGNORECASE
)
_IN_FILM = re.compile(r"(?:https?:)?//[^\s\"'<>]{3,500}", re.IGNORECASE)
_FILMS = re.compile(
    r"(?:https?:)?//(?:www\.|player\.|embed\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|ted\.com)/",
    re.IGNORECASE,
)
_WIDE_ADDRESS = re.compile(rb"(?:h\0t\0t\0p\0(?:s\0)?:\0/\0/\0|\\\0\\\0)(?:[\x21-\x7e]\0){3,300}", re.IGNORECASE)
_LEGACY = re.compile(r"(?:https?://|\\\\)[^\x00-\x20\"<>]{3,300}\.dot[mx]?(?![a-z])", re.IGNORECASE)
_OPEN_DOCUMENT = {
    "object": "oleobject",
    "object-ole": "oleobject",
    "floating-frame": "frame",
    "plugin": "control",
    "applet": "control",
    "section-source": "subdocument",
    "template": "attachedtemplate",
    "image": "image",
    "table-source": "externallinkpath",
    "cell-range-source": "externallinkpath",
    "event-listener": "",
}


def fetched(part: Part) -> Iterable[Saw]:
    """F05: something that is fetched from elsewhere when the document is opened."""
    told: set[tuple[str, str]] = set()
    for kind, target in _outside(part.content):
        weighed = weigh(kind, target)
        if weighed and (kind, target) not in told:
            told.add((kind, target))
            yield Saw("fetched", shown_codes(f"{kind or 'part'}: {target}"), DECODED, *weighed)


def weigh(kind: str, target: str) -> Weighed | None:
    """How grave it is that a thing of this kind comes from there; None where it is ordinary."""
    if kind == _UNREADABLE:
        return Severity.MEDIUM, 3
    kind, target = kind.lower(), target.strip()
    if _HANDLERS.match(target):
        return None if kind == "hyperlink" and not target.lower().startswith(("mhtml:", "ms-msdt:")) else _FATAL
    if _WEB.match(target):
        return _FROM_WEB.get(kind, (Severity.LOW, 1))
    if share := _SHARE.match(target):
        if share[1].lower() in ("localhost", "127.0.0.1", "?", "."):
            return None
        away = "." in share[1] or "@" in share[1]  # a name with a dot is no neighbour in the office
        return _FROM_WEB.get(kind, (Severity.MEDIUM, 3)) if away else _FROM_SHARE.get(kind, (Severity.LOW, 1))
    return None


def _outside(content: bytes) -> Iterator[tuple[str, str]]:
    """What is named outside the document: the kind of thing, and where it lies."""
    if zipped := opened(content):
        yield from _of_container(zipped)
    elif text := flat_xml(content):
        yield from _external(text)
        yield from _of_open_document(text)
        yield from (("attachedTemplate", given.get("val", "")) for _, given in tags(text, "attachedTemplate"))
    elif is_rich(content):
        yield from (("attachedTemplate", target) for target in remote_templates(content))
    for _, whole in compounds(content):
        yield from _of_compound(whole)
    for word, instruction in instructions_of(content):
        if word in _FIELDS and (hit := _TARGET.search(instruction)):
            yield _FIELDS[word], hit[1]


def _of_container(zipped: Container) -> Iterator[tuple[str, str]]:
    for entry, text in zipped.texts(zipped.named(".rels")):
        yield from _external(text)
        if text.strip()[:1] not in ("<", "") or "<!ENTITY" in text:
            yield _UNREADABLE, entry.written
    for _, text in zipped.texts(zipped.named(".xml", under="customui/")):
        yield from (("ui", given.get("onload", "")) for _, given in tags(text, "customUI"))
    for _, text in zipped.texts(zipped.named("document.xml", under="word/")):
        if "webVideoPr" in text:
            yield from (("webvideo", address) for address in _films(text))
    parts = zipped.named("content.xml", "styles.xml", "settings.xml", "meta.xml") if zipped.is_open_document else ()
    for _, text in zipped.texts(parts):
        yield from _of_open_document(text)


def _films(text: str) -> Iterator[str]:
    """Pages that stand in a document as a film; those of the well-known sites are films."""
    for number, (_, given) in enumerate(tags(text, "webVideoPr")):
        if number == 20:
            return
        found = _IN_FILM.search(given.get("embeddedhtml", "")[:4000])
        if found and not _FILMS.match(found[0]):
            yield found[0]


def _of_compound(whole: Compound) -> Iterator[tuple[str, str]]:
    """Templates are named in a table of the document, links of objects in a stream beside the object."""
    for name in whole.streams:
        last = name.rpartition("/")[2].lower()
        if last in ("1table", "0table"):
            words = whole.read(name, 2_000_000).decode("utf-16-le", "replace")
            yield from (("attachedTemplate", hit) for hit in _LEGACY.findall(words))
        elif last in ("\x01ole", "\x03linkinfo"):
            for hit in _WIDE_ADDRESS.findall(whole.read(name, 65536)):
                yield "oleObject", hit.decode("utf-16-le", "replace")


def _external(text: str) -> Iterator[tuple[str, str]]:
    for number, (_, given) in enumerate(tags(text, "Relationship")):
        if number == RELATIONSHIPS:
            return
        target = given.get("target", "")
        if given.get("targetmode", "").strip().lower() == "external" or _WEB.match(target) or _SHARE.match(target):
            yield given.get("type", "").rpartition("/")[2], target


def _of_open_document(text: str) -> Iterator[tuple[str, str]]:
    for number, (tag, given) in enumerate(tags(text, *_OPEN_DOCUMENT)):
        if number == RELATIONSHIPS:
            return
        if target := given.get("href", ""):
            yield _OPEN_DOCUMENT[tag] or "event", target


ROWS = (
    Look("F05", Group.FILE, Severity.HIGH, 6, "high", ("T1221", "T1203", "T1187"), "documents", fetched,
         "offices that keep templates and pictures on a server"),
)  # fmt: skip
