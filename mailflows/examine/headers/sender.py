"""Looks at who a forwarded mail claims to be from."""

import re
import unicodedata
from collections.abc import Iterable

from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.evidence.mapi import WITHOUT_HEADERS
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.alike import imitates, thrown_together
from mailflows.examine.headers.results import of_a_list, results
from mailflows.examine.headers.route import through_a_gateway
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

# What mail-parser says of a From that falls apart, as one with an unquoted comma does. A bare address in place of the
# name is not among them: honest programs write that.
_TORN = (
    "invalid-or-ambiguous",
    "ambiguous-angle",
    "nested-angle",
    "unmatched",
    "unclosed",
    "invalid-group",
    "invalid-utf8",
)
# Services that send tickets, orders, bills and surveys for small customers, whose own mailbox takes the answers.
_FOR_CUSTOMERS = frozenset(
    "eventbrite.com shopifyemail.com shopify.com surveymonkey.com surveymonkeyuser.com zohobooks.com stripe.com "
    "squareup.com typeform.com jotform.com wix.com squarespace.com squarespace-mail.com etsy.com calendly.com "
    "zoho.com zohoinvoice.com freshbooks.com waveapps.com xero.com woocommerce.com wordpress.com salla.sa zid.sa "
    "ticketmaster.com eventtia.com tazkarti.com airbnb.com mailchimpapp.com docusign.net google.com".split()
)
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:www\.)?((?:[a-z0-9][a-z0-9-]{1,62}\.){1,3}"
    r"(?:com|net|org|info|gov|edu|io|app|co|uk|de|fr|es|it|ae|sa|eg|jo|lb|iq|ps|il|ir|tr|tn|dz|ma|ly|kw|qa|om|bh|ye|sy))(?![\w.-]|@)",
    re.IGNORECASE,
)
_QUOTED_TWICE = re.compile(r'""[^\s<"]|[^\s"]""\s*<')
_LOOSE_BRACKET = re.compile(r"<[^<>\s]{3,320}[ \t]+>\s*$")
_POSTMASTERS = ("mailer-daemon", "postmaster", "mail-daemon")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")


def ambiguous_sender(mail: Mail) -> Iterable[Saw]:
    """S01: no From, several, or one that mail programs read differently (RFC 5322 3.6.2 wants exactly one).

    Found in one phishing mail of eight and in no wanted mail of eleven thousand; bounces have it too.
    """
    headers = mail.all("from")
    if not mail.headers or _retold(mail, headers):
        return
    if not headers:
        yield Saw("From", "there is no From at all", HEADER_FORGEABLE)
        return
    if len(headers) > 1:
        yield Saw("From", defanged("several From headers: " + " | ".join(headers[:4])), HEADER_FORGEABLE)
        return
    yield from _torn(headers[0])


def _torn(header: str) -> Iterable[Saw]:
    """What is wrong with the one From there is."""
    problems: list[str] = []
    boxes = [box for box in mailboxes(header, problems) if box.address]
    if header.strip('"< ').lower().startswith(_POSTMASTERS) and len(boxes) < 2:
        # Servers of old sign their bounces with a name and no domain.
        if not boxes or "@" not in boxes[0].address:
            yield Saw("From", defanged("not a full address: " + header), HEADER_FORGEABLE, Severity.LOW, 1)
    elif not boxes:
        yield Saw("From", defanged("no usable address: " + decoded_words(header)), HEADER_FORGEABLE)
    elif len(boxes) > 1:
        yield Saw("From", defanged("several senders: " + ", ".join(box.address for box in boxes)), HEADER_FORGEABLE)
    elif any(word in problem for problem in problems for word in _TORN):
        # One sender can be made out, but only by guessing as some mail programs do and others do not.
        yield Saw("From", defanged(decoded_words(header)), HEADER_FORGEABLE)
    elif "@" not in boxes[0].address or "." not in boxes[0].address.rpartition("@")[2]:
        yield Saw("From", defanged("not a full address: " + boxes[0].address), HEADER_FORGEABLE, Severity.MEDIUM, 2)
    elif _QUOTED_TWICE.search(header[:500]):
        yield Saw("From", defanged("quotes inside quotes: " + decoded_words(header)), HEADER_FORGEABLE, None, 2)
    elif not _in_utf8(header):
        yield Saw("From", defanged("octets of no known kind: " + header), HEADER_FORGEABLE, Severity.LOW, 1)
    elif _LOOSE_BRACKET.search(header[-200:]):
        yield Saw("From", defanged("a space in the address: " + header), HEADER_FORGEABLE, Severity.LOW, 1)


