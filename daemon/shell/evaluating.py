"""`hirz evaluate`: how the looks do on whole folders of mails or files, the tool with which they are made."""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles
from textwrap import wrap
from time import perf_counter
from typing import Any

from daemon.config import ConfigError
from daemon.sandbox import Examiner
from daemon.shell.codes import FINE
from daemon.shell.specimens import Form, files_below, specimen
from mailflows.examine.clean import one_line
from mailflows.examine.finding import Finding, Severity
from mailflows.examine.limits import REASONS
from mailflows.examine.verdict import Word, lifted, verdict

FIVE = (Word.DANGEROUS, Word.SUSPICIOUS, Word.UNUSUAL, Word.NOTHING_FOUND, Word.COULD_NOT_CHECK)
GRAVE = (Word.DANGEROUS.value, Word.SUSPICIOUS.value)
# A training exercise and a real alert are out of the ordinary, and neither an attack nor nothing.
COUNTED = {Word.TRAINING_EXERCISE: Word.UNUSUAL, Word.REAL_ALERT: Word.UNUSUAL}
BAR = 40  # characters of a bar that is full
BROKEN = frozenset(REASONS[reason] for reason in ("crashed", "timeout", "bad_answer"))


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    path: Path
    word: str  # of FIVE
    looks: tuple[str, ...]  # that found something worth a point or a word, each once
    broke: bool  # a child of the sandbox crashed, took too long or answered nonsense
    seconds: float


@dataclass(frozen=True)
class Sums:
    """What became of one folder."""

    folder: Path
    outcomes: tuple[Outcome, ...]

    def count(self, word: str) -> int:
        return sum(outcome.word == word for outcome in self.outcomes)

    @property
    def crashes(self) -> int:
        return sum(outcome.broke for outcome in self.outcomes)

    @property
    def hits(self) -> dict[str, int]:
        return dict(sorted(Counter(look for outcome in self.outcomes for look in outcome.looks).items()))

    def ms(self, share: int) -> float:
        """The time per file in milliseconds below which this per cent of all files lie."""
        times = [outcome.seconds * 1000 for outcome in self.outcomes]
        if len(times) < 2:
            return round(sum(times), 1)
        return round(quantiles(times, n=100, method="inclusive")[share - 1], 1)


def evaluate(told: argparse.Namespace) -> int:
    """Examines everything in the folders and prints shares, hits, false alarms and times; 0 whatever was found."""
    if not (told.folders or told.wanted or told.desk):
        raise ConfigError("which folders? hirz evaluate phishing/ --wanted newsletters/")
    if told.jobs < 1:
        raise ConfigError("--jobs: one at least")
    if told.desk:
        from daemon.shell.overrides import tell  # only now: it needs the store

        tell(told)
    folders = list(files_below([Path(folder) for folder in told.folders]))
    wanted = {Path(folder) for folder in told.wanted or ()}
    folders += list(files_below(sorted(wanted)))
    if not folders:
        return FINE
    examiner = Examiner.started()
    try:
        examiner.probe()  # the first question pays for the start
        sums = [_folder(examiner, folder, paths, told.form, told.jobs) for folder, paths in folders]
    finally:
        examiner.close()
    for one in sums:
        if told.json:
            print(json.dumps(in_json(one)))
        else:
            _print(one, alarms=one.folder in wanted)
    return FINE


def in_json(sums: Sums) -> dict[str, Any]:
    """One object for a folder; counts of files, times in milliseconds."""
    words = {word.value: sums.count(word.value) for word in FIVE}
    figures = {"crashes": sums.crashes, "p50_ms": sums.ms(50), "p95_ms": sums.ms(95), "hits": sums.hits}
    return {"folder": str(sums.folder), "n": len(sums.outcomes), **words, **figures}


def _folder(examiner: Examiner, folder: Path, paths: Sequence[Path], form: Form, jobs: int) -> Sums:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import track

    page = Console(stderr=True)
    with ThreadPoolExecutor(jobs) as people:
        coming = people.map(partial(_examined, examiner, form), paths)
        told = track(
            coming,
            escape(one_line(str(folder))),
            len(paths),
            console=page,
            transient=True,
            disable=not page.is_terminal,
        )
        return Sums(folder, tuple(told))


def _examined(examiner: Examiner, form: Form, path: Path) -> Outcome:
    found = specimen(path, form)
    began = perf_counter()
    examined = examiner.examine(found.octets, found.root)
    seconds = perf_counter() - began
    word = verdict(examined.findings, examined.evidence, examined.unread).word
    findings = lifted(examined.findings)
    return Outcome(
        path,
        COUNTED.get(word, word).value,
        tuple(dict.fromkeys(finding.look for finding in findings if _counts(finding))),
        any(finding.look == "F25" and finding.evidence in BROKEN for finding in findings),
        seconds,
    )


def _counts(finding: Finding) -> bool:
    return finding.weight > 0 or finding.severity is not Severity.INFO


def _print(sums: Sums, alarms: bool) -> None:
    number = len(sums.outcomes)
    if not number:
        print(f"{one_line(str(sums.folder))}: no file in it")
        return
    files = "1 file" if number == 1 else f"{number} files"
    print(f"{one_line(str(sums.folder))}: {files}, {sums.ms(50)} ms each (95 of 100 within {sums.ms(95)} ms)")
    for word in FIVE:
        count = sums.count(word.value)
        share = count / number
        print(f"  {word.value.replace('_', ' '):<16}{count:>6}{share:>8.1%}  {'█' * round(share * BAR)}".rstrip())
    print(f"  {'crashes':<16}{sums.crashes:>6}")
    hits = [f"{look} {count / number:.1%}" for look, count in sums.hits.items()]
    print(*wrap("hits: " + ", ".join(hits), 80, initial_indent="  ", subsequent_indent="    "), sep="\n")
    for outcome in sums.outcomes if alarms else ():
        if outcome.word in GRAVE:
            print(f"  false alarm: {one_line(str(outcome.path))}: {outcome.word}, by {' '.join(outcome.looks)}")
    for outcome in sums.outcomes:
        if outcome.broke:
            print(f"  broke off: {one_line(str(outcome.path))}")
    print(flush=True)
