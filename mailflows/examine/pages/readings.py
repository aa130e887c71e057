"""What PDF files, pictures and texts show a reader, and the files that lie in a PDF."""

from collections.abc import Iterable

from mailflows.examine import html
from mailflows.examine.links.written import links_in_text
from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.pages import hidden
from mailflows.examine.pages.anatomy import anatomy_of, read_inside
from mailflows.examine.pages.codes import codes_in, links_from_codes
from mailflows.examine.pages.markup import is_page, page_of
from mailflows.examine.pages.pictures import is_picture
from mailflows.examine.pages.scripts import purpose_of
from mailflows.examine.pages.sheets import is_pdf, sheets_of
from mailflows.examine.pages.texts import WORDS, is_text, words_of_text
from mailflows.examine.seen import NO_MAIL, Link, Member, Part, Shown
from mailflows.examine.showing import Showing

LINKS = 500

_BY_NATURE = frozenset(("link", "send", "launch", "elsewhere", "import"))


def shown_by_pdf(part: Part) -> Shown:
    """The words of its sheets, and every link: those that are clicked, those that are written, those in codes."""
    anatomy = anatomy_of(part)
    words = "\n".join(sheets_of(part).words)
    leading = [Link(act.detail, "", "pdf") for act in anatomy.acts if act.kind in _BY_NATURE and act.detail]
    for act in anatomy.acts:
        if act.kind == "script":
            leading += (Link(link.target, "", "script") for link in links_in_text(act.detail))
    return _shown(part, words, leading, "pdf")


def shown_by_picture(part: Part) -> Shown:
    """The codes in it; what else a picture says is not read."""
    return _shown(part, "", (), "qr")


def shown_by_text(part: Part) -> Shown:
    return _shown(part, words_of_text(part), (), "text")


def shown_by_page(part: Part) -> Shown:
    """Its words and links, and where its code leads."""
    page = page_of(part)
    own = html.links_of(page.source)
    led = (Link(address, "", "script") for address in purpose_of(page.code).addresses)
    words = page.words if page.drawing else html.as_words(page.source, WORDS)
    shown = _shown(part, words, (*own, *led), "text")
    return Shown(shown.mail, shown.text, (page.source[: html.SIZE],), shown.links, shown.form)


def files_in_pdf(part: Part) -> Iterable[Member]:
    """The files that lie in a PDF, as its reader would list them."""
    for number, inside in enumerate(anatomy_of(part).files, 1):
        yield Member(number, inside.name, inside.size, lambda place=inside.place: read_inside(part, place)[:LARGEST])  # type: ignore[misc]


def _shown(part: Part, words: str, leading: Iterable[Link], where: str) -> Shown:
    codes = codes_in(part)
    found: dict[str, Link] = {}
    for link in (*leading, *(Link(link.target, "", where) for link in links_in_text(words)), *links_from_codes(codes)):
        found.setdefault(link.target, link)
        if len(found) == LINKS:
            break
    text = "\n".join((words, *codes)) if codes else words
    return Shown(NO_MAIL, text[:WORDS], (), tuple(found.values()), "file")


SHOWINGS = (
    Showing("a PDF", is_pdf, shown_by_pdf),
    Showing("a picture", is_picture, shown_by_picture),
    Showing("a page", is_page, shown_by_page),
    Showing("a text", is_text, shown_by_text),
)
OPENERS = (Opener("a PDF", is_pdf, files_in_pdf), *hidden.OPENERS)
