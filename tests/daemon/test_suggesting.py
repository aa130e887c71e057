"""`hirz suggest`: the hint for a text at the shell, in the shape that was promised."""

import io
import json
import sys
from pathlib import Path

import pytest

from daemon.shell.cli import main

SAID = {
    "language": "en",
    "categories": [{"id": "account_compromise", "because": ["hacked my account", "hacked"]}],
    "flags": [],
    "priority": "",
}


def test_from_a_file_and_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (file := tmp_path / "a.txt").write_text("they hacked my account yesterday")
    assert main(["suggest", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == SAID
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert main(["suggest", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == SAID


def test_a_missing_file_is_one_plain_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(tmp_path / "none.txt")]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and "No such file" in told.err
