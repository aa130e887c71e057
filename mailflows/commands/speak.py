"""Words that speak to someone outside the desk: reply, escalate, close; and undo, which takes them back in time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from db.papers import entry_paper, figures_of
from db.questions import (
    answers_sent,
    findings_of,
    letters_of,
    role_person,
    undoable,
)
from db.tables import Outbound, Person
from mailflows import originals
from mailflows.answer import Post, answer
from mailflows.commands.case import Case, Done, Refused
from mailflows.errands import Task
from mailflows.findings import read_finding
from mailflows.judging import told_to_reporter
from mailflows.notices import by_gravity, found_line
from mailflows.tickets import ENDED, MoveNotAllowed, move

ON_ITS_WAY = timedelta(seconds=5)  # before it falls due: it may be in a worker's hands
SUMMARY = 8_000  # characters of what the reporter wrote, given to a role


def by_a_person(case: Case) -> Post:
    """A handler's outward words wait a little, because mail has no undo."""
    due: datetime = case.now + case.desk.hold
    return Post(automatic=False, content=True, due_at=due, undo_until=due)


def outward(
    case: Case, to: Person, name: str, facts: Mapping[str, Any], post: Post, part: str = "", task: Task | None = None
) -> Outbound:
    """A mail to somebody outside the desk, in the name of the handler who may take it back."""
    return answer(
        case.books, case.desk, case.about, to, name, facts, post, case.now, part=part, author=case.handler, task=task
    )


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


def escalate(value: str, case: Case) -> Done:
    """The role gets what it is asked for, sealed to the one key it was given with."""
    role = case.desk.roles.get(value)
    person = role_person(case.books, value) if role else None
    if role is None or person is None:
        raise Refused("no_such_role", ", ".join(sorted(case.desk.roles)))
    findings = tuple(read_finding(case.books, case.about, row) for row in findings_of(case.books, case.about.id))
    facts = {
        "tag": case.about.name,
        "role": role.name,
        "desk_name": case.desk.name,
        "reason_text": case.text,
        "summary": _what_was_said(case),
        "findings": tuple(found_line(one, person.language) for one in by_gravity(findings)),
        "category": figures_of(case.books, case.about)["category"],
        "priority": case.about.priority,
        "from_desk": case.desk.address,
    }
    sent = outward(case, person, "escalation", facts, by_a_person(case), part=value)
    return Done(case.line("escalating", role=role.name), sent=(sent,), change=f"escalated {value}")


def _what_was_said(case: Case) -> str:
    """The reporter's own letters and nobody else's; what proves nothing is marked."""
    reporter, said = case.reporter, []
    for entry in letters_of(case.books, case.about.id):
        if entry.person_id == reporter.id:
            proof = "" if entry.proof == "pinned" else f"[{case.word('proof', entry.proof)}]\n"
            said.append(proof + entry_paper(case.books, case.about, entry)["text"])
    return "\n\n".join(said)[:SUMMARY]


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
