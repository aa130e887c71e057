"""A claim: what one line of somebody's list says, before anybody believes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """One thing that a list names, in the list's own spelling; or the reason why the line cannot be used."""

    kind: str  # of observable.KINDS; "" where it is refused already
    value: str = ""
    label: str = ""  # the list's own word for whom it belongs to
    date: str = ""  # ISO day; "" where the list does not say
    refused: str = ""  # key of the labels "intel_refused"


def no_use(reason: str) -> Claim:
    """A line that is counted and left out."""
    return Claim("", refused=reason)
