"""Where a link truly leads, read as a browser reads it, and every link a mail shows."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from mailflows.examine import html
from mailflows.examine.letters import bodies, words_of
from mailflows.examine.links.written import links_in_text
from mailflows.examine.seen import Link, Mail

LINKS = 500
WORDS = 100_000  # characters of a page

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30}):", re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
_UNSEEN = "\u200b\u200c\u200d\u00ad\ufeff\u2060"
_WEB = ("http", "https", "ftp")


@dataclass(frozen=True)
class Target:
    """Where a link leads, read as a browser reads it (WHATWG URL, not RFC 3986)."""

    scheme: str
    user: str  # what stands before "@"
    host: str
    path: str  # from the first "/", "?" or "#"
    port: str = ""


def target_of(link: str) -> Target | None:
    """Take a link apart; None where it leads nowhere in the web. Backslashes are mended, as browsers do."""
    link = "".join(sign for sign in link[:4000] if sign > " " and sign not in _UNSEEN)
    scheme, rest = "http", link
    if found := _SCHEME.match(link):
        scheme, rest = found[1].lower().replace("hxx", "htt"), link[found.end() :]
        if scheme not in _WEB:
            return Target(scheme, "", "", rest[:2000])
    elif not link.startswith(("//", "\\\\")):
        return None
    ends = [at for sign in "?#" if (at := rest.find(sign)) >= 0]
    front = min(ends, default=len(rest))
    rest = rest[:front].replace("\\", "/").lstrip("/") + rest[front:]
    ends = [at for sign in "/?#" if (at := rest.find(sign)) >= 0]
    authority, path = (rest[: min(ends)], rest[min(ends) :]) if ends else (rest, "")
    user, _, host = authority.rpartition("@")
    bracketed = host.startswith("[")
    host, _, port = (host, "", "") if bracketed else host.partition(":")
    host = unicodedata.normalize("NFKC", unescaped(host)).replace("\u3002", ".").strip(".").lower()
    return Target(scheme, user, host[:255], path, port if port.isdigit() else "")


def leading(links: Iterable[Link]) -> Iterable[tuple[Link, Target]]:
    """Each link that leads to a host in the web, with that host."""
    for link in links:
        target = target_of(link.target)
        if target and target.host:
            yield link, target


def links_in(mail: Mail) -> tuple[Link, ...]:
    """The links of everything a mail shows as its text, each target once, at most 500."""
    found: dict[tuple[str, str], Link] = {}
    for part in bodies(mail):
        words = words_of(part)
        links: Iterable[Link] = _of_page(words) if part.declared == "text/html" else links_in_text(words)
        for link in links:
            found.setdefault((link.target, link.shown), link)
            if len(found) == LINKS:
                return tuple(found.values())
    return tuple(found.values())


def _of_page(page: str) -> Iterable[Link]:
    """The links of a page, and then those that stand among its words."""
    yield from html.links_of(page)
    beside = html.words_beside_links(page, WORDS)
    if "://" in beside or "www." in beside:
        yield from (link for link in links_in_text(beside) if not link.shown)


def unescaped(words: str) -> str:
    """Percent signs undone once."""
    if "%" not in words:
        return words
    data = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words[:4000])
    try:
        return data.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return data
