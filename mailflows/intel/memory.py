"""What the desk's memory says of a letter: who is new here, who is flooded, whose proven domain is a friend's."""

import re
from collections.abc import Iterator
from datetime import timedelta

from db.questions import letters_lately, observed, seen_elsewhere
from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.indicators.spelling import armed, host, host_of
from mailflows.examine.indicators.wellknown import is_shared
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, VISIBLE, Saw
from mailflows.intel.marks import mark_of
from mailflows.intel.meeting import Meeting

SENDERS = 3  # of one letter that are looked up
FLOOD = 12  # letters of one person, and list mails in them, within FLOOD_TIME
FLOOD_TIME = timedelta(hours=1)
FROM_LISTS = frozenset({"C01", "C02"})  # findings that say: a list, or a mail service

_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def never_met(meeting: Meeting) -> Iterator[tuple[str, Saw]]:
    """S10: no ticket of this desk has met this sender before; perhaps not even the domain."""
    senders = meeting.of_kind("sender")[:SENDERS]
    marks = {one.value: mark_of(meeting.books, "sender", one.value) for one in senders}
    hosts = {one.value: mark_of(meeting.books, "host", host_of("sender", one.value)) for one in senders}
    asked = [*marks.values(), *hosts.values()]
    known = (
        seen_elsewhere(meeting.books, meeting.ticket.id, asked)
        | observed(meeting.books, meeting.ticket.id, asked).keys()
    )
    for one in senders:
        if marks[one.value] in known:
            continue
        free = is_shared(organisation(host_of("sender", one.value)))
        what = "this address" if free or hosts[one.value] in known else "this domain"
        yield one.path, Saw("From", defanged(f"{one.value}: nothing came from {what} before"), HEADER_FORGEABLE)


def flooded(meeting: Meeting) -> Iterator[tuple[str, Saw]]:
    """A10: many letters and list mails from one person within an hour; the one that matters may drown in them."""
    lists = {finding.path for finding in meeting.examined.findings if finding.look in FROM_LISTS}
    letters = letters_lately(meeting.books, meeting.reporter.id, meeting.now - FLOOD_TIME)
    if letters + len(lists) >= FLOOD:
        yield "mail", Saw("letter", f"{letters} letters in an hour, {len(lists)} list mails in this one", VISIBLE)


def from_a_friend(meeting: Meeting) -> Iterator[tuple[str, Saw]]:
    """C04: the provider that took the mail in proved its domain, and the domain is the desk's own or a partner's."""
    friends = {organisation(_domain(role.address)): "a partner's" for role in meeting.desk.roles.values()}
    friends |= {organisation(_domain(one)): "the desk's own" for one in (meeting.desk.address, *meeting.desk.aliases)}
    for finding in meeting.examined.findings:
        proven = _DOMAIN.search(armed(finding.evidence)) if finding.look == "C05" else None
        domain = organisation(host(proven[0])) if proven else ""
        if domain in friends and domain not in FREEMAIL:
            yield finding.path, Saw("From", defanged(f"{domain} is {friends[domain]}"), HEADER_TRUSTED)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
