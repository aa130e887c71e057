"""Drafts: a mail to somebody outside that was written and waits for a code, its author's or a second person's.

What was shown when the code was given out is what leaves, once, or nothing does. Codes are kept as marks alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from db.casework import Draft
from db.papers import draft_paper, figures_of, name_of, write_draft
from db.questions import (
    active_handlers,
    draft_marked,
    drafts_waiting,
    letters_of,
    member_of,
    person_by_id,
    take_draft,
    ticket_by_id,
)
from db.record import write_record
from db.store import Books
from db.tables import Outbound, Person, Ticket
from db.vault import new_id
from mailflows.access import must_reach, reaches
from mailflows.answer import Post, answer
from mailflows.clocks.winding import wind
from mailflows.commands.case import Case, Refused
from mailflows.consents import VOUCH, must_be_agreed
from mailflows.contact import HINTS, JOINED, no_mail_to
from mailflows.desk import Desk
from mailflows.drafted import Drafted, bound_to, digest_of, shown, words_of
from mailflows.errands import AttachFiles
from mailflows.followups import goes_on
from mailflows.guard.check import let_pass
from mailflows.guard.leaves import leaves
from mailflows.handing_on import may_have
from mailflows.notices import at_once, spoken_code
from mailflows.platforms import begin
from mailflows.seats import AT_THE_DESK, LEADS, WORKS_TICKETS
from mailflows.tickets import set_figure, write_entry
from mailflows.vetting import must_be_vetted

__all__ = ["Confirmed", "Drafted", "ask_second", "confirm_draft", "keep_draft", "second_persons"]

LIVES = timedelta(hours=72)
MOST = 10  # that wait on one ticket at the same time


@dataclass(frozen=True)
class Confirmed:
    """What a code set free."""

    draft: Draft
    mail: Drafted
    ticket: Ticket
    author: Person
    outbound: Outbound
    seen: int  # the ticket's entries when it was written


def keep_draft(case: Case, what: str, needs: str, mail: Drafted) -> str:
    """Keeps a mail until somebody confirms it; returns the code, of which only the mark is kept.

    `what`: the word it came from, for the record. `needs`: "author" or "second". Raises Refused, Leaking.
    """
    if mail.plain and needs != "second":
        raise ValueError("what leaves unsealed takes a second person")
    books, ticket, to = case.books, case.about, person_by_id(case.books, mail.to_person_id)
    if len(drafts_waiting(books, ticket.id, case.now - LIVES)) >= MOST:
        raise Refused("drafts_many")
    _must_have_a_mailbox(books, ticket, to)
    words = words_of(books, case.desk, mail)
    if to.role not in AT_THE_DESK:  # told now, to whoever wrote it, and looked at again when it is confirmed
        let_pass(books, ticket, case.handler, to, leaves(words.subject, words.text, mail.facts), case.codes)
    code = spoken_code()
    draft = Draft(
        id=new_id(),
        mark=mark_of_code(books, code),
        ticket_id=ticket.id,
        person_id=case.handler.id,
        what=what,
        needs=needs,
        at=case.now,
        sealed=b"",
    )
    paper = {
        **mail.paper(),
        "words": digest_of(words),
        "bound": bound_to(books, case.desk, ticket, mail, case.now),
        "seen": ticket.entries,
        "insists": sorted(case.codes),
    }
    draft.sealed = write_draft(books, ticket, draft, paper)
    books.append(draft)
    write_record(books, case.now, case.handler.id, f"drafted {what}", ticket.id, draft.id)
    return code


def is_ours(books: Books, code: str) -> bool:
    """Whether this desk gave this code out, used or not: as nobody else did, it binds a mail to this desk (CMD-05)."""
    return draft_marked(books, mark_of_code(books, code)) is not None


def ticket_of(books: Books, code: str) -> str:
    """The id of the ticket that a draft of this code is about; "" where there is none."""
    draft = draft_marked(books, mark_of_code(books, code))
    return draft.ticket_id if draft else ""


def confirm_draft(
    books: Books, desk: Desk, code: str, by: Person, now: datetime, insists: frozenset[str] = frozenset()
) -> Confirmed:
    """The draft goes into the outbox, once, exactly as it was shown; its author may still take it back.

    Raises Refused where it waits no longer, is not this person's to confirm, or is not what it was; Leaking.
    """
    draft, ticket, author = _waiting(books, code, now)
    _may_confirm(books, draft, ticket, by, now)
    paper = draft_paper(books, ticket, draft)
    mail = Drafted.read(paper)
    if letters_of(books, ticket.id, after=paper["seen"]) or ticket.status == "merged":
        raise Refused("draft_overtaken")
    if mail.part in ("reporter", *JOINED) and member_of(books, ticket.id, mail.to_person_id) is None:
        raise Refused("draft_changed")  # they were taken out since, or turned out to be somebody who was known
    words = words_of(books, desk, mail)
    if digest_of(words) != paper["words"]:
        raise Refused("draft_changed")
    to = person_by_id(books, mail.to_person_id)
    _must_have_a_mailbox(books, ticket, to)
    if to.role == "partner":
        _must_still_be_agreed(books, desk, ticket, mail, now)
    if bound_to(books, desk, ticket, mail, now) != paper["bound"]:
        raise Refused("draft_changed")  # another address, another key, or no key at all
    if not take_draft(books, draft.id, now):
        raise Refused("draft_unknown")
    write_record(books, now, by.id, f"confirmed {draft.what}", ticket.id, f"{draft.id} of {author.id}")
    if mail.facts.get("vital"):  # for those who report on it: how often, and of which ticket
        set_figure(books, ticket, "vital", 1 + int(figures_of(books, ticket).get("vital", 0)))
    due = now + (desk.hold if mail.hold is None else mail.hold)
    outbound = answer(
        books,
        desk,
        ticket,
        to,
        mail.name,
        mail.facts,
        Post(automatic=False, content=True, due_at=due, undo_until=due, brings_key=mail.brings_key),
        now,
        part=mail.part,
        author=author,
        insists=frozenset(paper["insists"]) | insists,
        task=mail.task,
        language=mail.language,
        plainly={"draft": draft.id, "confirmed": by.id} if mail.plain else None,
    )
    goes_on(books, desk, ticket, mail.moves, now, mail.part)
    begin(books, desk, ticket, mail, outbound)
    kind = "reply" if mail.name == "reply" else "change"
    write_entry(books, ticket, kind, author, {"text": str(mail.facts.get("text", "")), "mail": mail.name}, now)
    wind(books, desk, ticket, now)
    return Confirmed(draft, mail, ticket, author, outbound, paper["seen"])


def ask_second(
    case: Case, what: str, mail: Drafted, why: str = "", also: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Keeps a mail until a second person confirms it, and shows it to them as it would leave.

    `what`: a key of the labels "second_why", for what the word asks of them; `why`: more about it, one line.
    `also`: further facts of the mail "second_asked". Returns lines for the author. Raises Refused, Leaking.
    """
    books, desk, ticket = case.books, case.desk, case.about
    code = keep_draft(case, what, "second", mail)
    until = f"{case.now + LIVES:%Y-%m-%d %H:%M} UTC"
    facts = {
        **shown(books, desk, ticket, mail, case.now),
        "by": name_of(books, case.handler),
        "why": what,
        "because": why,
        "confirm_line": f"#confirm {code}",
        "until": until,
        "desk_address": desk.address,
        **(also or {}),
    }
    others = second_persons(books, ticket, case.handler, case.now)
    for person in others:
        write_record(books, case.now, case.handler.id, f"asked {what}", ticket.id, person.id)
        answer(books, desk, ticket, person, "second_asked", facts, at_once(case.now), case.now, task=for_showing(mail))
    if not others:
        return (case.line("draft_waits", until=until), case.line("draft_alone", code=code))
    names = ", ".join(name_of(books, one) for one in others)
    return (case.line("draft_waits", until=until), case.line("draft_asked", names=names))


