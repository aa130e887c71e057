"""Looks at files with the desk's own YARA rules: a folder on the server, compiled once, where memory allows it.

YARA-X turns rules into machine code. Where the kernel forbids memory to become executable, as the unit of the sandbox
asks it to, the rules cannot be used; every file then says so, for silence would read as harmless.
"""

import mmap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yara_x

from mailflows.examine.clean import defanged, one_line
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import Part, Saw

FOLDER = Path("/usr/local/share/hirz/yara")  # *.yar and *.yara; the only one the sandbox sees
RULE_FILES = 500
RULE_FILE = 4 * 1024 * 1024  # octets
SCANNED = 16 * 1024 * 1024  # octets of a file, from its beginning
MATCHES = 1000  # of one pattern that are kept

FEED = "feed"
_UNUSABLE = "memory may not become executable here, which YARA-X needs"
_WEIGHTS = {
    Severity.INFO: 0,
    Severity.LOW: 1,
    Severity.MEDIUM: 3,
    Severity.HIGH: 5,
    Severity.CRITICAL: 6,
}
# What others' collections call "score", from 0 to 100.
_SCORES = ((80, Severity.HIGH), (60, Severity.MEDIUM), (0, Severity.LOW))


@dataclass(frozen=True)
class Pack:
    """The rules of a folder, and what could not be taken into use."""

    rules: yara_x.Rules | None
    broken: tuple[str, ...]


def warm_up() -> None:
    """Compile the desk's rules, once, before any file is looked at."""
    _pack(FOLDER)


def broken_rules(folder: Path = FOLDER) -> list[str]:
    """What of a folder cannot be used and why, one line each, for whoever runs the desk."""
    return list(compiled(folder).broken)


def known_pattern(part: Part) -> Iterable[Saw]:
    """F24: a rule of the desk's own matches the file; how grave that is, the rule says."""
    yield from matches(part, _pack(FOLDER))


def matches(part: Part, pack: Pack) -> Iterator[Saw]:
    """What the rules of one pack say about a file."""
    if pack.rules is None:
        if _UNUSABLE in pack.broken:
            yield Saw("rules", f"the desk's own rules were not asked: {_UNUSABLE}", FEED, Severity.INFO, 0)
        return
    scanner = yara_x.Scanner(pack.rules)
    scanner.max_matches_per_pattern(MATCHES)
    scanner.fast_scan(True)
    # No time-out: it would need a thread. Slow patterns are refused when rules are compiled, and a child has its limit.
    hits = [(_severity(dict(rule.metadata)), rule) for rule in scanner.scan(part.content[:SCANNED]).matching_rules]
    for severity, rule in sorted(hits, key=lambda hit: (-_WEIGHTS[hit[0]], hit[1].namespace, hit[1].identifier)):
        told = str(dict(rule.metadata).get("description", ""))
        yield Saw(
            "rules",
            defanged(f"{rule.identifier}: {told}" if told else rule.identifier),
            FEED,
            severity,
            _WEIGHTS[severity],
        )


@cache
def _pack(folder: Path) -> Pack:
    return compiled(folder)


def compiled(folder: Path) -> Pack:
    """Every rule that can be compiled; a broken one is left out and named, and stops no other."""
    files = sorted(file for file in folder.glob("*.yar*") if file.suffix in (".yar", ".yara"))[:RULE_FILES]
    if not files:
        return Pack(None, ())
    if not _may_make_code():
        return Pack(None, (_UNUSABLE,))
    compiler = yara_x.Compiler(relaxed_re_syntax=True, error_on_slow_pattern=True, includes_enabled=False)
    broken: list[str] = []
    for file in files:
        compiler.new_namespace(file.stem)
        try:
            if file.stat().st_size > RULE_FILE:
                raise ValueError("larger than 4 MB")
            compiler.add_source(file.read_text("utf-8"), origin=file.name)
        except yara_x.CompileError:
            continue  # the compiler keeps what was wrong, and every rule that was right
        except (ValueError, OSError) as trouble:
            broken.append(one_line(f"{file.name}: {trouble}", 200))
    broken += [_told(error) for error in compiler.errors()]
    return Pack(compiler.build(), tuple(broken))


def _told(error: Mapping[str, Any]) -> str:
    where: Mapping[str, Any] = next(iter(error.get("labels", ())), {})
    return one_line(f"{where.get('code_origin', '?')}, line {where.get('line', '?')}: {error.get('title', '')}", 200)


def _may_make_code() -> bool:
    """Try it: where it is forbidden, the library would not fail but end the program."""
    try:
        mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()
    except OSError:
        return False
    return True


def _severity(said: Mapping[str, object]) -> Severity:
    """What the rule says of itself; "medium" where it says nothing that is understood."""
    named = str(said.get("severity", "")).strip().lower()
    if named in _NAMED:
        return _NAMED[named]
    score = said.get("score")
    if isinstance(score, int) and not isinstance(score, bool):
        return next((severity for least, severity in _SCORES if score >= least), Severity.MEDIUM)
    return Severity.MEDIUM


_NAMED = MappingProxyType({severity.value: severity for severity in Severity})
ROWS = (
    Look("F24", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1204.002",), "files", known_pattern,
         "whatever the rules of the desk match besides"),
)  # fmt: skip
