"""`#escalate`: a role is told what it may have of a ticket, once the person agreed, sealed to its one key."""

from collections.abc import Sequence
from dataclasses import replace

from db.tables import Person
from mailflows.commands.call.partners import partner
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.speak.handing import hand_over
from mailflows.consents import agreed, has_agreed, spoken_against
from mailflows.desk import Role
from mailflows.drafted import Drafted, shown
from mailflows.drafts import ask_second
from mailflows.handing_on import Given, above, mark_of_ticket, what_there_is
from mailflows.vetting import must_be_vetted

WOULD_DO = {"owner": "yes|mandate"}  # what may be said for a field that has words of its own
VITAL = "vital interest"  # for the record: told without consent, because somebody's life may depend on it
AGAINST = "vital interest, against their word"  # a key of the labels "second_why": they said no, and that is known


def escalate(value: str, case: Case) -> Done:
    """The role gets the fields it may have, sealed to its one key; without consent only with a second person."""
    role, person = partner(value, case)
    must_be_vetted(case.books, case.about, role)
    said = dict(case.named)
    vital, mark = said.pop("vital", "") == "yes", said.pop("tlp", "") or mark_of_ticket(case.books, case.about)
    if beyond := [name for name in said if name not in role.fields]:
        raise Refused("field_not_given", f"{role.name}: {', '.join(role.fields)} ({beyond[0]}=)")
    if above(mark, role):
        raise Refused("tlp_too_high", f"#escalate {role.name} tlp={role.tlp}")
    given = what_there_is(case.books, case.about, said, person.language, case.desk.casework)
    if missing := given.missing(role, case.text):
        raise Refused("fields_missing", _filled(role, missing))
    consented = agreed(case.books, case.about, role, case.now)
    if not (consented or vital):
        raise Refused("consent_missing", f"#consent given for {role.name}")
    mail = _mail(role, person, given, mark, case, vital=not consented)
    fields = ", ".join(case.word("role_field", name) for name in given.named(role))
    told = case.line("role_is_given", fields=fields)
    if not consented:
        why = {"why": AGAINST} if mail.facts["against"] else {}
        waits = ask_second(case, VITAL, mail, why=role.name, also=why)
        line = case.line("vital_asked", role=role.name)
        return Done(line, more=(told, *waits), change=f"{VITAL} {role.name}")
    done = hand_over(case, "escalate", mail, case.line("escalating", role=role.name), f"escalated {role.name}")
    if not done.sent:
        return replace(done, more=(told, *done.more))  # shown first, and waits for a code
    what_leaves = shown(case.books, case.desk, case.about, mail, case.now)
    return replace(done, more=(told, *done.more), also=("escalated", {"role": role.name, **what_leaves}))


def _filled(role: Role, missing: Sequence[str]) -> str:
    """The line that would do, with what is still to be filled."""
    by_word = [f"#{name}" for name in missing if name in ("category", "priority")]
    keys = " ".join(f"{name}={WOULD_DO.get(name, '…')}" for name in missing if f"#{name}" not in by_word)
    return " · ".join([*by_word, f"#escalate {role.name} {keys}".strip()])


def _mail(role: Role, person: Person, given: Given, mark: str, case: Case, *, vital: bool) -> Drafted:
    facts = {
        "tag": case.about.name,
        "role": role.name,
        "desk_name": case.desk.name,
        "reason_text": case.text,
        "tlp": mark,
        "vital": vital,
        "against": vital and spoken_against(case.books, case.about, role.name),
        "agreed": has_agreed(case.books, case.about, role.name, case.now),
        "from_desk": case.desk.address,
        **given.facts(role),
    }
    return Drafted(person.id, "escalation", facts, part=role.name, moves="pending_third_party")
