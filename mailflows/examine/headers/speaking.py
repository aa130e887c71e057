"""Says what speaks for a mail: a list that signs, a newsletter of its named sender, a bounce, a proven domain.

Only what the receiving provider confirmed counts, for everything else in a header can be written by anybody. None of it
says that a mail is harmless: a third of phishing comes from a proven domain.
"""

import re
from collections.abc import Iterable

from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, TRACKERS, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.alike import alike
from mailflows.examine.headers.borrowed import borrowed_name
from mailflows.examine.headers.known import names
from mailflows.examine.headers.lettering import disguised_letters
from mailflows.examine.headers.results import list_domain, proven_domain, results, sender_domain, signed_by
from mailflows.examine.headers.sender import address_in_name, ambiguous_sender, answers_go_elsewhere
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, Mail, Saw

_DOUBTS = (ambiguous_sender, address_in_name, borrowed_name, alike, disguised_letters)
_ONE_CLICK = re.compile(r"list-unsubscribe\s*=\s*one-click", re.IGNORECASE)
# Addresses of well-known services under which anybody's words and files are announced.
_CARRIER = re.compile(
    r"(?:drive-shares|docs|comments|forms-receipts|calendar-notification|notify|sites|meetings|photos|invitations)?"
    r"-?(?:dm-)?no-?reply@(?:docs\.)?google\.com$|.*@(?:docusign\.net|adobesign\.com|wetransfer\.com|dropbox\.com"
    r"|sharepointonline\.com|notification\.intuit\.com|box\.com|mail\.notion\.so|trello\.com|github\.com|substack\.com"
    r"|surveymonkey\.com|typeform\.com|smartsheet\.com|canva\.com|zoom\.us|eventbrite\.com|calendly\.com"
    r"|facebookmail\.com|linkedin\.com|paypal\.com|squareup\.com|stripe\.com|zendesk\.com|onmicrosoft\.com)$"
)
_POSTMASTERS = ("mailer-daemon", "postmaster", "mail-daemon", "maildaemon")


def signing_list(mail: Mail) -> Iterable[Saw]:
    """C01: a mailing list sent this on, and its own domain signed it or sealed what it changed (ARC)."""
    listed = list_domain(mail)
    own = organisation(sender_domain(mail))
    if own != listed and any(own in name.domains for name in names().values()) and own not in FREEMAIL:
        return  # no bank speaks through somebody's list
    if not listed or listed in FREEMAIL or not (mail.first("list-post") or mail.first("list-archive")):
        return
    seen = results(mail)
    sealed = seen.proven and "pass" in seen.words("arc") and listed in seen.passed("spf")
    if (listed in signed_by(mail) or listed == proven_domain(mail) or sealed) and not _doubtful(mail):
        yield Saw("List-Id", defanged(f"list of {listed}, signed by it"), HEADER_TRUSTED)


def newsletter(mail: Mail) -> Iterable[Saw]:
    """C02: the shown domain is proven, and the mail can be unsubscribed from in one step (RFC 8058)."""
    own = proven_domain(mail)
    if not own or own in FREEMAIL or not _ONE_CLICK.search(mail.first("list-unsubscribe-post")[:200]):
        return
    if "https://" not in mail.first("list-unsubscribe")[:2000].lower() or _doubtful(mail):
        return
    if any(saw.weight != 0 for saw in answers_go_elsewhere(mail)):
        return
    service = next((name for name in signed_by(mail) if name in TRACKERS and name != own), "")
    yield Saw("List-Unsubscribe", defanged(f"{own} by {service}" if service else own), HEADER_TRUSTED)


def bounce(mail: Mail) -> Iterable[Saw]:
    """C03: a report of delivery as RFC 3464 wants it, with no address to answer to, and no failed check."""
    kind = mail.first("content-type").lower()[:500]
    if "multipart/report" not in kind or "delivery-status" not in kind:
        return
    if not any(part.declared == "message/delivery-status" for part in mail.parts):
        return
    boxes = mailboxes(mail.first("from"))
    local = boxes[0].address.rpartition("@")[0].lower() if boxes else ""
    seen, back = results(mail), mail.first("return-path").strip()
    # the server that took it in writes down where it can be returned to: nowhere. Old ones wrote nothing at all.
    empty = back == "<>" or (not back and not seen.found)
    failed = {"fail", "softfail"} & {*seen.words("dmarc"), *seen.words("spf")}
    if empty and not failed and local.startswith(_POSTMASTERS):
        yield Saw("Content-Type", "a report that a mail was not delivered", HEADER_FORGEABLE)


def proven(mail: Mail) -> Iterable[Saw]:
    """C05: the receiving provider saw DMARC pass for the very domain that is shown."""
    if own := proven_domain(mail):
        address = next((box.address.lower() for box in mailboxes(mail.first("from"))), "")
        carried = ", which also carries what strangers write" if carries_strangers(address) else ""
        yield Saw("Authentication-Results", defanged(f"proven to come from {own}{carried}"), HEADER_TRUSTED)


def carries_strangers(address: str) -> bool:
    """Say whether a well-known service announces anybody's words and files from this address."""
    return bool(_CARRIER.match(address))


def _doubtful(mail: Mail) -> bool:
    """Say whether the sender's name or domain tells against him; then nothing speaks for the mail."""
    return any(saw.weight is None or saw.weight > 1 for ask in _DOUBTS for saw in ask(mail))


def _row(look: str, ask: object, looks_at: str, false_alarms: str) -> Look:
    assert callable(ask)
    return Look(look, Group.CONTEXT, Severity.INFO, 0, "high", (), looks_at, ask, false_alarms)


ROWS = (
    _row(
        "C01", signing_list, "List-Id, Authentication-Results", "a criminal's own list; other findings stay as they are"
    ),
    _row("C02", newsletter, "List-Unsubscribe, Authentication-Results", "criminals who rent a mail service"),
    _row("C03", bounce, "Content-Type, Return-Path", "a forged report of delivery"),
    _row("C05", proven, "Authentication-Results", "criminals who own a domain or took over a mailbox"),
)
