"""A PDF without what tells who made it, when and with what: only its pages stay, and links in them."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf.exceptions import PdfParsingError

from mailflows.examine.cleaning.pixels import bare_picture
from mailflows.examine.cleaning.stays import OCTETS, Stays
from mailflows.examine.pages.drawn import WEB_LINK, redraw, without_names, without_profiles

_CATALOG = frozenset({"/Type", "/Pages", "/Lang", "/PageLayout"})
_PAGE = frozenset(
    "/Type /Parent /MediaBox /CropBox /TrimBox /BleedBox /ArtBox /Rotate /UserUnit /Resources /Contents /Group /Annots"
    .split()
)  # fmt: skip
_LINK = frozenset({"/Type", "/Subtype", "/Rect", "/Border", "/H", "/A", "/F"})
# What may hang on any object, and never leaves: who, when, with what, and what acts or is hidden.
_NEVER = frozenset(
    "/Metadata /PieceInfo /LastModified /AF /AA /OpenAction /JS /JavaScript /EmbeddedFiles /EF /Alternates /OPI "
    "/StructParent /StructParents /StructTreeRoot /Private /Info /RichMedia /Measure /PtData /SpiderInfo /OC "
    "/Properties /Author /Creator /Producer /CreationDate /ModDate /Keywords".split()
)
_BROKEN = (
    *(pikepdf.PdfError, PdfParsingError, pikepdf.ForeignObjectError),
    *(RuntimeError, TypeError, KeyError, AttributeError),
)
_PICTURE, _UNCLEAN = "/DCTDecode", "/JPXDecode"


def bare_pdf(content: bytes) -> bytes:
    """The same pages in a new file. Raises Stays where it is locked, damaged, a form, or holds comments or layers."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Stays("locked")
            _strip(pdf)
            fresh = _written(pdf)
        with pikepdf.open(io.BytesIO(fresh)) as pdf:  # what was reached some other way would still be there
            if any(key in _NEVER for one in _dictionaries(pdf) for key in one.keys()):  # noqa: SIM118 - no dict
                raise Stays("not_cleaned")
    except pikepdf.PasswordError:
        raise Stays("locked") from None
    except (
        pikepdf.PdfError,
        PdfParsingError,
        pikepdf.ForeignObjectError,
        RuntimeError,
        TypeError,
        KeyError,
        AttributeError,
    ):
        raise Stays("unreadable") from None
    if len(fresh) > OCTETS:
        raise Stays("too_large")
    return fresh


def _strip(pdf: pikepdf.Pdf) -> None:
    fields = pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", ())
    if len(fields) or "/OCProperties" in pdf.Root:
        raise Stays("comments")
    _keep_only(pdf.Root, _CATALOG)
    for page in pdf.pages:
        _keep_only(page.obj, _PAGE)
        for mark in page.obj.get("/Annots", ()):
            _link(mark)
    for one in _dictionaries(pdf):
        for key in _NEVER & set(one.keys()):
            del one[key]
        without_profiles(one)
        if isinstance(font := one.get("/FontFile2"), pikepdf.Stream):
            font.write(without_names(font.read_bytes()))
        if isinstance(one, pikepdf.Stream):
            _stream(one)
    redraw(pdf)
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]


def _keep_only(dictionary: Any, keys: frozenset[str]) -> None:
    for key in set(dictionary.keys()) - keys:
        del dictionary[key]


def _link(mark: Any) -> None:
    """Links to web pages stay as they are, and lead nowhere else; the rest of what is put onto a page makes it stay."""
    if mark.get("/Subtype") != "/Link":
        raise Stays("comments")
    _keep_only(mark, _LINK)
    action = mark.get("/A")
    if action is not None and action.get("/S") == "/URI" and WEB_LINK.fullmatch(bytes(action.get("/URI", b""))):
        _keep_only(action, frozenset({"/Type", "/S", "/URI"}))
    elif action is not None:
        del mark["/A"]


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of the file, also those that lie inside others."""
    for one in pdf.objects:
        waiting = [one]
        while waiting:
            here = waiting.pop()
            if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
                yield here
                waiting += [inner for _, inner in here.items() if not _elsewhere(inner)]
            elif isinstance(here, pikepdf.Array):
                waiting += [inner for inner in here if not _elsewhere(inner)]


def _elsewhere(one: Any) -> bool:
    """Whether it is an object of its own, which is met by itself."""
    return not isinstance(one, pikepdf.Object) or one.is_indirect


def _stream(stream: pikepdf.Stream) -> None:
    said = stream.get("/Filter")
    filters = [str(said)] if isinstance(said, pikepdf.Name) else [str(one) for one in said] if said is not None else []
    if _UNCLEAN in filters or (_PICTURE in filters and len(filters) > 1):
        raise Stays("not_cleaned")
    if filters == [_PICTURE]:
        shape = stream.get("/DecodeParms")
        shape = shape if isinstance(shape, pikepdf.Dictionary | pikepdf.Array) else None
        stream.write(bare_picture(stream.read_raw_bytes()), filter=pikepdf.Name(_PICTURE), decode_parms=shape)


def _written(pdf: pikepdf.Pdf) -> bytes:
    """Written so that whoever reads on can follow it object by object: nothing is packed into anything."""
    pdf.remove_unreferenced_resources()
    held = io.BytesIO()
    pdf.save(
        held,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return held.getvalue()
