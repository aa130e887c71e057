"""Reading HTML as a person would: its words, and its links with the words that carry them."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailflows.examine.seen import Link

SIZE = 1_000_000  # characters of HTML that are looked at
LINKS = 500
TARGET = 2000

_BLOCKS = frozenset(
    "address article blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre "
    "section table td th title tr ul".split()
)
_SILENT = frozenset("script style head template noscript object svg -comment".split())
_LINKED = {"a": "href", "area": "href", "form": "action", "iframe": "src", "frame": "src", "embed": "src"}
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
    root = LexborHTMLParser(html[:SIZE]).root
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
