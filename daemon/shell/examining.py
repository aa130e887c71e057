"""`hirz examine`: what the desk would find in one file on disk; nothing of it is kept, opened or asked elsewhere."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from daemon.config import ConfigError
from daemon.sandbox import Examiner
from daemon.shell.codes import FINE
from daemon.shell.specimens import specimen
from mailflows.examine.finding import RULES, Finding
from mailflows.examine.verdict import Verdict, lifted, verdict
from mailflows.letter import Examined
from templates import label

TO_WARN = ("dangerous", "suspicious", "unusual")
HEADLINE = {
    "dangerous": "bold red",
    "suspicious": "bold yellow",
    "unusual": "yellow",
    "real_security_alert": "bold red",
}
OF_MAILS = ("original_mail", "forwarded_mail", "headers")  # nobody misses these where a mere file is looked at


def examine(told: argparse.Namespace) -> int:
    """Prints verdict and findings of one file; 0 whatever was found."""
    if Path(told.file).is_dir():
        raise ConfigError(f"{told.file}: is a folder; for whole folders: hirz evaluate {told.file}")
    found = specimen(Path(told.file), told.form)
    examiner = Examiner.started()
    try:
        examined = examiner.examine(found.octets, found.root)
    finally:
        examiner.close()
    judged = verdict(examined.findings, examined.evidence, examined.unread)
    if not found.mail:
        judged = replace(judged, missing=tuple(what for what in judged.missing if what not in OF_MAILS))
    if told.json:
        said = json.dumps(in_json(told.file, examined, judged, told.language), ensure_ascii=False)
        # the same to a program; a terminal must not be steered by what a stranger called a file
        print("".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in said))
    else:
        _print(examined, judged, told.language)
    return FINE


def in_json(name: str, examined: Examined, judged: Verdict, language: str) -> dict[str, Any]:
    """Everything that is known about a file, in one object. Evidence is defanged; observables stand as they are."""
    return {
        "file": name,
        "rules": RULES,
        "verdict": judged.word.value,
        "hard_evidence": judged.hard,
        "missing": list(judged.missing),
        "evidence": list(examined.evidence),
        "unread": examined.unread,
        "findings": [finding_in_json(finding, language) for finding in lifted(examined.findings)],
        "observables": [
            {"kind": one.kind, "value": one.value, "path": one.path, "strict": one.strict}
            for one in examined.observables
        ],
    }


def finding_in_json(finding: Finding, language: str) -> dict[str, Any]:
    from mailflows.examine.looks import LOOKS  # only now: the table loads every parser

    row = next((look for look in LOOKS if look.id == finding.look), None)
    return {
        "id": finding.look,
        "severity": finding.severity.value,
        "confidence": row.confidence if row else "high",
        "weight": finding.weight,
        "group": finding.group.value,
        "subject_path": finding.path,
        "evidence": {"field": finding.field, "value": finding.evidence, "provenance": finding.provenance},
        "attack": list(row.attack) if row else [],
        "explanation": label("look_handler", finding.look, language),
        "for_the_reporter": label("look_reporter", finding.look, language),
        "false_alarms": row.false_alarms if row else "",
    }


def _print(examined: Examined, judged: Verdict, language: str) -> None:
    from rich.console import Console
    from rich.markup import escape

    page = Console(highlight=False, soft_wrap=True)
    style = HEADLINE.get(judged.word.value, "bold")
    page.print(f"[{style}]{label('verdict', judged.word.value, language)}[/]")
    if examined.unread:
        page.print(label("reason", examined.unread, language))
    for finding in sorted(lifted(examined.findings), key=_gravity):
        severity = label("severity", finding.severity.value, language)
        page.print(f"- {finding.look} {severity}: {label('look_handler', finding.look, language)}")
        page.print(f"  {escape(finding.field)}: {escape(finding.evidence)}  [dim]({finding.path})[/]")
    if judged.word.value in TO_WARN and (counted := [one for one in lifted(examined.findings) if one.weight]):
        gravest = min(counted, key=_gravity)
        page.print(f"{label('field', 'to_tell', language)} {label('look_reporter', gravest.look, language)}")
    if judged.missing:
        page.print(f"[dim]{label('field', 'missing', language)}[/]")
    for what in judged.missing:
        page.print(f"[dim]- {label('missing', what, language)}[/]")


def _gravity(finding: Finding) -> tuple[int, int, str]:
    order: Mapping[str, int] = {"critical": 0, "high": 1, "medium": 2, "low": 3, "info": 4}
    return order[finding.severity.value], -finding.weight, finding.look
