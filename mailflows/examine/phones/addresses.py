"""Where an Android app talks to: the hosts that stand in its code, for whoever compares them with lists."""

import re
from collections.abc import Iterator, Mapping
from zipfile import ZipInfo

from mailflows.examine.phones.packed import taken

CODE = 8 * 1024 * 1024  # octets of one file of code that are read
FILES = 2
HOSTS = 40

_CODE = re.compile(r"classes[0-9]{0,2}\.dex")
_SCHEMES = (b"http", b"https", b"ws", b"wss")
_HOST = re.compile(rb"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
# In the code of nearly every app: names of formats, and what the makers of its libraries wrote into them.
_EVERYWHERE = frozenset(
    "schemas.android.com schemas.microsoft.com schemas.xmlsoap.org www.w3.org xmlpull.org ns.adobe.com xml.org "
    "www.google.com play.google.com developer.android.com developers.google.com goo.gle goo.gl github.com "
    "www.apache.org apache.org maven.apache.org issuetracker.google.com plus.google.com accounts.google.com "
    "www.googleapis.com firebase.google.com pagead2.googlesyndication.com app-measurement.com example.com "
    "www.example.com 127.0.0.1 youtrack.jetbrains.com dashif.org javax.xml www.eclipse.org netty.io www.slf4j.org "
    "www.openssl.org www.rabbitmq.com kotlinlang.org reactivex.io firebase.com google.com".split()
)


def hosts_in(content: bytes, entries: Mapping[str, ZipInfo]) -> tuple[str, ...]:
    """At most 40 hosts that the code names in addresses, each once, without those every app names."""
    found: dict[str, None] = {}
    for name in [name for name in entries if _CODE.fullmatch(name)][:FILES]:
        for host in _named(taken(content, entries[name], CODE)):
            if host not in _EVERYWHERE:
                found[host] = None
            if len(found) == HOSTS:
                return tuple(found)
    return tuple(found)


def _named(code: bytes) -> Iterator[str]:
    at = code.find(b"://")
    while at >= 0:
        if code[at - 5 : at].lower().endswith(_SCHEMES) and (host := _HOST.match(code, at + 3)):
            yield host[0].decode("ascii").lower()
        at = code.find(b"://", at + 3)
