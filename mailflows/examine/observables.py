"""Finding what a mail or a file can be known again by."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import islice

from mailflows.examine.body.numbers import telephones_in
from mailflows.examine.body.wallets import wallets_in
from mailflows.examine.clean import one_line
from mailflows.examine.domains import FREEMAIL, TRACKERS, WELL_KNOWN, ascii_name, organisation, under
from mailflows.examine.headers.known import names
from mailflows.examine.kinds import detected
from mailflows.examine.links.accounts import account_in
from mailflows.examine.links.destinations import Way, targets, ways
from mailflows.examine.links.places import LANDLORDS, SHORTENERS
from mailflows.examine.links.sender import recipients
from mailflows.examine.links.tricks import as_address
from mailflows.examine.observable import Observable
from mailflows.examine.phones.observed import of_app
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import OBSERVABLES, Part, Shown

OF_A_KIND = 80
LONGEST = 500  # characters of a value
WORDS = 100_000  # characters of a text that are searched
TINY = 1000  # octets; smaller files are empty, or the same everywhere
SMALL_PICTURE = 20_000  # octets; logos of signatures

_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}[a-z0-9_])?){1,10}")
_OF_ONE_THING = re.compile(r"(?=[\w-]{0,40}\d)[\w-]{20,}")  # the name a great house gives one file or form
_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_COMMON = WELL_KNOWN | TRACKERS | FREEMAIL | SHORTENERS


# The true domains of well-known names: who borrows a name also leads to its owner.
_OWNED = frozenset(domain for name in names().values() for domain in name.domains)


def of_shown(shown: Shown, path: str) -> Iterable[Observable]:
    """What is in the headers, words and links of a mail or a file, at most 200; what is rarest comes first."""
    found: dict[tuple[str, str], Observable] = {}
    for kind, values in (
        ("sender", _senders(shown)),
        ("name", _names(shown)),
        ("wallet", _wallets(shown)),
        ("account", _accounts(shown)),
        ("phone", _telephones(shown)),
        ("ip", _addresses(shown)),
        ("host", _hosts(shown)),
        ("url", _urls(shown)),
    ):
        full = len(found) + OF_A_KIND
        for written, strict in islice(values, OF_A_KIND * 5):
            value = written if written.isprintable() else one_line(written)  # a path or an account holds any sign
            if value and len(value) <= LONGEST and len(found) < full:
                found.setdefault((kind, value), Observable(kind, value, path, strict))
    return tuple(found.values())[:OBSERVABLES]


def of_file(part: Part, path: str) -> Iterable[Observable]:
    """What a file is known by; one is enough to link two tickets, the others are for lists of indicators."""
    if not part.content:
        return
    picture = detected(part.content).startswith("image/") and len(part.content) < SMALL_PICTURE
    yield Observable(
        "sha256", hashlib.sha256(part.content).hexdigest(), path, strict=len(part.content) > TINY and not picture
    )
    for kind in ("sha1", "md5"):
        yield Observable(kind, hashlib.new(kind, part.content, usedforsecurity=False).hexdigest(), path, strict=False)
    with suppress(Exception):  # what is broken in an app or a profile is told by the looks of its room
        for kind, value, strict in islice(of_app(part), OBSERVABLES):
            if clean := one_line(value, LONGEST):
                yield Observable(kind, clean, path, strict)


def _senders(shown: Shown) -> Iterator[tuple[str, bool]]:
    """Who a frightening mail is from, or wants to be answered at; never who reports it, nor the reader as sender."""
    if shown.form not in ("original", "inline"):
        return
    readers = recipients(shown)
    for header in ("from", "reply-to", "return-path"):
        for value in shown.mail.all(header)[:3]:
            for box in mailboxes(value)[:5]:
                address = box.address.lower()
                local, _, host = address.rpartition("@")
                if local and _NAME.fullmatch(ascii_name(host)) and address not in readers:
                    known = host not in FREEMAIL and (under(host, _COMMON) or under(host, _OWNED))
                    # A return path is often made anew for each mail.
                    yield f"{local}@{ascii_name(host)}", header != "return-path" and not known


def _names(shown: Shown) -> Iterator[tuple[str, bool]]:
    """What a frightening mail calls its sender: the desk compares it with the names it knows."""
    if shown.form in ("original", "inline"):
        for value in shown.mail.all("from")[:3]:
            yield from ((box.name, False) for box in mailboxes(value)[:5])


def _wallets(shown: Shown) -> Iterator[tuple[str, bool]]:
    return ((wallet.canonical, True) for wallet in wallets_in(shown.text[:WORDS]))


def _accounts(shown: Shown) -> Iterator[tuple[str, bool]]:
    for _, target in targets(shown):
        if found := account_in(target):
            yield found


def _telephones(shown: Shown) -> Iterator[tuple[str, bool]]:
    if shown.form != "letter":
        yield from ((number, shown.form != "file") for number in telephones_in(shown.text[:WORDS]))


def _addresses(shown: Shown) -> Iterator[tuple[str, bool]]:
    for way in ways(shown):
        if address := as_address(way.target.host):
            yield address, _is_public(address)


def _hosts(shown: Shown) -> Iterator[tuple[str, bool]]:
    own = _reporters_own(shown)
    for way in ways(shown):
        host = ascii_name(way.target.host)
        if _NAME.fullmatch(host) and not as_address(host) and organisation(host) not in own:
            yield host, _tells_apart(host)


def _urls(shown: Shown) -> Iterator[tuple[str, bool]]:
    own = _reporters_own(shown)
    for way in ways(shown):
        if way.target.scheme in _PORTS and way.organisation not in own and (url := _canonical(way)):
            yield url, _is_a_place(way)


def _canonical(way: Way) -> str:
    target = way.target
    address = as_address(target.host)
    host = f"[{address}]" if ":" in address else address or ascii_name(target.host)
    if not address and not _NAME.fullmatch(host):
        return ""
    port = f":{target.port}" if target.port and target.port != _PORTS[target.scheme] else ""
    path = "".join(sign for sign in target.path.partition("#")[0] if sign > " ")
    return f"{target.scheme}://{host}{port}{path if path.startswith('/') else f'/{path}'}"


def _tells_apart(host: str) -> bool:
    """A host of its own; on rented ground only what the tenant chose, and never the landlord or a common service."""
    if under(host, LANDLORDS):
        return host not in LANDLORDS and host.removeprefix("www.") not in LANDLORDS
    return not (under(host, _COMMON) or under(host, _OWNED) or organisation(host).startswith("google."))


def _is_a_place(way: Way) -> bool:
    """A link is one place where its host is, and on shared ground where its path is long enough to be somebody's."""
    host = ascii_name(way.target.host)
    if address := as_address(host):
        return _is_public(address)
    path = way.target.path.partition("#")[0].strip("/")
    if under(host, SHORTENERS):
        return len(path) >= 4 and not way.protecting
    return _tells_apart(host) or (under(host, LANDLORDS) and len(path) >= 8) or bool(_OF_ONE_THING.search(path))


def _reporters_own(shown: Shown) -> frozenset[str]:
    """The organisation of the person who writes to us stands in every signature, and links nobody."""
    if shown.form != "letter":
        return frozenset()
    headers = [value for name in ("from", "to", "cc") for value in shown.mail.all(name)[:2]]
    hosts = (box.address.rpartition("@")[2] for value in headers for box in mailboxes(value)[:10])
    return frozenset(organisation(host) for host in hosts if host)


def _is_public(address: str) -> bool:
    parsed: IPv4Address | IPv6Address = ip_address(address)
    return parsed.is_global
