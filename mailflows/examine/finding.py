"""A finding: one thing that a look saw, how grave it is, and the evidence for it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
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
