"""`hirz suggest`: the hint for a text at the shell, in the shape that was promised."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

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


def test_the_operators_words_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (words := tmp_path / "own.toml").write_text('[danger]\nen = ["drone overhead"]\n')
    (file := tmp_path / "a.txt").write_text("there is a drone overhead again")
    assert main(["suggest", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["priority"] == ""
    config = SimpleNamespace(casework=SimpleNamespace(file=words), roles=())
    monkeypatch.setattr("daemon.shell.suggesting.load", lambda path, look: config)
    assert main(["suggest", str(file), "--json", "--config", str(tmp_path / "hirz.toml")]) == 0
    assert json.loads(capsys.readouterr().out)["priority"] == "P1"


def test_a_config_that_is_named_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "a.txt").write_text("hello")
    assert main(["suggest", str(file), "--config", str(tmp_path / "none.toml")]) != 0
    assert capsys.readouterr().out == ""
