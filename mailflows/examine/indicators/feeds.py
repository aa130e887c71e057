"""Reading a list of indicators, whatever it is written in: STIX2, MISP JSON, CSV, the stalkerware YAML."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One line of a list: something that is known to belong to trouble."""

    kind: str  # of observable.KINDS
    value: str  # in its one canonical spelling
    label: str  # the list's own word for it, cleaned; for handlers only


@dataclass(frozen=True)
class Feed:
    """What was read, and what of it was refused and why."""

    name: str
    date: str  # ISO, of the newest indicator; "" where the list does not say
    indicators: tuple[Indicator, ...]
    refused: tuple[tuple[str, int], ...]  # reason, how many


def read_feed(content: bytes, name: str) -> Feed:
    """Read a list. Raises ValueError where it is none."""
    raise ValueError("no list of indicators")
