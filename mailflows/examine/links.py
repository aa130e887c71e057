"""Looks at links: where they truly lead, and whether they pretend to lead elsewhere."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address

from mailflows.examine import html
from mailflows.examine.clean import defanged, shown_codes
from mailflows.examine.domains import TRACKERS, organisation
from mailflows.examine.finding import Severity
from mailflows.examine.kinds import ACTING, ARCHIVES, extension
from mailflows.examine.letters import bodies, words_of
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import VISIBLE, Link, Mail, Saw

LINKS = 500

_IN_TEXT = re.compile(r"\b(?:https?|hxxps?|ftp|tg|sgnl|file)://[^\s<>\"'\]\[(){}|،؛]{1,2000}", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30}):", re.IGNORECASE)
_NAMES_A_HOST = re.compile(
    r"^\s*(?:https?://)?((?:[\w-]{1,63}\.){1,6}[a-z]{2,18}|[\w.-]+\.xn--[\w-]+)(?:[/?#:]\S*)?\s*$", re.IGNORECASE
)
_NUMBER = re.compile(r"0x[0-9a-f]+|[0-9]+", re.IGNORECASE)
_PRIVATE = re.compile(r"^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)")
_TAKING = frozenset(
    {"javascript", "vbscript", "data", "file", "search-ms", "ms-msdt", "ms-appinstaller", "itms-services"}
)


@dataclass(frozen=True)
class Target:
    """Where a link leads, read as a browser reads it (WHATWG URL, not RFC 3986)."""

    scheme: str
    user: str  # what stands before "@"
    host: str
    path: str


def target_of(link: str) -> Target | None:
    """Take a link apart; None where it leads nowhere in the web. Backslashes are mended, as browsers do."""
    link = "".join(sign for sign in link if sign > " " and sign not in "\u200b\u00ad\ufeff")
    scheme, rest = "http", link
    if found := _SCHEME.match(link):
        scheme, rest = found[1].lower().replace("hxx", "htt"), link[found.end() :]
        if scheme not in ("http", "https", "ftp"):
            return Target(scheme, "", "", rest[:2000])
    elif not link.startswith(("//", "\\\\")):
        return None
    rest = rest.replace("\\", "/").lstrip("/")
    ends = [at for sign in "/?#" if (at := rest.find(sign)) >= 0]
    authority, path = (rest[: min(ends)], rest[min(ends) :]) if ends else (rest, "")
    user, _, host = authority.rpartition("@")
    host = host if host.startswith("[") else host.split(":", 1)[0]
    host = unicodedata.normalize("NFKC", _unescaped(host)).replace("\u3002", ".").strip(".").lower()
    return Target(scheme, user, host, path)


@dataclass(frozen=True)
class Linked:
    """A mail with its links, read once for all looks."""

    mail: Mail
    links: tuple[Link, ...]

    def leading(self) -> Iterable[tuple[Link, Target]]:
        """Each link that leads to a host in the web, with that host."""
        for link in self.links:
            target = target_of(link.target)
            if target and target.host:
                yield link, target


def links_in(mail: Mail) -> tuple[Link, ...]:
    """The links of everything a mail shows as its text, each target once, at most 500."""
    found: dict[tuple[str, str], Link] = {}
    for part in bodies(mail):
        words = words_of(part)
        if part.declared == "text/html":
            links: Iterable[Link] = html.links_of(words)
        else:
            links = (Link(hit[0].rstrip(".,;:!?»”’"), "", "text") for hit in _IN_TEXT.finditer(words))
        for link in links:
            found.setdefault((link.target, link.shown), link)
            if len(found) == LINKS:
                return tuple(found.values())
    return tuple(found.values())


def number_for_host(linked: Linked) -> Iterable[Saw]:
    """U05: the link leads to a bare address, also one written as a decimal, octal or hexadecimal number."""
    for link, target in linked.leading():
        if (address := _as_address(target.host)) and not _PRIVATE.match(address):
            plain = address == target.host or target.host.startswith("[")
            note = "" if plain else f" (means {address})"
            yield Saw(
                "link",
                defanged(link.target[:150] + note),
                VISIBLE,
                None if plain else Severity.HIGH,
                None if plain else 4,
            )


def name_before_at(linked: Linked) -> Iterable[Saw]:
    """U06: what looks like the host stands before "@" and is only a user name; the true host comes after."""
    for link, target in linked.leading():
        if (
            target.user
            and "." in target.user.split(":", 1)[0]
            and organisation(target.user) != organisation(target.host)
        ):
            yield Saw("link", defanged(f"leads to {target.host}: {link.target}"), VISIBLE)


def mixed_letters(linked: Linked) -> Iterable[Saw]:
    """U07: one label of the host mixes scripts, or spells Latin with look-alikes; pure Arabic names are ordinary."""
    for _, target in linked.leading():
        host = _in_letters(target.host)
        if host.isascii():
            continue
        for label in host.split("."):
            scripts = {script for sign in label if (script := _script(sign))}
            if (len(scripts) > 1 and not scripts <= _ASIAN) or (scripts & _LIKE_LATIN and _looks_latin(label)):
                yield Saw("link", defanged(f"{host} is written {target.host}: {'+'.join(sorted(scripts))}"), VISIBLE)
                break


def other_than_shown(linked: Linked) -> Iterable[Saw]:
    """U08: the words of the link name one site, the link leads to another.

    Newsletters do this through trackers far more often than phishing does, so trackers, the sender's own site and mails
    with an unsubscribe header are passed over. What remains is grave.
    """
    if linked.mail.first("list-unsubscribe") or linked.mail.first("list-id"):
        return
    own = {organisation(box.address.rpartition("@")[2]) for box in mailboxes(linked.mail.first("from"))}
    for link, target in linked.leading():
        found = _NAMES_A_HOST.match(link.shown[:300])
        if not found or target.scheme not in ("http", "https"):
            continue
        claimed, true = organisation(found[1]), organisation(target.host)
        if not true or claimed == true or true in own or true in TRACKERS or _label(claimed) == _label(true):
            continue
        if claimed.rpartition(".")[2] in ("html", "pdf", "docx", "php") or "." not in claimed:
            continue
        yield Saw("link", defanged(f"shows {claimed}, leads to {target.host}"), VISIBLE)


def fetches_a_program(linked: Linked) -> Iterable[Saw]:
    """U13: the link fetches something that acts when opened, or runs code itself."""
    for link in linked.links:
        target = target_of(link.target)
        if target is None:
            continue
        if target.scheme in _TAKING and not link.target.lower().startswith(("javascript:void", "javascript:;")):
            yield Saw("link", shown_codes(link.target[:150]), VISIBLE)
        elif target.host:
            name = target.path.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[-1]
            ending = extension(_unescaped(name))
            if ending in ACTING - {"com", "url", "website", "app", "application", "pl", "py", "sh", "bin", "run"}:
                yield Saw("link", defanged(link.target), VISIBLE)
            elif ending in ARCHIVES:
                yield Saw("link", defanged(link.target), VISIBLE, Severity.LOW, 1)


def _as_address(host: str) -> str:
    """The IPv4 address a browser makes of one to four numbers, decimal, octal or hexadecimal; IPv6 as it is."""
    if host.startswith("["):
        try:
            return str(IPv6Address(host.strip("[]")))
        except ValueError:
            return ""
    pieces = host.split(".")
    if not 1 <= len(pieces) <= 4 or not all(_NUMBER.fullmatch(piece) and len(piece) < 14 for piece in pieces):
        return ""
    try:
        numbers = [
            int(piece, 16 if piece[:2] == "0x" else 8 if piece[0] == "0" and len(piece) > 1 else 10) for piece in pieces
        ]
    except ValueError:
        return ""
    last_takes = 256 ** (5 - len(numbers))
    if numbers[-1] >= last_takes or any(number > 255 for number in numbers[:-1]):
        return ""
    value = numbers[-1] + sum(number << 8 * (3 - place) for place, number in enumerate(numbers[:-1]))
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "LATIN"})
_LIKE_LATIN = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
# Letters of other scripts that print like a Latin one; a label made of these alone is a mask.
_LOOKALIKES = frozenset("авеіјкмнорсӏтухѕԁԛԝһгαβγεικνορτυχωѵ0123456789-ոսցհյ")


def _looks_latin(label: str) -> bool:
    return bool(label) and all(sign in _LOOKALIKES for sign in label)


def _script(sign: str) -> str:
    """The script a letter belongs to, by the first word of its name; "" for digits and hyphens."""
    if not sign.isalpha():
        return ""
    return unicodedata.name(sign, "OTHER").split(" ", 1)[0].split("-", 1)[0]


def _in_letters(host: str) -> str:
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, OverflowError):
            labels.append(label)
    return ".".join(labels)


def _label(name: str) -> str:
    return name.split(".", 1)[0]


def _unescaped(words: str) -> str:
    if "%" not in words:
        return words
    data = re.sub(r"%([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), words[:2000])
    try:
        return data.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return data
