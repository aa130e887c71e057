"""What a document shows whoever opens it: its words and its links, so that they are judged like those of a mail."""

import re
from collections.abc import Iterator
from html import unescape

from mailflows.examine import kinds
from mailflows.examine.links.written import links_in_text
from mailflows.examine.office.cells import is_table, lines, links_in_cells
from mailflows.examine.office.compounds import MAGIC, compound
from mailflows.examine.office.container import Container, opened, tags
from mailflows.examine.office.instructions import instructions_of
from mailflows.examine.office.oldwords import old_words
from mailflows.examine.office.plain import flat_xml
from mailflows.examine.office.rich import is_rich
from mailflows.examine.office.richwords import rich_words
from mailflows.examine.seen import NO_MAIL, Link, Part, Shown
from mailflows.examine.showing import NOTHING, Showing

TEXT = 200_000  # characters
LINKS = 500
PARTS = 60  # of one document that are read for their words

_STORIES = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|comments|glossary/document)\d*\.xml|xl/sharedstrings\.xml|"
    r"xl/worksheets/sheet\d+\.xml|ppt/slides/slide\d+\.xml|ppt/notesslides/notesslide\d+\.xml|content\.xml|"
    r"xl/drawings/drawing\d+\.xml|word/diagrams/data\d+\.xml|ppt/diagrams/data\d+\.xml"
)
_BREAKS = re.compile(
    r"</(?:[\w.-]{1,40}:)?(?:p|h|si|tr|table-row|row|Paragraph)>|<(?:[\w.-]{1,40}:)?(?:br|line-break|cr)\s?/>"
)
_GAPS = re.compile(r"<(?:[\w.-]{1,40}:)?(?:tab|s)(?:\s[^<>]*)?/>|</(?:[\w.-]{1,40}:)?(?:tc|table-cell|Cell)>")
_SILENT = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:instrText|delText|delInstrText|v|f|binData|col|colOff|row|rowOff)\b[^<>]*>[^<]*</"
)
_TAG = re.compile(r"<[^<>]*>")
_LINES = re.compile(r"\n\s*\n+")
_HYPERLINK = re.compile(r"HYPERLINK\s+(?:\\[a-z]\s+)*\"?([^\s\"]{3,2000})", re.IGNORECASE)
_INLINE = re.compile(r"<(?:[\w.-]{1,40}:)?t(?:\s[^<>]*)?>([^<]+)</")  # in sheets all else is numbers and formulas
_CELL = re.compile(r"HYPERLINK\(\s{0,10}\"([^\"]{3,2000})\"", re.IGNORECASE)
_OLD_LINK = re.compile(rb"(?:h\0t\0t\0p\0(?:s\0)?:\0/\0/\0)(?:[\x21-\x7e]\0){3,500}", re.IGNORECASE)


def of_container(part: Part) -> Shown:
    """The words and links of a zipped document."""
    zipped = opened(part.content)
    if zipped is None:
        return NOTHING
    words: list[str] = []
    links: list[str] = []
    size = read = 0
    for entry in zipped.entries:
        if _STORIES.fullmatch(entry.name) and size < TEXT and read < PARTS:
            read += 1
            text = zipped.text(entry)
            words.append("\n".join(_INLINE.findall(text)) if "worksheets/" in entry.name else words_of(text))
            size += len(words[-1])
            links += list(_CELL.findall(text)[:LINKS])
            links += [given.get("href", "") for _, given in tags(text, "a")]
    links += _hyperlinks(zipped)
    return _shown("\n".join(words), links + list(_of_fields(part.content)))


def of_flat(part: Part) -> Shown:
    """The words and links of a document of one text."""
    text = flat_xml(part.content)
    links = [given.get("href", "") or given.get("dest", "") for _, given in tags(text, "a", "hlink", "Cell")]
    head, _, tail = text.partition("</o:DocumentProperties>")
    return _shown(words_of(tail or head), links + list(_of_fields(part.content)))


def of_compound(part: Part) -> Shown:
    """The words of a Word document of the old kind, roughly, and the links of every old kind."""
    whole = compound(part.content)
    if whole is None:
        return NOTHING
    links = list(_of_fields(part.content))
    for name in ("Data", "1Table", "0Table", "PowerPoint Document", "Workbook", "Book"):
        raw = whole.read(name, 4_000_000) if whole.holds(name) else b""
        links += [hit.decode("utf-16-le") for hit in _OLD_LINK.findall(raw)[:LINKS]]
    return _shown(old_words(whole), links)


def of_rich_text(part: Part) -> Shown:
    """The words and links of a rich text."""
    return _shown(rich_words(part.content[:4_000_000]), list(_of_fields(part.content)))


def of_table(part: Part) -> Shown:
    """The words and links of a table that is plain text."""
    return _shown("\n".join(lines(part)), list(links_in_cells(part)))


def words_of(text: str) -> str:
    """The words of XML, one paragraph a line."""
    text = _SILENT.sub("<", text[: 10 * TEXT])
    text = _TAG.sub("", _GAPS.sub("\t", _BREAKS.sub("\n", text)))
    return _LINES.sub("\n", unescape(text)).strip()[:TEXT]


def _shown(text: str, links: list[str]) -> Shown:
    found: dict[str, Link] = {}
    for target in links:
        if target and not target.startswith("#"):
            found.setdefault(target, Link(target[:2000], "", "office"))
    for link in links_in_text(text[:TEXT]):
        found.setdefault(link.target, Link(link.target, "", "office"))
    return Shown(NO_MAIL, text[:TEXT], (), tuple(found.values())[:LINKS], "file")


def _hyperlinks(zipped: Container) -> list[str]:
    found: list[str] = []
    for _, text in zipped.texts(zipped.named(".rels")):
        for _, given in tags(text, "Relationship"):
            if (
                given.get("type", "").lower().endswith("/hyperlink")
                and given.get("targetmode", "").lower() == "external"
            ):
                found.append(given.get("target", ""))
    return found


def _of_fields(content: bytes) -> Iterator[str]:
    for word, instruction in instructions_of(content):
        if word == "HYPERLINK" and (hit := _HYPERLINK.search(instruction)):
            yield hit[1]


SHOWINGS = (
    Showing("zipped documents", lambda part: opened(part.content) is not None, of_container),
    Showing("rich text", lambda part: is_rich(part.content), of_rich_text),
    Showing("documents of the old kind", lambda part: part.content[:8] == MAGIC, of_compound),
    Showing("documents of one text", lambda part: bool(flat_xml(part.content)), of_flat),
    Showing("tables", lambda part: is_table(part) and not kinds.detected(part.content).startswith("image/"), of_table),
)
