"""How a page of HTML is built: forms, pictures, what is hidden, what runs, what is fetched when it is shown."""

import re
from dataclasses import dataclass, field

from mailflows.examine import html
from mailflows.examine.html import Place

EVENTS = 20
_HIDDEN = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden"
    r"|font-size\s{0,5}:\s{0,5}(?:0(?:\.0\d{0,3})?(?:px|pt|r?em|%)?|[01]?\.\d{1,3}(?:px|pt)|1(?:px|pt))\s{0,5}(?:;|!|$)"
    r"|opacity\s{0,5}:\s{0,5}0(?:\.0{1,3})?\s{0,5}(?:;|!|$)|max-height\s{0,5}:\s{0,5}0(?:px)?\s{0,5}(?:;|!|$)"
    r"|(?:left|top|text-indent|margin-left|margin-top)\s{0,5}:\s{0,5}-\d{4,5}"
    r"|(?<!-)(?:width|height)\s{0,5}:\s{0,5}0(?:px)?\s{0,5}(?:;|!|$)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![-\w])color\s{0,5}:\s{0,5}(#[0-9a-f]{3,8}|white|transparent)\b", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s{0,5}:\s{0,5}(#[0-9a-f]{3,8}|white)\b", re.IGNORECASE)
_CODE = re.compile(r"^[\x00-\x20]*(?:j[\x00-\x20]*a[\x00-\x20]*v[\x00-\x20]*a[\x00-\x20]*s[\x00-\x20]*c[\x00-\x20]*r"
                   r"[\x00-\x20]*i[\x00-\x20]*p[\x00-\x20]*t|vbscript)[\x00-\x20]*:", re.IGNORECASE)  # fmt: skip
_DATA = re.compile(r"^\s{0,20}data:(?:text/html|image/svg|application/x?html|text/xml|application/xml)", re.IGNORECASE)
# An attribute inside an attribute, for a web mail that takes the page apart and puts it together wrongly.
_SMUGGLED = re.compile(
    r"""(?:^|[\s"'/>])on(?:animation\w{3,12}|error|load|begin|focus(?:in)?|toggle|scroll\w{0,4})\s{0,9}=""",
    re.IGNORECASE,
)
_STYLE_RUNS = re.compile(r"expression\s{0,9}\(|javascript:|-moz-binding|behaviou?r\s{0,9}:\s{0,9}url", re.IGNORECASE)
_ADDRESSES = frozenset("href xlink:href src action formaction data background to values from srcdoc".split())
_GAP = re.compile(
    r"(?:height|margin-top|padding-top|padding-bottom)\s{0,3}:\s{0,3}(?:[5-9]\d\d|\d{4,6})vh", re.IGNORECASE
)
_LETTERS = re.compile(r"\w+")  # preheaders are filled up with blanks and joiners
_SIZE = re.compile(r"\d{1,5}")
_PAINTED = re.compile(r"background(?:-image)?\s{0,5}:[^;{}]{0,200}url\(\s{0,5}[\"']?(?:https?:)?//", re.IGNORECASE)
_WEB = re.compile(r"^\s{0,20}(?:https?:)?//", re.IGNORECASE)


@dataclass
class Page:
    """One page, counted."""

    visible: int = 0  # letters a reader sees
    hidden: int = 0  # letters that are there and are not seen
    splits: int = 0  # hidden pieces inside a word
    images: int = 0  # of some size
    remote_images: int = 0
    linked: list[str] = field(default_factory=list)  # where pictures of some size lead
    backgrounds: int = 0  # pictures that are painted behind an element, by its style or by a style sheet
    hrefs: list[str] = field(default_factory=list)  # where any link leads
    pixels: int = 0
    forms: list[str] = field(default_factory=list)  # where they send what is typed
    passwords: int = 0
    inputs: int = 0
    scripts: int = 0
    frames: list[str] = field(default_factory=list)
    refreshes: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    payloads: list[tuple[str, str]] = field(default_factory=list)  # what runs by itself: where, and its words
    handlers: int = 0  # what runs when something is clicked
    fetched: tuple[str, ...] = ()
    gap: str = ""  # a space of many screens, below which the rest is kept from view


def page_of(source: str) -> Page:
    """Count what a page holds, in one walk."""
    page = Page()
    places = html.places(source)
    concealed: list[bool] = []
    links: list[str] = []
    before = ""  # the last sign that was seen
    pending = False  # hidden letters stand since then
    for place in places:
        above = place.parent
        hides = above >= 0 and concealed[above]
        link = links[above] if above >= 0 else ""
        if place.tag == "-text":
            concealed.append(hides)
            links.append(link)
            words = (place.node.text_content or "") if not place.silent else ""
            letters = sum(len(word) for word in _LETTERS.findall(words))
            if hides:
                page.hidden += letters
                pending = pending or (letters > 0 and before.isalpha())
            elif words:
                page.visible += letters
                page.splits += pending and words[0].isalpha()
                before, pending = words[-1], False
            continue
        attributes = place.node.attributes if not place.tag.startswith("-") else {}
        concealed.append(hides or (bool(attributes) and _is_hidden(attributes)))
        if place.tag == "style" and _PAINTED.search((place.node.text() or "")[:50_000]):
            page.backgrounds += 1
        if place.tag == "style" and (found := _STYLE_RUNS.search((place.node.text() or "")[:50_000])):
            _note(page, "<style>", found[0])
        if place.tag == "br":
            before = " "
        links.append((attributes.get("href") or "").strip() if place.tag == "a" else link)
        if attributes or place.tag in ("script", "form"):
            _count(page, place, attributes, links[-1])
    if gap := _GAP.search(source[: html.SIZE]):
        page.gap = gap[0]
    page.fetched = tuple(value for value in html.resources_of(source) if _WEB.match(value))
    return page


def _count(page: Page, place: Place, attributes: dict[str, str | None], link: str) -> None:
    tag = place.tag
    if _PAINTED.search((attributes.get("style") or "")[:2000]) or _WEB.match(attributes.get("background") or ""):
        page.backgrounds += 1
    if tag == "a" and link and len(page.hrefs) < EVENTS:
        page.hrefs.append(link[:500])
    if tag in ("img", "image"):
        _picture(page, attributes, link)
    elif tag == "form":
        page.forms.append((attributes.get("action") or "").strip()[:500])
    elif tag in ("input", "textarea", "select"):
        kind = (attributes.get("type") or "text").strip().lower()
        page.passwords += kind == "password"
        page.inputs += kind in ("text", "email", "tel", "password", "number")
    elif tag == "script":
        page.scripts += 1
    elif tag in ("iframe", "frame", "embed", "object"):
        page.frames.append((attributes.get("src") or attributes.get("data") or attributes.get("srcdoc") or "")[:500])
    elif tag == "base":
        page.bases.append((attributes.get("href") or "")[:500])
    elif tag == "meta" and (attributes.get("http-equiv") or "").strip().lower() == "refresh":
        page.refreshes.append((attributes.get("content") or "")[:500])
    _runs(page, place, attributes)


def _picture(page: Page, attributes: dict[str, str | None], link: str) -> None:
    wide, high = _measure(attributes.get("width")), _measure(attributes.get("height"))
    source = attributes.get("src") or attributes.get("href") or ""
    remote = bool(_WEB.match(source))
    if min(wide, high) <= 2:
        page.pixels += remote
    elif min(wide, high) >= 60:
        page.images += 1
        page.remote_images += remote
        if link:
            page.linked.append(link[:500])


def _measure(value: str | None) -> int:
    found = _SIZE.search(value or "")
    return int(found[0]) if found else 999


def _runs(page: Page, place: Place, attributes: dict[str, str | None]) -> None:
    """What runs when the page is shown or touched. The parser has undone entities, as a web mail would."""
    for name, value in attributes.items():
        words, low = value or "", name.lower()
        if low.startswith("on") and len(words) > 2 and low[2:].isalpha():
            if not _waits(place, attributes) and (low in _BY_ITSELF or place.tag in _ALIVE):
                _note(page, f"<{place.tag} {low}>", words)
            else:
                page.handlers += 1
        elif low in _ADDRESSES and _CODE.match(words):
            code = words.split(":", 1)[1].strip().rstrip(";").lower()
            if code and not code.startswith(_EMPTY_CODE):
                _note(page, f"<{place.tag} {low}>", words)
        elif (low in _QUIET and _SMUGGLED.search(words[:2000])) or (
            low in ("href", "xlink:href") and place.tag in ("use", "image", "script", "animate") and _DATA.match(words)
        ):
            _note(page, f"<{place.tag} {low}>", words)


def _note(page: Page, where: str, words: str) -> None:
    if len(page.payloads) < EVENTS:
        page.payloads.append((where, words[:300]))


def _waits(place: Place, attributes: dict[str, str | None]) -> bool:
    """Old programs write scripts for loading pictures into the body, and for empty fields into forms."""
    return place.tag == "body" or (place.tag in ("input", "textarea", "select") and "autofocus" not in attributes)


_ALIVE = frozenset("svg animate set details marquee math".split())
_QUIET = frozenset("name title style class id alt bgcolor".split())
_EMPTY_CODE = ("void(0", "void 0", "history.", "window.print", "window.close", "//")
_BY_ITSELF = frozenset(
    "onload onerror onfocus onfocusin onbegin onend onrepeat onanimationstart onanimationend onanimationiteration "
    "ontransitionend ontoggle onpageshow onhashchange onpopstate onmessage onresize onscroll onstart onfinish onbounce "
    "onloadstart onloadeddata oncanplay onplay onwheel onpointerrawupdate onbeforeprint onafterprint onunload "
    "onbeforeunload onreadystatechange onpropertychange oncontentvisibilityautostatechange onscrollend".split()
)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = (attributes.get("style") or "")[:2000]
    if not style:
        return False
    if _HIDDEN.search(style):
        return True
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    return bool(colour and ground and colour[1].lower() == ground[1].lower())
