"""Handing on: what a role is given of a ticket. The fields it may have and nothing else, and never the mail itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.papers import entry_paper, figures_of, person_key, read_paper
from db.questions import addresses_of, findings_of, letters_of, reporter_of
from db.store import Books
from db.tables import Ticket
from mailflows.answer import read_address
from mailflows.casework.categories import Casework
from mailflows.custody import files_in
from mailflows.desk import CEILINGS, FIELDS, SAID_FIELDS, Role
from mailflows.examine.finding import Finding
from mailflows.findings import read_finding
from mailflows.needs import unmet
from mailflows.notices import by_gravity, found_line
from templates import label

SUMMARY = 8_000  # characters of what the reporter wrote
OBSERVED = 40  # of what the trouble is known again by
KNOWN_AGAIN = frozenset({"url", "file", "indicator", "sender"})  # groups of findings whose evidence names it
IN_THE_MAIL = ("summary", "category", "priority", "findings", "observables", "files")  # beside the lines
LINES = tuple(name for name in SAID_FIELDS if name != "summary")  # a line each, in this order


@dataclass(frozen=True)
class Given:
    """What stands in each field of one ticket; one that is empty is not there."""

    values: Mapping[str, Any] = field(repr=False)
    own: tuple[str, ...] = field(default=(), repr=False)  # the reporter's addresses, which evidence may name

    def missing(self, role: Role, text: str = "") -> tuple[str, ...]:
        """What the role, or its kind, asks for and nobody filled. A text below the words may say what harm is near."""
        return unmet(role, {"harm": text, **self.values})

    def facts(self, role: Role) -> dict[str, Any]:
        """For the mail: only what the role may have."""
        given = {name: value for name, value in self.values.items() if name in role.fields}
        lines = tuple({"name": name, "value": given[name]} for name in LINES if name in given)
        lists = {name: tuple(given.get(name, ())) for name in ("findings", "observables", "files")}
        lists["findings"] = tuple(self._trimmed(one, role) for one in lists["findings"])
        lists["observables"] = tuple(one for one in lists["observables"] if self._may_be_told(one, role))
        words = {name: given.get(name, "") for name in ("summary", "category", "priority")}
        return {**words, **lists, "lines": lines}

    def _trimmed(self, finding: Mapping[str, str], role: Role) -> dict[str, str]:
        """A finding in words alone: what was seen goes with the observables, the name of the file with the files."""
        seen = "observables" in role.fields and self._may_be_told(finding["evidence"], role)
        kept = {
            "severity",
            "text",
            *(("evidence", "field") if seen else ()),
            *(("path",) if "files" in role.fields else ()),
        }
        return {name: said if name in kept else "" for name, said in finding.items()}

    def _may_be_told(self, evidence: str, role: Role) -> bool:
        """Whether this names no address of the reporter's, or the role may have it."""
        plain = evidence.replace("[.]", ".").casefold()
        return "reporter_contact" in role.fields or not any(address in plain for address in self.own)

    def named(self, role: Role) -> tuple[str, ...]:
        """Which fields leave, in the order of FIELDS."""
        return tuple(name for name in FIELDS if name == "tag" or (name in role.fields and self.values.get(name)))


def what_there_is(books: Books, ticket: Ticket, said: Mapping[str, str], language: str, casework: Casework) -> Given:
    """Every field: as the handler says it now, else as the ticket has it; worded for whoever reads it."""
    figures = figures_of(books, ticket)
    facets = {name: _worded(casework, name, code, language) for name, code in figures.get("facets", {}).items()}
    findings = [read_finding(books, ticket, row) for row in findings_of(books, ticket.id)]
    files = files_in(books, ticket)
    values: dict[str, Any] = {name: facets.get(name, "") for name in LINES}
    values |= {
        "tag": ticket.name,
        "category": figures["category"],
        "priority": ticket.priority,
        "lang": label("language", ticket.language, language),
        "reporter_contact": _contact(books, ticket) if "reporter_contact" not in said else "",
        "summary": "" if "summary" in said else _what_was_said(books, ticket, language),
        "findings": tuple(found_line(one, language) for one in by_gravity(tuple(findings))),
        "observables": _observed(findings),
        "files": tuple(
            {"number": one.number, "name": one.name, "detected": one.detected, "sha256": one.sha256} for one in files
        ),
        **said,
        **({"owner": label("owned", said["owner"], language)} if "owner" in said else {}),
    }
    return Given({name: value for name, value in values.items() if value}, _own_addresses(books, ticket))


def _worded(casework: Casework, facet: str, code: str, language: str) -> str:
    """A facet's value in the reader's words; its code where the operator took it out of their list."""
    known = casework.facets.get(facet)
    term = known.values.get(code) if known else None
    return term.said(language) if term else code


def mark_of_ticket(books: Books, ticket: Ticket, usual: str = CEILINGS[-1]) -> str:
    """The ticket's Traffic Light Protocol mark: red, for one reader alone, until somebody says otherwise."""
    said = str(figures_of(books, ticket).get("facets", {}).get("tlp", ""))
    return said if said in CEILINGS else usual


def above(mark: str, role: Role) -> bool:
    """Whether something with this mark stands above what the role may be given."""
    return CEILINGS.index(mark) > CEILINGS.index(role.tlp)


def may_have(facts: Mapping[str, Any], role: Role) -> bool:
    """Whether the role, as it stands today, may have all that stands in a mail that was drafted for it."""
    named = {str(one["name"]) for one in facts.get("lines", ())}
    named |= {name for name in IN_THE_MAIL if facts.get(name)}
    return named <= set(role.fields) and not above(str(facts["tlp"]), role)


def _what_was_said(books: Books, ticket: Ticket, language: str) -> str:
    """The reporter's own letters and nobody else's; what proves nothing is marked."""
    reporter, said = reporter_of(books, ticket.id), []
    for entry in letters_of(books, ticket.id) if reporter else ():
        if reporter and entry.person_id == reporter.id:
            proof = "" if entry.proof == "pinned" else f"[{label('proof', entry.proof, language)}]\n"
            said.append(proof + entry_paper(books, ticket, entry)["text"])
    return "\n\n".join(said)[:SUMMARY]


def _contact(books: Books, ticket: Ticket) -> str:
    reporter = reporter_of(books, ticket.id)
    try:
        return read_address(books, reporter) if reporter else ""
    except LookupError:
        return ""  # somebody who was put down by hand may have none


def _own_addresses(books: Books, ticket: Ticket) -> tuple[str, ...]:
    """Every address the reporter wrote from, whichever they are written to at."""
    reporter = reporter_of(books, ticket.id)
    rows = addresses_of(books, reporter.id) if reporter else ()
    papers = (read_paper(person_key(books, reporter), f"address:{row.id}", row.sealed) for row in rows if reporter)
    return tuple(str(paper["address"]).casefold() for paper in papers)


def _observed(findings: Sequence[Finding]) -> tuple[str, ...]:
    """What the trouble is known again by, as findings name it: defanged, each once."""
    said = (one.evidence for one in findings if one.group.value in KNOWN_AGAIN and one.evidence)
    return tuple(dict.fromkeys(said))[:OBSERVED]
