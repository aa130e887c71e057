"""The lines of a page of HTML as they are read, each with its place in the source: so the page can be cut there."""

import re
from html import unescape

from mailflows.examine.evidence.quoted_lines import COURTESY, Line

SIZE = 1_000_000  # characters of HTML that are looked at
LINES = 20_000

_BLOCKS = frozenset(
    "address article blockquote body br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre "
    "section table td th title tr ul".split()
)
_SILENT = ("script", "style", "head", "title", "template", "noscript", "svg")
# A tag or a run of text; neither can be tried twice from the same place.
_PIECE = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]*>?|[^<]+|<")
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _SILENT}


class _Sheet:
    """Lines being written."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.unclosed: set[str] = set()
        self.depth = self.start = self.end = 0

    def add(self, words: str, start: int, end: int) -> None:
        if not self.words:
            self.start = start
        self.words.append(words)
        self.end = end

    def turn(self, at: int) -> None:
        """End the line; empty ones are kept as one."""
        raw = " ".join("".join(self.words).split())
        text = raw.translate(COURTESY).strip()
        if text:
            self.lines.append(Line(self.depth, text, self.start, self.end, raw))
        elif self.lines and self.lines[-1].text:
            self.lines.append(Line(self.depth, "", at, at, ""))
        self.words = []


def lines_of_page(page: str) -> list[Line]:
    """The lines a reader meets in the first million characters of HTML; a blockquote is quoted one deeper."""
    page = page[:SIZE]
    sheet = _Sheet()
    at = 0
    while at < len(page) and len(sheet.lines) < LINES:
        piece = _PIECE.match(page, at)
        if piece is None:
            break
        begin, at = at, piece.end()
        if piece[0] == "<!--":
            closed = page.find("-->", at)
            at = closed + 3 if closed >= 0 else len(page)
        elif piece[2] is None:
            sheet.add(unescape(piece[0]), begin, at)
        else:
            at = _tag(sheet, page, piece[2].lower(), bool(piece[1]), begin, at)
    sheet.turn(at)
    return sheet.lines


def _tag(sheet: _Sheet, page: str, name: str, closing: bool, begin: int, at: int) -> int:
    """What one tag does to the sheet; gives where reading goes on."""
    if name in _SILENT and not closing:
        closed = -1 if name in sheet.unclosed else _closed(page, name, at)
        if closed < 0:
            sheet.unclosed.add(name)  # asked once: a page of a hundred thousand open <style> is not read as often
        return closed if closed >= 0 else at
    if name in _BLOCKS:
        sheet.turn(begin)
        if name == "blockquote":
            sheet.depth = max(0, sheet.depth + (-1 if closing else 1))
        elif name == "hr" and not closing:
            sheet.add("________________", begin, at)
            sheet.turn(at)
    return at


def _closed(page: str, name: str, at: int) -> int:
    """Where an element that shows nothing ends."""
    found = _ENDS[name].search(page, at)
    return found.start() if found else -1
