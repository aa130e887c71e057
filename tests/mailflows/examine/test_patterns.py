"""The desk's own YARA rules are asked of every file; a broken one stops nothing, and unusable ones are told."""

from pathlib import Path

import pytest

from mailflows.examine.files import patterns
from mailflows.examine.finding import Severity
from mailflows.examine.seen import Part, Saw

RULES = """
rule Spy {{ meta: severity = "{severity}" description = "seen at https://evil.example" strings: $a = "hello evil"
condition: $a }}
rule Plain {{ strings: $a = "plain words" condition: $a }}
rule Scored {{ meta: score = 85 strings: $a = "scored" condition: $a }}
rule Odd {{ meta: severity = "apocalyptic" strings: $a = "odd" condition: $a }}
"""


def pack(folder: Path, **files: str) -> patterns.Pack:
    for name, text in files.items():
        (folder / f"{name}.yar").write_text(text, "utf-8")
    return patterns.compiled(folder)


def seen(content: bytes, rules: patterns.Pack) -> list[Saw]:
    return list(patterns.matches(Part(1, "x/y", None, ("x",), True, content, False), rules))


def test_f24_a_rule_says_how_grave_it_is(tmp_path: Path) -> None:
    rules = pack(tmp_path, desk=RULES.format(severity="critical"))
    (saw,) = seen(b"say hello evil", rules)
    assert (saw.severity, saw.weight, saw.provenance) == (Severity.CRITICAL, 6, "feed")
    assert saw.evidence == "Spy: seen at hxxps://evil[.]example"
    assert [(saw.severity, saw.weight) for saw in seen(b"plain words, scored, odd", rules)] == [
        (Severity.HIGH, 5), (Severity.MEDIUM, 3), (Severity.MEDIUM, 3),
    ]  # fmt: skip
    assert seen(b"nothing of it", rules) == []


def test_f24_broken_rules_are_named_and_stop_no_other(tmp_path: Path) -> None:
    rules = pack(
        tmp_path,
        a="rule Cut { condition: true",
        b='rule Unknown { condition: nosuch > 3 }\nrule Fine { strings: $a = "fine" condition: $a }',
        c="rule Slow { strings: $a = /.*x.*/ condition: $a }",
        d='include "other.yar"\nrule Kept { strings: $a = "kept" condition: $a }',
    )
    (tmp_path / "e.yar").write_bytes(b"\xff\xfe\x00")
    told = patterns.broken_rules(tmp_path)
    assert [line.split(":")[0].split(",")[0] for line in told] == ["e.yar", "a.yar", "b.yar", "c.yar", "d.yar"]
    assert "line 1: unknown identifier" in told[2] and "slow pattern" in told[3]
    assert [saw.evidence for saw in seen(b"fine, kept, xxx", rules)] == ["Fine", "Kept"]


def test_f24_without_rules_nothing_is_asked_and_nothing_said(tmp_path: Path) -> None:
    assert pack(tmp_path) == patterns.Pack(None, ()) and patterns.broken_rules(tmp_path / "absent") == []
    assert seen(b"x", pack(tmp_path)) == []


def test_f24_where_memory_may_not_run_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_may_make_code", lambda: False)
    rules = pack(tmp_path, desk=RULES.format(severity="high"))
    (saw,) = seen(b"say hello evil", rules)
    assert saw.severity is Severity.INFO and saw.weight == 0 and "were not asked" in saw.evidence
    assert patterns.broken_rules(tmp_path) == list(rules.broken) and rules.broken
