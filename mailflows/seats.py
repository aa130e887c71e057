"""Seats: as what somebody sits at the desk, and what that lets them see and do."""

from db import tables

AT_THE_DESK = frozenset(tables.AT_THE_DESK)  # whose name and key are protected, and whose signed words are read
WORKS_TICKETS = frozenset(tables.WORKS_TICKETS)  # who is told of letters and answers them
LEADS = frozenset({"lead", "coordinator"})  # who changes the desk itself, and may be the second person
