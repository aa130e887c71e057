"""`#observables`: links, hosts, addresses and files of a ticket's letters, made harmless, each with where it was."""

from collections.abc import Iterator, Mapping
from typing import Any

from db.papers import Erased, entry_paper
from db.questions import letters_of
from db.record import write_record
from db.tables import Entry
from mailflows.commands.case import Case, Done, Refused
from mailflows.custody import files_in
from mailflows.examine.clean import defanged

HASHES = frozenset({"sha256", "sha1", "md5", "certificate", "profile"})  # nothing in them can be clicked
ORDER = ("url", "host", "ip", "sender", "account", "phone", "wallet", "app", "profile", "certificate")


def observables(_value: str, case: Case) -> Done:
    """Each once, with the letter it came in first. That it was asked for stands in the record."""
    ticket = case.about
    try:
        found = dict(_found(case))
    except Erased:
        raise Refused("no_such_ticket") from None
    rows = sorted(found.items(), key=lambda one: (_place(one[0][0]), one[1][0].number, one[0][1]))
    facts: dict[str, Any] = {
        "tag": ticket.name,
        "rows": tuple(_row(kind, value, letter, path) for (kind, value), (letter, path) in rows),
    }
    write_record(case.books, case.now, case.handler.id, "read", ticket.id)
    return Done(case.line("observed", count=len(rows)), also=("observables", facts))


def _found(case: Case) -> Iterator[tuple[tuple[str, str], tuple[Entry, str]]]:
    seen = set()
    for letter in letters_of(case.books, case.about.id):
        for kind, value, path in entry_paper(case.books, case.about, letter).get("observables", ()):
            if (kind, value) not in seen:
                seen.add((kind, value))
                yield (kind, value), (letter, path)
    for file in files_in(case.books, case.about):
        if file.sha256 and ("sha256", file.sha256) not in seen:
            seen.add(("sha256", file.sha256))
            yield ("sha256", file.sha256), (file.letter, file.path)


def _place(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _row(kind: str, value: str, letter: Entry, path: str) -> Mapping[str, str]:
    return {
        "kind": kind,
        "value": value if kind in HASHES else defanged(value),
        "letter": f"{letter.at:%Y-%m-%d %H:%M}",
        "path": path,
    }
