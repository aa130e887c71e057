"""Looks at links: where they truly lead, and whether they pretend to lead elsewhere."""

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import IPv6Address

from mailflows.examine.clean import defanged, shown_codes
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.results import of_a_list
from mailflows.examine.kinds import ACTING, ARCHIVES, extension
from mailflows.examine.links.destinations import leading, targets
from mailflows.examine.links.target import unescaped
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Saw, Shown

_NUMBER = re.compile(r"0x[0-9a-f]+|[0-9]+", re.IGNORECASE)
_PRIVATE = re.compile(r"^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)")
# What a link starts on the device instead of leading into the web.
_TAKING = frozenset(
    "javascript vbscript file search-ms search ms-msdt ms-appinstaller ms-officecmd ms-search ms-word ms-excel "
    "ms-powerpoint ms-visio ms-project ms-access itms-services blob jar mhtml smb intent vscode vscode-insiders "
    "res shell hcp ms-cxh ms-cxh-full ms-settings msteams-app wscript x-apple.systempreferences".split()
)
_RUNS = re.compile(r"\s{0,9}(?:text/html|text/xml|image/svg|application/)", re.IGNORECASE)
_HARMLESS_CODE = ("javascript:void", "javascript:;", "javascript://", "javascript:history", "javascript:window.print")
_ODD_START = re.compile(r"https?:(?:(?:///|/\\|\\/)[^/\\]|//[^/\\?#]{1,255}\\(?P<at>[^/?#]{0,64}@))", re.IGNORECASE)
_SLASHES = frozenset("\u2215\u2044\u29f8\uff0f\u2571")
FEW = 6  # links of a mail that is no newsletter
_ALSO_PAGES = frozenset("com url website app application pl py sh bin run rb cmd".split())


def number_for_host(shown: Shown) -> Iterable[Saw]:
    """U05: the link leads to a bare address, also one written as a decimal, octal or hexadecimal number.

    A plain number among many links is a careless friend's; it weighs more where the mail has little else, and most
    where words hide it. People who keep servers write it openly into the text.
    """
    few = len(shown.links) <= FEW
    for link, target in leading(shown):
        if (address := as_address(target.host)) and not _PRIVATE.match(address):
            plain = address == target.host or target.host.startswith("[")
            note = "" if plain else f" (means {address})"
            openly = shown.form in ("original", "inline") and (link.where == "text" or target.host in link.shown)
            weight = _of_number(few, openly) if plain else (Severity.HIGH, 4)
            yield Saw("link", defanged(link.target[:150] + note), VISIBLE, *weight)


def _of_number(few: bool, openly: bool) -> tuple[Severity | None, int | None]:
    if not few:
        return Severity.LOW, 1
    return (Severity.LOW, 2) if openly else (None, None)


def name_before_at(shown: Shown) -> Iterable[Saw]:
    """U06: what looks like the host stands before "@" and is only a user name; the true host comes after."""
    yield from slash_of_another_kind(shown)
    for link, target in leading(shown):
        if (
            target.user
            and "." in target.user.split(":", 1)[0]
            and organisation(target.user) != organisation(target.host)
        ):
            yield Saw("link", defanged(f"leads to {target.host}: {link.target}"), VISIBLE)


def slash_of_another_kind(shown: Shown) -> Iterable[Saw]:
    """U06: a sign that prints like a slash stands in the host, so that its beginning reads as the whole."""
    for link, target in targets(shown):
        authority = re.split(r"[/\\?#]", link.target.split(":", 1)[-1].lstrip("/\\"), maxsplit=1)[0]
        if target.scheme in ("http", "https") and any(sign in _SLASHES for sign in authority):
            yield Saw("link", shown_codes(link.target[:150]), VISIBLE)
        elif target.scheme in ("http", "https") and (how := _ODD_START.match(link.target)):
            # A browser stops at the backslash, a filter reads on to the "@"; three slashes may be a slip of the hand.
            weight = () if how["at"] else (Severity.MEDIUM, 2) if "\\" in how[0] else (Severity.LOW, 1)
            yield Saw("link", defanged(f"leads to {target.host}: {link.target}"), VISIBLE, *weight)


def mixed_letters(shown: Shown) -> Iterable[Saw]:
    """U07: one label of the host mixes scripts, or spells Latin with look-alikes; pure Arabic names are ordinary."""
    for _, target in leading(shown):
        host = in_letters(target.host)
        if host.isascii():
            continue
        for label in host.split("."):
            scripts = {script for sign in label if (script := _script(sign))}
            if (len(scripts) > 1 and not scripts <= _ASIAN) or (scripts & _LIKE_LATIN and _looks_latin(label)):
                yield Saw("link", defanged(f"{host} is written {target.host}: {'+'.join(sorted(scripts))}"), VISIBLE)
                break


def fetches_a_program(shown: Shown) -> Iterable[Saw]:
    """U13: the link fetches something that acts when opened, or starts something on the device.

    On a mailing list people tell each other of programs; there it is told, and weighs less.
    """
    lighter = (Severity.MEDIUM, 2) if shown.mail.first("list-post") and of_a_list(shown.mail) else ()
    for link, target in targets(shown):
        if (target.scheme in _TAKING and not link.target.lower().startswith(_HARMLESS_CODE)) or (
            target.scheme == "data" and _RUNS.match(target.path)
        ):
            # A path on one's own disk is a note of where something lies; with a host in it, it calls a stranger.
            own_disk = target.scheme == "file" and target.path.startswith("///")
            yield Saw("link", shown_codes(link.target[:150]), VISIBLE, *((Severity.LOW, 1) if own_disk else lighter))
        elif link.target.startswith("\\\\") and target.host:
            yield Saw("link", defanged(f"share on {target.host}: {link.target}"), VISIBLE)
    for link, target in leading(shown):
        name = target.path.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[-1]
        ending = extension(unescaped(name))
        if ending in ACTING - _ALSO_PAGES:
            yield Saw("link", defanged(link.target), VISIBLE, *lighter)
        elif ending in ARCHIVES:
            yield Saw("link", defanged(link.target), VISIBLE, Severity.LOW, 1)


def as_address(host: str) -> str:
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


def in_letters(host: str) -> str:
    """A host name as it is shown, with IDN undone."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, OverflowError):
            labels.append(label)
    return ".".join(labels)


ROWS = (
    Look("U05", Group.URL, Severity.MEDIUM, 3, "medium", ("T1566.002",), "links", number_for_host,
         "devices and test servers without a name"),
    Look("U06", Group.URL, Severity.HIGH, 4, "high", ("T1036",), "links", name_before_at,
         "links that carry a mail address as user name"),
    Look("U07", Group.URL, Severity.HIGH, 4, "medium", ("T1036",), "links", mixed_letters,
         "brands that mix scripts in one word"),
    Look("U13", Group.URL, Severity.HIGH, 4, "medium", ("T1105", "T1187"), "links", fetches_a_program,
         "honest download pages of software"),
)  # fmt: skip
