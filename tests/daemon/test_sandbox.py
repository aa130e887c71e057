"""The walls hold: whatever a mail makes of the child that reads it, one object is lost, and the next is read."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import daemon.sandbox.examiner as examiner_module
from daemon.sandbox import Examiner, SandboxGone
from daemon.sandbox.answers import BadAnswer, believed
from daemon.sandbox.child import in_json
from mailflows.examine.limits import REASONS
from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict
from mailflows.letter import EMPTY
from tests.exhibits import PHISH, macro_document, mail, part, zipped_as

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    running = Examiner.started()
    yield running
    running.close()


@pytest.fixture(scope="module")
def taken_over() -> Iterator[Examiner]:
    """A sandbox whose children obey the mail."""
    code = [ROOT / "tests/__init__.py", ROOT / "tests/daemon/__init__.py", ROOT / "tests/daemon/naughty.py"]
    running = Examiner.started(["tests.daemon.naughty"], code)
    yield running
    running.close()


@pytest.mark.parametrize("encoded", [True, False], ids=["base64", "plain"])
def test_a_reporter_forwards_a_phishing_mail_and_a_macro_document(examiner: Examiner, encoded: bool) -> None:
    assert examiner.probe() is None
    examined = examiner.examine(
        mail(
            "وصلتني هذه الرسالة، هل هي حقيقية؟",
            part(PHISH, "message/rfc822", "x.eml", encoded),
            part(macro_document(), "application/octet-stream", "خطة.docm"),
        )
    )
    assert examined.unread is None and examined.letter.text.startswith("وصلتني")
    assert {finding.look for finding in examined.findings if finding.weight} == {
        "S02", "S06", "A01", "U05", "U06", "U08", "F03",
    }  # fmt: skip
    assert examined.evidence == ("forwarded-mail", "files", "headers", "links")
    judged = verdict(examined.findings, examined.evidence, examined.unread)
    assert judged.word is Word.DANGEROUS and judged.hard and judged.missing == ("links",)


HOSTILE = {
    "2,000 deep": (b"Content-Type: multipart/mixed; boundary=a%d\r\n\r\n--a%d\r\n", "too_deep"),
    "200,000 headers": (b"From: a@b.example\r\n" + b"X-A: b\r\n" * 200_000 + b"\r\nhi", "too_many_headers"),
    "300 kB Subject": (b"Subject: " + b"=?utf-8?q?a?= " * 21_000 + b"\r\n\r\nhi", "header_too_long"),
    "20 MB of CRLF": (b"From: a@b.example\r\n\r\n" + b"\r\n" * 10_000_000, "too_many_lines"),
    "NUL bytes": (b"From: a@b.example\r\n\r\n" + b"\x00" * 100_000, None),
    "unknown charset": (b"From: a@b.example\r\nContent-Type: text/plain; charset=x-evil\r\n\r\nhi", None),
    "no From": (b"Subject: x\r\n\r\nhi", None),
    "two Froms": (b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nhi", None),
    "empty": (b"", None),
    "only lines": (b"\r\n\r\n", None),
    "400 deep by CR": (
        b"".join(b"Content-Type: multipart/mixed; boundary=a%d\r\r--a%d\r" % (n, n) for n in range(19)),
        None,
    ),
    "zip bomb": (mail("hi", part(zipped_as({"zeros": bytes(50_000_000)}), "application/zip", "x.zip")), None),
    "bomb for oletools": (
        mail("hi", part(zipped_as({"word/vbaProject.bin": bytes(200_000_000)}), "application/x", "x.docm")),
        None,
    ),
    "HTML 150,000 deep": (b"Content-Type: text/html\r\n\r\n" + b"<b>\n" * 150_000, None),
}
HOSTILE["2,000 deep"] = (b"".join(HOSTILE["2,000 deep"][0] % (n, n) for n in range(2000)), "too_deep")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_ends_in_a_visible_reason_and_the_next_is_read(examiner: Examiner, name: str) -> None:
    raw, reason = HOSTILE[name]
    examined = examiner.examine(raw)
    assert examined.unread == reason
    if reason:
        assert reason in REASONS and examined.letter == EMPTY
        assert verdict(examined.findings, examined.evidence, examined.unread).word is Word.COULD_NOT_CHECK
    assert examiner.examine(mail("the next one")).letter.text == "the next one"


def test_a_forwarded_mail_beyond_the_limits_is_told_as_not_examined(examiner: Examiner) -> None:
    bomb = b"From: a@b.example\r\n" + b"X-A: b\r\n" * 200_000 + b"\r\nhi"
    examined = examiner.examine(mail("look at this", part(bomb, "message/rfc822", "x.eml")))
    assert examined.letter.text == "look at this" and examined.unread is None
    assert [(found.look, found.path) for found in examined.findings if found.weight] == [("F25", "mail/2")]


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("fork", "crashed"),
        ("eat", "crashed"),
        ("exit", "crashed"),
        ("abort", "crashed"),
        ("kill", "crashed"),
        ("garbage", "bad_answer"),
        ("huge", "bad_answer"),
        ("{}", "bad_answer"),
        ("null", "bad_answer"),
    ],
)
def test_a_child_that_was_taken_over_costs_one_object(taken_over: Examiner, deed: str, reason: str) -> None:
    assert taken_over.examine(deed.encode()).unread == reason
    assert taken_over.examine(b"answer").letter.subject == "ok"


def test_a_child_that_never_ends_is_ended(taken_over: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examiner_module, "SLOW", 1.8)  # these children may compute for 2 s and last 5
    told: dict[str, str | None] = {}

    def ask(deed: str) -> None:
        told[deed] = taken_over.examine(deed.encode()).unread

    threads = [threading.Thread(target=ask, args=(deed,)) for deed in ("wait", "spin")]
    for thread in threads:
        thread.start()
    assert taken_over.examine(b"answer").letter.subject == "ok"  # others are not kept waiting
    for thread in threads:
        thread.join()
    assert told == {"wait": "timeout", "spin": "timeout"}
    assert taken_over.examine(b"answer").letter.subject == "ok"


def test_there_is_nothing_to_see_and_nobody_to_talk_to(monkeypatch: pytest.MonkeyPatch, taken_over: Examiner) -> None:
    monkeypatch.setenv("HIRZ_SECRET", "x")
    assert taken_over.examine(b"look").letter.subject == "nothing"


def test_two_callers_at_once(examiner: Examiner) -> None:
    read: list[str] = []

    def ask(number: int) -> None:
        read.extend(examiner.examine(mail(f"{number}-{turn}")).letter.text for turn in range(10))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == sorted(f"{number}-{turn}" for number in range(4) for turn in range(10))


def _processes(of: int) -> set[int]:
    """The process and everything below it."""
    found = {of}
    try:
        children = Path(f"/proc/{of}/task/{of}/children").read_text().split()
    except OSError:
        return set()
    for child in children:
        found |= _processes(int(child))
    return found


def _parent(of: Examiner) -> int:
    """The program itself, behind bwrap and behind bwrap's own first process in the new namespace."""
    assert of._program
    pid = of._program.pid() or 0
    for _ in range(2):
        pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    return pid


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _gone(pids: set[int]) -> bool:
    for _ in range(200):
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def test_a_parent_that_died_is_started_again() -> None:
    running = Examiner.started()
    try:
        assert running.probe() is None
        before = _parent(running)
        os.kill(before, 9)
        assert _gone({before})
        assert running.examine(mail("after the accident")).letter.text == "after the accident"
    finally:
        running.close()