def _retold(mail: Mail, headers: tuple[str, ...]) -> bool:
    """Whether only what a program printed or kept of the headers is before us: honest ones print a name alone."""
    return bool(mail.all(WITHOUT_HEADERS)) and not any("@" in header for header in headers)


def _in_utf8(header: str) -> bool:
    """Raw octets are allowed in a header as UTF-8 (RFC 6532), and as nothing else."""
    try:
        header.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return False
    return True


def address_in_name(mail: Mail) -> Iterable[Saw]:
    """S02: the display name shows an address, or a site, of another organisation than the one that sends.

    Newsletters are called like other sites, so a site counts only at a free mailbox, or where it is the reader's own.
    """
    for box in mailboxes(mail.first("from")):
        own = organisation(box.address.rpartition("@")[2])
        shown = defanged(f"{box.name} <{box.address}>")
        # Wide and small signs (＠ ﹫ ．) are read as what they look like.
        name = unicodedata.normalize("NFKC", box.name[:500]).replace("\u3002", ".")
        found = _ADDRESS.search(name)
        at_home = own and any(home != own and home in name.lower() for home in _homes(mail))
        site = _DOMAIN.search(name) if own in FREEMAIL else None
        if at_home or (found and organisation(found[1]) != own):
            yield Saw("From", shown, HEADER_FORGEABLE)
        elif site and organisation(site[1]).partition(".")[0] != own.partition(".")[0]:
            yield Saw("From", shown, HEADER_FORGEABLE, Severity.LOW, 2)


def _homes(mail: Mail) -> list[str]:
    """The organisations the readers belong to, where they have one of their own."""
    hosts = [organisation(box.address.rpartition("@")[2]) for box in mailboxes(mail.first("to"))[:20]]
    return [host for host in hosts if "." in host and len(host) > 5 and host not in FREEMAIL]


def answers_go_elsewhere(mail: Mail) -> Iterable[Saw]:
    """S06: answers go to another organisation than the sender's; grave only where that is a free mailbox.

    Newsletters and lists answer elsewhere as often as phishing does, so the plain case is only worth a mention; and a
    sender who uses free mail himself is no sign either, for sanctions leave many people nothing else. Lists let answers
    go to who wrote, but anybody can call himself a list: C01 excuses those that prove it.
    """
    sender = next(iter(mailboxes(mail.first("from"))), None)
    if sender is None or not sender.address:
        return
    own = organisation(sender.address.rpartition("@")[2])
    for box in mailboxes(mail.first("reply-to")):
        other = organisation(box.address.rpartition("@")[2])
        if not box.address or other == own:
            continue
        shown = defanged(f"from {sender.address}, answers to {box.address}")
        if other in FREEMAIL and own not in FREEMAIL:
            lighter = _how_light(mail, own)
            yield Saw("Reply-To", shown, HEADER_FORGEABLE, Severity.LOW if lighter else None, lighter)
        elif thrown_together(other, "")[0] or imitates(other):
            yield Saw("Reply-To", shown, HEADER_FORGEABLE, Severity.LOW, 2)
        else:
            yield Saw("Reply-To", shown, HEADER_FORGEABLE, Severity.INFO, 0)
        return


def _how_light(mail: Mail, own: str) -> int | None:
    """What a free mailbox for answers weighs where a list, a shop system or a small firm's own domain explains it."""
    seen = results(mail)
    proven = "pass" in seen.words("dmarc")
    if proven and own in _FOR_CUSTOMERS:
        return 1
    return 2 if proven or not seen.found or of_a_list(mail) or through_a_gateway(mail) else None


ROWS = (
    Look("S01", Group.SENDER, Severity.HIGH, 3, "high", ("T1684.002",), "From", ambiguous_sender,
         "bounces and some scanners write no usable From"),
    Look("S02", Group.SENDER, Severity.HIGH, 3, "medium", ("T1684.001",), "From", address_in_name,
         "lists and ticket systems that send in another person's name"),
    Look("S06", Group.SENDER, Severity.MEDIUM, 3, "medium", ("T1684.001",), "Reply-To", answers_go_elsewhere,
         "small organisations that let a private mailbox answer"),
)  # fmt: skip
