"""Finds the hop by which a mail came to the provider that received it: above it nobody but that provider has written.

A sender chooses the name he greets with and every header below; he does not choose the address the border wrote down.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from mailflows.examine.domains import organisation
from mailflows.examine.read import hops
from mailflows.examine.seen import Mail

# One provider under several names: a hop between these is no hand-over between strangers.
_HOUSES = {
    "exchangelabs.com": "outlook.com",
    "office365.com": "outlook.com",
    "microsoft.com": "outlook.com",
    "hotmail.com": "outlook.com",
    "live.com": "outlook.com",
    "gmail.com": "google.com",
    "googlemail.com": "google.com",
    "yahoodns.net": "yahoo.com",
    "ymail.com": "yahoo.com",
    "aol.com": "yahoo.com",
    "yandex.net": "yandex.ru",
    "yandex.com": "yandex.ru",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "proton.ch": "proton.me",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "apple.com": "icloud.com",
    "web.de": "gmx.net",
    "gmx.de": "gmx.net",
    "gmx.com": "gmx.net",
    "tutanota.de": "tuta.com",
    "tutanota.com": "tuta.com",
    "fastmail.com": "messagingengine.com",
}
_OWN_RANGES = {
    "outlook.com": (
        ip_network("2603:1000::/24"),
        ip_network("2a01:111::/32"),
        ip_network("40.92.0.0/15"),
        ip_network("52.100.0.0/14"),
    ),
    "google.com": (ip_network("2002:a00::/24"), ip_network("2607:f8b0::/32"), ip_network("2a00:1450::/32")),
}
# Addresses no stranger can have: networks of houses, and a machine speaking to itself.
_PRIVATE = tuple(
    ip_network(net)
    for net in "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 169.254.0.0/16 100.64.0.0/10 ::1/128 fc00::/7 "
    "fe80::/10".split()
)
# Names that lead nowhere from outside: machines inside an office or a data centre.
_INWARD = frozenset("internal local lan localdomain localhost corp home intranet private invalid arpa".split())
_FROM = re.compile(r"^\s*from\s+(\S+)(.*?)(?=\sby\s|$)", re.IGNORECASE | re.DOTALL)
_RDNS = re.compile(r"\(\s*(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9._-]{1,255})[\s.]*\[")
_IPV4 = re.compile(r"(?<![\w.-])(\d{1,3}(?:\.\d{1,3}){3})(?![\w-]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:IPv6:)?([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:])", re.IGNORECASE)
_FETCHED = re.compile(r"\bwith\s+(?:POP3|IMAP|LMTP)", re.IGNORECASE)


@dataclass(frozen=True)
class Border:
    """The hand-over to the receiving provider."""

    position: int  # of its Received among all headers
    provider: str  # whose house received; "" where it has no name
    greeted: str  # the name the other side gave itself
    confirmed: str  # the name the provider looked up for the address; "" where it wrote none
    addresses: tuple[IPv4Address | IPv6Address, ...]  # public ones the provider wrote down
    milters: bool  # this kind of server lets its own filters write below its line, not above


@lru_cache(maxsize=4)
def border(mail: Mail) -> Border | None:
    """Where the mail came from outside; None where no Received header tells."""
    last: Border | None = None
    for hop in hops(mail):
        line = mail.headers[hop.position][1][:2000]
        came = _came_from(line)
        here = house(hop.receiver)
        if last and last.provider and here and here != last.provider:
            return last
        greeted, rest = (came[1].lower().strip("[]();,"), came[2]) if came else ("", "")
        found = _RDNS.search(rest)
        confirmed = found[1].lower() if found and "forged" not in rest and found[1].lower() != "unknown" else ""
        # An address in the greeting is the sender's claim; what stands behind it is what the server saw.
        addresses = _public(rest) or (_public(came[1]) if came and "(" not in rest else ())
        kept = here or (last.provider if last else "")
        this = Border(hop.position, kept, greeted, confirmed, addresses, "(Postfix)" in line)
        if _FETCHED.search(line) or not came or _inside(this, hop.sender):
            last = this if here else last or this
            continue
        return this
    return last


def house(host: str) -> str:
    """The organisation behind a host name, one name a provider; "" for names that mean nothing outside."""
    if "." not in host or ":" in host or host.rpartition(".")[2] in _INWARD or host.replace(".", "").isdigit():
        return ""
    name = organisation(host)
    return _HOUSES.get(name, name)


def _came_from(line: str) -> re.Match[str] | None:
    return _FROM.match(line)


def _inside(hop: Border, sender: str) -> bool:
    """Say whether both ends of a hop stand in one house, by what cannot be claimed from outside where possible."""
    if hop.addresses:
        own = _OWN_RANGES.get(hop.provider, ())
        known = bool(own) and all(any(address in net for net in own) for address in hop.addresses)
        return known or bool(hop.confirmed and hop.provider and house(hop.confirmed) == hop.provider)
    there = house(sender)
    return not there or there == hop.provider


def _public(words: str) -> tuple[IPv4Address | IPv6Address, ...]:
    found: list[IPv4Address | IPv6Address] = []
    for pattern in (_IPV4, _IPV6):
        for literal in pattern.findall(words[:1000])[:8]:
            try:
                address = ip_address(literal)
            except ValueError:
                continue
            if not any(address in net for net in _PRIVATE):
                found.append(address)
    return tuple(found)
