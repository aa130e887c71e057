"""What it would cost to read and to draw the sheets of a PDF, told before anybody tries."""

import re
from collections import Counter
from enum import IntEnum

import pikepdf

SHEETS = 20  # whose words are read
DRAWN = 3  # that are drawn
READ_MOST = 10_000_000  # octets of drawing orders that are followed for their words
DRAW_MOST = 2_000_000  # and on the sheets that are drawn
PIXELS = 60_000_000  # of one picture on a sheet
FORMS = 300  # drawings within drawings
NESTED = 12

_DO = re.compile(rb"/([^\s/\[\]<>()]{1,100})\s{1,20}Do\b")


class Burden(IntEnum):
    """How far one can go."""

    LIGHT = 0
    NOT_DRAWN = 1  # the words can be read
    NOT_READ = 2


def burden_of(document: pikepdf.Pdf) -> Burden:
    """Weigh the first sheets: a drawing that holds ten of itself ten deep is small to mail, and endless to draw."""
    scale = _Scale()
    total = 0
    burden = Burden.LIGHT
    for number, page in enumerate(document.pages):
        if number == SHEETS:
            break
        total += scale.cost(page.obj, page.obj.get("/Contents"), 0) + scale.upon(page.obj.get("/Annots"))
        if total > READ_MOST:
            return Burden.NOT_READ
        if number < DRAWN and (total > DRAW_MOST or scale.largest > PIXELS):
            burden = Burden.NOT_DRAWN
    return burden


class _Scale:
    """Weighs drawings, each once."""

    def __init__(self) -> None:
        self.largest = 0  # pixels
        self._known: dict[tuple[int, int], int] = {}

    def upon(self, notes: object) -> int:
        """The cost of what lies upon a sheet and is drawn with it: stamps, buttons."""
        cost = 0
        for note in list(notes)[:500] if isinstance(notes, pikepdf.Array) else ():
            looks = note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None
            drawn = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
            if isinstance(drawn, pikepdf.Stream):
                cost += self.cost(drawn, drawn, 1)
        return cost

    def cost(self, holder: pikepdf.Object, content: object, depth: int) -> int:
        """The octets of orders that are followed, counted as often as they are."""
        if depth > NESTED or len(self._known) > FORMS:
            return READ_MOST + 1
        orders = _orders(content)
        if len(orders) > READ_MOST:
            return len(orders)
        used = Counter(found[1] for found in _DO.finditer(orders))
        cost = len(orders)
        resources = holder.get("/Resources")
        held = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        for name, inner in list(held.items())[:2000] if isinstance(held, pikepdf.Dictionary) else ():
            times = used.get(name[1:].encode("latin-1", "ignore"), 0)
            if not times or not isinstance(inner, pikepdf.Stream):
                continue
            if inner.get("/Subtype") == "/Form":
                place = inner.objgen
                if place not in self._known:
                    self._known[place] = READ_MOST  # what holds itself is never done
                    self._known[place] = self.cost(inner, inner, depth + 1)
                cost = min(cost + times * self._known[place], READ_MOST + 1)
            else:
                self.largest = max(self.largest, _pixels(inner))
        return cost


def _orders(content: object) -> bytes:
    pieces = list(content)[:500] if isinstance(content, pikepdf.Array) else [content]
    orders = bytearray()
    for piece in pieces:
        if isinstance(piece, pikepdf.Stream):
            try:
                orders += piece.read_bytes() + b"\n"
            except pikepdf.PdfError:
                # Either broken, and then readers stop here too, or it would not end.
                orders += b" " * (READ_MOST + 1 if len(piece.read_raw_bytes()) > 10_000 else 0)
        if len(orders) > READ_MOST:
            break
    return bytes(orders)


def _pixels(picture: pikepdf.Stream) -> int:
    """The pixels of a picture: as the PDF says, or as a JPEG 2000 says itself (ISO/IEC 15444-1 A.5.1)."""
    wide, high = picture.get("/Width"), picture.get("/Height")
    said = _number(wide) * _number(high)
    if "JPX" not in str(picture.get("/Filter")):
        return said
    head = picture.read_raw_bytes()[:2000]
    at = head.find(b"\xff\x51")
    own = (
        int.from_bytes(head[at + 6 : at + 10], "big") * int.from_bytes(head[at + 10 : at + 14], "big") if at >= 0 else 0
    )
    return max(said, own)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
