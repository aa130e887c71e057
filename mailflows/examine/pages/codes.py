"""Looks at the codes in pictures and on the pages of PDF files: what a telephone would do that scans them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

import zxingcpp
from PIL import Image, ImageOps

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.html import TARGET, places
from mailflows.examine.links.written import links_in_text
from mailflows.examine.look import Look
from mailflows.examine.pages.blocks import drawn_in_lines, drawn_in_tables
from mailflows.examine.pages.markup import is_page, page_of
from mailflows.examine.pages.pictures import Unfit, grey, is_picture
from mailflows.examine.pages.sheets import is_pdf, pictures_of
from mailflows.examine.pages.texts import is_text, words_of_text
from mailflows.examine.pages.within import pictures_within
from mailflows.examine.seen import DECODED, Link, Part, Saw

CODES = 20  # of one file
PAYLOAD = 3000  # characters

_KINDS = zxingcpp.BarcodeFormat
_SCANNED = zxingcpp.BarcodeFormats((_KINDS.QRCode, _KINDS.MicroQRCode, _KINDS.RMQRCode, _KINDS.Aztec))
_SLOW = zxingcpp.BarcodeFormats(_KINDS.DataMatrix)  # costs five times as much as all others together
_SLOW_SIDE = 600  # pixels in which that one is looked for
_SMALL = 700  # pixels a side below which a picture gets a second try, enlarged


@dataclass(frozen=True)
class Does:
    """What a telephone does with one kind of payload."""

    what: str
    begins: re.Pattern[str]
    severity: Severity
    weight: int


def _does(what: str, begins: str, severity: Severity, weight: int) -> Does:
    return Does(what, re.compile(begins, re.IGNORECASE), severity, weight)


# Also where it is packed into a link that seems to lead elsewhere.
_SIGNAL = r".{0,300}?(?:sgnl(?::|%3a)(?:/|%2f){2}(?:linkdevice|rereg)|tsdevice:)"

# The first that fits decides. A code that links a device hands over every message from then on, silently.
_PAYLOADS = (
    _does("links a device to a Signal account", _SIGNAL, Severity.HIGH, 6),
    _does("links a device to a WhatsApp account", r"(?:https://wa\.me/settings/linked|2@[\w+/=]{8})", Severity.HIGH, 6),
    _does("logs a device in to a Telegram account", r"tg://login\b", Severity.HIGH, 6),
    _does(
        "logs a device in to an account", r"https://(?:discord(?:app)?\.com/ra/|login\.weixin\.qq)", Severity.HIGH, 5
    ),
    _does("gives a telephone into foreign management", r"\{.{0,200}android\.app\.extra\.PROV", Severity.HIGH, 6),
    _does("logs in with a passkey", r"FIDO:/", Severity.MEDIUM, 3),
    _does("holds the secret of a code generator", r"otpauth(?:-migration)?://", Severity.MEDIUM, 2),
    _does("installs a SIM profile", r"LPA:1\$", Severity.MEDIUM, 2),
    _does(
        "starts something on the device",
        r"(?:javascript|data|file|intent|itms-services|search-ms):",
        Severity.MEDIUM,
        2,
    ),
    _does("opens an app", r"(?:market|tg|sgnl|viber|whatsapp|signal|line|weixin|zoommtg|msteams):", Severity.LOW, 1),
    _does("opens a link", r"(?:https?://|www\.)|urlto:|url:|MEBKM:", Severity.LOW, 1),
    _does("opens a link", r"(?:[\w-]{1,63}\.){1,6}[a-z]{2,18}(?:[/?]\S*)?$", Severity.LOW, 1),
    _does("joins a wireless network", r"WIFI:", Severity.INFO, 0),
    _does("a contact", r"(?:BEGIN:VCARD|MECARD:|BIZCARD:)", Severity.INFO, 0),
    _does("an appointment", r"BEGIN:(?:VEVENT|VCALENDAR)", Severity.INFO, 0),
    _does("a bank transfer", r"(?:BCD\s|SPC\s|bank://|upi://)", Severity.INFO, 0),
    _does("a payment in crypto money", r"(?:bitcoin|ethereum|litecoin|monero|tron|lightning):", Severity.INFO, 0),
    _does("a message or a call", r"(?:sms|smsto|mms|mmsto|tel|mailto|MATMSG|facetime):", Severity.INFO, 0),
    _does("a place", r"geo:", Severity.INFO, 0),
)
_TEXT = Does("a text", re.compile(""), Severity.INFO, 0)
_WRITTEN_AS = re.compile(r"(?:urlto:|url:|MEBKM:(?:.{0,200}?;)?URL:)", re.IGNORECASE)
_SIGNS = re.compile("[\u2580\u2584\u2588\u2b1b]{3}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,30}:", re.IGNORECASE)


CELLS = 150  # cells of a table below which no code is drawn with them
DRAWINGS = 10  # of one mail that are read


@lru_cache(maxsize=1)
def codes_in(part: Part) -> tuple[str, ...]:
    """What the codes of a picture, of the first pages of a PDF, or of a text that draws them say; each once."""
    found: dict[str, None] = {}
    for picture in _pictures(part):
        for payload in _payloads(picture):
            found.setdefault(payload)
    return tuple(found)[:CODES]


def codes_drawn(pages: Iterable[str], text: str) -> tuple[str, ...]:
    """What codes say that are drawn in the text of a mail itself: with signs, with cells, or as pictures in it."""
    pictures = chain(chain.from_iterable(map(_drawn_on, pages)), drawn_in_lines(text))
    return tuple(dict.fromkeys(payload for picture in islice(pictures, DRAWINGS) for payload in _payloads(picture)))


def links_from_codes(payloads: Iterable[str]) -> tuple[Link, ...]:
    """Where codes lead, as links of their own; also those that stand inside a card or an appointment."""
    found: dict[str, Link] = {}
    for payload in payloads:
        for target in _targets(payload):
            found.setdefault(target, Link(target[:TARGET], "", "qr"))
    return tuple(found.values())


def a_code(part: Part) -> Iterable[Saw]:
    """F21: a code to scan. It takes the reader from a screen that is guarded to a telephone that is not."""
    seen = [(_kind(payload), payload) for payload in codes_in(part)]
    for does, payload in sorted(seen, key=lambda one: -one[0].weight):
        yield Saw("code", shown_codes(f"{does.what}: {' '.join(payload.split())}"), DECODED, does.severity, does.weight)


def warm_up() -> None:
    """Let the reader of codes build its tables."""
    zxingcpp.read_barcodes(Image.new("L", (32, 32), 255), formats=_SCANNED)


def _pictures(part: Part) -> Iterable[Image.Image]:
    if is_picture(part):
        picture = grey(part.content)
        if not isinstance(picture, Unfit):
            yield picture
    elif is_pdf(part):
        yield from pictures_of(part)
    elif is_page(part):
        page = page_of(part)
        yield from drawn_in_tables(page.nodes)
        yield from drawn_in_lines("\n".join(one.node.text_content or "" for one in page.nodes if one.tag == "-text"))
    elif is_text(part):
        yield from drawn_in_lines(words_of_text(part))


def _drawn_on(page: str) -> Iterable[Image.Image]:
    """What a page draws: with the cells of a table, with signs, and as pictures that stand in it as text."""
    if page.lower().count("<td") > CELLS:
        yield from drawn_in_tables(places(page))
    if _SIGNS.search(page):
        yield from drawn_in_lines("\n".join(one.node.text_content or "" for one in places(page) if one.tag == "-text"))
    yield from pictures_within(page)


def _payloads(picture: Image.Image) -> list[str]:
    if min(picture.size) < 8:
        return []
    if found := _read(picture, _SCANNED):
        return found
    if max(picture.size) < _SMALL:
        # Once more with a margin, and larger: small codes, and codes cut to their edge, are read by telephones too.
        larger = ImageOps.expand(picture, 12, 255)
        larger = larger.resize((larger.width * 3, larger.height * 3), Image.Resampling.BICUBIC)
        if found := _read(larger, _SCANNED):
            return found
    smaller = picture.copy()
    smaller.thumbnail((_SLOW_SIDE, _SLOW_SIDE), Image.Resampling.BOX)
    return _read(smaller, _SLOW)


def _read(picture: Image.Image, kinds: zxingcpp.BarcodeFormats) -> list[str]:
    codes = zxingcpp.read_barcodes(picture, formats=kinds)
    return [code.text[:PAYLOAD] for code in codes[:CODES] if code.valid and code.text.strip()]


def _kind(payload: str) -> Does:
    return next((does for does in _PAYLOADS if does.begins.match(payload.strip())), _TEXT)


def _targets(payload: str) -> Iterable[str]:
    payload = payload.strip()
    does = _kind(payload)
    if does.what == "opens a link":
        if written := _WRITTEN_AS.match(payload):
            payload = payload[written.end() :].split(";", 1)[0]
        yield payload if _SCHEME.match(payload) else f"http://{payload}"
    elif does.weight and _SCHEME.match(payload) and not payload.startswith("{"):
        yield payload
    else:
        yield from (link.target for link in links_in_text(payload))


ROWS = (
    Look("F21", Group.FILE, Severity.LOW, 1, "medium", ("T1598.003", "T1660"), "pictures, PDF pages", a_code,
         "tickets, invoices and posters with a code; somebody who shows the code of their own account"),
)  # fmt: skip
