"""Words that tie tickets together: merge, link, recurrence; what they call a ticket by, and who may."""

from db.casework import Tie
from db.questions import (
    member_of,
    members_of_ticket,
    merged_into,
    named_on,
    person_by_id,
    reporter_of,
    ticket_by_id,
    ticket_named,
    ties_between,
)
from db.record import write_record
from db.store import Books
from db.tables import Ticket
from db.vault import new_id
from mailflows.access import must_reach
from mailflows.carrying import carry_into
from mailflows.clocks.winding import wind
from mailflows.commands.case import Case, Done, Refused
from mailflows.merging import close_alike, closed_alike, note_sealed
from mailflows.notices import tell_handlers
from mailflows.search.marks import move_tokens
from mailflows.spelling import plain
from mailflows.tickets import ENDED, PRIORITIES, MoveNotAllowed, join, move, write_entry


def other_ticket(said: str, case: Case) -> Ticket:
    """Another ticket, by its tag. Raises Refused where there is none, it is this one, or not for this person to see."""
    tag = plain(said).strip().removeprefix("#").upper()
    found = ticket_named(case.books, tag)
    if found is None:
        raise Refused("no_such_ticket")
    if found.id == case.about.id:
        raise Refused("itself")
    must_reach(case.books, found, case.handler, case.now)
    if found.key is None:
        raise Refused("ticket_erased")
    return found


def merge(value: str, case: Case) -> Done:
    """One ticket goes, the named one stays. Nothing is copied: each lies under its own key, and is erased by itself.

    Never where two people are behind them: the one would read what was answered to the other (LEAK-04).
    """
    books, goes, stays = case.books, case.about, other_ticket(value, case)
    if stays.status == "merged":
        raise Refused("merged_already", _where(books, stays))
    one, other = reporter_of(books, goes.id), reporter_of(books, stays.id)
    if one is None or other is None or one.id != other.id:
        raise Refused("two_reporters", f"#link {stays.name}")
    if goes.restricted and not stays.restricted:
        raise Refused("merge_restricted")
    if goes.restricted and _named(books, goes) != _named(books, stays):
        raise Refused("merge_named")
    if stays.status == "spam":  # nobody looks there
        raise Refused("merge_spam", f"#show {stays.name}")
    parts_alike = closed_alike(books, goes)
    safe = goes.safe
    try:
        move(goes, "merged", case.now)
    except MoveNotAllowed as trouble:
        raise Refused("move_not_allowed", str(trouble)) from trouble
    again = _at_work_again(case, stays)
    books.append(_tie(case, goes, stays, "merged"))
    parts = _join_members(case, goes, stays)
    books.session.flush()  # the tie, along which it goes
    if stays.restricted:
        close_alike(books, stays, (goes, *parts_alike))
    if goes.held_sealed or stays.held_sealed:
        note_sealed(books, stays)
    stays.safe, goes.safe = "no" if "no" in (safe, stays.safe) else stays.safe, "unknown"  # it is said there now
    stays.priority = min(goes.priority, stays.priority, key=PRIORITIES.index)
    books.session.add_all([goes, stays])
    carry_into(books, goes, stays)
    move_tokens(books, goes, stays)
    for ticket in (goes, stays):  # what was promised in the one is promised in the other
        wind(books, case.desk, ticket, case.now)
    more = again + ((case.line("merged_joined", other=stays.name, parts=", ".join(parts)),) if parts else ())
    line = case.line("merged", tag=goes.name, other=stays.name)
    _tell(case, stays, "merged", goes, "\n".join((line, *more)))
    return Done(line, more=more, change="merged", tells="merged_away")


def link(value: str, case: Case) -> Done:
    """The two are related; `-TAG` takes it back."""
    return _tied(value, case, "related", "linked")


def recurrence(value: str, case: Case) -> Done:
    """The trouble of the other ticket came back; `-TAG` takes it back."""
    return _tied(value, case, "recurrence", "recurs")


def _tied(value: str, case: Case, kind: str, told: str) -> Done:
    said = plain(value).strip()
    away = said[:1] in "-‐‑‒–—−" and said != ""
    other = other_ticket(said[1:] if away else said, case)
    there = ties_between(case.books, case.about.id, other.id, kind)
    if away != bool(there):
        raise Refused("not_tied" if away else "tied_already")
    if away:
        for tie in there:
            case.books.session.delete(tie)
        case.books.session.flush()
    else:
        case.books.append(_tie(case, case.about, other, kind))
    write_record(case.books, case.now, case.handler.id, f"{'untied' if away else 'tied'} {kind}", other.id)
    line = case.line("unlinked" if away else told, tag=case.about.name, other=other.name)
    return Done(line, change=f"{'untied' if away else 'tied'} {kind}")


def _tie(case: Case, one: Ticket, other: Ticket, kind: str) -> Tie:
    return Tie(id=new_id(), ticket_id=one.id, other_id=other.id, kind=kind, at=case.now)


def _where(books: Books, ticket: Ticket) -> str:
    """The ticket that a merged one went on in."""
    into = merged_into(books, ticket.id)
    return f"#merge {ticket_by_id(books, into).name}" if into else ""


def _at_work_again(case: Case, stays: Ticket) -> tuple[str, ...]:
    """What goes on in a ticket that was done would be in no list and no digest: that one is opened again."""
    if stays.status not in ENDED | {"resolved"}:
        return ()
    line = case.line("merged_reopened", other=stays.name, status=case.word("status", stays.status))
    move(stays, "active", case.now)
    return (line,)


def _named(books: Books, ticket: Ticket) -> set[str]:
    return {person.id for person in named_on(books, ticket.id)}


def _join_members(case: Case, goes: Ticket, stays: Ticket) -> list[str]:
    """Whoever belonged to the one belongs to the other; returns the parts of those who are new there."""
    new = []
    for member in members_of_ticket(case.books, goes.id):
        if member_of(case.books, stays.id, member.person_id) is None and member.part != "handler":
            person = person_by_id(case.books, member.person_id)
            join(case.books, stays, person, member.part)
            new.append(member.part)
    return sorted(new)


def _tell(case: Case, ticket: Ticket, event: str, other: Ticket, text: str) -> None:
    """The other ticket's own history, its line in the record, and whoever has it."""
    books, now = case.books, case.now
    write_entry(books, ticket, "change", case.handler, {"text": text, "told": len(text.split("\n"))}, now)
    write_record(books, now, case.handler.id, event, ticket.id, other.id)
    books.session.flush()
    tell_handlers(books, case.desk, ticket, event, now, reasons=(f"-> {other.name}",), besides=case.handler)
