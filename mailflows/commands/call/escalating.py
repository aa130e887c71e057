"""`#escalate`: a role is told of a ticket, sealed to the one key it was given with."""

from db.papers import entry_paper, figures_of
from db.questions import findings_of, letters_of, role_person
from mailflows.commands.by_hand import by_a_person, outward
from mailflows.commands.case import Case, Done, Refused
from mailflows.findings import read_finding
from mailflows.notices import by_gravity, found_line

SUMMARY = 8_000  # characters of what the reporter wrote, given to a role


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
