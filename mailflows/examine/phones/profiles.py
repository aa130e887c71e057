"""Looks at Apple's profiles: a few settings in a small file, and a phone belongs to somebody else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mailflows.examine import kinds
from mailflows.examine.clean import defanged
from mailflows.examine.finding import SURE, Group, Severity
from mailflows.examine.links.written import links_in_text
from mailflows.examine.look import Look
from mailflows.examine.phones import payloads
from mailflows.examine.phones.ipas import app_of
from mailflows.examine.phones.payloads import Deed
from mailflows.examine.phones.plists import Unreadable, dictionaries, inner, plist_in
from mailflows.examine.seen import DECODED, NO_MAIL, Link, Part, Saw, Shown
from mailflows.examine.showing import NOTHING, Showing

PAYLOADS = 100  # of one profile
LINKS = 100
TEXT = 20_000  # characters

_MARKS = tuple(
    mark.encode(form) for mark in ("PayloadType", "software-package") for form in ("ascii", "utf-16-le", "utf-16-be")
)
_LOOKED = 2 * 1024 * 1024  # octets of a file in which the marks are looked for
_STUB = 100  # octets; no profile is that short
_SPOKEN = ("PayloadDisplayName", "PayloadDescription", "PayloadOrganization", "ConsentText", "title", "subtitle")
_PREFIX = "com.apple."


@dataclass(frozen=True)
class Profile:
    """One profile, or one order to install an app."""

    whole: Mapping[str, Any]
    payloads: tuple[Mapping[str, Any], ...]

    @property
    def uuid(self) -> str:
        return str(self.whole.get("PayloadUUID", ""))[:100]


def may_be_profile(part: Part) -> bool:
    named = any(kinds.extension(name) == "mobileconfig" for name in part.names)
    return named or "apple-aspen-config" in part.declared or _marked(part.content)


def profile_in(part: Part) -> Profile | None:
    """The profile that a file is, signed or not; None where it is something else. Raises ValueError."""
    if not may_be_profile(part):
        return None
    whole = plist_in(part.content)
    if "PayloadType" in whole or "PayloadContent" in whole:
        content = whole.get("PayloadContent")
        listed = dictionaries(content)[:PAYLOADS] if isinstance(content, list) else [whole]
        return Profile(whole, tuple(listed))
    return Profile(whole, ()) if any(_packages(whole)) else None


def takes_over(part: Part) -> Iterable[Saw]:
    """F19: a profile for Apple devices, told by what it does; an iPhone app from elsewhere, an order to fetch one."""
    if app := app_of(part):
        yield _saw("app", payloads.IPA, app)
        return
    try:
        profile = profile_in(part)
    except Unreadable as trouble:
        if len(part.content) > _STUB:
            raise  # said aloud as a file that could not be looked into
        yield _saw("profile", payloads.UNREADABLE, str(trouble))
        return
    if profile is None:
        if _named(part) and part.content:
            raise Unreadable("a signature without a profile, or no profile at all")
        return
    seen: dict[str, tuple[Deed, str]] = {}
    for deed, detail in _deeds(profile):
        seen.setdefault(deed.what, (deed, detail))
    for deed, detail in sorted(seen.values(), key=lambda one: -one[0].weight):
        yield _saw("profile", deed, detail)


def show(part: Part) -> Shown:
    """The words of a profile that its reader is asked to agree to, and where its settings lead."""
    try:
        profile = profile_in(part)
    except ValueError:
        profile = None  # the look at profiles says so
    if profile is None:
        return NOTHING
    words: dict[str, None] = {}
    links: dict[str, Link] = {}
    for key, value in inner(dict(profile.whole)):
        if isinstance(value, str) and key in _SPOKEN:
            words[value[:2000]] = None
            links |= {link.target: link for link in links_in_text(value[:2000])}
        elif isinstance(value, str) and value[:8].lower().startswith(("http://", "https://", "itms")):
            links.setdefault(value, Link(value[:2000], "", "profile"))
        elif isinstance(value, str) and key.endswith(("HostName", "RemoteAddress", "ProxyServer")) and "." in value:
            links.setdefault(value, Link(f"//{value[:300]}", "", "profile"))
    return Shown(NO_MAIL, "\n".join(words)[:TEXT], (), tuple(links.values())[:LINKS], "file")


def _deeds(profile: Profile) -> Iterator[tuple[Deed, str]]:
    for url in _packages(profile.whole):
        yield payloads.MANIFEST, url
    if "EncryptedPayloadContent" in profile.whole:
        yield payloads.ENCRYPTED, str(profile.whole.get("PayloadDisplayName", ""))
    for payload in profile.payloads:
        kind = str(payload.get("PayloadType", ""))
        if kind == "Profile Service":
            kind = "profile-service"
        if kind == "Configuration":
            continue
        keys = {key for key, _ in inner(dict(payload))}
        deed = payloads.DEEDS.get(kind.removeprefix(_PREFIX), payloads.OTHER)
        if deed.severity is not Severity.HIGH and keys & payloads.PROXIES:
            deed = payloads.THROUGH_A_PROXY
        yield deed, _detail(payload) if deed is not payloads.OTHER else kind
    if profile.whole.get("PayloadRemovalDisallowed") is True:
        yield payloads.STAYS, str(profile.whole.get("PayloadDisplayName", ""))


def _detail(payload: Mapping[str, Any]) -> str:
    """Whose server, page or address it is about: the telling keys, wherever they lie in the payload."""
    told: dict[str, str] = {}
    for key, value in inner(dict(payload)):
        if key in payloads.SERVERS and isinstance(value, str) and value:
            told.setdefault(key, value[:200])
    ordered = [told[key] for key in payloads.SERVERS if key in told][:3]
    return ", ".join(dict.fromkeys(ordered)) or str(payload.get("PayloadDisplayName", ""))


def _packages(whole: Mapping[str, Any]) -> Iterator[str]:
    """Where the apps lie that an itms-services manifest orders."""
    for item in dictionaries(whole.get("items")):
        for asset in dictionaries(item.get("assets")):
            if asset.get("kind") == "software-package":
                yield str(asset.get("url", ""))


def _named(part: Part) -> bool:
    return any(kinds.extension(name) == "mobileconfig" for name in part.names)


def _marked(content: bytes) -> bool:
    head = content[:_LOOKED]
    return head[:1] in (b"\x30", b"<", b"b", b"\xef", b"\xff", b"\xfe", b" ", b"\n", b"\r", b"\t") and any(
        mark in head for mark in _MARKS
    )


def _saw(field: str, deed: Deed, detail: str) -> Saw:
    shown = defanged(f"{deed.what}: {detail}" if detail else deed.what)
    return Saw(field, shown, DECODED, deed.severity, deed.weight)


SHOWING = Showing("Apple's profiles", may_be_profile, show)
ROWS = (
    Look("F19", Group.FILE, Severity.HIGH, SURE, "high", ("T1632.001", "T1660"), "profiles", takes_over,
         "schools and employers who manage devices or their Wi-Fi; hosts that mail the settings of a mailbox"),
)  # fmt: skip
