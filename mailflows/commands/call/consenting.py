"""`#consent`: what the person agreed to have told to whom; withdrawn, what still waits for that role is taken back."""

from collections.abc import Sequence
from datetime import date

from db.papers import draft_paper
from db.questions import drafts_waiting, outbound_of, role_person, take_draft
from db.tables import Outbound
from mailflows.commands.by_hand import ON_ITS_WAY
from mailflows.commands.call.choices import CONSENT, EVERYONE, FOR
from mailflows.commands.call.partners import role_called
from mailflows.commands.case import Case, Done, Refused
from mailflows.consents import EVERYONE as ALL
from mailflows.consents import GIVEN, WITHDRAWN, spoken_against, write_consent
from mailflows.drafts import LIVES
from mailflows.followups import nobody_was_told
from mailflows.spelling import fold, meant, plain

EXAMPLE = "#consent given for {role} until=2027-01-31"


def consent(value: str, case: Case) -> Done:
    """Given or withdrawn, for a role or for all of them; how the person said so stands in the text below."""
    said, role = _understood(value, case)
    until = _until(case) if said == GIVEN else None
    write_consent(case.books, case.about, role, said, until, case.now)
    whom = case.word("consent", "all") if role == ALL else role
    change = f"consent {said} {role}"
    if said == GIVEN:
        line = case.line("consent_until", role=whom, until=until) if until else case.line("consent_given", role=whom)
        return Done(line, more=_still_refused(role, case), change=change)
    back, gone = _take_back(role, case)
    nobody_was_told(case.books, case.about)
    more = [case.line("consent_taken_back", number=back)] if back else []
    more += [case.line("consent_gone", number=gone)] if gone else []
    return Done(case.line("consent_withdrawn", role=whom), more=tuple(more), change=change)


def _still_refused(role: str, case: Case) -> tuple[str, ...]:
    """A word about everyone lets in nobody who was refused by name."""
    names = [one for one in sorted(case.desk.roles) if role == ALL and spoken_against(case.books, case.about, one)]
    return tuple(case.line("consent_still_refused", role=one) for one in names)


def _understood(value: str, case: Case) -> tuple[str, str]:
    """What was said and about whom: `given for threat_lab`, `given threat_lab` or `given for=threat_lab`."""
    said, *words = plain(value).split()
    key = meant(said, CONSENT)
    if words and fold(words[0]) in map(fold, FOR):
        words = words[1:]
    whom = " ".join([*words, *case.named.get("for", "").split()])
    role = ALL if fold(whom) in map(fold, EVERYONE) else role_called(whom, case)
    if not key:
        raise Refused("consent_what", EXAMPLE.format(role=next(iter(sorted(case.desk.roles)), ALL)))
    if not role:
        raise Refused("no_such_role", ", ".join([*sorted(case.desk.roles), ALL]))
    return key, role


def _until(case: Case) -> date | None:
    said = plain(case.named.get("until", "")).strip()
    if not said:
        return None
    try:
        until = date.fromisoformat(said)
    except ValueError:
        raise Refused("no_day", "until=2027-01-31") from None
    if until < case.now.date():
        raise Refused("day_is_over", f"until={case.now.date()}")
    return until


def _take_back(role: str, case: Case) -> tuple[int, int]:
    """How many mails to the role were stopped on this ticket, and how many had left before."""
    people = _people_of(role, case)
    mails = [one for one in outbound_of(case.books, case.about.id) if one.person_id in people]
    waiting = [one for one in mails if _still_here(one, case)]
    for outbound in waiting:
        outbound.state, outbound.reason = "undone", f"consent {WITHDRAWN}"
        case.books.session.add(outbound)
    gone = [one for one in mails if one.state == "sent" or (one.state == "waiting" and one not in waiting)]
    return len(waiting) + _end_drafts(people, case), len(gone)


def _people_of(role: str, case: Case) -> Sequence[str]:
    names = list(case.desk.roles) if role == ALL else [role]
    return [person.id for name in names if (person := role_person(case.books, name)) is not None]


def _still_here(outbound: Outbound, case: Case) -> bool:
    on_its_way = case.now + ON_ITS_WAY
    return outbound.state == "held" or (outbound.state == "waiting" and outbound.due_at > on_its_way)


def _end_drafts(people: Sequence[str], case: Case) -> int:
    """What was shown and waits for somebody's code must not leave either."""
    ended = 0
    for draft in drafts_waiting(case.books, case.about.id, case.now - LIVES):
        if draft_paper(case.books, case.about, draft)["to_person_id"] in people:
            ended += take_draft(case.books, draft.id, case.now)
    return ended
