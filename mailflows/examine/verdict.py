"""From findings to the word a person reads. There is no word for "safe"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mailflows.examine.finding import Finding, Group, Severity


class Word(StrEnum):
    """The verdict as people read it; templates translate it."""

    DANGEROUS = "dangerous"
    SUSPICIOUS = "suspicious"
    UNUSUAL = "unusual"
    NOTHING_FOUND = "nothing_found"
    COULD_NOT_CHECK = "could_not_check"


@dataclass(frozen=True)
class Verdict:
    """The word, and what was missing to say it with more right."""

    word: Word
    missing: tuple[str, ...]  # keys of MISSING
    hard: bool  # rests on hard evidence, not on a sum of hints


# What could not be looked at, always said beside the word. The keys are stable; templates translate them.
MISSING = {
    "headers": "the original headers were not sent",
    "links": "links were not opened",
    "files": "something could not be looked into",
    "forwarded_mail": "the mail that frightened was not sent as a file",
}
# Many small oddities of one kind must not convict: newsletters are full of them.
CAPS = {
    Group.AUTH: 3,
    Group.SENDER: 4,
    Group.BODY: 2,
    Group.URL: 4,
    Group.FILE: 6,
    Group.INDICATOR: 10,
    Group.COVERAGE: 2,
}
DANGEROUS_WITH_HARD_EVIDENCE = 6
DANGEROUS = 9
SUSPICIOUS = 3
UNUSUAL = 1


def verdict(findings: Sequence[Finding], evidence: Iterable[str], unread: str | None = None) -> Verdict:
    """Judge the findings of one letter, with the evidence there was (Examined.evidence) and why it was unread."""
    had = frozenset(evidence)
    hard = any(
        finding.severity is Severity.CRITICAL
        or (finding.severity is Severity.HIGH and finding.group in (Group.FILE, Group.INDICATOR))
        for finding in findings
    )
    points = total(findings)
    not_looked_into = unread is not None or any(finding.group is Group.COVERAGE for finding in findings)
    critical = any(finding.severity is Severity.CRITICAL for finding in findings)
    if critical or points >= (DANGEROUS_WITH_HARD_EVIDENCE if hard else DANGEROUS):
        word = Word.DANGEROUS
    elif points >= SUSPICIOUS or any(finding.severity is Severity.HIGH for finding in findings):
        word = Word.SUSPICIOUS
    elif not_looked_into:
        word = Word.COULD_NOT_CHECK
    elif points >= UNUSUAL:
        word = Word.UNUSUAL
    else:
        word = Word.NOTHING_FOUND if had else Word.COULD_NOT_CHECK
    return Verdict(word, _missing(had, not_looked_into), hard)


def total(findings: Sequence[Finding]) -> int:
    """The points of all findings; each look counts once at its heaviest, each group up to its cap."""
    heaviest: dict[tuple[Group, str], int] = {}
    for finding in findings:
        key = finding.group, finding.look
        heaviest[key] = max(heaviest.get(key, 0), finding.weight)
    return sum(
        min(cap, sum(weight for (group, _), weight in heaviest.items() if group is wanted))
        for wanted, cap in CAPS.items()
    )


def _missing(had: frozenset[str], not_looked_into: bool) -> tuple[str, ...]:
    missing = []
    if "forwarded-mail" not in had and "files" not in had:
        missing.append("forwarded_mail")
    if "headers" not in had:
        missing.append("headers")
    if "links" in had:
        missing.append("links")
    if not_looked_into:
        missing.append("files")
    return tuple(missing)
