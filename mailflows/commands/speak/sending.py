"""Words that speak to the reporter: reply and send; and undo, which takes them back in time."""

from dataclasses import replace
from typing import Any

from db.questions import answers_sent, undoable
from mailflows import originals
from mailflows.commands.by_hand import ON_ITS_WAY, by_a_person, outward
from mailflows.commands.case import Case, Done, Refused
from mailflows.judging import told_to_reporter
from mailflows.tickets import move


def reply(_value: str, case: Case) -> Done:
    """The text goes to the reporter, with nothing of the handler's own in it."""
    facts = {"tag": case.about.name, "text": case.text}
    sent = outward(case, case.reporter, "reply", facts, by_a_person(case))
    if case.about.status in ("new", "triage", "vetting"):
        move(case.about, "active", case.now)
    return Done(case.line("replying"), sent=(sent,), change="reply")


def send(value: str, case: Case) -> Done:
    """A ready mail in the reporter's language: a person decided that it may go to this address."""
    ticket, reporter = case.about, case.reporter
    facts: dict[str, Any] = {
        "desk_name": case.desk.name,
        "desk_address": case.desk.address,
        "fingerprint": case.desk.fingerprint,
        "tag": ticket.name,
    }
    if value == "what_we_found":
        found = told_to_reporter(case.books, ticket)
        if found is None:
            raise Refused("nothing_to_examine")
        facts = {"desk_name": case.desk.name, "tag": ticket.name, **found}
    if value == originals.MAIL:
        facts |= originals.steps_for(case.books, ticket, reporter)
    post = replace(by_a_person(case), brings_key=value == "how_to_write_sealed")
    sent = outward(case, reporter, value, facts, post)
    return Done(case.line("guiding", name=case.word("mail", value)), sent=(sent,), change="sent guidance")


def confirm(_value: str, case: Case) -> Done:
    """Stands beside the word that asked for it; alone it confirms nothing."""
    if "close" not in case.words:
        raise Refused("nothing_to_confirm")
    return Done(case.line("confirmed"))


def undo(_value: str, case: Case) -> Done:
    """Takes back every outward mail of this handler about this ticket that is not on its way yet."""
    waiting = list(undoable(case.books, case.about.id, case.handler.id, case.now + ON_ITS_WAY))
    if not waiting:
        raise Refused("too_late" if answers_sent(case.books, case.about.id) else "nothing_to_undo")
    for outbound in waiting:
        outbound.state, outbound.reason = "undone", f"by {case.handler.id}"
        case.books.session.add(outbound)
    return Done(case.line("undone", number=len(waiting)), change="undone")
