"""What a look is: one question that is asked of everything of its kind, and all that is known about the question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from mailflows.examine.finding import Finding, Group, Severity
from mailflows.examine.seen import Mail, Part, Saw, Shown

Confidence = Literal["low", "medium", "high"]

OfMail = Callable[[Mail], Iterable[Saw]]
OfShown = Callable[[Shown], Iterable[Saw]]
OfPart = Callable[[Part], Iterable[Saw]]


@dataclass(frozen=True)
class Look:
    """One question, with the weight of its answer and what is known to answer to it wrongly.

    The words for people lie in templates/LANGUAGE/looks/*.toml under the same id.
    """

    id: str
    group: Group
    severity: Severity
    weight: int  # points towards the verdict, before the cap of the group
    confidence: Confidence
    attack: tuple[str, ...]  # MITRE ATT&CK v19
    looks_at: str
    ask: OfMail | OfShown | OfPart | Callable[..., Any]
    false_alarms: str  # known wanted mail that answers to it
    egress: Literal["none"] = "none"  # what it tells the network; there is no other value


def finding(look: Look, path: str, saw: Saw) -> Finding:
    """What a look saw, as a finding of the object at `path`."""
    return Finding(
        look=look.id,
        severity=saw.severity or look.severity,
        group=look.group,
        weight=look.weight if saw.weight is None else saw.weight,
        path=f"{path}/{saw.inside}" if saw.inside else path,
        field=saw.field,
        evidence=saw.evidence,
        provenance=saw.provenance,
    )
