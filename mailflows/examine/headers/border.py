"""Finds the hop by which a mail came to the provider that received it: above it nobody but that provider has written.

A sender chooses the name he greets with and every header below; he does not choose the address the border wrote down.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from mailflows.examine.domains import organisation
from mailflows.examine.read import hops
from mailflows.examine.seen import Hop, Mail

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
        ip_network("2a01:111:e400::/38"),
    ),
    "google.com": (ip_network("2002:a00::/24"),),
    "yandex.ru": (ip_network("2a02:6b8:c00::/40"),),
    "icloud.com": (ip_network("17.0.0.0/8"),),
}
# Who writes his results directly below his line instead of above it, and under which name.
DIRECTLY_BELOW = {"google.com": "mx.google.com;"}
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
_BARE = re.compile(r"[\[(]?[0-9a-fA-F:.]{3,45}[\])]?")
_GREETING = re.compile(r"(?:\b[EH]{2}LO|\bhelo)[\s=]+([A-Za-z0-9._\[\]:-]{1,255})")
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
    private: bool  # it wrote down addresses, and all of them are of a house's own network
    milters: bool  # this kind of server lets its own filters write below its line, not above


@lru_cache(maxsize=4)
def border(mail: Mail) -> Border | None:
    """Where the mail came from outside; None where no Received header tells.

    Stations inside the house are passed over, but never below a result: the station under it is the one it speaks of.
    """
    last: Border | None = None
    houses: set[str] = set()
    result = next((at for at, (name, _) in enumerate(mail.headers) if name == "authentication-results"), None)
    for hop in hops(mail):
        line = mail.headers[hop.position][1][:2000]
        came = _FROM.match(line)
        here = house(hop.receiver)
        if last and houses and here and here not in houses:
            return last
        this = _station(hop, line, came, here or (last.provider if last else ""))
        told = result is not None and result < hop.position and came is not None
        told = told or (came is not None and _told_below(mail, this))
        fetched = bool(_FETCHED.search(line.partition(" by ")[2]))
        if not fetched and (told or (came and not _inside(this, hop.sender))):
            return this
        if here:
            houses.add(here)
        if this.private:
            houses |= {one for one in (house(this.greeted), house(this.confirmed)) if one}
        last = this if here else last or this
    return last


def _station(hop: Hop, line: str, came: re.Match[str] | None, provider: str) -> Border:
    greeted, rest = (came[1], came[2]) if came else ("", "")
    found = _RDNS.search(rest)
    confirmed = found[1].lower() if found and "forged" not in rest and found[1].lower() != "unknown" else ""
    # An address in the greeting is the sender's claim where another stands behind it, and what the server saw if not.
    seen = _addresses(rest) or _addresses(greeted)
    public = tuple(address for address in seen if not any(address in net for net in _PRIVATE))
    if _BARE.fullmatch(greeted) and (named := _GREETING.search(rest)):
        greeted = named[1]
    return Border(
        position=hop.position,
        provider=provider,
        greeted=greeted.lower().strip("[]();,"),
        confirmed=confirmed,
        addresses=public,
        private=bool(seen) and not public,
        milters="(Postfix)" in line,
    )


def _told_below(mail: Mail, station: Border) -> bool:
    """Say whether a provider that writes its results below its own line has done so here."""
    named = DIRECTLY_BELOW.get(station.provider)
    below = mail.headers[station.position + 1 : station.position + 4]
    return named is not None and any(
        name == "authentication-results" and value.lstrip().startswith(named) for name, value in below
    )


def house(host: str) -> str:
    """The organisation behind a host name, one name a provider; "" for names that mean nothing outside."""
    if "." not in host or ":" in host or host.rpartition(".")[2] in _INWARD or host.replace(".", "").isdigit():
        return ""
    name = organisation(host)
    return _HOUSES.get(name, name)


def _inside(hop: Border, sender: str) -> bool:
    """Say whether both ends of a hop stand in one house, by what cannot be claimed from outside where possible."""
    if hop.private:
        return True
    if hop.addresses:
        own = _OWN_RANGES.get(hop.provider, ())
        known = bool(own) and all(any(address in net for net in own) for address in hop.addresses)
        return known or bool(hop.confirmed and hop.provider and house(hop.confirmed) == hop.provider)
    there = house(sender)
    return not there or there == hop.provider


def _addresses(words: str) -> list[IPv4Address | IPv6Address]:
    found: list[IPv4Address | IPv6Address] = []
    for pattern in (_IPV4, _IPV6):
        for literal in pattern.findall(words[:1000])[:8]:
            try:
                found.append(ip_address(literal))
            except ValueError:
                continue
    return found
