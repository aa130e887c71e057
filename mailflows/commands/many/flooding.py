"""`#burst`: a flood of mails is shown, a person is taken out of it, and who leads ends what nobody took up."""

from collections.abc import Mapping, Sequence

from db.bursts import Burst
from db.questions import ticket_named
from db.questions.bursts import burst_by_id, burst_running, bursts_lately, count_in_burst, tickets_in_burst
from db.record import write_record
from mailflows.access import must_reach
from mailflows.bursts import burst_facts
from mailflows.clocks.winding import drop_promises, wind
from mailflows.commands.case import Case, Done, Refused
from mailflows.notices import tell_handlers
from mailflows.seats import LEADS
from mailflows.spelling import meant, number_in, plain
from mailflows.tickets import move, set_figure

MOST = 300  # tickets that one mail closes
LATELY = 5  # floods that are named
VERBS: Mapping[str, Sequence[str]] = {
    "open": ("out", "إخراج", "افتح", "ouvrir", "sortir"),
    "close": ("إغلاق", "أغلق", "fermer", "clore"),
}


def burst(value: str, case: Case) -> Done:
    """Alone, or with its name, shows one; `open` and `close` do something about it."""
    words = plain(value).split()
    verb = meant(words[0], VERBS) if words else ""
    if verb == "open" and len(words) == 2:
        return _take_out(words[1], case)
    if verb == "close" and len(words) in (2, 3):
        return _close(words[1], words[2] if len(words) == 3 else "", case)
    if verb or len(words) > 1:
        raise Refused("burst_what", "#burst open H-7K4Q-M2XD, #burst close B-7K4Q")
    found = _called(words[0], case) if words else _last(case)
    if found is None:
        return Done(case.line("burst_none"))
    line = case.line("burst_shown", burst=found.id, number=found.opened)
    return Done(line, also=("burst", burst_facts(case.books, found, "now")))


def _take_out(tag: str, case: Case) -> Done:
    """Handlers are told of it now, as they would have been."""
    ticket = ticket_named(case.books, tag.upper())
    if ticket is None or ticket.key is None:
        raise Refused("no_such_ticket", "#list")
    must_reach(case.books, ticket, case.handler, case.now)
    if not ticket.burst:
        raise Refused("burst_not_in")
    before, ticket.burst = ticket.burst, ""
    case.books.session.add(ticket)
    wind(case.books, case.desk, ticket, case.now)  # an answer is owed from now on as if it had come alone
    write_record(case.books, case.now, case.handler.id, "burst opened", ticket.id, before)
    tell_handlers(case.books, case.desk, ticket, "new_ticket", case.now)  # whoever took it out, too
    return Done(case.line("burst_opened", tag=ticket.name), change="burst opened")


def _close(said: str, count: str, case: Case) -> Done:
    """Shown with their number first, and done once that number was said: so a mail that came since stays open."""
    if case.handler.role not in LEADS:
        raise Refused("not_allowed")
    found = _called(said, case)
    number = count_in_burst(case.books, found.id, untouched=True)
    words = f"#burst close {found.id} {number}"
    if not count:
        line = case.line("burst_close_ask", number=number, burst=found.id, words=words)
        return Done(line, also=("burst", {**burst_facts(case.books, found, "now"), "words": (words,)}))
    if number_in(count) != number:
        raise Refused("burst_count", words)
    closed = tickets_in_burst(case.books, found.id, MOST, untouched=True)
    for ticket in closed:
        move(ticket, "spam", case.now)
        drop_promises(case.books, ticket, case.now)
        set_figure(case.books, ticket, "outcome", "spam")
        case.books.session.add(ticket)
        write_record(case.books, case.now, case.handler.id, "status spam", ticket.id, found.id)
    line = case.line("burst_closed", number=len(closed), burst=found.id)
    left = number - len(closed)
    again = (case.line("burst_left", number=left, words=f"#burst close {found.id} {left}"),) if left else ()
    return Done(line, more=again, change=f"burst closed {found.id}")


def _called(said: str, case: Case) -> Burst:
    found = burst_by_id(case.books, said.upper())
    if found is None:
        raise Refused("burst_unknown", ", ".join(one.id for one in bursts_lately(case.books, LATELY)))
    return found


def _last(case: Case) -> Burst | None:
    return burst_running(case.books) or next(iter(bursts_lately(case.books, 1)), None)
