"""A list of indicators once it was read: what it names, how old it is, what of it was refused."""

from dataclasses import dataclass

LARGEST = 32 * 1024 * 1024  # octets of one list
INDICATORS = 50_000  # of one list
OCTETS = 4 * 1024 * 1024  # of all values and labels together, for the answer has its limit
NAME, LABEL = 80, 60  # characters
ENDINGS = frozenset({"stix2", "stix", "json", "csv", "tsv", "txt", "yaml", "yml"})  # of files that may be lists

TROUBLES = ("spyware", "stalkerware", "phishing", "other")
UNREADABLE = frozenset({"no_list", "too_large", "too_deep", "broken"})  # why a whole list was refused
# Why lines of one were; with those above, the keys of the labels "intel_refused".
REFUSED = frozenset(
    "not_one_equality kind_not_used malformed public_suffix well_known private_address withdrawn "
    "not_to_be_matched doubled too_many".split()
)


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
    trouble: str = "other"  # of TROUBLES: what it seems to be about


def unreadable(name: str, reason: str) -> Feed:
    """What stands for a list that could not be read at all."""
    return Feed(name, "", (), ((reason, 1),))
