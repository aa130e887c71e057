"""Pictures that stand as text in the HTML of a mail, measured before any is decoded: a code may be one of them."""

import io
import re
import warnings
from binascii import Error, a2b_base64
from collections.abc import Iterator

from PIL import Image

from mailflows.examine.pages.pictures import FORMATS, Unfit, grey

PICTURES = 6  # of one page that are decoded
FOUND = 60  # of one page that are measured
OCTETS = 1_000_000  # of one picture
PIXELS = 4_000_000  # of one picture; a code needs few, and the mail that holds it has one turn for all
LEAST = 21  # pixels a side: the squares of the smallest code
LONG = 4  # times as long as wide: no code is

_STANDS_IN_TEXT = re.compile(
    r"data:image/(?!svg)[\w.+-]{1,20}(?:;[\w=.-]{1,40}){0,3};base64,\s{0,9}([A-Za-z0-9+/=%\s]{100,1400000})",
    re.IGNORECASE,
)


def pictures_within(page: str) -> Iterator[Image.Image]:
    """Those that could hold a code, grey."""
    decoded = 0
    for number, found in enumerate(_STANDS_IN_TEXT.finditer(page)):
        if number == FOUND or decoded == PICTURES:
            return
        try:
            octets = a2b_base64(found[1].encode("ascii"))[:OCTETS]
        except Error:
            continue
        if _could_hold_one(octets):
            decoded += 1
            picture = grey(octets)
            if not isinstance(picture, Unfit):
                yield picture


def _could_hold_one(octets: bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            short, long = sorted(Image.open(io.BytesIO(octets), formats=FORMATS).size)
    except Exception:  # noqa: BLE001 - a boundary: heads of hostile pictures raise anything
        return False
    return short >= LEAST and long <= LONG * short and short * long <= PIXELS
