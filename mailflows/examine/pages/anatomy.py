"""Walking through the objects of a PDF once: what starts, leads, sends, hides or lies in it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pikepdf
from pikepdf.settings import set_qpdf_limits

from mailflows.examine.pages.burden import Burden, burden_of
from mailflows.examine.pages.walk import Act, Inside, Walk
from mailflows.examine.seen import Part

PASSWORDS = 10
MANY = 150_000  # objects

# Held for the whole process: a stream may become 64 MB, and a file may be wrong in many ways, but not in all.
set_qpdf_limits(
    doc_max_warnings=1000,
    parser_max_nesting=100,
    parser_max_container_size_damaged=100_000,
    max_stream_filters=8,
    flate_max_memory=32 * 1024 * 1024,
    png_max_memory=64 * 1024 * 1024,
    tiff_max_memory=64 * 1024 * 1024,
    run_length_max_memory=64 * 1024 * 1024,
    dct_max_memory=64 * 1024 * 1024,
)

_ESCAPED = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,40}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/N\s{1,5}(\d{1,9})")
_NAMED = re.compile(rb"/(?:Launch|JavaScript|JS|OpenAction|AA|EmbeddedFile|SubmitForm|ImportData|GoTo[RE]|URI)\b")
_TELLING = frozenset(
    b"/JS /JavaScript /OpenAction /AA /Launch /EmbeddedFile /EmbeddedFiles /URI /SubmitForm /ImportData /GoToR /GoToE "
    b"/RichMedia /XFA /Action /Names /AcroForm /ObjStm /Encrypt".split()
)


@dataclass(frozen=True)
class Anatomy:
    """What one walk brought."""

    acts: tuple[Act, ...] = ()
    files: tuple[Inside, ...] = ()
    sheets: int = 0
    covered: float = 0.0  # the share of the first sheet under links to the web, 0 to 1
    central: bool = False  # one of them stands where a letter has its words, not at its head or foot
    leading: tuple[str, ...] = ()  # where the links of the first sheet lead, each once
    lock: str = ""  # "open": opens without a word; "word": with one of the mail's; "closed": not at all
    password: str | None = None
    mended: bool = False  # read only by guessing where its pieces are
    masked: tuple[str, ...] = ()  # telling names written with needless escapes
    cut: bool = False  # there was more than is walked through
    burden: Burden = Burden.LIGHT  # whether its sheets may be read and drawn
    named: tuple[str, ...] = ()  # telling names in what could not be walked through
    broken: str = ""  # why nothing could be read


@lru_cache(maxsize=1)
def anatomy_of(part: Part) -> Anatomy:
    """Open a PDF with no word, or with one the mail offers, and walk through it. Never raises on what it reads."""
    masked = _masked(part.content)
    for password in ("", *part.words[:PASSWORDS]):
        try:
            document = pikepdf.open(io.BytesIO(part.content), password=password)
        except pikepdf.PasswordError:
            continue
        except Exception:  # noqa: BLE001 - whatever a parser of hostile files raises, the answer is the same
            named = _named(part.content)
            return Anatomy(masked=masked, named=named, burden=Burden.NOT_READ, broken="a damaged PDF")
        with document:
            found = _walked(document, password, _many(part.content))
        return replace(found, masked=masked, named=_named(part.content) if found.cut else ())
    return Anatomy(masked=masked, lock="closed")


def read_inside(part: Part, place: tuple[int, int]) -> bytes:
    """The octets of a file that lies in the PDF. Raises whatever the parser raises."""
    with pikepdf.open(io.BytesIO(part.content), password=anatomy_of(part).password or "") as document:
        stream = document.get_object(place)
        return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""


def _walked(document: pikepdf.Pdf, password: str, many: bool) -> Anatomy:
    """What starts by itself is followed first; where there is no end of objects, it is all that is followed."""
    walk = Walk(cut=many)
    for step in (walk.what_starts, walk.first_sheet, *(() if many else (walk.everything,))):
        try:
            step(document)
        except Exception:  # noqa: BLE001 - what was seen before stays seen, and the rest is told as cut
            walk.cut = True
    try:
        burden = burden_of(document)
    except Exception:  # noqa: BLE001 - pieces that cannot be weighed are not read by others either
        burden = Burden.NOT_READ
    lock = ("word" if password else "open") if document.is_encrypted else ""
    mended = any("damaged" in str(warning) or "xref" in str(warning) for warning in document.get_warnings()[:50])
    return Anatomy(
        acts=tuple(Act(kind, detail, starts) for (kind, detail), starts in walk.acts.items()),
        files=tuple(walk.files.values()),
        sheets=walk.sheets,
        covered=min(1.0, walk.covered),
        central=walk.central,
        leading=tuple(walk.leading),
        lock=lock,
        password=password or None,
        mended=mended,
        cut=walk.cut,
        burden=burden,
    )


def _many(content: bytes) -> bool:
    """Say whether it holds more objects than could be read in time; a million of them can be packed into 4 MB."""
    packed = sum(int(found[1]) for found in _PACKED.finditer(content))
    return content.count(b" obj") + packed > MANY


def _named(content: bytes) -> tuple[str, ...]:
    return tuple(sorted({found[0].decode("ascii") for found in _NAMED.finditer(content)}))


def _masked(content: bytes) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_masked_names(content[: 8 * 1024 * 1024])))[:20]


def _masked_names(content: bytes) -> Iterator[str]:
    for found in _ESCAPED.finditer(content):
        plain = _ESCAPE.sub(lambda code: bytes((int(code[1], 16),)), found[0])
        if any(plain.startswith(name) and len(plain) <= len(name) + 3 for name in _TELLING):
            yield found[0].decode("ascii", "replace")
