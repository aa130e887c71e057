"""Every vector is read as it must be: by the grammar itself, and by what `hirz commands` prints of it."""

import json
from pathlib import Path

import pytest

from daemon.shell.cli import main
from mailflows.commands.choices import CHOICES
from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import WORDS
from mailflows.outward import outward_text
from templates import label
from tests.mailflows.vectors import MEASURED, PROPOSED, VECTORS, Vector


def test_there_are_as_many_as_there_should_be_and_each_has_its_own_name() -> None:
    assert (len(MEASURED), len(PROPOSED)) == (17, 23)
    assert len(VECTORS) >= 100
    assert len({vector.name for vector in VECTORS}) == len(VECTORS)


def test_each_is_read_as_it_must_be() -> None:
    for vector in VECTORS:
        _is_read(vector)


def _is_read(vector: Vector) -> None:
    read = read_commands(vector.mail, WORDS, CHOICES)
    assert [one.word.name for one in read.spoken] == [says[0] for says in vector.says], (vector.name, read.problems)
    first = read.problems[0] if read.problems else None
    assert (first and (first.line, first.why, first.nearest)) == (
        (vector.line, vector.why, vector.near) if vector.why else None
    ), vector.name
    assert {(token.tag, token.nonce) for token in read.tokens} == (
        {("H-7K4Q-M2XD", "k7f3qmxy2abc")} if vector.tied else set()
    ), vector.name
    if read.spoken:
        assert outward_text(read.text).text == vector.text, vector.name
    else:
        assert read.text == vector.text, vector.name


def test_hirz_commands_prints_each_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for vector in VECTORS:
        (file := tmp_path / "mail.txt").write_bytes(vector.mail.encode())
        code = main(["commands", str(file), "--json"])
        reason = label("why", vector.why, "en") if vector.why else ""
        if vector.near:
            reason = f"{reason} Did you mean {vector.near}?"
        assert json.loads(capsys.readouterr().out) == {
            "commands": [{"word": says[0], "args": list(says[1:])} for says in vector.says],
            "text": vector.text,
            "refused": {"line": vector.line, "reason": reason} if vector.why else None,
        }, vector.name
        assert code == (1 if vector.why else 0), vector.name


def test_as_html_nothing_of_them_runs() -> None:
    for vector in VECTORS:
        read = read_commands(vector.mail, WORDS, CHOICES, html=True)
        assert not read.spoken, vector.name
        assert {problem.why for problem in read.problems} <= {"html_only"}, vector.name
        assert bool(read.problems) == bool(vector.says or vector.why), vector.name
