"""`#find`: tickets in which all of these words stand, however inflected, as far as somebody may see them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from db.papers import entry_paper, name_of
from db.questions import (
    COUNTED,
    entries_lately,
    members_of_ticket,
    person_by_id,
    tickets_merged_into,
)
from db.record import write_record
from db.store import Books
from db.tables import Ticket
from mailflows.access import reaches
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.see.listing import reader_of
from mailflows.search.marks import texts_about, texts_of, tickets_with, tokens_for
from mailflows.search.snippet import snippet_of
from mailflows.search.stems import asked_for
from mailflows.spelling import plain
from mailflows.tickets import category_of

MOST_WORDS = 8  # that are looked for at once
MOST_SHOWN = 20  # tickets
LOOKED_AT = 60  # tickets whose letters are opened to see whether the words stand there
ENTRIES = 60  # of one ticket, the newest
READ_OF_ONE = 200_000  # characters of one ticket; its marks are believed where that is not all
READ_IN_ALL = 600_000  # behind which no further ticket is opened
CUT = "[...]"  # as a notice shows that there is more
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def find(value: str, case: Case) -> Done:
    """The newest tickets that have all the words, with a piece of text around one of them.

    What the asker may not see, be it a part of a ticket that they may, is neither shown nor counted. Each ticket that
    is shown was read: the record says so, and never what was looked for.
    """
    if not case.books.indexed:
        raise Refused("search_off")
    wanted = asked_for(plain(value), MOST_WORDS)
    if not wanted:
        raise Refused("too_common")
    marks = [tokens_for(case.books, stems) for stems in wanted]
    found, count = tickets_with(case.books, marks, reader_of(case.books, case.handler, case.now), LOOKED_AT)
    many = count == COUNTED
    parts = tickets_merged_into(case.books, [ticket.id for ticket in found])
    rows: list[Mapping[str, Any]] = []
    read: list[int] = []  # characters, text by text
    for at, ticket in enumerate(found):
        if len(rows) == MOST_SHOWN or sum(read) >= READ_IN_ALL:
            count -= at
            break
        if reaches(case.books, ticket, case.handler, case.now):
            there = [ticket, *(one for one in parts[ticket.id] if reaches(case.books, one, case.handler, case.now))]
            before = sum(read)
            snippet = snippet_of(_up_to(READ_OF_ONE, _texts(case.books, there), read), wanted)
            cut = sum(read) - before >= READ_OF_ONE
            if snippet is None and cut and len(there) == 1 + len(parts[ticket.id]):
                snippet = CUT  # all marks are there, in letters too long to be looked through
            rows += [_row(ticket, snippet, case)] if snippet is not None else []
    else:
        count -= len(found)
    facts = {"words": plain(value).strip(), "rows": tuple(rows), "left": count, "many": many}
    return Done(case.line("searched", count=len(rows)), also=("found", facts))


def _up_to(most: int, texts: Iterator[str], read: list[int]) -> Iterator[str]:
    """These texts as far as so many characters; how long each was that was asked for is written down."""
    for text in texts:
        piece = text[:most]
        read.append(len(piece))
        yield piece
        most -= len(piece)
        if most <= 0:
            return


def _row(ticket: Ticket, snippet: str, case: Case) -> Mapping[str, Any]:
    """A line about the ticket. That it was read is in the record."""
    write_record(case.books, case.now, case.handler.id, "read", ticket.id)
    owner = name_of(case.books, person_by_id(case.books, ticket.handler_id)) if ticket.handler_id else ""
    return {
        "tag": ticket.name,
        "status": ticket.status,
        "priority": ticket.priority,
        "category": category_of(case.books, ticket),
        "age": _age(case.now - ticket.opened_at, case),
        "owner": owner,
        "snippet": snippet,
    }


def _texts(books: Books, tickets: Sequence[Ticket]) -> Iterator[str]:
    """What is said in a ticket and in those that became part of it, the newest first; then who it is about."""
    there = [one for one in tickets if one.key is not None]
    for one in there:
        for entry in entries_lately(books, one.id, ENTRIES):
            yield from texts_of(entry_paper(books, one, entry))
    for one in there:
        for member in members_of_ticket(books, one.id):
            person = person_by_id(books, member.person_id)
            if person.role == "reporter":
                yield " ".join(texts_about(books, person))


def _age(since: timedelta, case: Case) -> str:
    if since >= DAY:
        return case.word("age", "days").format(n=since // DAY)
    return case.word("age", "hours").format(n=max(0, since // HOUR))
