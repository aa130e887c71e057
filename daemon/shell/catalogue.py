"""`hirz looks`: the table of everything a letter is looked at for, with what is known to answer to it wrongly."""

import argparse
import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from daemon.shell.codes import FINE
from mailflows.examine.finding import RULES
from mailflows.examine.look import Look
from mailflows.examine.looks import LOOKS
from mailflows.intel.looks import ROWS
from templates import label

INDENT = " " * 5
WIDTH = 80  # of a terminal


def looks(told: argparse.Namespace) -> int:
    """Prints the catalogue, a detection a line; 0."""
    if told.json:
        print(json.dumps([_in_json(look, told.language) for look in _once()], ensure_ascii=False))
        return FINE
    for look in _once():
        print(*_in_words(look, told.language), sep="\n")
    print(f"{len(list(_once()))} detections, rules {RULES}. None of them asks the network anything.")
    return FINE


def _once() -> Iterator[Look]:
    """Each id once: a look may stand in several rooms."""
    seen: dict[str, Look] = {}
    for look in LOOKS + ROWS:
        seen.setdefault(look.id, look)
    yield from (seen[ident] for ident in sorted(seen))


def _in_words(look: Look, language: str) -> Iterator[str]:
    attack = f", {' '.join(look.attack)}" if look.attack else ""
    points = "point" if look.weight == 1 else "points"
    weighs = f"{look.severity.value}, {look.weight} {points} in {look.group.value}, sure: {look.confidence}"
    yield f"{look.id}  {weighs}{attack}"
    yield from wrap(label("look_handler", look.id, language), WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    alarms = f"Wanted mail that answers to it: {look.false_alarms}."
    yield from wrap(alarms, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    yield ""


def _in_json(look: Look, language: str) -> dict[str, Any]:
    return {
        "id": look.id,
        "group": look.group.value,
        "severity": look.severity.value,
        "weight": look.weight,
        "confidence": look.confidence,
        "attack": list(look.attack),
        "looks_at": look.looks_at,
        "false_alarms": look.false_alarms,
        "egress": look.egress,
        "explanation": label("look_handler", look.id, language),
        "for_the_reporter": label("look_reporter", look.id, language),
        "rules": RULES,
    }
