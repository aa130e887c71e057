"""From findings to the word a person reads. There is no word for "safe"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mailflows.examine.finding import SURE, Finding, Group, Severity
from mailflows.examine.seen import HEADER_TRUSTED


class Word(StrEnum):
    """The verdict as people read it; templates translate it."""

    DANGEROUS = "dangerous"
    SUSPICIOUS = "suspicious"
    UNUSUAL = "unusual"
    NOTHING_FOUND = "nothing_found"
    COULD_NOT_CHECK = "could_not_check"
    TRAINING_EXERCISE = "training_exercise"  # an employer's own test mail
    REAL_ALERT = "real_security_alert"  # a true warning from Apple, Google or Meta: to be escalated, and no phishing


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
    "original_mail": "the mail that frightened was forwarded as text, not as a file",
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
    Group.CONTEXT: 0,
}
# What speaks for a mail takes the weight from what is ordinary in such mail, and from nothing else.
LIFTS: Mapping[str, frozenset[str]] = {
    "C01": frozenset({"A01", "A02", "A05", "S06", "S07", "S08"}),  # a list that signs what it sends on
    "C02": frozenset({"A02", "A05", "U02", "U08", "U11", "B09"}),  # a mail service, for the sender it names
    "C03": frozenset({"A02", "A05", "A07", "S01", "S07"}),  # a bounce
    "C04": frozenset({"A01", "A02", "A05", "S03", "S04", "S06"}),  # our own domain or a partner's, proven
}
REAL, FAKE = "real alert", "fake alert"  # fields of B03
DANGEROUS = 9
SUSPICIOUS = 3
UNUSUAL = 1


def verdict(findings: Sequence[Finding], evidence: Iterable[str], unread: str | None = None) -> Verdict:
    """Judge the findings of one letter, with the evidence there was (Examined.evidence) and why it was unread."""
    had = frozenset(evidence)
    findings = lifted(findings)
    hard = any(
        finding.severity is Severity.CRITICAL
        or (finding.severity is Severity.HIGH and finding.group in (Group.FILE, Group.INDICATOR))
        for finding in findings
    )
    closed = [finding for finding in findings if finding.group is Group.COVERAGE]
    # a photo in a format that is not drawn here is told as missing, and does not hide that nothing else was found
    not_looked_into = unread is not None or any(finding.severity is not Severity.INFO for finding in closed)
    word = _special(findings, hard) or _word(findings, had, hard, not_looked_into)
    return Verdict(word, _missing(had, unread is not None or bool(closed)), hard)


def lifted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with what the mail's circumstances explain made light; nothing is taken away."""
    speaking = [finding for finding in findings if finding.look in LIFTS]
    return tuple(
        replace(finding, weight=0, severity=Severity.INFO)
        if any(finding.look in LIFTS[one.look] and _within(finding.path, one.path) for one in speaking)
        else finding
        for finding in findings
    )


def _within(path: str, outer: str) -> bool:
    return path == outer or path.startswith(f"{outer}/")


def _special(findings: Sequence[Finding], hard: bool) -> Word | None:
    """The two words that are no judgement of danger; never beside hard evidence, for their marks can be borrowed.

    Each speaks for the object it was seen in: a true alert that was attached to something else makes that no better.
    Marks of an exercise that anybody can write count only where nothing else frightens.
    """
    if hard:
        return None
    if any(one.look == "B03" and one.field == REAL and not _frightens(_beside(findings, one)) for one in findings):
        return Word.REAL_ALERT
    for one in findings:
        if one.look == "A09":
            others = _beside(findings, one) if one.provenance == HEADER_TRUSTED else findings
            if not _frightens(others):
                return Word.TRAINING_EXERCISE
    return None


def _beside(findings: Sequence[Finding], one: Finding) -> list[Finding]:
    """The findings about all other objects than the one it was seen in, and what lies inside that."""
    return [other for other in findings if not _within(other.path, one.path)]


def _frightens(findings: Sequence[Finding]) -> bool:
    return total(findings) >= SUSPICIOUS or any(finding.severity is Severity.HIGH for finding in findings)


def _word(findings: Sequence[Finding], had: frozenset[str], hard: bool, not_looked_into: bool) -> Word:
    points = total(findings)
    critical = any(finding.severity is Severity.CRITICAL for finding in findings)
    if critical or points >= (SURE if hard else DANGEROUS):
        return Word.DANGEROUS
    if _frightens(findings):
        return Word.SUSPICIOUS
    if any(finding.weight >= UNUSUAL and finding.group is not Group.COVERAGE for finding in findings):
        return Word.UNUSUAL
    if not_looked_into or not had:
        return Word.COULD_NOT_CHECK
    return Word.NOTHING_FOUND


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
    if "inline" in had and "forwarded-mail" not in had:
        missing.append("original_mail")
    elif "forwarded-mail" not in had and "files" not in had:
        missing.append("forwarded_mail")
    if "headers" not in had:
        missing.append("headers")
    if "links" in had:
        missing.append("links")
    if not_looked_into:
        missing.append("files")
    return tuple(missing)
