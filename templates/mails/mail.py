"""What a mail is: for whom it is written, and the facts it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from templates.facts import Key, Kind, Line, Number, Rows, Tag


class Reader(StrEnum):
    """Who a mail is written for."""

    REPORTER = "reporter"
    HANDLER = "handler"
    ROLE = "role"  # whom a ticket is escalated to


@dataclass(frozen=True)
class Mail:
    """One mail: for whom, and what it is told."""

    reader: Reader
    facts: Mapping[str, Kind]


# Any mail may be given these; a mail that needs one without fail names it again, without a default.
COMMON: Mapping[str, Kind] = {
    "tag": Tag(""),
    "desk_name": Line(""),
    "desk_address": Line(""),
    "fingerprint": Line(""),  # of the desk's key, grouped in fours
    "hours_line": Line(""),  # when people are there, worded by the operator
    "answer_hours": Number(2),  # first answer promised within this many hours
    "danger_lines": Rows(Line(most=80), most=5),  # whom to call here, worded by the operator
}

FINDING = Rows(
    {
        "severity": Key("severity"),
        "text": Line(most=400),
        "path": Line(""),
        "field": Line(""),
        "evidence": Line("", most=200),
    },
    most=20,
    budget=14_000,
)

# A file of a letter, handed out as it came.
A_FILE: Mapping[str, Kind] = {
    "tag": Tag(),
    "number": Number(),
    "name": Line("", most=120),
    "detected": Line("", most=100),
    "size": Number(),
    "sha256": Line(most=64),
    "trouble": Line(""),
    "file": Line(""),
}
