"""Looks at links: where they truly lead, and whether they pretend to lead elsewhere."""

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import IPv6Address

from mailflows.examine.clean import defanged, shown_codes
from mailflows.examine.domains import TRACKERS, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.kinds import ACTING, ARCHIVES, extension
from mailflows.examine.links.target import leading, target_of, unescaped
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import VISIBLE, Saw, Shown

_NAMES_A_HOST = re.compile(
    r"^\s*(?:https?://)?((?:[\w-]{1,63}\.){1,6}[a-z]{2,18}|[\w.-]+\.xn--[\w-]+)(?:[/?#:]\S*)?\s*$", re.IGNORECASE
)
_NUMBER = re.compile(r"0x[0-9a-f]+|[0-9]+", re.IGNORECASE)
_PRIVATE = re.compile(r"^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)")
_TAKING = frozenset(
    {"javascript", "vbscript", "data", "file", "search-ms", "ms-msdt", "ms-appinstaller", "itms-services"}
)


def number_for_host(shown: Shown) -> Iterable[Saw]:
    """U05: the link leads to a bare address, also one written as a decimal, octal or hexadecimal number."""
    for link, target in leading(shown.links):
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


def name_before_at(shown: Shown) -> Iterable[Saw]:
    """U06: what looks like the host stands before "@" and is only a user name; the true host comes after."""
    for link, target in leading(shown.links):
        if (
            target.user
            and "." in target.user.split(":", 1)[0]
            and organisation(target.user) != organisation(target.host)
        ):
            yield Saw("link", defanged(f"leads to {target.host}: {link.target}"), VISIBLE)


def mixed_letters(shown: Shown) -> Iterable[Saw]:
    """U07: one label of the host mixes scripts, or spells Latin with look-alikes; pure Arabic names are ordinary."""
    for _, target in leading(shown.links):
        host = _in_letters(target.host)
        if host.isascii():
            continue
        for label in host.split("."):
            scripts = {script for sign in label if (script := _script(sign))}
            if (len(scripts) > 1 and not scripts <= _ASIAN) or (scripts & _LIKE_LATIN and _looks_latin(label)):
                yield Saw("link", defanged(f"{host} is written {target.host}: {'+'.join(sorted(scripts))}"), VISIBLE)
                break


def other_than_shown(shown: Shown) -> Iterable[Saw]:
    """U08: the words of the link name one site, the link leads to another.

    Newsletters do this through trackers far more often than phishing does, so trackers, the sender's own site and mails
    with an unsubscribe header are passed over. What remains is grave.
    """
    if shown.mail.first("list-unsubscribe") or shown.mail.first("list-id"):
        return
    own = {organisation(box.address.rpartition("@")[2]) for box in mailboxes(shown.mail.first("from"))}
    for link, target in leading(shown.links):
        found = _NAMES_A_HOST.match(link.shown[:300])
        if not found or target.scheme not in ("http", "https"):
            continue
        claimed, true = organisation(found[1]), organisation(target.host)
        if not true or claimed == true or true in own or true in TRACKERS or _label(claimed) == _label(true):
            continue
        if claimed.rpartition(".")[2] in ("html", "pdf", "docx", "php") or "." not in claimed:
            continue
        yield Saw("link", defanged(f"shows {claimed}, leads to {target.host}"), VISIBLE)


def fetches_a_program(shown: Shown) -> Iterable[Saw]:
    """U13: the link fetches something that acts when opened, or runs code itself."""
    for link in shown.links:
        target = target_of(link.target)
        if target is None:
            continue
        if target.scheme in _TAKING and not link.target.lower().startswith(("javascript:void", "javascript:;")):
            yield Saw("link", shown_codes(link.target[:150]), VISIBLE)
        elif target.host:
            name = target.path.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[-1]
            ending = extension(unescaped(name))
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


ROWS = (
    Look("U05", Group.URL, Severity.MEDIUM, 3, "medium", ("T1566.002",), "links", number_for_host,
         "devices and test servers without a name"),
    Look("U06", Group.URL, Severity.HIGH, 4, "high", ("T1036",), "links", name_before_at,
         "links that carry a mail address as user name"),
    Look("U07", Group.URL, Severity.HIGH, 4, "medium", ("T1036",), "links", mixed_letters,
         "brands that mix scripts in one word"),
    Look("U08", Group.URL, Severity.HIGH, 3, "medium", ("T1598.003",), "links", other_than_shown,
         "newsletters whose tracker is not on our list; an organisation with several domains"),
    Look("U13", Group.URL, Severity.HIGH, 4, "medium", ("T1105", "T1187"), "links", fetches_a_program,
         "honest download pages of software"),
)  # fmt: skip
