"""The looks that ask the desk's own memory: they are asked when a letter is settled, not in the sandbox."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import cast

from mailflows.examine.finding import Finding, Group, Severity
from mailflows.examine.look import Look, finding
from mailflows.examine.seen import Saw
from mailflows.intel.hits import OF_FILES, Hit, saws
from mailflows.intel.meeting import Meeting
from mailflows.intel.memory import flooded, from_a_friend, never_met
from mailflows.intel.names import wears_our_name

PER_LOOK = 10


def stands_in_a_list(meeting: Meeting) -> Iterable[tuple[str, Saw]]:
    """U01: a link, host, address, sender, wallet or account of the mail stands in a list of indicators."""
    return saws(meeting.hits, OF_FILES, others=True)


def file_in_a_list(meeting: Meeting) -> Iterable[tuple[str, Saw]]:
    """F23: a file, an app, who signed it, or a profile stands in a list of indicators."""
    return saws(meeting.hits, OF_FILES)


OF_LINKS_LISTED = Look("U01", Group.INDICATOR, Severity.HIGH, 4, "high", ("T1566.002",), "lists of indicators",
    stands_in_a_list, "a list that names a site which was hijacked for a while, or belongs to many")  # fmt: skip
OF_FILES_LISTED = Look("F23", Group.INDICATOR, Severity.HIGH, 4, "high", ("T1204.002",), "lists of indicators",
    file_in_a_list, "a list that names an honest tool because somebody misused it")  # fmt: skip

ROWS: tuple[Look, ...] = (
    OF_LINKS_LISTED,
    OF_FILES_LISTED,
    Look("S04", Group.SENDER, Severity.HIGH, 4, "medium", ("T1684.001",), "the desk's own people",
         wears_our_name, "a namesake of somebody here; a colleague who writes from a private mailbox"),
    Look("S10", Group.SENDER, Severity.INFO, 0, "low", (), "earlier tickets",
         never_met, "nearly every mail: who is met for the first time is new, and no more"),
    Look("A10", Group.SENDER, Severity.LOW, 1, "low", ("T1667",), "earlier letters",
         flooded, "somebody who sends us all their old mail at once"),
    Look("C04", Group.CONTEXT, Severity.INFO, 0, "medium", (), "the desk's own people",
         from_a_friend, "a friend whose mailbox was taken over"),
)  # fmt: skip


def asked(meeting: Meeting) -> tuple[Finding, ...]:
    """Everything the desk's memory says of a letter."""
    findings: list[Finding] = []
    for look in ROWS:
        ask = cast(Callable[[Meeting], Iterable[tuple[str, Saw]]], look.ask)
        findings += [finding(look, path, saw) for path, saw in islice(ask(meeting), PER_LOOK)]
    return tuple(findings)


def findings_of_hits(told: Iterable[Hit]) -> tuple[Finding, ...]:
    """What lists say, where there is no letter at hand: when a new list looks back."""
    hits = tuple(told)
    files = (finding(OF_FILES_LISTED, path, saw) for path, saw in saws(hits, OF_FILES))
    links = (finding(OF_LINKS_LISTED, path, saw) for path, saw in saws(hits, OF_FILES, others=True))
    return (*links, *files)
