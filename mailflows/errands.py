"""Errands: what is done only when a mail is put together, so that what came of it lies in that one sealed mail alone.

The outbox keeps what is to be done, never what came of it. The daemon does it (`daemon/errands.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never


@dataclass(frozen=True)
class OpenPart:
    """One sealed part of a letter is to be opened."""

    kept: str  # the mail it came in
    digest: str  # SHA-256 of its octets
    number: int  # as handlers name it, through the whole ticket


@dataclass(frozen=True)
class FindKey:
    """The key of an address is to be looked up at the address's own domain."""

    address: str


Task = OpenPart | FindKey


@dataclass(frozen=True)
class Errand:
    """What is to be done for a mail, and what the mail says beside what comes of it."""

    task: Task
    mail: str  # the template
    facts: Mapping[str, str | int | bool]


def errand_paper(errand: Errand) -> dict[str, Any]:
    """As it lies in the outbox, sealed with the rest of the mail."""
    match errand.task:
        case OpenPart(kept, digest, number):
            task: dict[str, Any] = {"kind": "open_part", "kept": kept, "digest": digest, "number": number}
        case FindKey(address):
            task = {"kind": "find_key", "address": address}
        case _:
            assert_never(errand.task)
    return {**task, "mail": errand.mail, "facts": dict(errand.facts)}


def read_errand(paper: Mapping[str, Any] | None) -> Errand | None:
    """What stands in the outbox, if anything is to be done."""
    if paper is None:
        return None
    task: Task
    if paper["kind"] == "open_part":
        task = OpenPart(paper["kept"], paper["digest"], paper["number"])
    else:
        task = FindKey(paper["address"])
    return Errand(task, paper["mail"], paper["facts"])
