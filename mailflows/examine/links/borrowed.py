"""Looks at where a link is housed: behind a short name, on a page anybody can make, under an ending cast away soon."""

import re
from collections.abc import Callable, Iterable, Iterator

from mailflows.examine.clean import defanged
from mailflows.examine.domains import under
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.results import proven_domain
from mailflows.examine.kinds import extension
from mailflows.examine.links.destinations import Way, ways
from mailflows.examine.links.places import (
    FORM,
    FREE,
    OF_ONE_HOUSE,
    PASTES,
    RISKY_ENDINGS,
    SHORTENERS,
    is_borrowed,
    is_ordinary,
)
from mailflows.examine.links.sender import comes_from_a_list, own_organisations
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Saw, Shown

# What a page loads and nobody visits.
_LOADED = frozenset("png jpg jpeg gif webp svg ico bmp css js woff woff2 ttf mp4 mp3 pdf ics vcf xml json txt".split())
_TURNS = re.compile(r"[a-z]\d|\d[a-z]")
_HOUSE_PORTS = frozenset("80 443 8080 8443 2083 2087 2096 3000 5000 8000".split())  # of panels and test servers
MANY = 20  # links of a newsletter
_BOTS = re.compile(r"^/bot\d{5,12}:[\w-]{20,60}", re.IGNORECASE)
_WORDPRESS = re.compile(r"/wp-(?:content|includes|admin)/", re.IGNORECASE)
# Rooms of a site that hold its machinery: whoever leads people there has put something into somebody else's house.
_MACHINERY = re.compile(
    r"/(?:wp-includes|wp-admin|wp-content/(?:themes|plugins|mu-plugins|upgrade|cache|languages)|"
    r"modules/[^/?#]{1,60}/(?:views|controllers|js|css)|components/com_[^/?#]{1,40}|administrator/|vendor/|"
    r"node_modules/|cgi-bin/\.|\.[a-z][\w-]{0,40}/|\.well-known/(?!acme-challenge|openid)[^/?#]{1,60}/)",
    re.IGNORECASE,
)
_HONEST_DOTS = re.compile(r"/\.(?:well-known|github|gitlab|config|vscode)/", re.IGNORECASE)


def shortened(shown: Shown) -> Iterable[Saw]:
    """U02: a short name that says nothing of where it leads; more where the mail has no other link."""
    yield from _housed(shown, lambda way: "short link" if _shortens(way.target.host) else "")


def on_free_ground(shown: Shown) -> Iterable[Saw]:
    """U03: a page, form, store or tunnel that anybody can have without a name; more where there is no other link."""
    own = own_organisations(shown)
    # What a service that makes forms sends in its own name leads to its own forms.
    senders = {name.partition(".")[0] for name in own}
    yield from _housed(shown, lambda way: "" if way.organisation in own or _is_kin(way, senders) else _free(way))


def risky_ending(shown: Shown) -> Iterable[Saw]:
    """U10: an ending or a port that honest sites seldom have; weak."""
    own = own_organisations(shown)  # whose cheap ending is told of the sender
    lighter = (Severity.INFO, 0) if len(ways(shown)) > MANY else ()  # among many links there is always one
    for way in ways(shown):
        labels = way.target.host.split(".")
        port = way.target.port if way.target.scheme != "ftp" else ""
        if labels[-1] in RISKY_ENDINGS or ".".join(labels[-2:]) in RISKY_ENDINGS:
            if way.organisation not in own and not is_borrowed(way.target.host):
                yield Saw("link", defanged(way.link.target), VISIBLE, *lighter)
        elif _is_random(way):
            yield Saw("link", defanged(f"a name of chance: {way.link.target}"), VISIBLE, *lighter)
        elif port and port not in _HOUSE_PORTS:
            yield Saw("link", defanged(f"port {port}: {way.link.target}"), VISIBLE, *lighter)


def _is_random(way: Way) -> bool:
    """A long label in which letters and digits take turns, on a host that is no mail service and no rented store."""
    if is_ordinary(way.target.host) or is_borrowed(way.target.host) or way.target.host.endswith((".onion", ".i2p")):
        return False
    labels = way.target.host.split(".")[:-1]
    return any(len(label) >= 12 and len(_TURNS.findall(label)) >= 4 and "--" not in label for label in labels)


