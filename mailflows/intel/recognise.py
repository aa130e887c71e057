"""Recognising: a letter that was filed is laid beside the desk's memory, and then becomes part of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from db.store import Books
from db.tables import Entry, Person, Ticket
from mailflows.desk import Desk
from mailflows.intel.alarm import sound
from mailflows.intel.hits import hits_of
from mailflows.intel.looks import asked
from mailflows.intel.marks import marked, remember
from mailflows.intel.meeting import Meeting
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
    return Recognised(replace(examined, findings=(*examined.findings, *found)), reasons)
