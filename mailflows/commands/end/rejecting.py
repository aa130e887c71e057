"""`#reject` and `#approve`: that something is outside the mandate takes two people, and a kind answer."""

from db.papers import figures_of, name_of, write_figures
from db.questions import active_handlers, outbound_of, person_by_id, reporter_of
from db.tables import Person
from mailflows.access import reaches
from mailflows.agreements import REJECTION
from mailflows.answer import answer
from mailflows.commands.by_hand import by_a_person, outward
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.nonce import nonce_line
from mailflows.contact import no_mail_to
from mailflows.notices import at_once, new_nonce, notice_facts
from mailflows.seats import LEADS
from mailflows.tickets import MOVES, move, set_figure

TO = "out_of_mandate"
EVENT = "rejection_waits"
DANGER = "imminent_harm"  # a flag
ADVICE = frozenset({"reply", "guidance"})  # kinds of mail by which somebody is told how to be safe


def reject(value: str, case: Case) -> Done:
    """Only a proposal: the ticket stays as it is until another person agrees; they are told at once."""
    ticket = case.about
    if TO not in MOVES[ticket.status]:
        raise Refused("move_not_allowed")
    _must_have_advised(f"#reject {value}", case)
    _write_proposal(case, case.handler.id)
    others = _who_may_approve(case)
    for person in others:
        facts = notice_facts(case.books, case.desk, ticket, EVENT, person, case.now, reasons=(value,))
        # they are told of the very entry that this mail becomes, so they may answer what they saw
        line = nonce_line(ticket.name, new_nonce(case.books, ticket, person, case.now, ticket.entries + 1))
        facts["nonce_line"] = line
        answer(case.books, case.desk, ticket, person, "notify_handler", facts, at_once(case.now), case.now)
    names = ", ".join(name_of(case.books, one) for one in others)
    more = case.line("rejection_told", names=names) if others else case.line("rejection_alone")
    return Done(case.line("rejection_proposed", reason=value), more=(more,), change="rejection proposed")


def approve(value: str, case: Case) -> Done:
    """Another person agrees: the ticket ends, and who wrote gets a warm answer that names others; or it is declined."""
    ticket = case.about
    proposer = proposed_by(case)
    if not proposer:
        raise Refused("nothing_to_approve")
    name = name_of(case.books, person_by_id(case.books, proposer))
    if value == "no":
        _write_proposal(case, "")
        return Done(case.line("rejection_declined", name=name), change=f"rejection declined {proposer}")
    if proposer == case.handler.id:
        raise Refused("approve_own")
    if TO not in MOVES[ticket.status]:
        raise Refused("move_not_allowed")
    _must_have_advised("#approve", case)
    _write_proposal(case, "")
    move(ticket, TO, case.now)
    set_figure(case.books, ticket, "outcome", TO)
    line, change = case.line("rejected", name=name), f"approved rejection of {proposer}"
    reporter = reporter_of(case.books, ticket.id)
    if reporter is None or no_mail_to(case.books, ticket, reporter):
        return Done(line, more=(case.line("rejected_quietly"),), change=change)
    facts = {"tag": ticket.name, "desk_name": case.desk.name}
    sent = outward(case, reporter, TO, facts, by_a_person(case))
    return Done(line, more=(case.line("rejected_told"),), sent=(sent,), change=change)


def proposed_by(case: Case) -> str:
    """The id of whoever proposed to reject the ticket; "" while nobody did."""
    return str(figures_of(case.books, case.about).get(REJECTION, ""))


def _must_have_advised(words: str, case: Case) -> None:
    """Raises Refused where somebody may be in danger and no person wrote to them yet, unless it is meant so.

    Outside of the mandate is what we do not do; how to be safe tonight is told to everybody.
    """
    ticket = case.about
    danger = ticket.priority == "P1" or DANGER in figures_of(case.books, ticket).get("flags", ())
    if not danger or "confirm" in case.words or ticket.first_reply_at is not None:
        return
    by_hand = [one for one in outbound_of(case.books, ticket.id) if one.author_id and one.kind in ADVICE]
    if not any(one.state in ("waiting", "sent") for one in by_hand):
        raise Refused("reject_danger", f"#send first_reply, {words} + #confirm")


def _write_proposal(case: Case, by: str) -> None:
    """Among the figures stands who proposed it; why stands in the ticket's history, under its own key."""
    figures = {**figures_of(case.books, case.about), REJECTION: by}
    case.about.figures = write_figures(case.books, case.about.id, figures)
    case.books.session.add(case.about)


def _who_may_approve(case: Case) -> list[Person]:
    """Who leads the desk, or where nobody else does, whoever else may see the ticket."""
    others = [one for one in active_handlers(case.books) if one.id != case.handler.id]
    others = [one for one in others if reaches(case.books, case.about, one, case.now)]
    return [one for one in others if one.role in LEADS] or others
