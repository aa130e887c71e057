"""Whom `#oncall` means: a name, a part of one that nobody else has, an address, or whoever writes."""

from db.tables import Person
from mailflows.commands.case import Case, Refused
from mailflows.commands.work.colleagues import handler_called
from mailflows.spelling import fold

ME = frozenset(map(fold, ("me", "myself", "أنا", "moi")))


def person_called(said: str, case: Case, example: str) -> Person:
    """Somebody who works tickets here. Raises Refused, with who there is."""
    if not said:
        raise Refused("oncall_how", example)
    return case.handler if fold(said) in ME else handler_called(said, case)
