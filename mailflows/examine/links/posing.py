"""Looks at links that pose as somebody else's: by the words that carry them, by the name in them, by the whole mail."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from mailflows.examine.body.asking import LONG, intents
from mailflows.examine.body.reading import reading
from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, TRACKERS, WELL_KNOWN, organisation, under
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.folding import folded, loose
from mailflows.examine.headers.known import Name, belongs, loose_names, named_in, names
from mailflows.examine.headers.results import confirmed_as_listed
from mailflows.examine.links.destinations import ends, ways
from mailflows.examine.links.places import LANDLORDS, is_borrowed, is_ordinary
from mailflows.examine.links.sender import comes_from_a_list, own_organisations
from mailflows.examine.links.target import unescaped
from mailflows.examine.links.tricks import in_letters
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import VISIBLE, Saw, Shown

_NAMES_A_HOST = re.compile(
    r"^\s*(?:https?://)?((?:[\w-]{1,63}\.){1,6}[a-z]{2,18}|[\w.-]+\.xn--[\w-]+)(?:[/?#:]\S*)?\s*$", re.IGNORECASE
)
# Marks of direction stand around Latin words in Arabic mail, and change nothing in them.
_MARKS = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_WITH_A_PATH = re.compile(r"^\s*https?://[^/\s]+/\S{2,}", re.IGNORECASE)
_NO_SITES = ("html", "htm", "pdf", "docx", "php", "js", "py", "net'")
_PIECES = re.compile(r"[^a-z0-9]+")
_SIGNING_IN = re.compile(
    r"log-?in|sign-?in|log-?on|verif|secur|account|update|confirm|auth|password|wallet|unlock|recover|webscr|billing|"
    r"invoice|payment|support|connexion|compte|cuenta|acceso|entrar|anmeld", re.IGNORECASE)  # fmt: skip
# Sub-domains by which honest sites lead to their own room in a network.
_OWN_ROOMS = frozenset("discord github gitlab slack telegram facebook instagram youtube twitter linkedin zoom".split())
FEW = 12  # links of a mail that is no newsletter
_LONG_NAME = 6  # letters; shorter names stand in too many words


def other_than_shown(shown: Shown) -> Iterable[Saw]:
    """U08: the words of the link name one site and it leads to another; or the mail speaks for one and leads to others.

    Newsletters do this through trackers far more often than phishing does, so trackers, the sender's own site and mails
    with an unsubscribe header are passed over. What remains is grave.
    """
    if not confirmed_as_listed(shown.mail):
        yield from _words_lie(shown)
        yield from _button_writes_to_a_free_mailbox(shown)
    yield from _leads_to_strangers(shown)


def borrowed_name(shown: Shown) -> Iterable[Saw]:
    """U09: a well-known name stands in the address of somebody else's site."""
    own = own_organisations(shown)
    passed = own | TRACKERS | WELL_KNOWN
    seen: set[str] = set()
    for way in ways(shown):
        host = way.target.host
        if host in seen or way.protecting or (under(host, passed) and not is_borrowed(host)):
            continue
        if found := _name_in_host(_below_the_landlord(host)):
            seen.add(host)
            if any(belongs(found, one) for one in own):
                continue
            evidence = defanged(f"{found.name} in the address of {way.organisation}: {way.link.target}")
            whole = any(f"{domain}." in host for domain in found.domains)
            yield Saw("link", evidence, VISIBLE, *((Severity.HIGH, 4) if whole else ()))
        elif found := _name_in_path(way.target.path):
            seen.add(host)
            if not any(belongs(found, one) for one in own):
                evidence = defanged(f"{found.name} in the path of {way.organisation}: {way.link.target}")
                yield Saw("link", evidence, VISIBLE, Severity.LOW, 2)


def _words_lie(shown: Shown) -> Iterator[Saw]:
    own = own_organisations(shown)
    for way in ends(shown):
        found = _NAMES_A_HOST.match(way.link.shown[:300].translate(_MARKS)) if way.link.shown else None
        if not found or way.target.scheme not in ("http", "https"):
            continue
        claimed, true = organisation(found[1]), way.organisation
        if not true or claimed == true or true in own or _tracks(way.target.host) or _label(claimed) == _label(true):
            continue
        if claimed.rpartition(".")[2] in _NO_SITES or "." not in claimed:
            continue
        grave = _known_label(_label(claimed)) is not None or _WITH_A_PATH.match(way.link.shown)
        evidence = defanged(f"shows {claimed}, leads to {way.target.host}")
        yield Saw("link", evidence, VISIBLE, *(() if grave else (Severity.MEDIUM, 2)))


def _button_writes_to_a_free_mailbox(shown: Shown) -> Iterator[Saw]:
    """Words such as "report this sign-in" that open a mail to a free mailbox, in a mail that came from elsewhere."""
    headers = ("from", "reply-to", "to", "list-owner")
    senders = {box.address.lower() for name in headers for box in mailboxes(shown.mail.first(name))[:5]}
    for link in shown.links:
        if link.where != "html" or link.target[:7].lower() != "mailto:" or not link.shown or "@" in link.shown:
            continue
        address = unescaped(link.target[7:].split("?", 1)[0]).split(",", 1)[0].strip().lower()
        if address.rpartition("@")[2] in FREEMAIL and senders and address not in senders:
            yield Saw("link", defanged(f"“{link.shown[:60]}” writes to {address}"), VISIBLE, Severity.MEDIUM, 2)
            return


