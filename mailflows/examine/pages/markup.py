"""Recognising pages (HTML, XHTML, SVG, saved pages) among files, and taking their code apart from their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mailflows.examine.charsets import as_text
from mailflows.examine.html import SIZE, Place, places
from mailflows.examine.kinds import detected, extension
from mailflows.examine.seen import Part

WHOLE = 8_000_000  # octets of a page that are read
CODE = 1_000_000  # characters of its scripts
RUN = 400  # characters of one unbroken piece of base64 or hex in a script: no code, and not read as such

_PAGES = frozenset("html htm shtml shtm xhtml xht svg".split())
_SAVED = frozenset("mht mhtml".split())
_NO_WORDS = frozenset("script style template".split())
_NO_PAGE = frozenset(("application/octet-stream", "text/plain", "text/html"))
_BEGINS = re.compile(r"<(?:!doctype\s{1,9}(?:html|svg)|html|head|body|script|svg|iframe|form|meta)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<(?:[\w-]{1,20}:)?script\b", re.IGNORECASE)  # in XML with a prefix of its own
_SCRIPT_ENDS = re.compile(r"</(?:[\w-]{1,20}:)?script", re.IGNORECASE)
_XML = frozenset("xml xsl xslt".split())
_PAGE_IN_XML = re.compile(r"www\.w3\.org/(?:1999/xhtml|2000/svg|1999/XSL/Transform)")
_DATA_ONLY = re.compile(
    r"type\s{0,9}=\s{0,9}[\"']?(?:application/(?:ld\+)?json|text/x-|text/template|image/)", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:src|href)\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_UNBROKEN = re.compile(rf"(?<![A-Za-z0-9+/=_%-])[A-Za-z0-9+/=_%-]{{{RUN},}}")
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """One page: its source, what it shows, and its code."""

    source: str
    nodes: tuple[Place, ...]  # of its first million characters, pictures that stand in them not counted
    whole: bool  # it is not longer than that
    code: str  # scripts, handlers and links that are scripts, without long pieces of data
    scripts: int  # how many there are, those of handlers not counted
    fetched: tuple[str, ...]  # scripts from elsewhere
    handlers: tuple[tuple[str, str], ...]  # tag and attribute of what acts upon an event or a click
    drawing: bool  # SVG by itself
    words: str  # what is read on it; drawings have words too


def is_page(part: Part) -> bool:
    """Say whether a browser would show it: by its name or its beginning, and by nothing that speaks against it."""
    media = detected(part.content)
    marked = part.content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not part.content or (media not in _NO_PAGE and not marked) or is_saved(part):
        return False
    if media == "text/html" or any(extension(name) in _PAGES for name in part.names):
        return True
    if part.declared in ("text/html", "application/xhtml+xml", "image/svg+xml"):
        return True
    head = text_of(part, 4096)
    if not head.lstrip().startswith("<"):
        return False
    # A browser draws any XML that speaks of pages; nobody else opens it.
    in_xml = any(extension(name) in _XML for name in part.names) and bool(_PAGE_IN_XML.search(head))
    return in_xml or bool(_BEGINS.search(head))


def is_saved(part: Part) -> bool:
    """Say whether it is a page saved with everything that belongs to it, as one mail (MHT)."""
    named = any(extension(name) in _SAVED for name in part.names)
    head = part.content[:4096].lower()
    # Word opens such a page under the name of a document.
    bare = head.lstrip().startswith(b"mime-version:") and b"multipart/related" in head
    return (named or bare or b"snapshot-content-location:" in head) and b"mime-version:" in head


def text_of(part: Part, most: int = WHOLE) -> str:
    """The page as text, in the character set that its mark, the mail, or the page itself names."""
    content = part.content[:most]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    named = _CHARSET.search(content[:2048])
    charset = part.charset or (named[1].decode("ascii", "replace") if named else None)
    return as_text(content.removeprefix(b"\xef\xbb\xbf"), charset)


@lru_cache(maxsize=1)
def page_of(part: Part) -> Page:
    """Take a page apart, once."""
    source = text_of(part)
    light = source if len(source) <= SIZE else _UNBROKEN.sub("\u00a7", source)
    nodes = places(light)
    scripts, fetched, pieces = 0, [], []
    for opening, inner in _scripts(source):
        if _DATA_ONLY.search(opening):
            continue
        scripts += 1
        if named := _SOURCE.search(opening):
            fetched.append(named[1])
        pieces.append(inner)
    handlers = []
    for tag, name, value in _acting(nodes):
        handlers.append((tag, name))
        pieces.append(value)
    code = _UNBROKEN.sub("\u00a7", "\n".join(pieces)[:WHOLE])[:CODE]
    return Page(
        source,
        nodes,
        len(light) <= SIZE and len(part.content) <= WHOLE,
        code,
        scripts,
        tuple(fetched[:50]),
        tuple(handlers[:200]),
        _is_drawing(source),
        _words(nodes),
    )


def _words(nodes: tuple[Place, ...]) -> str:
    kept = []
    for place in nodes:
        over = nodes[place.parent].tag if place.parent >= 0 else ""
        if place.tag == "-text" and over not in _NO_WORDS:
            kept.append(place.node.text_content or "")
    return " ".join(" ".join(kept).split())


def _scripts(source: str) -> Iterator[tuple[str, str]]:
    """Each script: what stands in its tag, and what in it; the last may have no end."""
    at = 0
    while opening := _SCRIPT.search(source, at):
        inside = source.find(">", opening.end()) + 1
        if not inside:
            return
        closing = _SCRIPT_ENDS.search(source, inside)
        at = closing.start() if closing else len(source)
        yield source[opening.end() : inside - 1][:5000], source[inside:at]


def _acting(nodes: tuple[Place, ...]) -> Iterator[tuple[str, str, str]]:
    for place in nodes:
        if place.tag.startswith(("-", "!")):
            continue
        for name, given in place.node.attributes.items():
            value = given or ""
            bare = "".join(value[:40].split()).lower()
            if (name.startswith("on") and len(name) < 30) or bare.startswith(("javascript:", "vbscript:")):
                yield place.tag, name, value[:20_000]


def _is_drawing(source: str) -> bool:
    first = _BEGINS.search(source[:8192])
    return bool(first) and "svg" in first[0].lower()  # type: ignore[index]
