"""What a code for a campaign sets free: a mail for each ticket, as it was shown; what changed since is left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db.casework import Draft
from db.papers import draft_paper
from db.questions import draft_marked, drafts_done, person_by_id, take_draft, ticket_by_id, written_with
from db.record import write_record
from db.store import Books
from db.tables import Outbound, Ticket
from mailflows.access import must_reach, reaches
from mailflows.answer import Post, answer
from mailflows.campaigns import Plan, Reach
from mailflows.commands.by_hand import LONGEST, ON_ITS_WAY
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.many.reaching import NAMED, WHAT, plan_today
from mailflows.drafts import LIVES, mark_of_code
from mailflows.tickets import write_entry

TOLD = 20  # mails that the transcript names one by one


@dataclass(frozen=True)
class _Found:
    draft: Draft
    ticket: Ticket


def is_campaign(books: Books, code: str) -> bool:
    """Whether this code is one for many tickets."""
    draft = draft_marked(books, mark_of_code(books, code))
    return draft is not None and draft.what == WHAT


def let_go(code: str, case: Case) -> Done:
    """Each ticket that is as it was shown gets its mail; the others are named with why. Raises Refused."""
    found = _waiting(code, case)
    about = replace(case, ticket=found.ticket)
    paper = draft_paper(case.books, found.ticket, found.draft)
    name, agreed = paper["name"], paper["tickets"]
    plan = plan_today(name, about)
    left_out = {why: list(names) for why, names in plan.left_out.items()}
    sent: list[Outbound] = []
    for one in plan.reached:
        if one.ticket.id not in agreed:
            left_out.setdefault("new", []).append(one.ticket.name)
        elif one.agreed() != agreed[one.ticket.id]:
            left_out.setdefault("changed", []).append(one.ticket.name)
        else:
            sent.append(_write(one, about))
    if not sent:
        raise Refused("draft_changed")
    left_out.setdefault("changed", []).extend(_gone(agreed, plan, about))
    if not take_draft(case.books, found.draft.id, case.now):
        raise Refused("draft_unknown")
    write_record(case.books, case.now, case.handler.id, f"confirmed {WHAT}", found.ticket.id, found.draft.id)
    line = about.line("campaign_sent", name=about.word("mail", name), number=len(sent))
    more = tuple(_left_out_lines(left_out, about))
    if case.ticket is not None:
        return Done(line, more=more, sent=tuple(sent[:TOLD]), change=f"confirmed {WHAT}")
    told = {"tag": found.ticket.name, "done": (line, *more), "undo_line": "#undo" if case.desk.hold else ""}
    return Done(line, also=("transcript", told), shows=found.ticket, change=f"confirmed {WHAT}")


def _waiting(code: str, case: Case) -> _Found:
    """Raises Refused where it waits no longer, or was not written by whoever confirms it."""
    draft = draft_marked(case.books, mark_of_code(case.books, code))
    if draft is None or draft.done_at is not None or draft.at <= case.now - LIVES:
        raise Refused("draft_unknown")
    if draft.person_id != case.handler.id:
        raise Refused("draft_not_yours")
    ticket = ticket_by_id(case.books, draft.ticket_id)
    if ticket.key is None:
        raise Refused("draft_unknown")
    must_reach(case.books, ticket, case.handler, case.now)
    return _Found(draft, ticket)


def _write(one: Reach, case: Case) -> Outbound:
    due = case.now + case.desk.hold
    mail = one.mail
    outbound = answer(
        case.books,
        case.desk,
        one.ticket,
        person_by_id(case.books, mail.to_person_id),
        mail.name,
        mail.facts,
        Post(automatic=False, content=True, due_at=due, undo_until=due, brings_key=mail.brings_key),
        case.now,
        part=mail.part,
        author=case.handler,
        insists=case.codes,
        language=mail.language,
    )
    said = case.line("campaign_went", name=case.word("mail", mail.name))
    paper: Mapping[str, Any] = {"text": said, "told": 1, "mail": mail.name}
    write_entry(case.books, one.ticket, "change", case.handler, paper, case.now)
    write_record(case.books, case.now, case.handler.id, "sent guidance", one.ticket.id, WHAT)
    return outbound


def _gone(agreed: Iterable[str], plan: Plan, case: Case) -> Iterable[str]:
    """Tickets that were shown and are none of the campaign's any more, such as those that ended since."""
    there = {one.ticket.id for one in plan.reached}
    named = {name for names in plan.left_out.values() for name in names}
    gone = [ticket_by_id(case.books, ident) for ident in agreed if ident not in there]
    return [one.name for one in gone if one.name not in named and reaches(case.books, one, case.handler, case.now)]


def _left_out_lines(left_out: Mapping[str, Iterable[str]], case: Case) -> Iterable[str]:
    for why, names in sorted(left_out.items()):
        if not (tags := list(names)):
            continue
        yield case.line("campaign_skipped", why=case.word("skip", why), number=len(tags), tags=" ".join(tags[:NAMED]))


def take_back(case: Case, *, others: bool = False) -> Counter[str]:
    """Takes back what a campaign of this ticket wrote in other ones and has not left; how many, by who wrote it."""
    stopped: Counter[str] = Counter()
    for draft in drafts_done(case.books, case.about.id, WHAT, case.now - LONGEST):
        mine = draft.person_id == case.handler.id
        if mine == others or draft.done_at is None:
            continue
        for outbound in _not_left(draft.person_id, draft.done_at, case):
            outbound.state, outbound.reason = "undone", f"by {case.handler.id}"
            case.books.session.add(outbound)
            write_record(case.books, case.now, case.handler.id, "undone", outbound.ticket_id, WHAT)
            stopped[draft.person_id] += 1
    return stopped


def _not_left(author: str, made_at: datetime, case: Case) -> Iterable[Outbound]:
    mails = written_with(case.books, [author], made_at, case.now + ON_ITS_WAY)
    return [one for one in mails if one.ticket_id not in (None, case.about.id)]
