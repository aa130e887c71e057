"""What no list may name: hosts, addresses and apps that everybody meets every day, whatever a list says of them."""

from ipaddress import ip_address

from mailflows.examine.domains import FREEMAIL, TRACKERS, organisation
from mailflows.examine.indicators.spelling import host_of, ip_of

# Large providers, shorteners and networks that deliver for others. What lies behind one of their paths may be named.
_SHARED = frozenset(
    "apple.com icloud-content.com mzstatic.com googleapis.com googleusercontent.com gstatic.com youtube.com youtu.be "
    "android.com docs.google.com drive.google.com sites.google.com forms.gle goo.gl translate.goog blogger.com "
    "microsoft.com office.com office365.com live.net sharepoint.com onedrive.com windows.com windows.net 1drv.ms "
    "bing.com linkedin.com lnkd.in skype.com facebook.com fb.com fb.me instagram.com messenger.com whatsapp.com "
    "whatsapp.net wa.me meta.com telegram.org telegram.me t.me signal.org signal.me x.com twitter.com t.co "
    "twimg.com tiktok.com snapchat.com reddit.com redd.it pinterest.com viber.com zoom.us zoom.com discord.com "
    "discord.gg discordapp.com slack.com dropbox.com dropboxusercontent.com box.com wetransfer.com we.tl mega.nz "
    "mediafire.com pastebin.com notion.so canva.com github.com githubusercontent.com gitlab.com bitbucket.org "
    "wikipedia.org wikimedia.org archive.org wordpress.com wordpress.org wp.com medium.com tumblr.com wix.com "
    "squarespace.com weebly.com shopify.com godaddy.com namecheap.com cloudflare.com cloudflare.net cdnjs.com "
    "cloudfront.net akamai.net akamaized.net akamaiedge.net fastly.net jsdelivr.net unpkg.com azureedge.net "
    "amazon.com paypal.com stripe.com ebay.com netflix.com spotify.com adobe.com docusign.com docusign.net "
    "bit.ly bitly.com tinyurl.com ow.ly is.gd buff.ly cutt.ly rebrand.ly rb.gy shorturl.at tiny.cc v.gd s.id t.ly "
    "qrco.de soo.gd adf.ly lnk.to mozilla.org firefox.com debian.org ubuntu.com python.org yandex.net vk.com ok.ru "
    "baidu.com weibo.com aljazeera.net aljazeera.com bbc.com bbc.co.uk un.org europa.eu amnesty.org hrw.org "
    "accessnow.org citizenlab.ca torproject.org protonvpn.com ngrok.io ngrok.com".split()
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
    bare = host.removeprefix("www.")
    return bare in _SHARED or bare in FREEMAIL or bare in TRACKERS


def _of_host(host: str) -> str:
    under = f"x.{host}"
    if organisation(under) == under:  # nothing can be registered at the name itself: a public suffix, or above one
        return "public_suffix"
    return "well_known" if is_shared(host) else ""


def _of_ip(value: str) -> str:
    if not ip_address(value).is_global:
        return "private_address"
    return "well_known" if value in _RESOLVERS else ""
