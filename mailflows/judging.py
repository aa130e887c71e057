"""What the rules said of a letter, kept with it; and what a handler said instead, kept with the ticket's figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.papers import entry_paper, figures_of, ticket_key, write_paper
from db.questions import findings_of, letters_of
from db.store import Books
from db.tables import Entry, Ticket
from mailflows.examine.finding import FROM_MEMORY, RULES, Finding
from mailflows.examine.verdict import Verdict, Word, lifted, verdict
from mailflows.findings import read_finding
from mailflows.letter import Examined
from mailflows.tickets import set_figure, write_findings

OBSERVED = 300  # links, hosts and the like of one letter that are written down with it, for handlers to read
NOT_SHOWN = frozenset({"name"})


def judged(examined: Examined) -> dict[str, Any]:
    """For a letter's paper: what was there to look at, under which rules, what could not be read, what was met."""
    met = dict.fromkeys((one.kind, one.value, one.path) for one in examined.observables if one.kind not in NOT_SHOWN)
    return {
        "evidence": list(examined.evidence),
        "unread": examined.unread or "",
        "rules": RULES,
        "observables": list(met)[:OBSERVED],
    }


def verdict_of(books: Books, ticket: Ticket, letter: Entry) -> Verdict | None:
    """What the rules say of a letter that is in the ticket; None where there was nothing to judge."""
    return judge(entry_paper(books, ticket, letter), findings_about(books, ticket, letter))


def judge(paper: Mapping[str, Any], findings: Sequence[Finding]) -> Verdict | None:
    """The same, from the letter's paper and its findings, for those who have read them already."""
    evidence, unread = paper.get("evidence", ()), paper.get("unread") or None
    return verdict(findings, evidence, unread) if findings or evidence or unread else None


def findings_about(books: Books, ticket: Ticket, letter: Entry) -> tuple[Finding, ...]:
    rows = findings_of(books, ticket.id)
    return tuple(read_finding(books, ticket, row) for row in rows if row.entry_id == letter.id)


def told_apart(findings: Sequence[Finding]) -> list[tuple[str, str, str, str]]:
    """Findings as they are compared with those of another look: what, how grave, where, by what."""
    return [(one.look, one.severity.value, one.path, one.evidence) for one in findings if one.look not in FROM_MEMORY]


def told_to_reporter(books: Books, ticket: Ticket) -> dict[str, Any] | None:
    """The verdict on the last letter in which something was found, for the person who sent it: our own words alone.

    None where there was nothing to judge. No name of an actor and no word of the mail's is in it.
    """
    about = [(letter, findings_about(books, ticket, letter)) for letter in reversed(letters_of(books, ticket.id))]
    letter, findings = next((one for one in about if one[1]), about[0] if about else (None, ()))
    judged = judge(entry_paper(books, ticket, letter), findings) if letter else None
    said = overridden(books, ticket)
    if letter is None or (judged is None and said is None):
        return None
    word = said[0] if said else judged.word if judged else Word.COULD_NOT_CHECK
    counted = [one for one in lifted(findings) if one.weight]
    grave = sorted(counted, key=lambda one: (-one.weight, one.look))
    quiet = word in (Word.NOTHING_FOUND, Word.TRAINING_EXERCISE, Word.REAL_ALERT)
    # what stands in a list is not told: who reports his own site to us must not learn which of them are known
    told = (one.look for one in grave if one.look not in FROM_MEMORY)
    reasons = () if quiet else tuple(dict.fromkeys(told))
    return {"verdict": word.value, "reasons": reasons, "missing": judged.missing if judged else ()}


def find_anew(books: Books, ticket: Ticket, letter: Entry, examined: Examined) -> None:
    """Put what a second look found in the place of what the first one did; what the desk remembered stays."""
    key = ticket_key(books, ticket)
    for row in findings_of(books, ticket.id):
        if row.entry_id == letter.id and read_finding(books, ticket, row).look not in FROM_MEMORY:
            books.session.delete(row)
    write_findings(books, ticket, letter, examined.findings)
    paper = entry_paper(books, ticket, letter) | judged(examined)
    letter.sealed = write_paper(key, f"entry:{letter.id}", paper)
    books.session.add(letter)


def override(books: Books, ticket: Ticket, word: str, rules_said: str) -> None:
    """A handler's own verdict on a ticket. It is a figure: `hirz evaluate --desk` counts it without content."""
    set_figure(books, ticket, "verdict", word)
    set_figure(books, ticket, "rules_said", rules_said)


def overridden(books: Books, ticket: Ticket) -> tuple[Word, str] | None:
    """The handler's verdict and what the rules had said; None where nobody overrode them."""
    figures: Mapping[str, Any] = figures_of(books, ticket)
    return (Word(figures["verdict"]), figures.get("rules_said", "")) if figures.get("verdict") else None
