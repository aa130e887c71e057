"""Reading HTML as a person would: its words, and its links with the words that carry them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailflows.examine.seen import Link

SIZE = 1_000_000  # characters of HTML that are looked at
LINKS = 500
RESOURCES = 200
TARGET = 2000
DEPTH = 500  # elements open inside one another, as in browsers; the parser takes a minute for 100,000

_BLOCKS = frozenset(
    "address article blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre "
    "section table td th title tr ul".split()
)
_SILENT = frozenset("script style head template noscript object svg -comment".split())
_CODE = frozenset("script style template -comment".split())  # what stands in them is no link
_LINKED = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction",),
    "iframe": ("src", "srcdoc"),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
}
_FETCHED = ("src", "background", "poster", "data-src", "lowsrc")
_FETCHING = frozenset("img image input link video audio source track body table td th tr div".split())
# Elements that never hold others, or that the next of their kind closes.
_FLAT = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td th thead tr wbr".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_BLANK = re.compile(r"[ \t\xa0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
_REFRESH = re.compile(r"url\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_STYLED = re.compile(r"url\(\s{0,9}[\"']?([^\"')\s]{1,2000})", re.IGNORECASE)
_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,30}:")
_ORIGIN = re.compile(r"https?://[^/?#\s]{1,255}", re.IGNORECASE)
_INNER_LINK = re.compile(r"\b(?:href|src|action)\s{0,9}=\s{0,9}[\"']?(https?:[^\"'\s>]{1,2000})", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """One node of a page, in the order of the text."""

    node: LexborNode
    tag: str
    silent: bool  # inside what is never shown as words
    parent: int  # place of the element around it; -1 for the root


def as_words(html: str, limit: int) -> str:
    """The text of the first million characters of HTML, one line per block, at most `limit` characters."""
    pieces: list[str] = []
    size = 0
    for place in places(html):
        if place.silent:
            continue
        if place.tag == "-text":
            piece = _BLANK.sub(" ", (place.node.text_content or "").replace("\n", " "))
        elif place.tag in _BLOCKS and pieces[-1:] != ["\n"]:
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


def words_beside_links(html: str, limit: int) -> str:
    """The words of a page that carry no link: an address among them becomes one in the reader's mail program."""
    pieces: list[str] = []
    carried: list[bool] = []
    size = 0
    for place in places(html):
        carried.append(place.tag == "a" or (place.parent >= 0 and carried[place.parent]))
        if place.tag == "-text" and not place.silent and not carried[-1]:
            pieces.append(place.node.text_content or "")
            size += len(pieces[-1])
            if size > limit:
                break
        elif place.tag in _BLOCKS:
            pieces.append("\n")
    return "".join(pieces)[:limit]


def links_of(html: str) -> tuple[Link, ...]:
    """The links of the first million characters of HTML, at most 500, in order, with the words a reader clicks on.

    Also where forms send what is typed, where frames and refreshes lead, and links inside drawings.
    """
    found: list[Link] = []
    origin = ""
    for place in places(html):
        if place.tag == "base" and not origin:
            base = _ORIGIN.match((place.node.attributes.get("href") or "").strip())
            origin = base[0] if base else ""
        for target in _targets(place):
            shown = ""
            if place.tag == "a":
                shown = _BLANK.sub(" ", place.node.text(deep=True, separator=" ")[:500]).strip()
            found.append(Link(_complete("".join(target.split()), origin)[:TARGET], shown, "html"))
        if len(found) >= LINKS:
            break
    return tuple(found[:LINKS])


def resources_of(html: str) -> tuple[str, ...]:
    """What a mail program would fetch by itself when it shows the page: pictures, style sheets; at most 200."""
    found: dict[str, None] = {}
    for place in places(html):
        if place.tag.startswith("-") or (place.silent and place.tag not in ("link", "image", "img")):
            continue
        attributes = place.node.attributes
        if place.tag in _FETCHING:
            found.update(dict.fromkeys(value for name in _FETCHED if (value := attributes.get(name))))
            if place.tag in ("link", "image") and (value := attributes.get("href") or attributes.get("xlink:href")):
                found[value] = None
            if pieces := attributes.get("srcset"):
                found.update(dict.fromkeys(piece.split()[0] for piece in pieces.split(",")[:20] if piece.split()))
        if (style := attributes.get("style")) and "url(" in style.lower():
            found.update(dict.fromkeys(_STYLED.findall(style[:20_000])))
        if len(found) >= RESOURCES:
            break
    return tuple(value.strip()[:TARGET] for value in list(found)[:RESOURCES])


def places(html: str) -> tuple[Place, ...]:
    """Every node in the order of the text; flat, for hostile trees are deep.

    The page that was read last is remembered, for its words, its links and its tricks are asked for one after another.
    """
    global _last  # noqa: PLW0603 - one page, so that it is parsed once and not three times
    if _last[0] != html:
        _last = (html, tuple(_walk(html)))
    return _last[1]


_last: tuple[str, tuple[Place, ...]] = ("", ())


def _walk(html: str) -> Iterator[Place]:
    root = LexborHTMLParser(_shallow(html[:SIZE])).root
    waiting: list[tuple[LexborNode, bool, int]] = [(root, False, -1)] if root else []
    number = 0
    while waiting:
        node, silent, parent = waiting.pop()
        tag = node.tag or ""
        silent = silent or tag in _SILENT
        yield Place(node, tag, silent, parent)
        here, number = number, number + 1
        if tag == "-text" or tag in _CODE:
            continue
        children: list[LexborNode] = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        waiting.extend((inner, silent, here) for inner in reversed(children))


def _targets(place: Place) -> Iterator[str]:
    if place.tag == "meta":
        attributes = place.node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            yield from _REFRESH.findall((attributes.get("content") or "")[: TARGET + 100])
        return
    for name in _LINKED.get(place.tag, ()):
        value = place.node.attributes.get(name)
        if value and name == "srcdoc":
            yield from _INNER_LINK.findall(unescape(value[:20_000]))
        elif value:
            yield value


def _complete(target: str, origin: str) -> str:
    """A link that names no host leads where the page says that it lies."""
    if not origin or _HAS_SCHEME.match(target) or target.startswith(("//", "\\\\", "#")):
        return target
    return f"{origin}/{target.lstrip('/')}"


def _shallow(html: str) -> str:
    """The HTML with at most 500 elements open at once; what lies deeper is laid side by side, as browsers do it.

    Nothing is cut off: a form below a thousand empty elements is seen by the reader, and so it has to be seen here.
    """
    pieces: list[str] = []
    inside: list[str] = []
    kept = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FLAT:
            continue
        if tag[1]:
            del inside[-1:]
        elif len(inside) < DEPTH:
            inside.append(name)
        else:
            pieces += (html[kept : tag.start()], f"</{inside[-1]}>")
            kept, inside[-1] = tag.start(), name
    return "".join((*pieces, html[kept:]))
