"""Words that say whose a ticket is and how it stands: take, give, unassign, note, status, category, priority."""

from db.papers import name_of
from db.questions import person_by_id
from db.record import write_record
from db.tables import Person
from mailflows.access import reaches
from mailflows.casework.wording import category_words
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import STATUS
from mailflows.commands.work.colleagues import handler_called
from mailflows.seats import LEADS, works_here
from mailflows.tickets import MOVES, MoveNotAllowed, category_of, move, set_figure


def take(_value: str, case: Case) -> Done:
    """The ticket is the handler's own from now on."""
    before = _owner(case)
    case.about.handler_id = case.handler.id
    if case.about.status == "new":
        move(case.about, "triage", case.now)
    had = name_of(case.books, before) if before else ""
    return Done(
        case.line("taken", tag=case.about.name),
        more=(*_had_by(case, had), _back(case, f"#give {had}" if had else "#unassign")),
        change="taken",
        former=before,
    )


def give(value: str, case: Case) -> Done:
    """Hands the ticket to another handler, named by name or address."""
    other, before = handler_called(value, case), _owner(case)
    if case.about.restricted and not reaches(case.books, case.about, other, case.now):
        raise Refused("not_named", f"#flag restricted {name_of(case.books, other)}")
    case.about.handler_id = other.id
    if case.about.status == "new":
        move(case.about, "triage", case.now)
    name, had = name_of(case.books, other), name_of(case.books, before) if before else ""
    return Done(
        case.line("given", name=name),
        more=(*_had_by(case, had), _given_back(case, name, f"#give {had}" if had else "#take")),
        change=f"given {other.id}",
        tells="given",
        former=before if before and before.id != other.id else None,
    )


def unassign(_value: str, case: Case) -> Done:
    """Nobody has the ticket any more: everybody who may see it is told."""
    before = _owner(case, besides_me=False)
    if case.about.handler_id is None:
        raise Refused("nobodys")
    case.about.handler_id = None
    had = name_of(case.books, before) if before else ""
    mine = before is not None and before.id == case.handler.id
    return Done(
        case.line("unassigned", tag=case.about.name),
        more=(*(() if mine else _had_by(case, had)), _back(case, "#take" if mine or not had else f"#give {had}")),
        change="unassigned",
        tells="unassigned",
    )


def _owner(case: Case, *, besides_me: bool = True) -> Person | None:
    """Whoever is here and has the ticket so far, other than the one who speaks."""
    if case.about.handler_id is None or (besides_me and case.about.handler_id == case.handler.id):
        return None
    owner = person_by_id(case.books, case.about.handler_id)
    return owner if works_here(owner) else None


def _had_by(case: Case, had: str) -> tuple[str, ...]:
    return (case.line("had_by", name=had),) if had else ()


def _given_back(case: Case, name: str, words: str) -> str:
    """Who gave a ticket away cannot take it again by themselves, unless they lead."""
    return _back(case, words) if case.handler.role in LEADS else case.line("given_back", name=name)


def _back(case: Case, words: str) -> str:
    return case.line("take_back", words=words)


def note(_value: str, case: Case) -> Done:
    """Keeps the text inside the desk."""
    return Done(case.line("noted"), change="note", note=case.text)


def status(value: str, case: Case) -> Done:
    """Moves the ticket, where MOVES allows it."""
    before = case.about.status
    try:
        move(case.about, value, case.now)
    except MoveNotAllowed as trouble:
        raise Refused("move_not_allowed", str(trouble)) from trouble
    words = {"before": case.word("status", before), "after": case.word("status", value)}
    return Done(case.line("moved", **words), more=status_back(case, before), change=f"status {value}")


def status_back(case: Case, before: str) -> tuple[str, ...]:
    """How the status before is said again, where there is a way back to it."""
    way = before in STATUS and before in MOVES[case.about.status]
    return (_back(case, f"#status {before}"),) if way else ()


def category(value: str, case: Case) -> Done:
    """What kind of trouble it is; one that is usually more urgent raises the priority, none lowers it."""
    ticket, before = case.about, category_of(case.books, case.about)
    set_figure(case.books, ticket, "category", value)
    said = {"before": category_said(case, before) if before else "-", "after": category_said(case, value)}
    more = [_back(case, f"#category {before}")] if before and before != value else []
    kind = case.desk.casework.category(value)
    if kind is not None and kind.priority < ticket.priority:
        raised = priority(kind.priority, case)
        more += [case.line("usual_priority"), raised.line, *raised.more]
        write_record(case.books, case.now, case.handler.id, raised.change, ticket.id)
    return Done(case.line("category", **said), more=tuple(more), change="category")


def category_said(case: Case, key: str) -> str:
    return category_words(case.desk.casework, key, case.handler.language)


def priority(value: str, case: Case) -> Done:
    after = value.upper()
    before, case.about.priority = case.about.priority, after
    more = (_back(case, f"#priority {before}"),) if before != after else ()
    return Done(case.line("priority", before=before, after=after), more=more, change=f"priority {after}")
