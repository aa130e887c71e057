"""`#list`: the tickets that somebody may see, the most urgent in front, one short row for each, without content."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from db.papers import name_of, read_paper
from db.questions import (
    Reader,
    Wanted,
    active_handlers,
    figures_in_order,
    letter_before,
    person_by_id,
    tickets_in_order,
    tickets_of_lab,
)
from db.store import Books
from db.tables import Person, Ticket
from mailflows.access import reaches, who_stands_in
from mailflows.commands.case import Case, Done
from mailflows.commands.see.filters import Filters, read_filters
from mailflows.commands.work.colleagues import handler_called
from mailflows.consents import spoken_against
from mailflows.notices.lines import span
from mailflows.search.marks import trait_token
from mailflows.seats import LEADS, works_here
from mailflows.shifts.oncall import has_duty
from mailflows.spelling import fold, plain
from mailflows.tickets import ENDED, STATUSES, category_of

MOST = 50  # rows of one list
SOON = timedelta(hours=24)  # what falls due within it is due
LOOKED_INTO = 5_000  # tickets whose sealed figures are opened for one list, the most urgent ones
NOBODY = frozenset(map(fold, ("nobody", "none", "-", "لا أحد", "لا-أحد", "personne")))
DEFAULT = ("mine", "new", "due")

OPEN = tuple(status for status in STATUSES if status not in ENDED)
PROOF = {"pinned": "signed", "first_key": "first", "address": "address", "": "nothing", "none": "nothing"}


def listing(value: str, case: Case) -> Done:
    """Mine, new and due ones unless something else is asked for. Only what the asker may see; no content."""
    asked = read_filters(value, case.desk.casework)
    reader = reader_of(case.books, case.handler, case.now)
    wanted = _wanted(asked, case)
    cut = False
    if asked.by_figures and not case.books.indexed:
        looked = figures_in_order(case.books, wanted, reader, LOOKED_INTO)
        cut = len(looked) == LOOKED_INTO
        fitting = [ident for ident, sealed in looked if _fits(case.books, ident, sealed, asked)]
        tickets, _ = tickets_in_order(case.books, replace(wanted, among=fitting[:MOST]), reader, MOST)
        count = len(fitting)
    else:
        tickets, count = tickets_in_order(case.books, wanted, reader, MOST)
    rows = tuple(_row(ticket, case) for ticket in tickets if reaches(case.books, ticket, case.handler, case.now))
    facts = {"scope": plain(value).strip(), "count": count, "rows": rows, "left": count - len(rows), "cut": cut}
    return Done(case.line("listed", count=count), also=("list", facts))


def reader_of(books: Books, person: Person, now: datetime) -> Reader:
    """What mailflows/access.py would say of somebody, for questions about many tickets at once."""
    sees = "all" if person.role in LEADS else "lab" if person.role == "threat_lab" else ""
    if works_here(person) and not sees:
        sees = "all" if has_duty(books, person, now) else "own"
    others = [one.id for one in active_handlers(books) if one.id != person.id]
    spared = () if sees != "lab" else tickets_of_lab(books)
    spared_ids = [one.id for one in spared if spoken_against(books, one, "threat_lab")]  # it lies sealed in each
    instead = any(one.id == person.id for one in who_stands_in(books))
    return Reader(person.id, sees, others, spared=spared_ids, instead=instead)


def _wanted(asked: Filters, case: Case) -> Wanted:
    owner = _owner(case)
    burst = plain(case.named.get("burst", "")).strip().upper()
    narrowed = asked.said or asked.tags or owner is not None or burst
    scope = asked.of("scope") or (() if narrowed else DEFAULT)  # a filter alone is about all that are open
    either = () if "all" in scope else scope
    return Wanted(
        statuses=asked.of("status") or OPEN,
        priorities=asked.of("priority"),
        languages=asked.of("language"),
        mine=case.handler.id if "mine" in either else "",
        new="new" in either,
        due_before=case.now + SOON if "due" in either else None,
        owner=owner,
        burst=burst,
        marks=_marks(case.books, asked) if case.books.indexed else (),
    )


def _marks(books: Books, asked: Filters) -> tuple[frozenset[bytes], ...]:
    """The marks of what lies sealed: of the categories one is enough, flags and tags must all be there."""
    either = frozenset(trait_token(books, "category", key) for key in asked.of("category"))
    each = [frozenset({trait_token(books, "flags", key)}) for key in asked.of("flag")]
    each += [frozenset(trait_token(books, "tags", one) for one in (tag, fold(tag))) for tag in asked.tags]
    return (either, *each) if either else tuple(each)


def _owner(case: Case) -> str | None:
    said = case.named.get("owner")
    if said is None:
        return None
    if fold(said) in NOBODY:
        return ""
    return handler_called(said, case).id


def _fits(books: Books, ident: str, sealed: bytes, asked: Filters) -> bool:
    figures = read_paper(books.vault.figures, f"figures:{ident}", sealed)
    has = {fold(str(tag)) for tag in figures.get("tags") or ()}
    flags = set(figures.get("flags") or ())
    return (
        (not asked.of("category") or figures.get("category") in asked.of("category"))
        and flags.issuperset(asked.of("flag"))
        and has.issuperset(map(fold, asked.tags))
    )


def _row(ticket: Ticket, case: Case) -> Mapping[str, Any]:
    letter = letter_before(case.books, ticket.id)
    owner = name_of(case.books, person_by_id(case.books, ticket.handler_id)) if ticket.handler_id else ""
    return {
        "tag": ticket.name,
        "priority": ticket.priority,
        "status": ticket.status,
        "category": category_word(category_of(case.books, ticket), case),
        "due": due_in(ticket.next_due_at, case),
        "owner": owner,
        "proof": PROOF.get(letter.proof, "doubtful") if letter else "nothing",
    }


def category_word(key: str, case: Case) -> str:
    """The operator's own categories in their words; of ours the key, which the mail knows."""
    own = case.desk.casework.named_by_operator.get(key)
    return own.said(case.handler.language) if own else key


def due_in(due: datetime | None, case: Case) -> str:
    """How long there is until then, or how late it is, short enough for a phone; empty where nothing is due."""
    if due is None:
        return ""
    minutes = int((due - case.now).total_seconds() // 60)
    return case.word("due_in", "late" if minutes < 0 else "due").format(span=span(abs(minutes), case.handler.language))
