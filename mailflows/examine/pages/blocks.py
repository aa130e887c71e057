"""Codes drawn with letters or with the cells of a table, made a picture again so that they can be read."""

import re
from collections.abc import Iterator

from PIL import Image

from mailflows.examine.html import Place

LEAST = 15  # rows and columns; the smallest code has 21 squares a side, or 11 rows of halves, and a margin
ROWS = 250
COLUMNS = 400
TEXT = 200_000  # characters that are looked through
MODULE = 4  # pixels a square becomes

# Signs that draw, as upper and lower half of the place they take; a place is twice as high as wide.
_HALVES = {
    **dict.fromkeys("\u2588\u2593\u25a0#@", (True, True)),
    "\u2580": (True, False),
    "\u2584": (False, True),
    **dict.fromkeys(" \u00a0\u2591\u3000.", (False, False)),
}
_SQUARES = {"\u2b1b": True, "\u2b1c": False, "\U0001f532": True, "\U0001f533": False}  # these are as wide as high
_STRONG = frozenset("\u2588\u2580\u2584\u2593\u25a0#@\u2b1b")
_COLOUR = re.compile(
    r"background(?:-color)?\s{0,9}:\s{0,9}(#[0-9a-f]{3,6}|black|white|rgb\([\d, ]{5,20}\))", re.IGNORECASE
)
_WIDE = re.compile(r"\d{1,3}")


def drawn_in_lines(text: str) -> Iterator[Image.Image]:
    """Each block of lines that hold nothing but drawing signs."""
    block: list[str] = []
    for line in [*text[:TEXT].replace("\r", "").split("\n"), ""]:
        if len(line) >= LEAST and all(sign in _HALVES or sign in _SQUARES for sign in line):
            block.append(line[:COLUMNS])
            continue
        if 11 <= len(block) <= ROWS and _STRONG & set("".join(block)):
            yield _picture([row for drawn in block for row in _rows(drawn)])
        block = []


def drawn_in_tables(nodes: tuple[Place, ...]) -> Iterator[Image.Image]:
    """Each run of table rows whose cells are dark or light."""
    rows: list[list[bool]] = []
    for place in nodes:
        if place.tag in ("table", "tr") and len(rows) <= ROWS:
            if place.tag == "table":
                yield from _table(rows)
                rows = []
            else:
                rows.append([])
        elif place.tag == "td" and rows and len(rows[-1]) < COLUMNS:
            attributes = place.node.attributes
            wide = _WIDE.match(attributes.get("colspan") or "")
            dark = _dark(attributes.get("bgcolor") or "", attributes.get("style") or "")
            rows[-1].extend([dark] * min(COLUMNS, int(wide[0]) if wide else 1))
    yield from _table(rows)


def _table(rows: list[list[bool]]) -> Iterator[Image.Image]:
    if LEAST <= len(rows) <= ROWS and min(len(row) for row in rows) >= LEAST:
        yield _picture(rows)


def _rows(line: str) -> tuple[list[bool], list[bool]]:
    upper: list[bool] = []
    lower: list[bool] = []
    for sign in line:
        if sign in _SQUARES:
            upper += [_SQUARES[sign]] * 2
            lower += [_SQUARES[sign]] * 2
        else:
            above, below = _HALVES[sign]
            upper.append(above)
            lower.append(below)
    return upper, lower


def _picture(rows: list[list[bool]]) -> Image.Image:
    """A picture with a margin, a square of pixels for each sign; what is missing in a row is light."""
    width = max(len(row) for row in rows)
    octets = b"".join(bytes(0 if dark else 255 for dark in row) + b"\xff" * (width - len(row)) for row in rows)
    drawn = Image.frombytes("L", (width, len(rows)), octets)
    whole = Image.new("L", (width + 8, len(rows) + 8), 255)
    whole.paste(drawn, (4, 4))
    return whole.resize((whole.width * MODULE, whole.height * MODULE), Image.Resampling.NEAREST)


def _dark(colour: str, style: str) -> bool:
    found = _COLOUR.search(style[:500])
    written = (found[1] if found else colour).strip().lower()
    if written.startswith("#"):
        digits = written[1:]
        digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
        try:
            return len(digits) == 6 and sum(bytes.fromhex(digits)) < 384
        except ValueError:
            return False
    if written.startswith("rgb"):
        return sum(int(number) for number in _WIDE.findall(written)[:3]) < 384
    return written == "black"
