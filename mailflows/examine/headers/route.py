"""Looks at what the provider that received a forwarded mail wrote about its origin (RFC 8601)."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.clean import defanged
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.read import hops, mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, Mail, Saw

_RESULT = re.compile(r"(?:^|[;\s])(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_FAILED = {"spf": ("fail",), "dkim": ("fail",), "dmarc": ("fail",)}
_ABSENT = ("none", "temperror", "permerror", "neutral", "timeout", "bestguesspass")
# One provider under several names: a hop between these is no hand-over between strangers.
_HOUSES = {
    "exchangelabs.com": "outlook.com",
    "office365.com": "outlook.com",
    "microsoft.com": "outlook.com",
    "hotmail.com": "outlook.com",
    "gmail.com": "google.com",
    "googlemail.com": "google.com",
    "yahoodns.net": "yahoo.com",
    "ymail.com": "yahoo.com",
    "yandex.net": "yandex.ru",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
}


def failed(mail: Mail) -> Iterable[Saw]:
    """A01: the receiving provider saw SPF, DKIM or DMARC fail.

    Lists break all three on wanted mail (one in ten of a public list), so a list's mail is only mentioned. A pass says
    nothing: a third of phishing passes DMARC.
    """
    results = _results(mail)
    wrong = [f"{method}={word}" for method, words in results.items() for word in words if word in _FAILED[method]]
    if not wrong or "pass" in results.get("dmarc", ()):
        return
    shown = defanged(", ".join(sorted(set(wrong))) + ": " + _sender(mail))
    if mail.first("list-id") or mail.first("list-post"):
        yield Saw("Authentication-Results", shown, HEADER_TRUSTED, Severity.INFO, 0)
    elif "dmarc=fail" in wrong:
        yield Saw("Authentication-Results", shown, HEADER_TRUSTED)
    elif "pass" not in (*results.get("spf", ()), *results.get("dkim", ())):
        yield Saw("Authentication-Results", shown, HEADER_TRUSTED, Severity.LOW, 2)
    else:
        yield Saw("Authentication-Results", shown, HEADER_TRUSTED, Severity.INFO, 0)


def absent(mail: Mail) -> Iterable[Saw]:
    """A02: the receiving provider could check nothing at all; weak alone, small honest senders have this too."""
    results = _results(mail)
    words = [word for found in results.values() for word in found]
    if words and all(word in _ABSENT for word in words) and not mail.first("list-id"):
        shown = ", ".join(f"{method}={'/'.join(found)}" for method, found in results.items())
        yield Saw("Authentication-Results", defanged(f"{shown}: {_sender(mail)}"), HEADER_TRUSTED)


def placed(mail: Mail) -> Iterable[Saw]:
    """A04: a result stands below the first outside hop: the sender may have written it himself.

    Forwarders and lists leave such results honestly, so only one that claims a pass in the name of the very provider
    that received the mail is told.
    """
    border, provider = _border(mail)
    if border is None or not provider or mail.first("list-id"):
        return
    for position, (name, value) in enumerate(mail.headers):
        if name != "authentication-results" or position < border:
            continue
        server = _server(value)
        if (
            server
            and _house(server) == provider
            and re.search(r"\b(?:spf|dkim|dmarc)\s*=\s*pass", value, re.IGNORECASE)
        ):
            yield Saw("Authentication-Results", defanged(value), HEADER_FORGEABLE)
            return


def _results(mail: Mail) -> dict[str, list[str]]:
    """What the trusted block says: method → words, in the order they stand."""
    results: dict[str, list[str]] = {}
    for value in _trusted(mail):
        for method, word in _RESULT.findall(value):
            results.setdefault(method.lower(), []).append(word.lower())
    return results


def _trusted(mail: Mail) -> Iterator[str]:
    """The results that the receiving provider wrote: above the hop by which the mail came to it, and in its name."""
    border, provider = _border(mail)
    for position, (name, value) in enumerate(mail.headers):
        if border is not None and position > border:
            return
        if name != "authentication-results":
            continue
        server = _server(value)
        if not server or not provider or _house(server) == provider:
            yield value


def _border(mail: Mail) -> tuple[int | None, str]:
    """Where the mail came from outside: position of that Received header, and whose house received it."""
    last: tuple[int | None, str] = (None, "")
    for hop in hops(mail):
        here, there = _house(hop.receiver), _house(hop.sender)
        # A hop inside a machine names no host, an address or itself.
        if "." not in hop.receiver:
            continue
        if last[1] and here != last[1]:
            return last
        last = (hop.position, here)
        if "." in hop.sender and there != here and not hop.sender.startswith("["):
            return last
    return last


def _server(value: str) -> str:
    """The authserv-id; "" where the provider leaves it out, as Microsoft does."""
    first = value.split(";", 1)[0].split()
    return first[0].lower() if first and "=" not in first[0] and "." in first[0] else ""


def _house(host: str) -> str:
    name = organisation(host)
    return _HOUSES.get(name, name)


def _sender(mail: Mail) -> str:
    box = next(iter(mailboxes(mail.first("from"))), None)
    return box.address if box else "no sender"


ROWS = (
    Look("A01", Group.AUTH, Severity.MEDIUM, 3, "medium", ("T1684.002",), "Authentication-Results", failed,
         "forwarding and lists break SPF and DKIM"),
    Look("A02", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", absent,
         "small honest senders without SPF and DKIM"),
    Look("A04", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", placed,
         "mail that came back to the provider it started from"),
)  # fmt: skip
