"""Looks at pages that come as a file: what they put on the device, ask for, or lead on to."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.pages.hidden import Piece, pieces_in
from mailflows.examine.pages.markup import Page, is_page, page_of
from mailflows.examine.pages.scripts import Purpose, purpose_of
from mailflows.examine.seen import DECODED, Part, Saw

FEW_WORDS = 400  # characters of a page that only leads on

_PADDING = re.compile(r"(?<!\s)\s{500,}")
_OTHER_COMPUTER = re.compile(r"file:(?:/{2}[^/\s]|/{4,5}[^/\s]|\\\\)|\\\\[\w.-]{2,255}\\", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_REFRESH = re.compile(r"\d{0,4}\s{0,9};?\s{0,9}url\s{0,9}=\s{0,9}[\"']?(\S{1,300})", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s{1,20}[^>]{0,200}\b(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)
_HARD = frozenset(kinds.ACTING_MEDIA) | {
    "application/zip",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-ole-storage",
    "application/onenote",
    "application/vnd.ms-cab-compressed",
    *kinds.OFFICE_ZIP,
}
_SECRET = re.compile(r"type\s{0,9}=\s{0,9}[\"']?password\b", re.IGNORECASE)
_TYPED = frozenset(("text", "email", "tel", "number", "password", ""))
_OUT_OF_PLACE = frozenset("script iframe form meta input embed object".split())


class _Seen(NamedTuple):
    weight: int
    severity: Severity
    what: str


def what_a_page_does(part: Part) -> Iterable[Saw]:
    """F10: a page in a file, where no web filter saw it: it smuggles, asks for a password, leads on, hides."""
    if not is_page(part):
        return
    page = page_of(part)
    purpose = purpose_of(page.code)
    seen = [
        *_of_pieces(pieces_in(part), page),
        *_of_code(page, purpose),
        *_of_forms(page, purpose),
        *_of_frames(page),
        *(_of_drawing(page, purpose) if page.drawing else ()),
    ]
    for one in sorted(dict.fromkeys(seen), key=lambda one: -one.weight):
        yield Saw("page", shown_codes(one.what), DECODED, one.severity, one.weight)


def _of_pieces(pieces: Iterable[Piece], page: Page) -> Iterable[_Seen]:
    for piece in pieces:
        if piece.media in _HARD:
            what = kinds.ACTING_MEDIA.get(piece.media, piece.media)
            yield _Seen(6, Severity.HIGH, f"carries a file as text ({piece.how}): {what}, {len(piece.octets)} octets")
        elif piece.media == "text/html" and not piece.claimed.startswith(("image/svg", "text/css")):
            yield _Seen(4, Severity.HIGH, f"carries another page as text ({piece.how})")
        elif piece.claimed.startswith(("image/", "font/")) and not piece.picture and piece.media.startswith("app"):
            yield _Seen(3, Severity.MEDIUM, f"carries {piece.media} as if it were {piece.claimed}")
        elif piece.media == "application/pdf" and page.scripts:
            yield _Seen(3, Severity.MEDIUM, f"carries a PDF as text ({piece.how})")


def _of_code(page: Page, purpose: Purpose) -> Iterable[_Seen]:
    if purpose.to_a_bot:
        yield _Seen(5, Severity.HIGH, "sends to a Telegram bot or a collector of forms")
    if purpose.commands:
        yield _Seen(5, Severity.HIGH, purpose.commands)
    if purpose.library:
        yield _Seen(1, Severity.LOW, "holds so much code that it was only looked at for what it carries")
    else:
        yield from _of_small_code(page, purpose)


def _of_small_code(page: Page, purpose: Purpose) -> Iterable[_Seen]:
    """What names tell where there are few of them; in a library of charts all of them occur."""
    if purpose.makes_files and purpose.unpacks:
        yield _Seen(5, Severity.HIGH, "puts a file together on the device and offers to save it")
    elif purpose.makes_files:
        yield _Seen(2, Severity.MEDIUM, "makes a file on the device")
    if purpose.rewrites:
        yield _Seen(4, Severity.HIGH, "unpacks another page or script and puts it in its place")
    if purpose.scrambled:
        hard = purpose.scrambled.startswith(("names", "signs"))
        severity = Severity.HIGH if hard else Severity.MEDIUM
        yield _Seen(4 if hard else 2, severity, f"hides its code: {purpose.scrambled}")
    if purpose.moves:
        hidden = purpose.unpacks or purpose.scrambled
        yield from _leads_on(page, next(iter(purpose.addresses), "" if hidden else "#"))
    if purpose.wards_off:
        yield _Seen(2, Severity.MEDIUM, "keeps readers from looking at its source")
    if page.code and _PADDING.search(page.source):
        yield _Seen(2, Severity.MEDIUM, "pushes part of itself out of sight with empty lines")
    yield from _fetched(page)


def _fetched(page: Page) -> Iterable[_Seen]:
    if page.fetched and _is_web(page.fetched[0]) and len(page.words) < 100:
        yield _Seen(3, Severity.MEDIUM, f"is empty but for a script that it fetches: {page.fetched[0]}")
    elif page.fetched:
        yield _Seen(1, Severity.LOW, f"fetches a script: {page.fetched[0]}")
    elif page.scripts:
        yield _Seen(1, Severity.LOW, "holds a script")


def _of_forms(page: Page, purpose: Purpose) -> Iterable[_Seen]:
    fields = [place.node.attributes for place in page.nodes if place.tag in ("input", "textarea")]
    typed = [field for field in fields if (field.get("type") or "").strip().lower() in _TYPED]
    forms = [place.node.attributes for place in page.nodes if place.tag == "form"]
    away = next((action for form in forms if _is_web(action := (form.get("action") or "").strip())), "")
    secret = purpose.secret or any((field.get("type") or "").strip().lower() == "password" for field in typed)
    if secret:
        leaving = bool(away) or purpose.to_a_bot or (purpose.sends and not purpose.library)
        where = f" and sends it away: {away}" if leaving else ""
        yield _Seen(6 if leaving else 4, Severity.HIGH, f"asks for a password{where}")
    elif typed and away and not _is_search(typed, forms):
        yield _Seen(2, Severity.MEDIUM, f"a form that sends what is typed: {away}")
    if (
        purpose.sends
        and not purpose.library
        and any(
            "contenteditable" in place.node.attributes for place in page.nodes if not place.tag.startswith(("-", "!"))
        )
    ):
        yield _Seen(3, Severity.MEDIUM, "sends away what is typed on it")
    filled = (found[0] for field in fields if (found := _ADDRESS.search((field.get("value") or "")[:300])))
    known = next(filled, purpose.known if secret or purpose.moves or purpose.rewrites else "")
    if known and (secret or forms or page.scripts):
        yield _Seen(2, Severity.MEDIUM, f"the reader's address stands in it already: {known}")


def _of_frames(page: Page) -> Iterable[_Seen]:
    for place in page.nodes:
        attributes = place.node.attributes if not place.tag.startswith(("-", "!")) else {}
        if place.tag == "meta" and (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.search((attributes.get("content") or "")[:400])
            if found and _is_web(found[1]):
                yield from _leads_on(page, found[1])
        elif place.tag in ("iframe", "frame", "embed", "object"):
            source = (attributes.get("src") or attributes.get("data") or "").strip()
            if _is_web(source) and len(page.words) < FEW_WORDS:
                yield _Seen(2, Severity.MEDIUM, f"a frame around another page: {source}")
            yield from _in_a_frame(attributes.get("srcdoc") or "")
        for name, value in attributes.items():
            if (
                value
                and name in ("src", "href", "data", "background", "action", "xlink:href")
                and _OTHER_COMPUTER.match(value.strip())
            ):
                yield _Seen(5, Severity.HIGH, f"reaches for a file on another computer: {value}")


def _in_a_frame(inner: str) -> Iterable[_Seen]:
    """A page that stands whole inside a frame; charts and notebooks bring theirs so too."""
    if _SECRET.search(inner[:200_000]):
        yield _Seen(4, Severity.HIGH, "asks for a password inside a frame")


def _of_drawing(page: Page, purpose: Purpose) -> Iterable[_Seen]:
    """A picture that is a page. Charts that move do hold scripts; a picture in a mail has no need of one."""
    if page.scripts or page.handlers:
        grave = purpose.moves or purpose.unpacks or purpose.sends or bool(page.fetched)
        yield _Seen(5 if grave else 3, Severity.HIGH if grave else Severity.MEDIUM, "a picture (SVG) that holds code")
    if any(place.tag.lower() == "foreignobject" for place in page.nodes):
        inner = next((place.tag for place in page.nodes if place.tag in _OUT_OF_PLACE - {"script"}), "")
        yield (
            _Seen(4, Severity.HIGH, f"a picture (SVG) that holds a page with <{inner}>")
            if inner
            else _Seen(0, Severity.INFO, "a picture (SVG) that holds words of a page")
        )
    if _ENTITY.search(page.source[:20_000]):
        yield _Seen(2, Severity.MEDIUM, "a picture (SVG) that fetches another file")


def _leads_on(page: Page, where: str) -> Iterable[_Seen]:
    where = where or "to a place that it hides"
    if len(page.words) < FEW_WORDS and (_is_web(where) or where.startswith("to ")):
        yield _Seen(3, Severity.MEDIUM, f"leads the reader on by itself: {where}")
    else:
        yield _Seen(1, Severity.LOW, f"may lead the reader on: {where if where != '#' else 'by a script'}")


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://", "//"))


def _is_search(fields: list[dict[str, str | None]], forms: list[dict[str, str | None]]) -> bool:
    names = {(field.get("name") or "").lower() for field in fields}
    return names <= {"q", "s", "search", "query", "keyword"} and all(
        (form.get("method") or "get") == "get" for form in forms
    )


def unread(part: Part) -> Iterable[Saw]:
    """F25: a page so long that its end was not read; what frightens may stand there."""
    if is_page(part) and not page_of(part).whole:
        yield Saw(
            "page", shown_codes(f"{part.name}: a page of {len(part.content)} octets is not read to its end"), DECODED
        )


ROWS = (
    Look("F25", Group.COVERAGE, Severity.MEDIUM, 1, "medium", ("T1027.013",), "HTML and SVG files", unread,
         "long documents and chats saved as a page"),
    Look("F10", Group.FILE, Severity.HIGH, 4, "medium", ("T1027.006", "T1027.017", "T1598.003"), "HTML and SVG files",
         what_a_page_does,
         "pages saved by a browser, charts with their own scripts; sealed letters of banks that open in a browser"),
)  # fmt: skip
