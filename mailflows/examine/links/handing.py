"""Looks at links that hand something over: the reader's own address, or the keys of an account."""

import re
from base64 import b64encode, urlsafe_b64decode
from binascii import Error
from collections.abc import Iterable

from mailflows.examine.clean import defanged
from mailflows.examine.domains import TRACKERS, WELL_KNOWN
from mailflows.examine.finding import Group, Severity
from mailflows.examine.links.destinations import Way, targets, ways
from mailflows.examine.links.sender import comes_from_a_list, own_organisations, recipients
from mailflows.examine.links.target import unescaped
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Saw, Shown

FEW = 6  # links of a mail that is no newsletter
_ORDINARY = re.compile(r"unsub|optout|opt-out|opt_out|remove|preferenc|subscri|abmeld|desinscri|abuse|list-?manage",
                       re.IGNORECASE)  # fmt: skip
# What a kit forgot to fill in, and an address of whomever it was made for, packed.
_UNFILLED = re.compile(
    r"\{\{?[\w .%-]{0,20}(?:e-?mail|user|name)[\w .%-]{0,20}\}|\[\[?[\w -]{0,20}(?:e-?mail|user)[\w -]{0,20}\]|"
    r"[%#$]{1,2}e-?mail[\w]{0,12}[%#$]{1,2}|__e?-?mail__|\*\|e?-?mail\|\*|\[-e-?mail-\]", re.IGNORECASE)  # fmt: skip
