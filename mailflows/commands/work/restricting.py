"""Who may see a ticket: those named on it and nobody else, until one of them opens it again to the desk."""

from db.casework import Named
from db.papers import name_of
from db.questions import named_on, named_rows, notices_waiting, person_by_id
from db.tables import Person
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.work.colleagues import handlers_called
from mailflows.merging import close_alike, closed_alike


def restrict(names: str, case: Case) -> Done:
    """Only those named see the ticket from now on, and whoever says so; said again, it names more.

    A ticket whose owner is not among them is the speaker's. Notices on their way to others do not leave (PR-20).
    What was merged into it, and is as open or closed as it is, goes with it: here and in `lift`.
    """
    ticket, before = case.about, _names(case)
    parts = closed_alike(case.books, ticket)
    for person in (case.handler, *handlers_called(names, case)):
        _name(case, person)
    ticket.restricted = True
    more = [_line(case, before), case.line("take_back", words="#flag -restricted")]
    here = {one.id for one in named_on(case.books, ticket.id)}
    if ticket.handler_id and ticket.handler_id not in here:
        more.insert(1, case.line("had_by", name=name_of(case.books, person_by_id(case.books, ticket.handler_id))))
        more.insert(2, case.line("taken", tag=ticket.name))
        ticket.handler_id = case.handler.id
    _stop_notices(case, here)
    close_alike(case.books, ticket, parts)
    return Done(case.line("restricted"), more=tuple(more), change="restricted")


def lift(names: str, case: Case) -> Done:
    """Opens the ticket to the desk again, or takes some of the names away; that the speaker may is seen already."""
    ticket, before = case.about, _names(case)
    if not ticket.restricted:
        raise Refused("not_there", "restricted")
    gone = {one.id for one in handlers_called(names, case)} if names.strip() else set()
    if case.handler.id in gone:
        raise Refused("stays_named")
    parts = closed_alike(case.books, ticket)
    for row in named_rows(case.books, ticket.id):
        if not gone or row.person_id in gone:
            case.books.session.delete(row)
    case.books.session.flush()
    if gone:
        here = {one.id for one in named_on(case.books, ticket.id)}
        ticket.handler_id = ticket.handler_id if ticket.handler_id in here else case.handler.id
        _stop_notices(case, here)
        close_alike(case.books, ticket, parts)
        back = case.line("take_back", words=f"#flag restricted {names.strip()}")
        return Done(case.line("restricted"), more=(_line(case, before), back), change="restricted")
    ticket.restricted = False
    close_alike(case.books, ticket, parts)
    return Done(
        case.line("unrestricted"),
        more=(_line(case, before), case.line("take_back", words=f"#flag restricted {before}")),
        change="unrestricted",
    )


def _name(case: Case, person: Person) -> None:
    if not any(row.person_id == person.id for row in named_rows(case.books, case.about.id)):
        case.books.append(Named(ticket_id=case.about.id, person_id=person.id))


def _names(case: Case) -> str:
    return ", ".join(sorted(name_of(case.books, one) for one in named_on(case.books, case.about.id)))


def _line(case: Case, before: str) -> str:
    return case.line("named", before=before or "-", after=_names(case) or "-")


def _stop_notices(case: Case, here: set[str]) -> None:
    """What already waits for somebody at the desk who is not named is not needed any more."""
    for outbound in notices_waiting(case.books, case.about.id):
        if outbound.person_id not in here:
            outbound.state = "spared"
            case.books.session.add(outbound)
