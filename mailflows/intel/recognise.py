"""Recognising: a letter that was filed is laid beside the desk's memory, and then becomes part of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from db.questions import person_by_id
from db.store import Books
from db.tables import Entry, Person, Ticket
from mailflows.desk import Desk
from mailflows.examine.verdict import Word, verdict
from mailflows.intel.alarm import raise_to_p1, sound
from mailflows.intel.hits import hits_of
from mailflows.intel.looks import asked, findings_of_hits
from mailflows.intel.marks import marked, remember
from mailflows.intel.meeting import Meeting
from mailflows.judging import findings_about
from mailflows.letter import Examined
from mailflows.tickets import write_findings


@dataclass(frozen=True)
class Recognised:
    """The letter with what the desk remembers added to its findings, and what handlers are told besides."""

    examined: Examined
    reasons: tuple[str, ...] = ()  # keys of the labels "reason"


def recognise(
    books: Books, desk: Desk, ticket: Ticket, entry: Entry, person: Person, examined: Examined, now: datetime
) -> Recognised:
    """Only for letters of reporters: what a partner writes of is not what frightened anybody here."""
    if person.role != "reporter":
        return Recognised(examined)
    met = marked(books, examined.observables)
    hits = hits_of(books, met)
    found = asked(Meeting(books, desk, ticket, person, examined, met, hits, now))
    write_findings(books, ticket, entry, found)
    remember(books, ticket, entry, met)
    spyware = any(hit.trouble == "spyware" for hit in hits)
    reasons = sound(books, desk, ticket, found, now) if spyware else ()
    examined = replace(examined, findings=(*examined.findings, *found))
    if verdict(examined.findings, examined.evidence, examined.unread).word is Word.REAL_ALERT:
        raise_to_p1(books, ticket, now)
        reasons += ("real_alert",)
    return Recognised(examined, reasons)


def recognise_again(books: Books, desk: Desk, ticket: Ticket, entry: Entry, examined: Examined, now: datetime) -> None:
    """A letter that was examined again may show more than before; what stands in a list then is added, once."""
    if entry.person_id is None or person_by_id(books, entry.person_id).role != "reporter":
        return
    met = marked(books, examined.observables)
    hits = hits_of(books, met)
    known = {(one.look, one.evidence) for one in findings_about(books, ticket, entry)}
    found = tuple(one for one in findings_of_hits(hits) if (one.look, one.evidence) not in known)
    write_findings(books, ticket, entry, found)
    remember(books, ticket, entry, met)
    if found and any(hit.trouble == "spyware" for hit in hits):
        sound(books, desk, ticket, found, now)