def _leads_to_strangers(shown: Shown) -> Iterator[Saw]:
    """Every link of a mail that wants something leads to others than the sender, and than the one it speaks for."""
    if shown.form not in ("original", "inline"):
        return
    own = own_organisations(shown)
    leading = [way for way in ends(shown) if way.target.scheme in ("http", "https")]
    strangers = [way for way in leading if way.organisation not in own and not is_ordinary(way.target.host)]
    if not strangers or any(way.organisation in own for way in leading):
        return
    wanted = intents(reading(shown).meant)
    if not wanted:
        return
    name = _spoken_for(shown)
    if name and any(belongs(name, one) for one in own):
        return
    others = [way for way in strangers if name is None or not belongs(name, way.target.host)]
    if name and others:
        evidence = defanged(f"speaks for {name.name}, leads to {others[0].target.host}")
        lighter = (Severity.LOW, 1) if comes_from_a_list(shown) else (Severity.MEDIUM, 2)
        yield Saw("link", evidence, VISIBLE, *lighter)
    elif own and len(wanted) > 1 and len(leading) <= FEW and _is_short(shown) and not comes_from_a_list(shown):
        sender, stranger = min(own), strangers[0]
        if _label(sender)[:5] != _label(stranger.organisation)[:5]:  # a firm's second name begins like its first
            evidence = defanged(f"comes from {sender}, leads only to {stranger.target.host}")
            yield Saw("link", evidence, VISIBLE, Severity.LOW, 1)


def _is_short(shown: Shown) -> bool:
    return len(reading(shown).meant.words) <= LONG


def _spoken_for(shown: Shown) -> Name | None:
    """The well-known name that a mail speaks for, in the sender's name or in the subject."""
    for box in mailboxes(shown.mail.first("from"))[:2]:
        if (found := named_in(box.name)) and (not found[0].ordinary or found[1]):
            return found[0]
    found = named_in(reading(shown).subject)
    return found[0] if found and not found[0].ordinary else None


def _tracks(host: str) -> bool:
    return under(host, TRACKERS) and not is_borrowed(host)


def _below_the_landlord(host: str) -> str:
    """A rented name without the landlord's: "storage" of "storage.googleapis.com", with an ending to stand on."""
    labels = host.split(".")
    for place in range(len(labels)):
        if ".".join(labels[place:]) in LANDLORDS:
            return ".".join([*labels[:place], "rented"]) if place else ""
    return host


def _name_in_host(host: str) -> Name | None:
    """A well-known name that is a label, a piece of one, or grown together with other words."""
    labels = host.split(".")
    if not host.isascii() or "xn--" in host:
        # An accent does not make it another name; letters of another alphabet are U07's.
        shown = in_letters(host).split(".")
        labels = [folded(label) if _is_latin(label) else "" for label in shown]
    for place, label in enumerate(labels[:-1]):
        if place == 0 and label in _OWN_ROOMS and len(labels) > 2:
            continue
        for piece in (label.replace("-", ""), *_PIECES.split(label)):
            if (name := _known_label(piece)) and not belongs(name, host):
                return name
        grown = _grown_in(label.replace("-", ""))
        if grown and not belongs(grown, host):
            return grown
    return None


def _is_latin(label: str) -> bool:
    return all(sign.isascii() or unicodedata.name(sign, "").startswith("LATIN") for sign in label)


def _name_in_path(path: str) -> Name | None:
    """A well-known name as one step of the path, where the path is about signing in."""
    path = path.partition("?")[0].partition("#")[0].lower()[:300]
    if not _SIGNING_IN.search(path):
        return None
    for step in path.split("/"):
        for piece in (step, *_PIECES.split(step)):
            if len(piece) >= _LONG_NAME and (name := _known_label(piece)):
                return name
    return None


def _known_label(piece: str) -> Name | None:
    if len(piece) < 4:
        return None
    found = names().get(piece) or (_CONFUSED.get(loose(piece)) if len(piece) >= _LONG_NAME else None)
    return found if found and not found.ordinary else None


def _grown_in(letters: str) -> Name | None:
    """The first long well-known name that has grown together with other letters."""
    for start in range(len(letters) - _LONG_NAME + 1):
        for key, name in _LONG_NAMES.get(letters[start : start + 4], ()):
            if letters.startswith(key, start):
                return name
    return None


def _long_names() -> dict[str, tuple[tuple[str, Name], ...]]:
    """Long names by their first four letters."""
    found: dict[str, tuple[tuple[str, Name], ...]] = {}
    for key, name in names().items():
        if len(key) >= _LONG_NAME and key.isascii() and not name.ordinary:
            found[key[:4]] = (*found.get(key[:4], ()), (key, name))
    return found


# Read when the program starts, and not anew for each mail.
_LONG_NAMES = _long_names()
_CONFUSED = loose_names()


def _label(name: str) -> str:
    return name.split(".", 1)[0]


ROWS = (
    Look("U08", Group.URL, Severity.HIGH, 3, "medium", ("T1598.003",), "links", other_than_shown,
         "newsletters whose tracker is not on our list; an organisation with several domains"),
    Look("U09", Group.URL, Severity.MEDIUM, 3, "medium", ("T1583.001",), "links", borrowed_name,
         "partners and fans of a firm who carry its name; rented pages of the firm itself"),
)  # fmt: skip
