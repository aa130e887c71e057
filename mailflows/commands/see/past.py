"""`#history`: who did what when in a ticket, one line for each event, and no word of what was said."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from db.papers import name_of
from db.questions import entries_of, person_by_id, record_of_ticket
from db.record import write_record
from db.tables import Entry, Record
from mailflows.commands.case import Case, Done

LETTERS = frozenset({"letter", "answer", "escalation"})  # entries that say more than their line in the record
WORDED = {"status": "status", "priority": "priority", "sent": "mail", "held": "mail", "failed": "mail"}


def history(_value: str, case: Case) -> Done:
    """From the ticket's entries and the record. That it was asked for stands in the record as well."""
    ticket = case.about
    lines = [*_from_entries(case), *_from_record(case)]
    lines.sort(key=lambda line: line[0])
    events = tuple({"at": f"{at:%Y-%m-%d %H:%M}", "who": who, "what": what} for at, who, what in lines)
    write_record(case.books, case.now, case.handler.id, "read", ticket.id)
    return Done(case.line("past", count=len(events)), also=("past", {"tag": ticket.name, "events": events}))


Line = tuple[datetime, str, str]


def _from_entries(case: Case) -> Iterator[Line]:
    """Letters, with how sure it is who wrote; what handlers did stands in the record, word by word."""
    for entry in entries_of(case.books, case.about.id):
        if entry.kind in LETTERS:
            yield entry.at, doer(entry.person_id or "desk", case), _entry(entry, case)


def _entry(entry: Entry, case: Case) -> str:
    said = case.word("entry", entry.kind)
    return f"{said}: {case.word('proof', entry.proof)}" if entry.proof else said


def _from_record(case: Case) -> Iterator[Line]:
    for row in record_of_ticket(case.books, case.about.id):
        if row.what != "letter" and not row.what.startswith("mail "):  # letters stand above already
            yield row.at, doer(row.who, case), _done(row, case)


def _done(row: Record, case: Case) -> str:
    """A code of the record in words, where there are some; else as it stands, for it holds no content."""
    with suppress(KeyError):
        return case.word("recorded", row.what.replace(" ", "_"))
    head, _, rest = row.what.partition(" ")
    if head not in WORDED and head != "given":
        return row.what
    what, _, how = rest.partition(" ")
    with suppress(KeyError):
        shown = doer(what, case) if head == "given" else case.word(WORDED[head], what)
        if how:
            shown = f"{shown}, {case.word('how', how)}"
        return f"{case.word('recorded', head)}: {shown}"
    return row.what


def doer(who: str, case: Case) -> str:
    """Somebody at the desk by name, anybody else by their part: their names are their own claim."""
    if who == "desk":
        return case.word("entry", "desk")
    if who == "sysadmin":
        return case.word("seat", "sysadmin")
    person = person_by_id(case.books, who)
    return case.word("part", person.role) if person.role in ("reporter", "partner") else name_of(case.books, person)