_PACKED = re.compile(
    r"(?<![0-9A-Za-z+_-])(?:(?P<hex>(?:[0-9a-fA-F]{2}){10,90})|(?P<b64>[A-Za-z0-9+_-]{16,120}={0,2}))(?![0-9A-Za-z])"
)
_ADDRESS = re.compile(rb"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_ANY_ADDRESS = re.compile(r"[#/=][\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")

# Links that give an account away when they are opened: host, path, what happens, and how heavy it weighs.
_KEYS: tuple[tuple[re.Pattern[str], re.Pattern[str], str, int], ...] = (
    (re.compile(r"(?:www\.)?microsoft\.com|aka\.ms|login\.microsoft(?:online)?\.com|microsoft\.com"),
     re.compile(r"/(?:devicelogin|common/oauth2/deviceauth|link\b|[\w-]+/oauth2/(?:v2\.0/)?deviceauth)", re.IGNORECASE),
     "signs in a stranger's device with a code", 4),
    (re.compile(r"(?:www\.)?google\.com|accounts\.google\.com"),
     re.compile(r"/(?:device\b|o/oauth2/device)", re.IGNORECASE),
     "signs in a stranger's device with a code", 4),
    (re.compile(r"github\.com"), re.compile(r"/login/device", re.IGNORECASE),
     "signs in a stranger's device with a code", 3),
    (re.compile(r"(?:my)?accounts?\.google\.com|security\.google\.com"),
     re.compile(r"/(?:u/\d/)?(?:apppasswords|settings/security/apppasswords)", re.IGNORECASE),
     "makes a password for a stranger's program", 4),
    (re.compile(r"account\.(?:live|microsoft)\.com|login\.yahoo\.com|appleid\.apple\.com|account\.apple\.com"),
     re.compile(r"/.{0,60}(?:app-?password|generateapppass)", re.IGNORECASE),
     "makes a password for a stranger's program", 4),
    (re.compile(r"login\.(?:microsoftonline|windows|live)\.(?:com|net|us)"),
     re.compile(r"/.{0,80}(?:oauth2/(?:v2\.0/)?authorize|oauth20_authorize|adminconsent)", re.IGNORECASE),
     "asks for access to an account", 3),
    (re.compile(r"accounts\.google\.com"), re.compile(r"/(?:o/oauth2|signin/oauth|oauthchooseaccount)", re.IGNORECASE),
     "asks for access to an account", 3),
    (re.compile(r"wa\.me|(?:api|web|www)\.whatsapp\.com|whatsapp\.com"),
     re.compile(r"/(?:settings/linked|link-?device|linked_devices|settings/account/link)", re.IGNORECASE),
     "links a stranger's device to WhatsApp", 4),
    (re.compile(r"(?:www\.)?signal\.(?:link|me|org)|signal\.tube"),
     re.compile(r"/(?:#?linkdevice|.{0,20}uuid=)", re.IGNORECASE),
     "links a stranger's device to Signal", 4),
    (re.compile(r"t\.me|telegram\.me|telegram\.dog"), re.compile(r"/login/", re.IGNORECASE),
     "signs a stranger in to Telegram", 4),
    (re.compile(r"oauth\.telegram\.org"), re.compile(r"/auth", re.IGNORECASE), "asks for access to Telegram", 3),
    (re.compile(r"discord(?:app)?\.com"), re.compile(r"/(?:ra/|oauth2/authorize)", re.IGNORECASE),
     "asks for access to Discord", 3),
    (re.compile(r"slack\.com|github\.com|api\.twitter\.com|x\.com|twitter\.com|www\.facebook\.com|www\.linkedin\.com"),
     re.compile(r"/(?:i/)?(?:oauth2?/|login/oauth/|dialog/oauth|v\d+\.\d/dialog/oauth)(?:v2/)?", re.IGNORECASE),
     "asks for access to an account", 2),
    (re.compile(r"(?:api\.)?login\.yahoo\.com"), re.compile(r"/oauth2?/", re.IGNORECASE),
     "asks for access to an account", 3),
    (re.compile(r"testflight\.apple\.com"), re.compile(r"/join/", re.IGNORECASE),
     "installs an app that the store has not examined", 2),
    (re.compile(r"(?:www\.)?icloud\.com"), re.compile(r"/shortcuts/", re.IGNORECASE),
     "installs a stranger's shortcut", 2),
)  # fmt: skip
_GRASPING = re.compile(r"offline_access|mail\.|mail%2e|gmail|contacts|files\.|drive|prompt=consent|localhost",
                       re.IGNORECASE)  # fmt: skip
_SCHEMES: dict[str, tuple[re.Pattern[str], str]] = {
    "sgnl": (re.compile(r"/{0,2}linkdevice", re.IGNORECASE), "links a stranger's device to Signal"),
    "tsdevice": (re.compile(r""), "links a stranger's device to Signal"),
    "tg": (re.compile(r"/{0,2}(?:login|passport|confirmphone)", re.IGNORECASE), "signs a stranger in to Telegram"),
    "whatsapp": (re.compile(r"/{0,2}(?:link|linkdevice|settings)", re.IGNORECASE),
                 "links a stranger's device to WhatsApp"),
    "otpauth-migration": (re.compile(r""), "carries away second factors"),
}  # fmt: skip


def knows_the_reader(shown: Shown) -> Iterable[Saw]:
    """U11: the reader's own address stands in a link to a stranger, plain or packed, as kits fill in a login page.

    Newsletters do it in every link to unsubscribe, so those, mail services and the sender's own site are passed over.
    """
    spellings = [spelling for address in recipients(shown) for spelling in _spellings(address)]
    own = own_organisations(shown) | TRACKERS | WELL_KNOWN
    lighter = (Severity.LOW, 1) if comes_from_a_list(shown) else ()
    few = len({way.link.target for way in ways(shown)}) <= FEW
    for way in ways(shown):
        if way.organisation in own or _ORDINARY.search(f"{way.link.target} {way.link.shown}"):
            continue
        path = unescaped(way.target.path[:4000])
        hit = next(((word, packed) for word, packed in spellings if word in (path if packed else path.lower())), None)
        if hit is None:
            fragment = way.target.path.partition("#")[2]
            if fragment and _ANY_ADDRESS.match("#" + fragment):
                hit = (fragment[:80], True)
        if hit is None and (packed := _made_for_somebody(path)):
            yield Saw("link", defanged(f"{packed}: {way.link.target}"), VISIBLE, *lighter)
            continue
        if hit is None:
            continue
        before = path.lower().partition(hit[0].lower())[0]
        if hit[1] or "#" in before[-3:]:
            yield Saw("link", defanged(way.link.target), VISIBLE, *lighter)
        elif "?" not in before or (few and not comes_from_a_list(shown)):
            yield Saw("link", defanged(way.link.target), VISIBLE, Severity.LOW, 1)


def gives_away_an_account(shown: Shown) -> Iterable[Saw]:
    """U12: the link lets a stranger in: a linked device, a device code, a password for programs, access for an app."""
    for link, target in targets(shown):
        if target.scheme in _SCHEMES:
            shape, what = _SCHEMES[target.scheme]
            if shape.match(target.path):
                yield Saw("link", defanged(f"{what}: {link.target}"), VISIBLE)
    for way in ways(shown):
        for host, path, what, weight in _KEYS:
            if host.fullmatch(way.target.host) and path.match(way.target.path):
                yield _weighed(way, what, weight)
                break


def _made_for_somebody(path: str) -> str:
    """A packed address, or the place that a kit left for one."""
    if found := _UNFILLED.search(path):
        return f"left unfilled {found[0]}"
    for number, packed in enumerate(_PACKED.finditer(path)):
        if number == 20:
            break
        try:
            if packed["hex"]:
                data = bytes.fromhex(packed["hex"])
            else:
                letters = packed["b64"].rstrip("=")
                data = urlsafe_b64decode(letters.replace("+", "-").replace("/", "_") + "=" * (-len(letters) % 4))
        except (Error, ValueError):
            continue
        if address := _ADDRESS.search(data):
            return f"made for {address[0].decode('ascii', 'replace')}"
    return ""


def _weighed(way: Way, what: str, weight: int) -> Saw:
    if weight < 4 and _GRASPING.search(way.target.path):
        weight = 4
    severity = Severity.HIGH if weight >= 3 else Severity.MEDIUM
    return Saw("link", defanged(f"{what}: {way.link.target}"), VISIBLE, severity, weight)


def _spellings(address: str) -> tuple[tuple[str, bool], ...]:
    """An address as it may stand in a link, and whether that is a packed spelling."""
    data = address.encode("utf-8", "replace")
    # Base64 packs three octets into four signs: without the last, unfinished group the sign before it is certain.
    packed = b64encode(data).decode()[: len(data) // 3 * 4]
    found = [(address, False), (data.hex(), True), (data.hex().upper(), True)]
    if len(packed) >= 12:
        found += [(packed, True), (packed.replace("+", "-").replace("/", "_"), True)]
    return tuple(found)


ROWS = (
    Look("U11", Group.URL, Severity.MEDIUM, 2, "medium", ("T1598.003",), "links", knows_the_reader,
         "newsletters and shops that count who clicks, with a counter of their own"),
    Look("U12", Group.URL, Severity.HIGH, 4, "medium", ("T1528",), "links", gives_away_an_account,
         "honest invitations to sign in with an account; instructions for linking one's own device"),
)  # fmt: skip
