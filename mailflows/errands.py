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


@dataclass(frozen=True)
class ShowPictures:
    """The pictures of a letter are to be drawn anew and put into the notice about it."""

    kept: str  # the mail they came in
    pictures: tuple[tuple[int, str], ...]  # number through the ticket, path in the mail


@dataclass(frozen=True)
class FetchFile:
    """A file of a letter is to be put into a locked zip, as it came."""

    kept: str
    path: str
    number: int


@dataclass(frozen=True)
class AttachFiles:
    """Files of a handler's own mail are to go along, without what they tell about who made them."""

    kept: str  # the mail they came in
    files: tuple[tuple[int, str, str], ...]  # number in the mail that leaves, path in the other, kind as its ending
    shown: bool = False  # to somebody at the desk beforehand: what cannot be cleaned is told, and holds up nothing


@dataclass(frozen=True)
class ExamineAgain:
    """The letters of a ticket are to be examined under the rules of today, and what changed is told."""

    ticket: str
    letters: tuple[str, ...]  # ids of entries
    before: tuple[
        tuple[str, str, str, str], ...
    ]  # what was found when it was asked for: look, severity, path, evidence


Task = OpenPart | FindKey | ShowPictures | FetchFile | AttachFiles | ExamineAgain


@dataclass(frozen=True)
class Errand:
    """What is to be done for a mail, and what the mail says beside what comes of it."""

    task: Task
    mail: str  # the template
    facts: Mapping[str, Any]


def errand_paper(errand: Errand) -> dict[str, Any]:
    """As it lies in the outbox, sealed with the rest of the mail."""
    match errand.task:
        case OpenPart(kept, digest, number):
            task: dict[str, Any] = {"kind": "open_part", "kept": kept, "digest": digest, "number": number}
        case FindKey(address):
            task = {"kind": "find_key", "address": address}
        case ShowPictures(kept, pictures):
            task = {"kind": "show_pictures", "kept": kept, "pictures": pictures}
        case FetchFile(kept, path, number):
            task = {"kind": "fetch_file", "kept": kept, "path": path, "number": number}
        case AttachFiles(kept, files, shown):
            task = {"kind": "attach_files", "kept": kept, "files": files, "shown": shown}
        case ExamineAgain(ticket, letters, before):
            task = {"kind": "examine_again", "ticket": ticket, "letters": letters, "before": before}
        case _:
            assert_never(errand.task)
    return {**task, "mail": errand.mail, "facts": dict(errand.facts)}


def read_errand(paper: Mapping[str, Any] | None) -> Errand | None:
    """What stands in the outbox, if anything is to be done."""
    if paper is None:
        return None
    return Errand(_task(paper), paper["mail"], {name: _as_given(fact) for name, fact in paper["facts"].items()})


def _task(paper: Mapping[str, Any]) -> Task:
    match paper["kind"]:
        case "open_part":
            return OpenPart(paper["kept"], paper["digest"], paper["number"])
        case "show_pictures":
            return ShowPictures(paper["kept"], tuple((number, path) for number, path in paper["pictures"]))
        case "fetch_file":
            return FetchFile(paper["kept"], paper["path"], paper["number"])
        case "attach_files":
            files = tuple((number, path, kind) for number, path, kind in paper["files"])
            return AttachFiles(paper["kept"], files, paper["shown"])
        case "examine_again":
            return ExamineAgain(
                paper["ticket"],
                tuple(paper["letters"]),
                tuple((look, severity, path, said) for look, severity, path, said in paper["before"]),
            )
        case _:
            return FindKey(paper["address"])


def _as_given(fact: Any) -> Any:
    """Rows were tuples before they lay in the outbox."""
    return tuple(fact) if isinstance(fact, list) else fact
