"""Reading HTML as a person would: its words, and its links with the words that carry them."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailflows.examine.seen import Link

SIZE = 1_000_000  # characters of HTML that are looked at
LINKS = 500
TARGET = 2000
DEPTH = 500  # elements open inside one another; the parser takes a minute for 100,000

_BLOCKS = frozenset(
    "address article blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre "
    "section table td th title tr ul".split()
)
_SILENT = frozenset("script style head template noscript object svg -comment".split())
_LINKED = {"a": "href", "area": "href", "form": "action", "iframe": "src", "frame": "src", "embed": "src"}
# Elements that never hold others, or that the next of their kind closes.
_FLAT = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td th thead tr wbr".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_BLANK = re.compile(r"[ \t\xa0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


def as_words(html: str, limit: int) -> str:
    """The text of the first million characters of HTML, one line per block, at most `limit` characters."""
    pieces: list[str] = []
    size = 0
    for node in _nodes(html):
        if node.tag == "-text":
            piece = _BLANK.sub(" ", (node.text_content or "").replace("\n", " "))
        elif node.tag in _BLOCKS and pieces[-1:] != ["\n"]:
            piece = "\n"
        else:
            continue
        pieces.append(piece)
        size += len(piece)
        if size > limit * 2:
            break
    text = "".join(pieces)
    lines = (line.strip() for line in _EMPTY_LINES.sub("\n\n", text).split("\n"))
    return "\n".join(lines).strip()[:limit]


def links_of(html: str) -> tuple[Link, ...]:
    """The links of the first million characters of HTML, at most 500, in order, with the words a reader clicks on."""
    found: list[Link] = []
    for node in _nodes(html):
        if (attribute := _LINKED.get(node.tag or "")) and (target := node.attributes.get(attribute)):
            shown = _BLANK.sub(" ", node.text(deep=True, separator=" ")[:500]).strip() if node.tag == "a" else ""
            found.append(Link("".join(target.split())[:TARGET], shown, "html"))
            if len(found) == LINKS:
                break
    return tuple(found)


def _nodes(html: str) -> list[LexborNode]:
    """Every node in the order of the text, without what is never shown; flat, for hostile trees are deep."""
    root = LexborHTMLParser(_shallow(html[:SIZE])).root
    nodes: list[LexborNode] = []
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if node.tag in _SILENT:
            continue
        nodes.append(node)
        children: list[LexborNode] = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        waiting.extend(reversed(children))
    return nodes


def _shallow(html: str) -> str:
    """The HTML up to where more than 500 elements are open at once, as they are in no honest mail."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEPTH:
            return html[: tag.start()]
    return html
