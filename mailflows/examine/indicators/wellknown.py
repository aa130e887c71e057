"""What no list may name: hosts, addresses and apps that everybody meets every day, whatever a list says of them."""

from ipaddress import ip_address

from mailflows.examine.domains import FREEMAIL, TRACKERS, WELL_KNOWN, organisation
from mailflows.examine.indicators.spelling import host_of, ip_of
from mailflows.examine.links.places import FREE, SHORTENERS

# Beside what other rooms know as common, free for all or a shortener. What lies behind a path there may be named.
_SHARED = (
    frozenset(
        "1drv.ms akamaiedge.net bitbucket.org citizenlab.ca cloudflare.net discordapp.com docs.google.com docusign.com "
        "docusign.net drive.google.com dropboxusercontent.com firefox.com gitlab.com icloud-content.com live.net "
        "mediafire.com ngrok.com onedrive.com pastebin.com protonvpn.com python.org squarespace.com stripe.com "
        "viber.com we.tl weibo.com windows.com yandex.net zoom.com".split()
    )
    | FREEMAIL
    | TRACKERS
    | WELL_KNOWN
    | SHORTENERS
    | frozenset(name for _, names in FREE for name in names)
)
_RESOLVERS = frozenset("1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9 208.67.222.222 2606:4700:4700::1111".split())
_APPS = frozenset(
    "com.whatsapp com.whatsapp.w4b org.thoughtcrime.securesms org.telegram.messenger org.telegram.messenger.web "
    "com.facebook.katana com.facebook.orca com.instagram.android com.google.android.gms com.android.vending "
    "com.android.chrome com.android.settings com.google.android.youtube org.torproject.torbrowser".split()
)
# Of nothing at all: every empty file has these.
_EMPTY = frozenset(
    {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "d41d8cd98f00b204e9800998ecf8427e",
    }
)


def refusal(kind: str, value: str) -> str:
    """Why a canonical value may not be an indicator: a key of the labels "intel_refused"; "" where it may."""
    if kind == "host":
        return _of_host(value)
    if kind == "url":
        there, address = host_of(kind, value), ip_of(value)
        bare = value.partition("://")[2].partition("/")[2] == ""
        return _of_ip(address) if address else _of_host(there) if bare else ""
    if kind == "ip":
        return _of_ip(value)
    if kind == "sender":
        return "public_suffix" if _of_host(value.rpartition("@")[2]) == "public_suffix" else ""
    if kind in ("sha256", "sha1", "md5", "certificate"):
        return "well_known" if value in _EMPTY or len(set(value)) == 1 else ""
    return "well_known" if kind == "app" and value in _APPS else ""


def is_shared(host: str) -> bool:
    """Whether a host belongs to everybody, so that meeting it twice says nothing."""
    return host.removeprefix("www.") in _SHARED


def _of_host(host: str) -> str:
    under = f"x.{host}"
    if organisation(under) == under:  # nothing can be registered at the name itself: a public suffix, or above one
        return "public_suffix"
    return "well_known" if is_shared(host) else ""


def _of_ip(value: str) -> str:
    if not ip_address(value).is_global:
        return "private_address"
    return "well_known" if value in _RESOLVERS else ""