def test_an_idle_parent_is_renewed_after_its_day() -> None:
    code = [ROOT / "tests/__init__.py", ROOT / "tests/daemon/__init__.py", ROOT / "tests/daemon/short_lived.py"]
    running = Examiner.started(["tests.daemon.short_lived"], code)
    try:
        for day in range(3):
            assert running.examine(mail(f"day {day}")).letter.text == f"day {day}"
            assert running._program
            assert _gone(_processes(running._program.pid() or 0))
    finally:
        running.close()


def test_when_the_daemon_is_killed_the_sandbox_ends_too() -> None:
    daemon = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from daemon.sandbox import Examiner; e = Examiner.started(); print(e.probe(), flush=True); input()",
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with daemon:
        assert daemon.stdout and daemon.stdout.readline() == b"None\n"
        left = _processes(daemon.pid) - {daemon.pid}
        assert len(left) >= 2
        daemon.kill()
    assert _gone(left)


def test_closing_leaves_nothing_behind() -> None:
    running = Examiner.started()
    assert running.probe() is None
    assert running._program
    pids, folder = _processes(running._program.pid() or 0), Path(running._path).parent
    assert len(pids) >= 2
    running.close()
    assert _gone(pids) and not folder.exists()
    with pytest.raises(SandboxGone):
        running.examine(mail("too late"))


