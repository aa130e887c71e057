"""Words that say whose a ticket is and how it stands: take, give, note, status, category, priority."""

from db.papers import name_of
from db.questions import active_handlers, people_at
from db.tables import Person
from mailflows.commands.case import Case, Done, Refused
from mailflows.people import address_mark
from mailflows.seats import WORKS_TICKETS
from mailflows.tickets import MoveNotAllowed, category_of, move, set_figure


def take(_value: str, case: Case) -> Done:
    """The ticket is the handler's own from now on."""
    case.about.handler_id = case.handler.id
    if case.about.status == "new":
        move(case.about, "triage", case.now)
    return Done(case.line("taken", tag=case.about.name), change="taken")


def give(value: str, case: Case) -> Done:
    """Hands the ticket to another handler, named by name or address."""
    other = _handler_called(value, case)
    case.about.handler_id = other.id
    if case.about.status == "new":
        move(case.about, "triage", case.now)
    return Done(case.line("given", name=name_of(case.books, other)), change=f"given {other.id}", tells="given")


def _handler_called(value: str, case: Case) -> Person:
    if "@" in value:
        found = [one for one in people_at(case.books, address_mark(case.books, value)) if one.active]
        found = [one for one in found if one.role in WORKS_TICKETS]
    else:
        wanted = value.casefold()
        found = [one for one in active_handlers(case.books) if name_of(case.books, one).casefold() == wanted]
    if len(found) != 1:
        names = ", ".join(name_of(case.books, one) for one in active_handlers(case.books))
        raise Refused("no_such_handler", names)
    return found[0]


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
    return Done(case.line("moved", **words), change=f"status {value}")


def category(value: str, case: Case) -> Done:
    before = category_of(case.books, case.about)
    set_figure(case.books, case.about, "category", value)
    return Done(
        case.line(
            "category", before=case.word("category", before) if before else "-", after=case.word("category", value)
        ),
        change="category",
    )


def priority(value: str, case: Case) -> Done:
    before, case.about.priority = case.about.priority, value.upper()
    return Done(case.line("priority", before=before, after=value.upper()), change=f"priority {value.upper()}")
