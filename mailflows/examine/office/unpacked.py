"""How documents are opened: what lies in them besides their text, each to be looked at by itself."""

from collections.abc import Iterable
from functools import partial

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import MAGIC, Compound, compounds, in_slides, in_text
from mailflows.examine.office.container import ALL_XML, LARGEST_XML, Container, Entry, laid_open, opened
from mailflows.examine.office.locks import behind_the_lock, is_locked
from mailflows.examine.office.notebook import attached_to, is_notebook
from mailflows.examine.office.packages import Package, from_object, named, packages_of
from mailflows.examine.office.plain import flat_xml
from mailflows.examine.office.rich import is_rich, objects_of
from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.seen import DECODED, Member, Part, Saw

READ_WHOLE = 1_000_000  # octets of a part that is tried to its end
READ = 50  # parts that are tried, to see whether the document is whole

# Parts that are the document itself; what else lies in it is looked at.
_TEXT = frozenset("xml rels vml bin dat odttf fntdata psmdcp xsd".split()) | {""}
_ZIPPED = frozenset(
    "docx docm dotx dotm xlsx xlsm xltx xltm xlsb xlam pptx pptm potx ppsx ppsm ppam odt ods odp".split()
)
_PICTURES = frozenset("png jpg jpeg gif bmp tif tiff emf wmf webp svg ico jfif heic".split())
_EMBEDDED = ("/embeddings/", "/activex/", "/afchunk", "/package", "object ")
_OWN_BINARIES = ("vbaproject", "printersettings", "binaryindex", "sharedstrings", "calcchain")


def in_container(part: Part) -> Iterable[Member]:
    """Objects first, then whatever else does not belong in a document, then pictures."""
    zipped = opened(part.content)
    if zipped is None:
        return
    ranked = sorted((rank, entry.number, entry) for entry in zipped.entries if (rank := _rank(entry)) is not None)
    for number, (_, _, entry) in enumerate(ranked, start=1):
        yield Member(number, entry.written, entry.size, partial(zipped.read, entry, LARGEST))


def in_compound(part: Part) -> Iterable[Member]:
    """What is packed into a document of the old kind."""
    number = 0
    for _, whole in compounds(part.content):
        for package in packages_of(whole):
            number += 1
            yield _as_member(package, number)
    for raw in in_slides(part.content) if part.content[:8] == MAGIC else ():
        if raw[:8] != MAGIC and raw:
            number += 1
            yield Member(number, f"object-{number}.bin", len(raw), partial(bytes, raw))


def in_flat(part: Part) -> Iterable[Member]:
    """What a text carries in base64."""
    for number, raw in enumerate(in_text(part.content), start=1):
        yield Member(number, f"object-{number}.ole", len(raw), partial(bytes, raw))


def in_rich_text(part: Part) -> Iterable[Member]:
    """The objects of a rich text."""
    for number, one in enumerate(objects_of(part.content), start=1):
        package = from_object(one.raw) or Package("", "", "", one.raw)
        yield _as_member(package, number)


def in_notebook(part: Part) -> Iterable[Member]:
    """What is attached to the pages of OneNote; what acts first."""
    ranked = sorted(enumerate(attached_to(part.content)), key=lambda one: (not one[1].acts, one[1].is_picture, one[0]))
    for number, (_, one) in enumerate(ranked, start=1):
        yield Member(number, one.name, len(one.content), partial(bytes, one.content))


def damaged(part: Part) -> Iterable[Saw]:
    """F25: a document that cannot be opened. Word mends much; a reader must not guess."""
    try:
        zipped = laid_open(part.content)
        for entry in zipped.entries[:READ] if zipped else ():
            zipped.read_strictly(entry, LARGEST_XML if entry.size < READ_WHOLE else 16) if zipped else b""
        if zipped is None and part.content[:4] == b"PK\x03\x04" and kinds.extension(part.name) in _ZIPPED:
            yield Saw("document", shown_codes(f"{part.name}: a zip in which no document is found"), DECODED)
        if zipped and _longer_than_read(zipped):
            yield Saw("document", shown_codes(f"{part.name}: longer than is read"), DECODED)
        if part.content[:8] == MAGIC and Compound(part.content).cut_short():
            yield Saw("document", shown_codes(f"{part.name}: it breaks off"), DECODED)
    except Exception as trouble:  # noqa: BLE001 - a boundary: whatever a parser of hostile formats raises is told
        yield Saw("document", shown_codes(f"{part.name}: not readable ({type(trouble).__name__})"), DECODED)


def _rank(entry: Entry) -> int | None:
    """0 for objects, 1 for strangers, 2 for pictures; None for the document itself."""
    ending = kinds.extension(entry.name)
    if any(mark in f"/{entry.name}" for mark in _EMBEDDED) and ending not in ("xml", "rels"):
        return None if entry.size == 0 else 0
    if ending in _PICTURES:
        return 2 if "thumbnail" not in entry.name else None
    last = entry.name.rpartition("/")[2]
    if ending in _TEXT or last in ("mimetype", "[content_types].xml") or last.startswith(_OWN_BINARIES):
        return None
    return 1


def _longer_than_read(zipped: Container) -> bool:
    """Sheets may be long: of them only the beginning is shown, and nothing in them starts anything."""
    return any(
        sum(entry.size for entry in zipped.named(ending, under=under)) > ALL_XML
        or any(entry.size > LARGEST_XML for entry in zipped.named(ending, under=under))
        for ending, under in ((".rels", ""), (".xml", "word/"), (".bin", "word/"), (".bin", "xl/macrosheets/"))
    )


def _as_member(package: Package, number: int) -> Member:
    return Member(number, named(package, number), len(package.content), partial(bytes, package.content))


def _carries_base64(content: bytes) -> bool:
    return b"<w:binData" in content and bool(flat_xml(content))


OPENERS = (
    Opener("a locked document", lambda part: is_locked(part.content), behind_the_lock),
    Opener("a zipped document", lambda part: opened(part.content) is not None, in_container),
    Opener("a document of the old kind", lambda part: part.content[:8] == MAGIC, in_compound),
    Opener("rich text", lambda part: is_rich(part.content), in_rich_text),
    Opener("a OneNote section", lambda part: is_notebook(part.content), in_notebook),
    Opener("a document of one text", lambda part: _carries_base64(part.content), in_flat),
)
ROWS = (
    Look("F25", Group.COVERAGE, Severity.LOW, 1, "high", (), "documents", damaged,
         "documents that were cut short on their way"),
)  # fmt: skip
