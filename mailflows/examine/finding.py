"""A finding: one thing that a look saw, how grave it is, and the evidence for it."""

from dataclasses import dataclass
from enum import StrEnum

RULES = "2026.11"  # of the table of looks as a whole; it changes whenever the same bytes may be found otherwise
SURE = 6  # the weight at which hard evidence alone is dangerous


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
    CONTEXT = "context"  # speaks for a mail: what else it answers to counts less


# Every id a row of looks.LOOKS may have, named here for those who must not load its parsers; a test compares.
LOOK_IDS = frozenset(
    f"{letter}{number:02}"
    for letter, last in (("A", 10), ("S", 10), ("B", 14), ("U", 15), ("F", 25), ("C", 9))
    for number in range(1, last + 1)
)
# What these find they find in the desk's own memory: the sandbox cannot, and looking at a mail again does not.
FROM_MEMORY = frozenset({"U01", "F23", "S04", "S10", "A10", "C04"})


@dataclass(frozen=True)
class Finding:
    """One observation with its evidence; the same bytes always give the same findings."""

    look: str  # the row of LOOKS that made it, such as "S02"
    severity: Severity
    group: Group
    weight: int  # points towards the verdict
    path: str  # what was looked at: "mail", "mail/2", "mail/2/in/1"
    field: str  # where the evidence stood: "From", "Authentication-Results", "link"
    evidence: str  # defanged, at most 200 characters
    provenance: str  # "reporter-visible", "header-trusted", "header-forgeable", "decoded", "feed"


def not_examined(path: str, why: str) -> Finding:
    """F25 for a whole object: what could not be examined is said aloud, for silence would read as harmless."""
    return Finding("F25", Severity.MEDIUM, Group.COVERAGE, 1, path, "object", why, "decoded")
