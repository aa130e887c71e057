"""`hirz intel`: a folder of lists is read, shown and forgotten, and what cannot be used is said plainly."""

import json
from pathlib import Path

import pytest

from tests.daemon.desks import SetUp, desk, first_desk, sandbox

__all__ = ["desk", "first_desk", "sandbox"]

Told = pytest.CaptureFixture[str]


def stix(*hosts: str, name: str = "SandViper") -> bytes:
    objects: list[dict[str, str]] = [{"type": "malware", "id": "malware--1", "name": name}]
    for number, host in enumerate(hosts):
        pattern = f"[domain-name:value='{host}']"
        one = {"type": "indicator", "id": f"indicator--{number}", "pattern": pattern, "pattern_type": "stix"}
        objects.append({**one, "modified": "2026-03-30T16:42:48Z"})
    return json.dumps({"type": "bundle", "objects": objects}).encode()


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "march.stix2").write_bytes(stix("evil.example", "google.com", "com.eg"))
    (folder / "domains.txt").write_text("# phishing of May\nunion-login[.]example\n")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04")
    return folder


def test_a_folder_of_lists_is_added_listed_and_forgotten(desk: SetUp, lists: Path, capsys: Told) -> None:
    assert desk.hirz("intel", "add", str(lists)) == 0
    said = capsys.readouterr().out
    assert "march: 1 indicators taken, new among them: 1. About: spyware. Date: 2026-03-30." in said
    assert "domains: 1 indicators taken" in said and "notes" not in said
    assert "Left out, 1: a name under which anybody may register" in said
    assert "Left out, 1: met by everybody every day" in said and "No ticket matches" in said
    assert desk.hirz("intel", "list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 2 and any(line.startswith("march: 1 indicators, spyware, 2026-03-30.") for line in listed)
    assert desk.hirz("intel", "remove", "march") == 0
    assert desk.hirz("intel", "remove", "march") == 1
    told = capsys.readouterr()
    assert "see `hirz intel list`" in told.err
    desk.hirz("intel", "list")
    assert "march" not in capsys.readouterr().out


def test_a_list_gets_the_name_and_the_kind_that_are_said(desk: SetUp, lists: Path, capsys: Told) -> None:
    said = ("intel", "add", str(lists / "domains.txt"), "--kind", "phishing", "--name", "May 2026")
    assert desk.hirz(*said) == 0
    assert "May 2026: 1 indicators taken, new among them: 1. About: phishing." in capsys.readouterr().out
    assert desk.hirz(*said) == 0
    assert "new among them: 0" in capsys.readouterr().out


def test_a_name_that_tells_who_is_behind_it_is_not_shown_in_findings(desk: SetUp, lists: Path, capsys: Told) -> None:
    (lists / "sandviper.stix2").write_bytes(stix("evil.example"))
    assert desk.hirz("intel", "add", str(lists / "sandviper.stix2")) == 0
    assert "so findings call it list-" in capsys.readouterr().out


def test_what_cannot_be_used_is_said_plainly(desk: SetUp, tmp_path: Path, lists: Path, capsys: Told) -> None:
    (tmp_path / "holiday.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert desk.hirz("intel", "add", str(tmp_path / "holiday.csv")) == 1
    assert "holiday.csv was not taken. This is no list of indicators" in capsys.readouterr().out
    assert desk.hirz("intel", "add", str(tmp_path / "nowhere.csv")) == 1
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert desk.hirz("intel", "add", str(tmp_path / "empty")) == 1
    assert "no file in this folder ends in" in capsys.readouterr().err
    assert desk.hirz("intel", "add", str(lists), "--name", "one") == 1
    assert "--name is for one file" in capsys.readouterr().err
