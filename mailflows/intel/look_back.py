"""Looking back: when a list was added, the marks of all tickets are asked whether they have what is new in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from db.papers import indicator_paper
from db.questions import entries_of, findings_of, matches, ticket_by_id
from db.record import write_record
from db.sightings import Feed, Indicator
from db.store import Books
from db.tables import Ticket
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.examine.finding import Finding, Severity
from mailflows.examine.verdict import Word
from mailflows.findings import read_finding
from mailflows.intel.alarm import sound
from mailflows.intel.hits import Hit, hit_in
from mailflows.intel.looks import findings_of_hits
from mailflows.judging import overridden
from mailflows.notices import at_once, notice_facts, whom_to_tell
from mailflows.tickets import write_findings

NOTICES = 50  # tickets about which handlers are mailed at once; a list that matches more is told of as a whole
LINES = 8  # hits of one ticket that its notice lists


@dataclass(frozen=True)
class Matched:
    """A ticket that has what a new list names."""

    tag: str
    value: str  # defanged, with list and date


def look_back(books: Books, desk: Desk, feed: Feed, new: frozenset[str], now: datetime) -> tuple[Matched, ...]:
    """Finds, writes down and tells. Nothing that anybody wrote is opened for it."""
    told: list[Matched] = []
    found = [one for one in matches(books, feed.id) if one.indicator.mark in new]
    for number, (ticket_id, theirs) in enumerate(groupby(found, key=lambda one: one.ticket_id)):
        ticket = ticket_by_id(books, ticket_id)
        there = [(one.entry_id, _hit(books, feed, one.indicator)) for one in theirs]
        written = _write(books, ticket, there)
        if not written:
            continue
        told += [Matched(ticket.name, one.evidence) for one in written]
        write_record(books, now, "desk", "findings added", ticket.id)  # which list it was lies sealed with them
        alarms = sound(books, desk, ticket, written, now) if feed.trouble == "spyware" else ()
        if number < NOTICES:
            _tell(books, desk, ticket, written, alarms, now)
    return tuple(told)


def _hit(books: Books, feed: Feed, indicator: Indicator) -> Hit:
    paper = indicator_paper(books, indicator)
    return hit_in(books, feed, paper["kind"], paper["value"], "mail")


def _write(books: Books, ticket: Ticket, there: Sequence[tuple[str, Hit]]) -> tuple[Finding, ...]:
    """Findings beside the letters they were first met in; one that stands there already is not written twice."""
    standing = (read_finding(books, ticket, row) for row in findings_of(books, ticket.id))
    known = {(one.look, one.evidence) for one in standing}
    entries = {entry.id: entry for entry in entries_of(books, ticket.id)}
    written: list[Finding] = []
    for entry_id, hit in there:
        new = tuple(one for one in findings_of_hits((hit,)) if (one.look, one.evidence) not in known)
        write_findings(books, ticket, entries[entry_id], new)
        written += new
    return tuple(written)


def _tell(
    books: Books, desk: Desk, ticket: Ticket, written: Sequence[Finding], alarms: tuple[str, ...], now: datetime
) -> None:
    grave = any(one.severity is Severity.CRITICAL for one in written) and overridden(books, ticket) is None
    reasons = (*alarms, *(one.evidence for one in written[:LINES]))
    for person in whom_to_tell(books, ticket, now):
        facts = notice_facts(books, desk, ticket, "list_matched", person, now, reasons=reasons)
        if grave:  # the letter that was shown last need not be the one that matches
            facts["verdict"] = Word.DANGEROUS.value
        answer(books, desk, ticket, person, "notify_handler", facts, at_once(now), now)