def for_showing(mail: Drafted) -> AttachFiles | None:
    """The files that go along, for whoever looks at the mail beforehand."""
    return replace(mail.task, shown=True) if isinstance(mail.task, AttachFiles) else None


def second_persons(books: Books, ticket: Ticket, author: Person, now: datetime) -> Sequence[Person]:
    """Who may confirm what this author wrote: who leads, or where nobody else does, the others who work on tickets."""
    others = [one for one in active_handlers(books) if one.id != author.id]
    if ticket.restricted:
        others = [one for one in others if reaches(books, ticket, one, now)]
    return [one for one in others if one.role in LEADS] or others


def _must_have_a_mailbox(books: Books, ticket: Ticket, to: Person) -> None:
    """Raises Refused where nobody may write to this person."""
    if why := no_mail_to(books, ticket, to):
        raise Refused(why, HINTS[why])


def _must_still_be_agreed(books: Books, desk: Desk, ticket: Ticket, mail: Drafted, now: datetime) -> None:
    """Raises Refused where the role is none any more, nobody knows who asks, or the person's word for it is over."""
    if (role := desk.roles.get(mail.part)) is None:
        raise Refused("draft_changed")
    if mail.name != VOUCH:  # by which vetting begins
        must_be_vetted(books, ticket, role)
    if mail.name == "escalation" and not may_have(mail.facts, role):
        raise Refused("draft_changed")  # the role may have less since
    if not mail.facts.get("vital"):  # two people decide so in the place of consent
        must_be_agreed(books, ticket, role, now, mail.name)


def _may_confirm(books: Books, draft: Draft, ticket: Ticket, by: Person, now: datetime) -> None:
    """Raises Refused unless this is who wrote it, or, where a second person has to, anybody else who works here."""
    name_of(books, by)  # role and standing are the ones that were sealed, or this raises
    if not by.active or by.role not in WORKS_TICKETS:
        raise Refused("not_allowed")
    if draft.needs == "second" and by.id == draft.person_id:
        raise Refused("draft_own")
    if draft.needs == "author" and by.id != draft.person_id:
        raise Refused("draft_not_yours")
    if draft.needs == "author" or ticket.restricted:
        must_reach(books, ticket, by, now)


def _waiting(books: Books, code: str, now: datetime) -> tuple[Draft, Ticket, Person]:
    """The draft of this code, where it may still leave. Raises Refused."""
    draft = draft_marked(books, mark_of_code(books, code))
    if draft is None or draft.done_at is not None or draft.at <= now - LIVES:
        raise Refused("draft_unknown")
    ticket, author = ticket_by_id(books, draft.ticket_id), person_by_id(books, draft.person_id)
    name_of(books, author)
    if ticket.key is None or not author.active or not reaches(books, ticket, author, now):
        raise Refused("draft_unknown")
    return draft, ticket, author


def mark_of_code(books: Books, code: str) -> str:
    """By which the store finds what a code is for; the code itself is nowhere."""
    return books.vault.mark("draft", code.strip().lower())
