"""Taking a link out of what is wrapped around it: safe-link services, trackers that say where they lead, redirects."""

import re
from base64 import b64decode, urlsafe_b64decode
from binascii import Error
from dataclasses import dataclass
from urllib.parse import parse_qsl

from mailflows.examine.domains import organisation, under
from mailflows.examine.links.target import Target, target_of, unescaped

_PROOFPOINT = re.compile(r"/v3/__(.{4,1900}?)__;([A-Za-z0-9_*-]{0,400})", re.IGNORECASE)
_CHECKPOINT = re.compile(r"/v2/(?:r\d\d/)?_{2,3}(https?:.{4,1900}?)_{3}", re.IGNORECASE)
_LATER_LINK = re.compile(r"https?(?::|%3a)(?:/|%2f){1,2}[^\s\"'<>]{4,1900}", re.IGNORECASE)
_AMP = re.compile(r"^/(?:amp|c|v|i|r)/(?:s/)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?:[/?#].{0,1500})?)$",
                  re.IGNORECASE | re.DOTALL)  # fmt: skip
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,18}(?:[/?#:].*)?$", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"0x[0-9a-f]{1,8}|\d{6,10}|\[[0-9a-f:.]{2,45}\]", re.IGNORECASE)  # a host written as a number
_NAMES = (
    "url u q target to dest destination redirect redirect_url redirecturl redir rurl r goto go link lnk href adurl "
    "forward out murl a d redirect_to location uri target_url clickurl click l deeplink".split()
)
# Where a site sends its guest back after login; honest sites name other honest sites here.
_BACK = frozenset(
    "next continue return returnurl return_url returnto return_to redirect_uri callback ru fallback wreply "
    "service ref referrer referer utm_source utm_content source".split()
)
_BASE64 = re.compile(r"(?:a1)?(aHR0c[A-Za-z0-9_+/=-]{8,1900})")
_HEX = re.compile(r"(?:68747470)(?:73)?3a2f2f[0-9a-f]{6,1600}", re.IGNORECASE)

# Services that stand before a link to protect people, and say which link: they are looked through, and are no sign.
_PROTECTING = frozenset(
    "urldefense.com urldefense.proofpoint.com safelinks.protection.outlook.com linkprotect.cudasvc.com "
    "secure-web.cisco.com mimecast.com mimecastprotect.com clicktime.symantec.com clicktime.cloud.postoffice.net "
    "protection.sophos.com protect2.fireeye.com protect.checkpoint.com url-protection.com avanan.click "
    "emailprotection.link trendmicro.com imsva91-ctp.trendmicro.com shared.outlook.inky.com inky.com "
    "antiphishing.vadesecure.com link.edgepilot.com url.emailprotection.link ppsportal.com hornetsecurity.com "
    "atpscan.global.hornetsecurity.com mailcontrol.com forcepoint.com slack-redir.net l.facebook.com lm.facebook.com "
    "l.instagram.com l.messenger.com l.threads.com l.workplace.com lnks.gd spamtitan.com libraesva.com "
    "retarus.com messagelabs.com barracudanetworks.com securence.com".split()
)


@dataclass(frozen=True)
class Unwrapped:
    """What was inside a link."""

    link: str
    protecting: bool  # by a service that protects people
    back: bool = False  # only where a site sends its guest after login


def inside(target: Target) -> Unwrapped | None:
    """The link that is carried inside a link and leads on to another organisation; None where there is none."""
    protecting = under(target.host, _PROTECTING)
    fields = _fields(target)
    back = next((value for name, value in fields.items() if name in _BACK and _absolute(value)), "")
    carried = () if back else (_in_path(target), _packed(target))
    for found in (*_known(target), _in_query(fields), *carried, back):
        link = _as_link(found)
        if link and organisation(_host_of(link)) not in ("", organisation(target.host)):
            return Unwrapped(link, protecting, found == back)
    return None


def _known(target: Target) -> tuple[str, ...]:
    """The spellings of services that need more than reading a parameter."""
    if under(target.host, frozenset({"urldefense.com", "urldefense.proofpoint.com"})):
        return (_proofpoint(target.path),)
    if found := _CHECKPOINT.search(target.path[:4000]):
        return (found[1],)
    if target.host.endswith(".translate.goog"):
        return ("https://" + target.host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace(
            "\0", "-") + target.path,)  # fmt: skip
    google = organisation(target.host).startswith("google.") or under(target.host, frozenset({"ampproject.org"}))
    if google and (found := _AMP.match(target.path)):
        return ("https://" + unescaped(found[1]),)
    return ()


def _proofpoint(path: str) -> str:
    """Versions 1 to 3; version 3 lifts what it could not write out of the link and keeps it in base64 behind it."""
    if found := _PROOFPOINT.search(path[:4000]):
        link, kept = unescaped(found[1]), found[2].strip("*")
        try:
            letters = list(urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode("utf-8", "replace"))
        except (Error, ValueError):
            letters = []
        return re.sub(r"\*", lambda _: letters.pop(0) if letters else "*", link)
    query = dict(parse_qsl(path.partition("?")[2][:4000], max_num_fields=30))
    packed = query.get("u", "")
    return unescaped(packed.replace("-", "%").replace("_", "/")) if "/v2/" in path else packed


def _fields(target: Target) -> dict[str, str]:
    """What the link tells the site, by name; the first of each."""
    query = target.path.partition("?")[2].replace("&amp;", "&")
    fields: dict[str, str] = {}
    try:
        for name, value in parse_qsl(query[:4000], max_num_fields=60) if query else ():
            fields.setdefault(name.lower().lstrip("?"), value.strip())
    except ValueError:
        return {}
    return fields


def _in_query(fields: dict[str, str]) -> str:
    for name in _NAMES:
        value = fields.get(name, "")
        if value and (_absolute(value) or (name in ("url", "u", "target", "q", "d") and _HOST.match(value))):
            return value
    return next((value for name, value in fields.items() if name not in _BACK and _absolute(value)), "")


def _in_path(target: Target) -> str:
    found = _LATER_LINK.search(target.path[:4000])
    return unescaped(found[0]) if found else ""


def _packed(target: Target) -> str:
    """A link in base64 or in hexadecimal digits."""
    path = unescaped(target.path[:4000])
    if found := _BASE64.search(path):
        packed = found[1].replace("-", "+").replace("_", "/").split("=", 1)[0]
        try:
            return b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace").split("\ufffd")[0]
        except (Error, ValueError):
            return ""
    if found := _HEX.search(path):
        digits = found[0]
        return bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("latin-1")
    return ""


def _absolute(value: str) -> bool:
    return value[:8].lower().startswith(("http:/", "https:/", "http%3a", "https%3a", "//"))


def _as_link(found: str) -> str:
    for _ in range(3):
        if "%3a" in found[:12].lower() or "%2f" in found[:14].lower():
            found = unescaped(found)
    found = found.strip()[:2000]
    if found.startswith("//"):
        found = f"http:{found}"
    if not found.lower().startswith(("http:/", "https:/")):
        found = f"http://{found}" if _HOST.match(found) else ""
    return found


def _host_of(link: str) -> str:
    target = target_of(link)
    return target.host if target and ("." in target.host or _NUMBER.fullmatch(target.host)) else ""
