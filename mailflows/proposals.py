"""Proposals: who joins the desk, leads it or changes a key is asked for by one lead and confirmed by a second person.

A lead's key that fell into wrong hands can so neither let anybody in nor take anybody's place. The second person is
another lead, by mail, or whoever runs the server, at the shell.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from db.papers import name_of, proposal_paper, write_proposal
from db.questions import person_by_id, proposal_marked, proposals_waiting, take_proposal
from db.record import write_record
from db.store import Books
from db.tables import Person, Proposal
from db.vault import new_id
from mailflows.answer import answer
from mailflows.callings import ADDED, CHANGED, make_calling, terms_of
from mailflows.commands.case import Refused
from mailflows.desk import Desk
from mailflows.leading import Told, fours, leads, tell, worded
from mailflows.notices import at_once, spoken_code
from mailflows.seats import LEADS
from mailflows.staff import SYSADMIN, Change, make

LIVES = timedelta(hours=72)
MOST = 10  # that wait at the same time
MAKE = {ADDED: make_calling, CHANGED: make_calling}  # what is made of a change that is not about somebody at the desk


def propose(books: Books, desk: Desk, proposer: Person, change: Change, now: datetime) -> tuple[Told, ...]:
    """Keeps what a lead asks for, and tells all others who lead the desk how to confirm it. Raises Refused."""
    if len(proposals_waiting(books, now - LIVES)) >= MOST:
        raise Refused("proposals_many")
    code = spoken_code()
    proposal = Proposal(
        id=new_id(), mark=_mark(books, code), person_id=proposer.id, what=change.what, at=now, sealed=b""
    )
    proposal.sealed = write_proposal(books, proposal, proposer, change.paper())
    books.append(proposal)
    write_record(books, now, proposer.id, f"proposed {change.what}", None, proposal.id)
    until = f"{now + LIVES:%Y-%m-%d %H:%M} UTC"
    others = leads(books, besides=proposer)
    for person in others:
        facts = {
            "what": change.what,
            "by": name_of(books, proposer),
            "name": change.name,
            "address": change.address,
            "role": change.role,
            "before": change.before if change.what == "role" else "",
            "terms": worded(terms_of(change), person.language),
            "key": change.fingerprint,
            "confirm_line": f"#handler confirm {code}",
            "withdraw_line": f"#handler withdraw {code}",
            "until": until,
            "desk_address": desk.address,
        }
        answer(books, desk, None, person, "proposal", facts, at_once(now), now)
    told: list[Told] = [("proposed", {"name": change.name, "address": change.address, "until": until})]
    if change.certificate:
        told.append(("proposed_key", {"fingerprint": fours(change.fingerprint)}))
    told.append(("proposed_withdraw", {"code": code}))
    if not others:
        told.append(("proposed_alone", {"code": code}))
    return tuple(told)


def confirm(books: Books, desk: Desk, code: str, by: Person | None, now: datetime) -> tuple[Told, ...]:
    """What was proposed takes effect, now and once; without a person it is the sysadmin who says so. Raises Refused."""
    proposal, proposer, change = _waiting(books, code, now)
    if by is not None and by.id == proposer.id:
        raise Refused("proposal_own")
    if not take_proposal(books, proposal.id, now):
        raise Refused("proposal_unknown")
    who = by.id if by else SYSADMIN
    write_record(books, now, who, f"confirmed {change.what}", None, f"{proposal.id} of {proposer.id}")
    person, told = MAKE.get(change.what, make)(books, desk, change, now, who)
    tell(books, desk, told, now, besides=by)
    if change.what == "add":
        welcome(books, desk, person, now)
    return told


def withdraw(books: Books, desk: Desk, code: str, by: Person | None, now: datetime) -> tuple[Told, ...]:
    """It takes no effect any more; whoever leads the desk may say so, and the others are told. Raises Refused."""
    proposal, proposer, change = _waiting(books, code, now)
    if not take_proposal(books, proposal.id, now):
        raise Refused("proposal_unknown")
    who = by.id if by else SYSADMIN
    write_record(books, now, who, f"withdrew {change.what}", None, f"{proposal.id} of {proposer.id}")
    told: tuple[Told, ...] = (("proposal_withdrawn", {"name": change.name, "address": change.address}),)
    tell(books, desk, told, now, besides=by)
    return told


def waiting(books: Books, now: datetime) -> Sequence[tuple[Proposal, Person, Change]]:
    """Everything that can still be confirmed, with who asked for it. The codes are known to those who got them."""
    found = []
    for proposal in proposals_waiting(books, now - LIVES):
        proposer = person_by_id(books, proposal.person_id)
        found.append((proposal, proposer, Change.read(proposal_paper(books, proposal, proposer))))
    return found


def is_ours(books: Books, code: str) -> bool:
    """Whether this desk gave this code out, used or not: as nobody else did, it binds a mail to this desk (CMD-05)."""
    return proposal_marked(books, _mark(books, code)) is not None


def welcome(books: Books, desk: Desk, person: Person, now: datetime) -> None:
    """Says to somebody new which desk this is, and its key; nothing of what anybody wrote to it."""
    facts = {"desk_name": desk.name, "desk_address": desk.address, "role": person.role, "fingerprint": desk.fingerprint}
    answer(books, desk, None, person, "welcome", facts, replace(at_once(now), brings_key=True), now)


def _waiting(books: Books, code: str, now: datetime) -> tuple[Proposal, Person, Change]:
    """The proposal of this code, where it may still take effect. Raises Refused."""
    proposal = proposal_marked(books, _mark(books, code))
    if proposal is None or proposal.done_at is not None or proposal.at <= now - LIVES:
        raise Refused("proposal_unknown")
    proposer = person_by_id(books, proposal.person_id)
    if not proposer.active or proposer.role not in LEADS:
        raise Refused("proposal_unknown")
    name_of(books, proposer)  # role and standing are the ones that were sealed, or this raises
    return proposal, proposer, Change.read(proposal_paper(books, proposal, proposer))


def _mark(books: Books, code: str) -> str:
    return books.vault.mark("proposal", code.lower())
