"""A finding: one thing that a look saw, how grave it is, and the evidence for it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is by itself."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Group(StrEnum):
    """Findings of one group count together only up to that group's cap."""

    AUTH = "auth"
    SENDER = "sender"
    BODY = "body"
    URL = "url"
    FILE = "file"
    INDICATOR = "indicator"
    COVERAGE = "coverage"


# The rows of looks.LOOKS, named here for those who must not load its parsers; a test compares.
LOOK_IDS = frozenset("A01 A02 A04 F01 F02 F03 F07 F16 F22 F25 S01 S02 S06 U05 U06 U07 U08 U13".split())


@dataclass(frozen=True)
class Finding:
    """One observation with its evidence; the same bytes always give the same findings."""

    look: str  # the row of LOOKS that made it, such as "S02"
    severity: Severity
    group: Group
    weight: int  # points towards the verdict
    path: str  # what was looked at: "mail", "mail/2", "mail/2/zip/1"
    field: str  # where the evidence stood: "From", "Authentication-Results", "link"
    evidence: str  # defanged, at most 200 characters
    provenance: str  # "reporter-visible", "header-trusted", "header-forgeable", "decoded"


def not_examined(path: str, why: str) -> Finding:
    """F25 for a whole object: what could not be examined is said aloud, for silence would read as harmless."""
    return Finding("F25", Severity.MEDIUM, Group.COVERAGE, 1, path, "object", why, "decoded")
