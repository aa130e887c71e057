"""Words that only show: a ticket's history, and the vocabulary itself. That somebody read a ticket is recorded."""

from db.papers import Erased
from db.questions import ticket_named
from db.record import write_record
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.vocabulary import WORDS, help_rows
from mailflows.errands import OpenPart
from mailflows.history import history_of
from mailflows.sealed_parts import came_from_another, parts_of
from mailflows.spelling import plain

LONG = 6  # digits of a number that is none


def show(value: str, case: Case) -> Done:
    """The whole history, sealed to the handler who asks."""
    ticket = ticket_named(case.books, plain(value).strip().upper()) if value else case.ticket
    if ticket is None:
        raise Refused("no_such_ticket" if value else "no_nonce")
    try:
        facts = history_of(case.books, ticket, case.handler.language)
    except Erased:
        raise Refused("no_such_ticket") from None
    write_record(case.books, case.now, case.handler.id, "read", ticket.id)
    return Done(case.line("shown"), also=("show", facts), shows=ticket)


def open_part(value: str, case: Case) -> Done:
    """One sealed part of the ticket, for the handler who asks and for nobody else (ORA-08).

    Nothing is opened here: that is done when the mail to the handler is put together.
    """
    there = {part.number: part for part in parts_of(case.books, case.about)}
    said = plain(value).strip()
    part = there.get(int(said)) if said.isdecimal() and len(said) < LONG else None
    if part is None:
        raise Refused("no_such_part", ", ".join(map(str, there)))
    assert part.letter.kept_id is not None
    facts = {
        "tag": case.about.name,
        "part": part.line(case.handler.language),
        "captured": came_from_another(case.books, part),
    }
    return Done(
        case.line("part_opened", number=part.number),
        also=("opened_part", facts),
        task=OpenPart(part.letter.kept_id, part.digest, part.number),
        change=f"opened part {part.number}",
    )


def vocabulary(_value: str, case: Case) -> Done:
    rows = help_rows(WORDS, case.handler.language)
    return Done(case.line("helped"), also=("help", {"rows": tuple(dict(row) for row in rows)}))
