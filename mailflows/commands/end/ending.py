"""Words that end a ticket: resolve says how it ended, close tells the reporter."""

from db.questions import answers_sent
from mailflows.commands.by_hand import by_a_person, outward
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.work.standing import status
from mailflows.tickets import ENDED, MoveNotAllowed, move, set_figure


def resolve(value: str, case: Case) -> Done:
    """The outcome stands beside the category, for the figures."""
    done = status("resolved", case)
    set_figure(case.books, case.about, "outcome", value)
    return Done(case.line("resolved", outcome=value), change=done.change)


def close(_value: str, case: Case) -> Done:
    """Ends the ticket with a closing mail; where nobody ever answered, only together with `#confirm`."""
    ticket = case.about
    if ticket.status in ENDED:
        raise Refused("already_closed")
    answered = answers_sent(case.books, ticket.id)
    if not answered and "confirm" not in case.words:
        raise Refused("confirm_needed")
    try:
        move(ticket, "closed", case.now)
    except MoveNotAllowed as trouble:
        raise Refused("move_not_allowed", str(trouble)) from trouble
    facts = {"tag": ticket.name, "desk_name": case.desk.name}  # no word of the handler's: that takes `#reply`
    sent = outward(case, case.reporter, "closing", facts, by_a_person(case))
    return Done(case.line("closing"), sent=(sent,), change="status closed")
