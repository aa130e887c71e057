"""Looks at how a page is built: pictures in place of words, places to type into, hidden words, code that runs."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.body.disguise import fillers
from mailflows.examine.body.page import Page
from mailflows.examine.body.reading import reading
from mailflows.examine.clean import defanged, shown_codes
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.letters import files_of
from mailflows.examine.links.places import is_ordinary
from mailflows.examine.links.sender import comes_from_a_list, own_organisations
from mailflows.examine.links.target import target_of
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, VISIBLE, Saw, Shown

FEW = 200  # letters beside a picture that says the rest
HARDLY_ANY = 40
MUCH = 300  # hidden letters; a preheader has fewer


def only_a_picture(shown: Shown) -> Iterable[Saw]:
    """B07: the mail is a picture with hardly a word, and the picture is a link to somebody other than the sender."""
    if shown.form == "file":
        return
    own = own_organisations(shown)
    for page in _pages(shown):
        painted = page.backgrounds > 0 and page.visible < HARDLY_ANY
        if page.visible >= FEW or not (page.images or painted):
            continue
        linked = page.linked + page.hrefs if painted else page.linked
        strangers = [link for link in linked if _is_strange(_host(link), own)]
        if strangers:
            lighter = (Severity.LOW, 1) if comes_from_a_list(shown) else ()
            evidence = defanged(f"{page.visible} letters, a picture that leads to {strangers[0]}")
            yield Saw("html", evidence, VISIBLE, *lighter)
        elif (
            page.remote_images and page.visible < HARDLY_ANY and not (files_of(shown.mail) or comes_from_a_list(shown))
        ):
            yield Saw(
                "html",
                f"{page.visible} letters and {page.images + page.backgrounds} pictures",
                VISIBLE,
                Severity.LOW,
                1,
            )
        return


def wants_typing(shown: Shown) -> Iterable[Saw]:
    """B08: a place to type a password, a refresh that leads away, a frame or a script in the page.

    Newsletters have forms and scripts; only what takes a password, or leads away by itself, weighs.
    """
    for page in _pages(shown):
        if page.passwords:
            where = ", ".join(page.forms[:3]) or "no address"
            yield Saw("html", defanged(f"asks for a password and sends it to {where}"), VISIBLE)
        for content in page.refreshes[:3]:
            if "//" in content:
                yield Saw("html", defanged(f"leads away by itself: {content}"), VISIBLE, Severity.MEDIUM, 2)
        told = (("base", page.bases), ("frame", page.frames))
        for name, values in told:
            if values and shown.form != "file":
                yield Saw("html", defanged(f"{name}: {values[0]}"), VISIBLE, Severity.INFO, 0)
        if page.forms and not page.passwords:
            yield Saw("html", defanged(f"form that sends to {page.forms[0]}"), VISIBLE, Severity.INFO, 0)
        if page.scripts and shown.form != "file":
            yield Saw("html", f"{page.scripts} scripts", VISIBLE, Severity.INFO, 0)


def hidden_words(shown: Shown) -> Iterable[Saw]:
    """B09: hidden letters stand inside words, or most of the page is hidden; the lines of a preheader are not meant."""
    for page in _pages(shown):
        if page.splits >= 3:
            yield Saw("html", f"{page.splits} words are cut by hidden letters", VISIBLE)
        elif page.gap:
            yield Saw("html", f"the rest is pushed out of sight by {page.gap}", VISIBLE)
        elif page.hidden > MUCH and page.hidden * 4 > page.visible * 5:
            yield Saw("html", f"{page.hidden} hidden letters beside {page.visible} that are seen", VISIBLE)
    invisible = _joiners_in_latin(reading(shown).words)
    if invisible >= 8:
        yield Saw("text", f"{invisible} invisible signs inside Latin words", VISIBLE)
    elif filler := fillers(shown):
        yield Saw("text", defanged(filler), VISIBLE)


def runs_code(shown: Shown) -> Iterable[Saw]:
    """B12: code that would run in a web mail program as soon as the mail is shown, or in place of a link."""
    if shown.form == "file":
        return
    for page in _pages(shown):
        for where, words in page.payloads[:5]:
            yield Saw("html", shown_codes(f"{where} {words}"), DECODED)
        if page.handlers:
            yield Saw("html", f"{page.handlers} scripts that wait for a click", DECODED, Severity.INFO, 0)


def calls_home(shown: Shown) -> Iterable[Saw]:
    """B13: opening the mail tells somebody that it was opened, and from where; ordinary, and worth knowing."""
    if shown.form == "file":
        return
    hosts: dict[str, None] = {}
    pixels = 0
    for page in _pages(shown):
        pixels += page.pixels
        hosts.update(dict.fromkeys(host for value in page.fetched if (host := _host(value))))
    if hosts:
        note = f", {pixels} of them invisible" if pixels else ""
        yield Saw("html", defanged(f"fetches from {', '.join(list(hosts)[:6])}{note}"), VISIBLE)


def _is_strange(host: str, own: frozenset[str]) -> bool:
    return bool(host) and organisation(host) not in own and not is_ordinary(host)


def _pages(shown: Shown) -> Iterator[Page]:
    yield from reading(shown).pages


def _host(link: str) -> str:
    target = target_of("".join(link.split()))
    return target.host if target else ""


def _joiners_in_latin(words: str) -> int:
    """Invisible signs between two Latin letters; between Arabic ones they are orthography."""
    return 0 if words.isascii() else sum(len(hit[0]) for hit in _JOINED.finditer(words))


_JOINED = re.compile("(?<=[A-Za-z])[\u200b\u200c\u200d\u2060\u00ad\ufeff\u034f\u180e\u2061-\u2063]{1,20}(?=[A-Za-z])")

ROWS = (
    Look("B07", Group.BODY, Severity.MEDIUM, 2, "medium", ("T1566.002",), "html", only_a_picture,
         "invitations and greetings that are one picture"),
    Look("B08", Group.BODY, Severity.HIGH, 2, "high", ("T1598.003",), "html", wants_typing,
         "surveys inside a newsletter, which ask for no password"),
    Look("B09", Group.BODY, Severity.MEDIUM, 2, "medium", ("T1027",), "html", hidden_words,
         "newsletters that hide one of two layouts, for a phone and for a desk"),
    Look("B12", Group.BODY, Severity.HIGH, 2, "high", ("T1203",), "html", runs_code,
         "pages pasted into a mail by an old program, with their scripts"),
    Look("B13", Group.BODY, Severity.INFO, 0, "high", ("T1598.003",), "html", calls_home,
         "nearly every newsletter"),
)  # fmt: skip
