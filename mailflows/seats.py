"""Seats: as what somebody sits at the desk, and what that lets them see and do."""

from db import tables
from db.tables import Person

AT_THE_DESK = frozenset(tables.AT_THE_DESK)  # whose name and key are protected, and whose signed words are read
WORKS_TICKETS = frozenset(tables.WORKS_TICKETS)  # who is told of letters and answers them
LEADS = frozenset({"lead", "coordinator"})  # who changes the desk itself, and may be the second person


def works_here(person: Person) -> bool:
    """Whether somebody is here to work on tickets: neither gone, nor at a seat that sees none."""
    return person.active and person.role in WORKS_TICKETS
