"""`#campaign`: a ready mail to everybody with the same trouble; whom it would reach is shown before anything leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.casework import Draft
from db.papers import write_draft
from db.record import write_record
from db.tables import Ticket
from db.vault import new_id
from mailflows.access import reaches
from mailflows.campaigns import Plan, plan_for, tickets_in
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import GUIDANCE
from mailflows.commands.speak.blanks import blanks_of
from mailflows.commands.speak.sending import known_facts
from mailflows.drafted import barred
from mailflows.drafts import LIVES, mark_of_code
from mailflows.notices import spoken_code
from mailflows.spelling import fold, meant, plain

WHAT = "campaign"  # of the draft
SEND = frozenset(map(fold, ("send", "إرسال", "أرسل", "envoyer", "envoie")))
NAMED = 20  # tickets named for each reason they are left out for
BRINGS_KEY = "how_to_write_sealed"
EXAMPLE = "#campaign send phishing"


def campaign(value: str, case: Case) -> Done:
    """Alone it names the tickets; with a ready mail it shows whom that would reach, with a code."""
    said = plain(value).split()
    if said and fold(said[0]) in SEND:
        said = said[1:]
        if not said:
            raise Refused("campaign_what", EXAMPLE)
    if not said:
        return _listed(case)
    name = meant(" ".join(said), GUIDANCE)
    if not name or blanks_of(name):
        raise Refused("campaign_what", EXAMPLE)
    plan = plan_today(name, case)
    if not plan.reached:
        raise Refused("campaign_nobody", ", ".join(why for why, _, _ in _skips(plan, case)))
    code = _keep(name, plan, case)
    facts = {
        "tag": case.about.name,
        "name": case.word("mail", name),
        "count": len(plan.reached),
        "hows": _hows(plan),
        "languages": _languages(plan, case),
        "skips": tuple({"why": why, "number": n, "tags": tags} for why, n, tags in _rows(plan)),
        "left": plan.left,
        "said": _texts(plan),
        "confirm_line": f"#confirm {code}",
        "until": f"{case.now + LIVES:%Y-%m-%d %H:%M} UTC",
    }
    line = case.line("campaign_shown", number=len(plan.reached), name=facts["name"])
    return Done(line, also=("campaign", facts), change="previewed campaign")


def plan_today(name: str, case: Case) -> Plan:
    """Whom this ready mail would reach now. Raises Refused."""

    def facts_of(ticket: Ticket) -> Mapping[str, Any]:
        return known_facts(name, replace(case, ticket=ticket))

    return plan_for(name, name == BRINGS_KEY, facts_of, case)


def _listed(case: Case) -> Done:
    seen = [one for one in tickets_in(case) if reaches(case.books, one, case.handler, case.now)]
    for ticket in seen:
        write_record(case.books, case.now, case.handler.id, "listed", ticket.id)
    row = {"how": "listed", "number": len(seen), "tags": _tags([one.name for one in seen])}
    facts = {"tag": case.about.name, "count": len(seen), "hows": (row,)}
    return Done(case.line("campaign_listed", number=len(seen)), also=("campaign", facts))


def _keep(name: str, plan: Plan, case: Case) -> str:
    """The draft under the key of the ticket that it was said in; returns the code, of which only the mark is kept."""
    code = spoken_code()
    draft = Draft(
        id=new_id(),
        mark=mark_of_code(case.books, code),
        ticket_id=case.about.id,
        person_id=case.handler.id,
        what=WHAT,
        needs="author",
        at=case.now,
        sealed=b"",
    )
    agreed = {one.ticket.id: one.agreed() for one in plan.reached}
    paper = {"to_person_id": "", "name": name, "tickets": agreed}
    draft.sealed = write_draft(case.books, case.about, draft, paper)
    case.books.append(draft)
    write_record(case.books, case.now, case.handler.id, f"drafted {WHAT}", case.about.id, draft.id)
    return code


def _hows(plan: Plan) -> tuple[Mapping[str, Any], ...]:
    found: dict[str, list[str]] = {}
    for one in plan.reached:
        found.setdefault(one.how, []).append(one.ticket.name)
    return tuple({"how": how, "number": len(names), "tags": _tags(names)} for how, names in sorted(found.items()))


def _languages(plan: Plan, case: Case) -> str:
    found: dict[str, int] = {}
    for one in plan.reached:
        found[one.words.language] = found.get(one.words.language, 0) + 1
    return ", ".join(f"{case.word('language', tongue)}: {number}" for tongue, number in sorted(found.items()))


def _rows(plan: Plan) -> Iterator[tuple[str, int, str]]:
    for why, names in sorted(plan.left_out.items()):
        yield why, len(names), _tags(names[:NAMED])
    if plan.hidden:
        yield "hidden", plan.hidden, ""


def _skips(plan: Plan, case: Case) -> Iterator[tuple[str, int, str]]:
    """The same in the handler's words."""
    for why, number, tags in _rows(plan):
        yield case.word("skip", why), number, tags


def _texts(plan: Plan) -> str:
    """The mail once in each language it leaves in: but for its ticket's name it is the same."""
    first = {one.words.language: one.words for one in reversed(plan.reached)}
    return "\n\n".join(barred(f"{one.subject}\n\n{one.text}") for _, one in sorted(first.items()))


def _tags(names: Sequence[str]) -> str:
    return " ".join(names)
