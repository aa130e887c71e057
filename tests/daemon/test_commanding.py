"""`hirz commands`: what a text would do is told without a desk, and no file breaks it."""

import json
from pathlib import Path

import pytest

from daemon.shell.cli import main


def told(path: Path, *more: str) -> int:
    return main(["commands", str(path), *more])


def in_json(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = told(path, "--json")
    return code, json.loads(capsys.readouterr().out)


def test_what_it_would_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "a.txt").write_text("#رد\n#statut : en attente\n#give samira haddad\n\nDear Zahra\n\n-- \nB\n")
    code, said = in_json(file, capsys)
    assert code == 0
    assert said == {
        "commands": [
            {"word": "reply", "args": []},
            {"word": "status", "args": ["pending_user"]},
            {"word": "give", "args": ["samira", "haddad"]},
        ],
        "text": "Dear Zahra",
        "refused": None,
    }


def test_why_it_would_do_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "a.txt").write_text("#take\n#priority P1\n#relpy\n\nDear Zahra\n")
    code, said = in_json(file, capsys)
    assert code == 1
    assert said == {
        "commands": [],
        "text": "#take\n#priority P1\n#relpy\n\nDear Zahra\n",
        "refused": {"line": 3, "reason": "There is no such command. Did you mean #reply?"},
    }


def test_what_stands_behind_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "a.txt").write_text("#help\n")
    assert in_json(file, capsys) == (0, {"commands": [{"word": "help", "args": []}], "text": "", "refused": None})


def test_part_of_a_notice_would_not_leave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "a.txt").write_text("#reply\n\nDear Zahra\n> what we were told\nplease wait\n")
    code, said = in_json(file, capsys)
    assert code == 1 and said["refused"]["line"] == 1  # type: ignore[index]


def test_a_plain_text_is_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "a.txt").write_text("I called her.\nShe is safe.\n")
    assert in_json(file, capsys) == (0, {"commands": [], "text": "I called her.\nShe is safe.\n", "refused": None})
    assert told(file) == 0
    assert "kept as a note inside the desk" in capsys.readouterr().out


@pytest.mark.parametrize(
    "octets", [b"", b"\xff\xfe#\x00t\x00", bytes(range(256)) * 50, b"#" * 70_000, b"#take \x1b[2J\n", b"\xed\xa0\x80"]
)
def test_no_junk_breaks_it_or_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], octets: bytes
) -> None:
    (file := tmp_path / "a.txt").write_bytes(octets)
    code, said = in_json(file, capsys)
    assert set(said) == {"commands", "text", "refused"} and code == (1 if said["refused"] else 0)
    assert told(file) == code
    assert all(line.isprintable() for line in capsys.readouterr().out.split("\n"))


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path / "none") == 2
    assert told(tmp_path) == 2
    assert capsys.readouterr().err.count("hirz: ") == 2