def test_an_idle_parent_does_not_spin(examiner: Examiner) -> None:
    assert examiner.probe() is None
    parent = _parent(examiner)

    def turns() -> int:
        status = Path(f"/proc/{parent}/status").read_text()
        return int(status.split("voluntary_ctxt_switches:")[1].split()[0])

    time.sleep(0.2)
    before = turns()
    time.sleep(1)
    assert turns() - before <= 2


def test_without_bwrap_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "defpath", "/nowhere")
    running = Examiner.started()
    try:
        assert running.probe() == "bwrap (bubblewrap) is not installed"
        with pytest.raises(SandboxGone):
            running.examine(mail("hold me"))
    finally:
        running.close()


def test_a_checkout_below_tmp_can_be_tried_out() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        running = Examiner.started(extra=[Path(folder)])
        try:
            assert running.probe() is None
        finally:
            running.close()


def test_a_program_that_does_not_start_says_why() -> None:
    running = Examiner.started(["daemon.no_such_program"])
    try:
        assert "no_such_program" in str(running.probe())
    finally:
        running.close()


def test_nobody_behind_the_socket(tmp_path: Path) -> None:
    there = Examiner.at(tmp_path / "door")
    assert str(there.probe()).startswith("nobody opens at the sandbox's door")
    with pytest.raises(SandboxGone):
        there.examine(mail("hold me"))


# What a child that was taken over might answer.


def _honest() -> dict[str, object]:
    answer: dict[str, object] = json.loads(
        in_json(take_turn(mail("hi", part(PHISH, "message/rfc822", "x.eml")), "mail"))
    )
    return answer


def test_an_honest_answer_passes_unchanged() -> None:
    raw = mail(
        "hi\n\n\u200fمرحبا",
        part(PHISH, "message/rfc822", "x\u202e.eml"),
        part(macro_document(), "application/x", "a.docm"),
    )
    for path in ("mail", "mail/2", "mail/3"):
        turn = take_turn(raw, path)
        assert believed(in_json(turn), path) == turn


def _finding(**changes: object) -> dict[str, object]:
    return {
        "look": "S01", "severity": "high", "group": "sender", "weight": 3, "path": "mail/2", "field": "From",
        "evidence": "x", "provenance": "decoded",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    "lie",
    [
        {"letter": None},
        {"unread": "because I say so"},
        {"further": ["mail/2"] * 300},
        {"further": ["../etc/passwd"]},
        {"further": ["mail/2/3"]},
        {"evidence": ["trust me"]},
        {"extra": 1},
        {"findings": [_finding()] * 100},
        {"findings": [_finding(look="X99")]},
        {"findings": [_finding(look="F23", provenance="feed")]},  # only the desk remembers its lists
        {"findings": [_finding(severity="harmless")]},
        {"findings": [_finding(weight=-100)]},
        {"findings": [_finding(path="elsewhere")]},
        {"findings": [_finding(evidence="x" * 201)]},
        {"findings": [_finding(provenance="header-of-god")]},
    ],
    ids=lambda lie: json.dumps(lie)[:50],
)
def test_a_lie_is_not_believed(lie: dict[str, object]) -> None:
    assert believed(json.dumps(_honest()).encode(), "mail").unread is None
    with pytest.raises(BadAnswer):
        believed(json.dumps(_honest() | lie).encode(), "mail")


@pytest.mark.parametrize(
    "lie", [{"path": "suspect/2"}, {"path": "mail/2/in/1"}, {"detected": "https://evil.example/ \x1b"}, {"size": -1}]
)
def test_a_lie_about_a_file_is_not_believed(lie: dict[str, object]) -> None:
    answer = _honest()
    letter = answer["letter"]
    assert isinstance(letter, dict) and believed(json.dumps(answer).encode(), "mail").letter
    letter["attachments"][0] |= lie
    with pytest.raises(BadAnswer):
        believed(json.dumps(answer).encode(), "mail")


def test_letters_of_a_lie_are_cleaned_again() -> None:
    answer = _honest()
    letter = answer["letter"]
    assert isinstance(letter, dict)
    letter |= {"subject": "a\r\nBcc: x\u202e", "text": "a\x00\x1b[2Jb"}
    answer["findings"] = [_finding(evidence="http://evil.example\u202e\n")]
    turn = believed(json.dumps(answer).encode(), "mail")
    assert turn.letter and turn.letter.subject == "a Bcc: x" and turn.letter.text == "a[2Jb"
    assert turn.findings[0].evidence == "hxxp://evil[.]example"