def out_of_sight(shown: Shown) -> Iterable[Saw]:
    """U14: a hidden service, a paste, or a bot that carries away what is typed."""
    for way in ways(shown):
        host = way.target.host
        bot = host == "api.telegram.org" and _BOTS.match(way.target.path)
        if bot or ("discord" in host and way.target.path.startswith("/api/webhooks/")):
            yield Saw("link", defanged(way.link.target), VISIBLE, Severity.HIGH, 4)
        elif host.endswith((".onion", ".i2p")) or ".onion." in host:
            yield Saw("link", defanged(way.link.target), VISIBLE)
        elif under(host, PASTES) and not _is_loaded(way):
            yield Saw("link", defanged(way.link.target), VISIBLE, Severity.LOW, 1)


def in_a_strangers_house(shown: Shown) -> Iterable[Saw]:
    """U15: a page among the machinery of a site, where owners lead nobody."""
    own = own_organisations(shown)
    for way in ways(shown):
        path = way.target.path.partition("?")[0]
        if _is_loaded(way) or not way.last:
            continue
        if _MACHINERY.search(path) and not _HONEST_DOTS.search(path):
            yield Saw("link", defanged(way.link.target), VISIBLE)
        elif _WORDPRESS.search(path) and way.organisation not in own and not extension(path.rsplit("/", 1)[-1]):
            yield Saw("link", defanged(way.link.target), VISIBLE, Severity.LOW, 1)


def _housed(shown: Shown, kind_of: Callable[[Way], str]) -> Iterator[Saw]:
    """Each borrowed place; heavier where all that a sender of unproven name offers to click on is borrowed.

    Friends, teachers and small societies send a single form or short link every day, so a form is never heavier.
    """
    found = [(way, kind) for way in ways(shown) if (kind := kind_of(way)) and not _is_loaded(way)]
    everything = {way.link.target for way in ways(shown) if way.depth == 0 and not _is_loaded(way)}
    borrowed = {way.link.target for way, _ in found if way.depth == 0}
    only = shown.form != "letter" and borrowed == everything and not comes_from_a_list(shown)
    only = only and not (shown.form == "original" and proven_domain(shown.mail))
    for way, kind in found:
        evidence = defanged(f"{kind}: {way.link.target}")
        heavier = (Severity.MEDIUM, 2) if only and kind != FORM else ()
        yield Saw("link", evidence, VISIBLE, *heavier)


def _shortens(host: str) -> bool:
    return under(host, SHORTENERS) and not under(host, OF_ONE_HOUSE)


def _free(way: Way) -> str:
    host, path = way.target.host, way.target.path
    if host.endswith(".amazonaws.com") and (host.startswith("s3") or ".s3" in host):
        return "storage anybody can rent"
    if host == "docs.google.com" and path.startswith("/forms/"):
        return FORM
    if host == "docs.google.com" and path.startswith("/presentation/d/e/"):
        return "page anybody can make"
    if host.startswith("translate.google.") and "u=" in path:
        return "proxy that hides the site"
    if host.startswith(("www.google.", "google.")) and path.startswith("/amp/"):
        return "proxy that hides the site"
    if "/ipfs/" in path or ".ipfs." in host:
        return "gateway of IPFS"
    return next((kind for kind, names in FREE if under(host, names)), "")


def _is_kin(way: Way, senders: set[str]) -> bool:
    """Whether a sender's name begins with that of the house: "surveymonkeyuser" leads to "surveymonkey"."""
    house = way.organisation.partition(".")[0]
    return len(house) > 5 and any(sender.startswith(house) for sender in senders)


def _is_loaded(way: Way) -> bool:
    path = way.target.path.partition("?")[0].partition("#")[0]
    return extension(path.rsplit("/", 1)[-1]) in _LOADED


ROWS = (
    Look("U02", Group.URL, Severity.LOW, 1, "medium", ("T1608.005",), "links", shortened,
         "social media and short messages; newsletters that count clicks"),
    Look("U03", Group.URL, Severity.LOW, 1, "medium", ("T1583.006",), "links", on_free_ground,
         "small organisations and developers whose own page lies there; forms of colleagues"),
    Look("U10", Group.URL, Severity.LOW, 1, "low", ("T1583.001",), "links", risky_ending,
         "honest people who bought a cheap name"),
    Look("U14", Group.URL, Severity.MEDIUM, 2, "medium", ("T1598.003",), "links", out_of_sight,
         "secure drop boxes of newsrooms; programmers who share text"),
    Look("U15", Group.URL, Severity.MEDIUM, 2, "medium", ("T1583.006",), "links", in_a_strangers_house,
         "files that an honest site keeps among its uploads"),
)  # fmt: skip
