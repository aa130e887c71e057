"""What can still be said about a ticket that was merged into another one: nothing that would be missed over there."""

from mailflows.access import reaches
from mailflows.commands.case import Case, Refused
from mailflows.merging import went_on_in

# What reads, takes back, or keeps what lies in it from somebody; all else is said in the ticket that it became.
STILL_SAID = frozenset(
    "show history who observables undo hold note log link recurrence split flag safe open fetch examine verdict "
    "forget export".split()
)


def must_be_said_here(word: str, case: Case) -> None:
    """Raises Refused where the ticket was merged and this word belongs to the one that it became."""
    if word not in STILL_SAID:
        must_not_be_merged(case)


def must_not_be_merged(case: Case) -> None:
    """Raises Refused, naming the ticket in which a merged one goes on: its letters, sealed ones too, come there."""
    if case.ticket is None or case.ticket.status != "merged":
        return
    there = went_on_in(case.books, case.ticket)
    seen = there is not None and reaches(case.books, there, case.handler, case.now)
    raise Refused("said_over_there", f"#show {there.name}" if there is not None and seen else "")
