"""What a person at the shell sees of the examiners: one file, whole folders, and the catalogue."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from daemon.sandbox import Examiner
from daemon.shell.cli import main
from daemon.shell.specimens import is_a_mail, specimen
from mailflows.examine.looks import LOOKS
from tests.exhibits import PHISH, macro_document
from tests.house import ROOT

WORDS = ("dangerous", "suspicious", "unusual", "nothing_found", "could_not_check")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of what people send: a phishing mail, a document with a macro, and holiday notes in Arabic."""
    place = tmp_path_factory.mktemp("evidence")
    (place / "bank.eml").write_bytes(PHISH)
    (place / "below").mkdir()
    (place / "below" / "كشف.docm").write_bytes(macro_document())
    (place / "below" / "notes.txt").write_text("غدًا في المقهى الساعة الخامسة\n")
    return place


@pytest.fixture(scope="module")
def running() -> Iterator[Examiner]:
    examiner = Examiner.started()
    assert examiner.probe() is None
    yield examiner
    examiner.close()


@pytest.fixture
def sandbox_runs(running: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox that is there already: only the first story waits until the command has started its own."""
    monkeypatch.setattr(Examiner, "started", lambda: Examiner.at(running._path))


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def test_one_file_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "examine", str(folder / "bank.eml"))
    assert said.startswith("DANGEROUS") and "S02" in said and "U05" in said
    assert "attacker.example" not in said and "attacker[.]example" in said


@pytest.mark.usefixtures("sandbox_runs")
def test_one_file_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, "examine", "--json", str(folder / "below" / "كشف.docm"))
    found = json.loads(first)
    assert found["verdict"] == "dangerous" and found["hard_evidence"] and found["rules"]
    macro = next(one for one in found["findings"] if one["id"] == "F03")
    assert macro["attack"] and macro["explanation"] and macro["for_the_reporter"] and macro["false_alarms"]
    assert macro["subject_path"] == "mail/2" and macro["evidence"]["provenance"] == "decoded"
    assert {one["kind"] for one in found["observables"]} >= {"sha256"}
    assert told(capsys, "examine", "--json", str(folder / "below" / "كشف.docm")) == first  # the same bytes, the same


@pytest.mark.usefixtures("sandbox_runs")
def test_how_a_mail_reached_the_desk_decides_what_there_is_to_see(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {
        form: json.loads(told(capsys, "examine", "--json", "--as", form, str(folder / "bank.eml")))
        for form in ("original", "attached", "inline")
    }
    looks = {form: {one["id"] for one in told["findings"] if one["weight"]} for form, told in found.items()}
    assert "A01" in looks["original"] and looks["original"] == looks["attached"]
    assert "A01" not in looks["inline"] and "U08" in looks["inline"]
    assert "headers" in found["inline"]["missing"] and "headers" not in found["attached"]["missing"]


@pytest.mark.usefixtures("sandbox_runs")
def test_a_folder_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = told(capsys, "evaluate", "--json", str(folder)).splitlines()
    sums = json.loads(line)
    assert list(sums) == ["folder", "n", *WORDS, "crashes", "p50_ms", "p95_ms", "hits"]
    assert (sums["n"], sums["dangerous"], sums["nothing_found"], sums["crashes"]) == (3, 2, 1, 0)
    assert sum(sums[word] for word in WORDS) == 3
    assert sums["hits"]["F03"] == 1 and sums["hits"]["S02"] == 1 and 0 < sums["p50_ms"] <= sums["p95_ms"]


@pytest.mark.usefixtures("sandbox_runs")
def test_a_folder_of_wanted_mail_lists_its_false_alarms(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "evaluate", "--wanted", str(folder))
    assert "dangerous            2   66.7%" in said
    alarms = [line for line in said.splitlines() if "false alarm" in line]
    assert len(alarms) == 2 and "bank.eml: dangerous, by" in alarms[0]
    assert "false alarm" not in told(capsys, "evaluate", str(folder))


def test_nothing_and_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sums = json.loads(told(capsys, "evaluate", "--json", str(tmp_path)))
    assert sums["n"] == 0 and sums["p95_ms"] == 0
    assert main(["evaluate", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err
    assert main(["examine", str(tmp_path / "nowhere")]) == 1
    assert "No such file" in capsys.readouterr().err
    assert "no file in it" in told(capsys, "evaluate", str(tmp_path))
    for words, said in (
        (("examine", str(tmp_path)), "hirz evaluate"),
        (("evaluate",), "which folders?"),
        (("evaluate", "--jobs", "0", str(tmp_path)), "--jobs"),
    ):
        assert main(words) == 1
        assert said in capsys.readouterr().err


@pytest.mark.usefixtures("sandbox_runs")
def test_what_is_missing_is_told_in_the_language_and_only_where_it_could_be_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inline = ("examine", "--as", "inline", str(folder / "bank.eml"))
    assert "Missing, or not looked at:" in told(capsys, *inline)
    assert "ناقص أو لم يُفحص:" in told(capsys, *inline, "--language", "ar")
    assert "headers" not in told(capsys, "examine", str(folder / "below" / "notes.txt"))


@pytest.mark.usefixtures("sandbox_runs")
def test_what_a_stranger_called_a_file_does_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a\x1b[2J\x9b1m[red]\u202egpj.exe"
    place = tmp_path / name
    place.mkdir()
    (place / name).write_bytes(b"MZ" + bytes(100))
    for words in (("examine",), ("examine", "--json")):
        said = told(capsys, *words, str(place / name))
        assert said.replace("\n", "").isprintable()
    assert json.loads(told(capsys, "examine", "--json", str(place / name)))["file"] == str(place / name)
    for words in (("evaluate",), ("evaluate", "--wanted"), ("evaluate", "--json")):
        assert told(capsys, *words, str(place)).replace("\n", "").isprintable()
    for word in ("examine", "evaluate"):
        assert main([word, str(place / name / name)]) == 1
        assert capsys.readouterr().err.replace("\n", "").isprintable()


def test_the_catalogue_names_every_look(capsys: pytest.CaptureFixture[str]) -> None:
    ids = {look.id for look in LOOKS}
    rows = json.loads(told(capsys, "looks", "--json"))
    assert (
        f"{len(rows)} detections" in (ROOT / "README.md").read_text()
        and f"{len(rows)} detections" in (ROOT / "CHANGELOG.md").read_text()
    )
    assert {row["id"] for row in rows} >= ids and all(row["egress"] == "none" for row in rows)
    for language in ("ar", "en", "fr"):
        said = told(capsys, "looks", "--language", language)
        assert all(f"\n{ident}  " in f"\n{said}" for ident in ids)


@pytest.mark.parametrize(
    ("name", "octets", "so"),
    [
        ("a.eml", b"anything", True),
        ("1234", b"Received: from a by b\r\nFrom: x@y.example\r\n\r\nhi", True),
        ("1234", b"From x@y Mon Jun 1\nReturn-Path: <x@y.example>\nSubject: hi\n\nhi", True),
        ("notes.txt", b"Subject: only this line looks like one\nand then there is prose", False),
        ("page.html", b"<html>", False),
        ("empty", b"", False),
    ],
)
def test_what_is_a_mail(name: str, octets: bytes, so: bool) -> None:
    assert is_a_mail(name, octets) is so


def test_a_file_keeps_its_name_whatever_it_is(tmp_path: Path) -> None:
    path = tmp_path / 'تقرير "x"; y=\u202efdp.exe'
    path.write_bytes(b"MZ")
    wrapped = specimen(path)
    assert wrapped.root == "mail" and wrapped.octets.isascii() and b"%E2%80%AE" in wrapped.octets
