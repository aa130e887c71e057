"""Looks at the way a mail came: from what kind of machine, and whether its own stamps fit together."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.clean import defanged, one_line
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.border import Border, border, house
from mailflows.examine.headers.results import of_a_list, results, sender_domain
from mailflows.examine.look import Look
from mailflows.examine.read import when
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

# Names of machines that are rented by the hour or stand in living rooms; lasting mail servers have others.
_RENTED = re.compile(
    r"(?:^|[.-])(?:ubuntu|debian|centos|vultr|localhost|vps\d*|vmi\d+|win-[a-z0-9]{6,}|desktop-[a-z0-9]{5,}|ip-\d+-\d+|"
    r"ec2-\d+|dynamic|dyn|dhcp|dsl|adsl|cable|pool|ppp|client|static-ip|customer|s-\dvcpu)(?:[.-]|\d|$)",
    re.IGNORECASE,
)
_BARE_ADDRESS = re.compile(r"^\[?(?:IPv6:)?(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]+)\]?$", re.IGNORECASE)
# Written by the provider that received a mail which came without a Message-ID.
_ADDED_LATER = re.compile(
    r"@(?:mx\.google\.com|[\w-]+\.(?:eop|prod)[\w-]*\.(?:prod\.)?(?:protection\.)?outlook\.com)>", re.IGNORECASE
)
_DAYS_APART = 4


def way_it_came(mail: Mail) -> Iterable[Saw]:
    """A07: the last hop or its own stamps are not those of a mail server: weak alone."""
    edge = border(mail)
    if edge is None:
        return
    # Without a Date the headers were cut short on the way to us, and nothing can be missed in them.
    seen = list(_machine(edge)) + (list(_stamps(mail, edge)) if mail.first("date") else [])
    weight = min(2, max((alone for alone, _ in seen), default=0) + (len(seen) > 1))
    if seen:
        severity = Severity.LOW if weight else Severity.INFO
        yield Saw("Received", defanged("; ".join(sign for _, sign in seen)), HEADER_FORGEABLE, severity, weight)


def _machine(edge: Border) -> Iterator[tuple[int, str]]:
    if not edge.addresses and not edge.confirmed:
        return
    if _BARE_ADDRESS.match(edge.greeted):
        yield 1, f"the sending machine greeted as {edge.greeted}"
    elif edge.greeted and "." not in edge.greeted:
        yield 0, f"the sending machine calls itself {edge.greeted}"
    elif _RENTED.search(edge.greeted.partition(".")[0]) or _RENTED.search(edge.confirmed.partition(".")[0]):
        yield 1, f"sent from {edge.greeted or edge.confirmed}, which is no mail server's name"


def _stamps(mail: Mail, edge: Border) -> Iterator[tuple[int, str]]:
    if of_a_list(mail) and edge.provider == organisation(sender_domain(mail)):
        return
    written = mail.first("message-id")
    host = one_line(written.rpartition("@")[2].strip("<> "), 100)
    if not written or _added(written, mail):
        yield 1, "it came without a Message-ID"
    elif "@" not in written or "." not in host or host.rpartition(".")[2] in ("local", "localdomain", "localhost"):
        yield 0, f"Message-ID {one_line(written, 60)}"
    elif host in FREEMAIL and sender_domain(mail) not in FREEMAIL and house(host) != house(sender_domain(mail)):
        yield 0, f"Message-ID of {host}"
    if mail.first("return-path").strip() == "<>" and not _is_report(mail):
        yield 1, "no address for bounces, though it is none"
    if days := _days_off(mail, edge):
        yield 0, f"dated {days} days from its arrival"


def _added(written: str, mail: Mail) -> bool:
    if not _ADDED_LATER.search(written[-200:]):
        return False
    # Google's and Microsoft's own mail carries such names honestly.
    own = house(sender_domain(mail))
    return own not in ("outlook.com", "google.com") and results(mail).provider in ("outlook.com", "google.com")


def _is_report(mail: Mail) -> bool:
    kind = mail.first("content-type").lower()
    auto = mail.first("auto-submitted").lower()
    return "multipart/report" in kind or (bool(auto) and auto != "no") or bool(mail.first("x-autoreply"))


def _days_off(mail: Mail, edge: Border) -> int:
    """How many days lie between the Date and the border's own stamp, where that is more than a queue explains."""
    stamp = when(mail.headers[edge.position][1].rpartition(";")[2].strip())
    dated = when(mail.first("date"))
    if stamp is None or dated is None or stamp.tzinfo is None or dated.tzinfo is None:
        return 0
    days = abs(stamp - dated).days
    return days if days >= _DAYS_APART else 0


ROWS = (
    Look("A07", Group.AUTH, Severity.LOW, 1, "low", ("T1583",), "Received, Message-ID, Date", way_it_came,
         "small servers set up by hand, and old programs"),
)  # fmt: skip
