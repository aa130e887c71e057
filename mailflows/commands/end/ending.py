"""Words that end a ticket and take it up again: resolve, close, reopen, and lesson, which is what was learned."""

import re
from collections.abc import Mapping

from db.questions import answers_sent, is_part
from mailflows.casework.categories import Term, find
from mailflows.clocks.offices import answer_due
from mailflows.clocks.winding import set_own
from mailflows.commands.by_hand import by_a_person, outward
from mailflows.commands.call.parts import must_have_no_open_parts
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.work.standing import status
from mailflows.contact import no_mail_to
from mailflows.spelling import plain
from mailflows.tickets import ENDED, MOVES, MoveNotAllowed, move, set_figure

# How a ticket may end although nobody looked into what happened.
NOTHING_LEARNED = frozenset({"spam", "duplicate", "out_of_mandate", "unreachable", "person_withdrew"})
BETWEEN = re.compile(r"[,،;؛]")


def resolve(value: str, case: Case) -> Done:
    """The outcome stands beside the category, for the figures, and so do the cause and what would prevent it."""
    work, tongue = case.desk.casework, case.handler.language
    cause = case.named.get("cause", "")
    recommended = _several(case.named.get("recommend", ""), work.recommendations)
    if value not in NOTHING_LEARNED and not (cause and recommended):
        raise Refused("resolve_why", f"#resolve {value} cause={cause or 'unknown'} recommend=backups")
    must_have_no_open_parts(case)
    done = status("resolved", case)
    set_figure(case.books, case.about, "outcome", value)
    set_figure(case.books, case.about, "cause", cause)
    set_figure(case.books, case.about, "recommend", recommended)
    more = [case.line("cause", cause=work.causes[cause].said(tongue))] if cause else []
    if recommended:
        words = ", ".join(work.recommendations[one].said(tongue) for one in recommended)
        more.append(case.line("recommended", recommended=words))
    outcome = work.outcomes[value].said(tongue) if value in work.outcomes else value
    return Done(case.line("resolved", outcome=outcome), more=tuple(more), change=done.change)


def _several(said: str, known: Mapping[str, Term]) -> list[str]:
    """The recommendations, each once, by their keys. Raises Refused with those there are."""
    found = []
    for one in filter(None, map(str.strip, BETWEEN.split(plain(said)))):
        key, near = find(one, known.values())
        if not key:
            raise Refused("no_such_recommendation", near or ", ".join(known))
        found.append(key)
    return list(dict.fromkeys(found))


def close(_value: str, case: Case) -> Done:
    """Ends the ticket with a closing mail; where nobody ever answered, only together with `#confirm`."""
    ticket = case.about
    if ticket.status in ENDED:
        raise Refused("already_closed")
    must_have_no_open_parts(case)
    part = is_part(case.books, ticket.id)  # the person hears of the whole
    if not part and not answers_sent(case.books, ticket.id) and "confirm" not in case.words:
        raise Refused("confirm_needed")
    try:
        move(ticket, "closed", case.now)
    except MoveNotAllowed as trouble:
        raise Refused("move_not_allowed", str(trouble)) from trouble
    if part or no_mail_to(case.books, ticket, case.reporter):
        return Done(case.line("closed_untold"), change="status closed")
    facts = {"tag": ticket.name, "desk_name": case.desk.name}  # no word of the handler's: that takes `#reply`
    sent = outward(case, case.reporter, "closing", facts, by_a_person(case))
    return Done(case.line("closing"), sent=(sent,), change="status closed")


def reopen(_value: str, case: Case) -> Done:
    """Back to work, with a next step due; what was merged into another ticket goes on there."""
    ticket = case.about
    if ticket.status not in ENDED and ticket.status != "resolved":
        raise Refused("not_ended")
    if "active" not in MOVES[ticket.status]:
        raise Refused("move_not_allowed")
    done = status("active", case)
    set_own(case.books, ticket, answer_due(case.books, case.desk, ticket.priority, case.now, case.now), case.now)
    return Done(case.line("reopened"), more=(done.line,), change="status active")


def lesson(value: str, case: Case) -> Done:
    """Stands in the ticket's history, marked as what it is."""
    return Done(case.line("lesson", text=value), change="lesson", note=value)
