"""`#show`: a ticket's whole history. That somebody read a ticket is recorded."""

from db.papers import Erased
from db.questions import ticket_named
from db.record import write_record
from mailflows.access import must_reach
from mailflows.commands.case import Case, Done, Refused
from mailflows.history import history_of
from mailflows.spelling import plain


def show(value: str, case: Case) -> Done:
    """The whole history, sealed to the handler who asks. Raises Refused for a ticket they may not see."""
    ticket = ticket_named(case.books, plain(value).strip().upper()) if value else case.ticket
    if ticket is None:
        raise Refused("no_such_ticket" if value else "no_nonce")
    must_reach(case.books, ticket, case.handler, case.now)
    try:
        facts = history_of(case.books, ticket, case.handler.language, case.desk.casework)
    except Erased:
        raise Refused("no_such_ticket") from None
    write_record(case.books, case.now, case.handler.id, "read", ticket.id)
    return Done(case.line("shown"), also=("show", facts), shows=ticket)
