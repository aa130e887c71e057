"""Whom `#oncall` means: a name, a part of one that nobody else has, an address, or whoever writes."""

from db.papers import name_of
from db.questions import active_handlers, people_at
from db.tables import Person
from mailflows.commands.case import Case, Refused
from mailflows.people import address_mark
from mailflows.seats import WORKS_TICKETS
from mailflows.spelling import fold

ME = frozenset(map(fold, ("me", "myself", "أنا", "moi")))


def person_called(said: str, case: Case, example: str) -> Person:
    """Somebody who works tickets here. Raises Refused, with who there is."""
    if not said:
        raise Refused("oncall_how", example)
    if fold(said) in ME:
        return case.handler
    if "@" in said:
        there = people_at(case.books, address_mark(case.books, said))
        found = [one for one in there if one.active and one.role in WORKS_TICKETS]
    else:
        found = _named(said, case)
    if len(found) != 1:
        names = ", ".join(name_of(case.books, one) for one in active_handlers(case.books))
        raise Refused("no_such_handler", names)
    return found[0]


def _named(said: str, case: Case) -> list[Person]:
    """The whole name, else one of its words."""
    names = [(one, fold(name_of(case.books, one)).split()) for one in active_handlers(case.books)]
    wanted = fold(said).split()
    whole = [one for one, words in names if words == wanted]
    return whole or [one for one, words in names if len(wanted) == 1 and wanted[0] in words]
