"""A letter with sealed pieces beside its text: what is in them reaches the one handler who asks, and lies nowhere."""

import base64
import secrets
from pathlib import Path

import pytest

from tests.desk import LivingDesk, NewDesk
from tests.leaks import Searcher, Watch
from tests.mails import encrypted_part, joined, mail
from tests.people import People
from tests.posted import Mail


@pytest.fixture
def desk(new_desk: NewDesk, people: People) -> LivingDesk:
    """A desk with two handlers."""
    desk = new_desk()
    desk.knows_handler(people.second_handler)
    desk.starts()
    return desk


def word() -> str:
    return f"{secrets.token_hex(8)}سر{secrets.token_hex(8)}"


def told(desk: LivingDesk, words: str) -> Mail:
    """What the first handler's mail with these words says."""
    return desk.mail_for(desk.people.handler, words)


def writes(desk: LivingDesk, notice: Mail, text: str) -> bytes:
    handler = desk.people.handler
    raw = mail(handler, desk.people.desk, f"#ticket {notice.nonce}\n{text}\n", sealed_by=handler)
    desk.receives(raw)
    return raw


def test_one_part_is_opened_for_one_handler(desk: LivingDesk, people: People) -> None:
    inline, filed, octets = word(), word(), word()
    searcher = Searcher({"inline": inline, "filed": filed, "octets": octets})
    watch = Watch(searcher, [desk.folder, Path("/dev/shm")])  # all of /tmp is searched by tests/test_canary.py
    block = people.reporter.seals(inline.encode(), people.desk, sign=False)
    files = [
        ("list.asc", "application/octet-stream", people.reporter.seals(filed.encode(), people.desk)),
        ("more.asc", "application/octet-stream", people.reporter.seals(b"\xff\xfe" + octets.encode(), people.desk)),
    ]
    about = f"they sent me this {secrets.token_hex(4)}"
    desk.receives(
        mail(people.reporter, people.desk, f"{about}\n\n{block.decode()}\nwhat now?", attachments=files, autocrypt=True)
    )
    notice = told(desk, about)
    numbers = {
        kind: [line.split()[1].rstrip(":") for line in notice.text.splitlines() if f": {kind}," in line]
        for kind in ("inline", "file")
    }
    assert numbers == {"inline": ["1"], "file": ["2", "3"]}, notice.text

    asked = writes(desk, notice, "#open 1")
    shown = told(desk, "WHAT IT SAYS")
    assert f"| {inline}" in shown.text.splitlines() and shown.sealed and "CAREFUL" not in shown.text
    desk.receives(asked)  # the same octets are the same mail
    desk.receives(asked.replace(b"\r\n\r\n", b"\r\nX-Again: yes\r\n\r\n", 1))
    assert "obeyed before" in told(desk, "obeyed before").text
    writes(desk, shown, "#open 2")
    assert f"| {filed}" in told(desk, filed).text.splitlines()
    writes(desk, notice, "#open 3")
    (beside,) = [one for one in people.handler.opens(last_file(desk, "part-3.bin")).split(b"\r\n\r\n") if b"//" in one]
    assert octets.encode() in base64.b64decode(beside.split(b"--")[0])
    writes(desk, notice, "#open 9")
    assert "1, 2, 3" in told(desk, "no sealed part").text

    desk.rests()
    desk.stops()
    watch.stop()
    others = "".join(one.text for one in desk.mails_for(people.second_handler))
    assert about in others and not [name for name, secret in searcher.words.items() if secret in others]
    for_handler = [one.text for one in desk.mails_for(people.handler)]
    assert [sum(secret in text for text in for_handler) for secret in (inline, filed)] == [1, 1]
    reporter = "".join(one.text for one in desk.mails_for(people.reporter))
    assert not [name for name, secret in searcher.words.items() if secret in reporter]
    assert not watch.leaks
    assert not list(searcher.in_files([desk.folder]))
    history = desk.hirz("show", notice.tag)
    assert "1: inline" in history and not [name for name, secret in searcher.words.items() if secret in history]


def test_a_part_that_is_mime_is_read_and_a_captured_one_comes_with_a_warning(desk: LivingDesk, people: People) -> None:
    inside, about = word(), f"forwarded to us {secrets.token_hex(4)}"
    armour = people.reporter.seals(f"Content-Type: text/plain; charset=utf-8\r\n\r\n{inside}\r\n".encode(), people.desk)
    desk.receives(beside(people.reporter.mailbox, people, about, armour))
    notice = told(desk, about)
    assert ": part," in notice.text
    writes(desk, notice, "#open 1")
    shown = told(desk, inside)
    assert f"| {inside}" in shown.text.splitlines() and "part-1.mime" in shown.text and "CAREFUL" not in shown.text

    again = f"what is this {secrets.token_hex(4)}"
    desk.receives(beside("Mallory <mallory@evil.test>", people, again, armour))
    notice = told(desk, again)
    assert "same encrypted mail came before" in notice.text
    writes(desk, notice, "#open 1")
    assert inside in told(desk, "CAREFUL").text
    desk.rests()
    assert not desk.left_for("mallory@evil.test")
    desk.stops()


def beside(frm: str, people: People, words: str, armour: bytes) -> bytes:
    """A mail with words, and behind them a sealed part."""
    head = [
        ("From", frm),
        ("To", people.desk.address),
        ("Subject", "fwd"),
        ("Message-ID", f"<{secrets.token_hex(8)}@x.test>"),
    ]
    kind = [("MIME-Version", "1.0"), ("Content-Type", 'multipart/mixed; boundary="edge"')]
    text = f"--edge\r\nContent-Type: text/plain\r\n\r\n{words}\r\n--edge\r\n".encode()
    return joined([*head, *kind], text + encrypted_part(armour) + b"\r\n--edge--\r\n")


def last_file(desk: LivingDesk, name: str) -> bytes:
    """The armour of the mail to the handler that brings this file."""
    told(desk, name)
    for one in reversed(desk.left_for(desk.people.handler)):
        armour = one.mail[one.mail.index(b"-----BEGIN PGP MESSAGE-----") :]
        if name.encode() in desk.people.handler.opens(armour):
            return armour
    raise AssertionError(f"nobody was sent {name}")
