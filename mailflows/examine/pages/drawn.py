"""What a PDF's pages draw, written anew: no remarks between the strokes, no notes on marks, no profile of a screen."""

import re
import struct
from collections.abc import Iterator
from typing import Any

import pikepdf

from mailflows.examine.cleaning.stays import Stays

WEB_LINK = re.compile(rb"(?:https?://|mailto:)[\x21-\x7e]*")  # the only places a link may lead to
_FORM = frozenset("/Type /Subtype /FormType /BBox /Matrix /Resources /Group /Length /Filter /DecodeParms".split())
_IMAGE = frozenset(
    "/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Intent /ImageMask /Mask /SMask /Decode /Interpolate "
    "/SMaskInData /Matte /Length /Filter /DecodeParms".split()
)
_KEPT = {"/Form": _FORM, "/Image": _IMAGE}
_MARKS = {"BDC": "BMC", "DP": "MP"}  # marks with notes on them, and the same without
_PHOTO = frozenset({"/DCT", "/DCTDecode", "/JPXDecode"})
_DEVICES = {1: pikepdf.Name.DeviceGray, 3: pikepdf.Name.DeviceRGB, 4: pikepdf.Name.DeviceCMYK}
_TABLE = struct.Struct(">4sIII")
_TABLES = 64  # of one font


def redraw(pdf: pikepdf.Pdf) -> None:
    """Every page, form, pattern and drawn letter again, stroke by stroke. Raises Stays for photos among the strokes."""
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(_strokes(page))
    for one in list(pdf.objects):
        if isinstance(one, pikepdf.Stream):
            if (keys := _KEPT.get(str(one.get("/Subtype", "")))) is not None:
                for key in set(one.keys()) - keys:
                    del one[key]
            if one.get("/Subtype") == "/Form" or one.get("/PatternType") == 1:
                one.write(_strokes(one))
        elif isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type3":
            for letter in one.get("/CharProcs", pikepdf.Dictionary()).as_dict().values():
                letter.write(_strokes(letter))


def _strokes(drawn: Any) -> bytes:
    """Comments fall away with reading and writing (ISO 32000-1, 7.2.3); notes on marks are left out here."""
    kept: list[Any] = []
    for one in pikepdf.parse_content_stream(drawn):
        if isinstance(one, pikepdf.ContentStreamInlineImage):
            if _PHOTO & set(map(str, one.iimage.filters)):
                raise Stays("not_cleaned")  # a photo keeps its camera and its place inside
        elif (mark := _MARKS.get(str(one.operator))) is not None:
            kept.append(pikepdf.ContentStreamInstruction(list(one.operands)[:1], pikepdf.Operator(mark)))
            continue
        kept.append(one)
    return pikepdf.unparse_content_stream(kept)


def without_profiles(dictionary: Any) -> None:
    """Colours are a device's; the profile that names somebody's screen or camera is left behind."""
    waiting, seen = [dictionary], set()
    while waiting:
        here = waiting.pop()
        if here.is_indirect:
            seen.add(here.objgen)
        for at, inner in _places(here):
            if not isinstance(inner, pikepdf.Array):
                continue
            if len(inner) == 2 and inner[0] == "/ICCBased":
                if (device := _DEVICES.get(int(inner[1].get("/N", 0)))) is None:
                    raise Stays("not_cleaned")
                here[at] = device
            elif inner.objgen not in seen or not inner.is_indirect:
                waiting.append(inner)


def _places(here: Any) -> Iterator[tuple[Any, Any]]:
    return iter(list(enumerate(here)) if isinstance(here, pikepdf.Array) else list(here.items()))


def without_names(font: bytes) -> bytes:
    """A TrueType font whose table of names is empty: nobody's copyright, licence or name (OpenType, `name`)."""
    try:
        [count] = struct.unpack_from(">H", font, 4)
        if count > _TABLES:
            raise Stays("not_cleaned")
        for number in range(count):
            kind, _, begins, size = _TABLE.unpack_from(font, 12 + number * _TABLE.size)
            if kind == b"name":
                if begins + size > len(font):
                    raise Stays("not_cleaned")
                font = font[:begins] + b"\0\0\0\0\0\6".ljust(size, b"\0")[:size] + font[begins + size :]
    except struct.error:
        raise Stays("not_cleaned") from None
    return font
