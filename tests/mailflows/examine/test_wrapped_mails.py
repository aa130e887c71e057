"""The mail that frightened is found and read whatever it was saved as, and what is no mail stays a file."""

import base64
from dataclasses import replace

import compressed_rtf
import pytest

from mailflows.examine.charsets import decoded_words
from mailflows.examine.evidence.mails import mail_in, too_much_in
from mailflows.examine.evidence.mapi import WITHOUT_HEADERS
from mailflows.examine.evidence.richtext import read_rich_text, unpacked
from mailflows.examine.finding import Finding
from mailflows.examine.letters import bodies, words_of
from mailflows.examine.read import is_mail, read_mail
from mailflows.examine.seen import Mail, Part
from mailflows.examine.turn import take_turn
from tests.exhibits import PHISH, mail, part, vba_project
from tests.exhibits.outlook import (
    enclosed,
    kept_mail,
    message,
    msg,
    octets,
    ole,
    properties,
    recipient,
    text,
    winmail,
)
from tests.exhibits.phones import certificate, signature

TRAVELLED = "Microsoft Mail Internet Headers Version 2.0\r\n" + PHISH.partition(b"\r\n\r\n")[0].decode()
PAGE = PHISH.partition(b"\r\n\r\n")[2]
SAVED = msg(
    text(0x007D, TRAVELLED),
    text(0x0037, "Your account"),
    text(0x1000, "Dear customer"),
    octets(0x1013, PAGE),
    fixed={0x3FDE: 65001},
)


def findings_of(raw: bytes) -> list[Finding]:
    found: list[Finding] = []
    waiting = ["mail"]
    while waiting:
        turn = take_turn(raw, waiting.pop(0))
        found += turn.findings
        waiting += turn.further
    return found


def looks(found: list[Finding], path: str) -> set[str]:
    return {finding.look for finding in found if finding.path == path and finding.weight}


def opened(content: bytes, *names: str) -> Mail:
    return mail_in(Part(1, "application/octet-stream", None, names, True, content, True))


def shown(read: Mail) -> str:
    return "\n".join(words_of(piece) for piece in bodies(read))


PLAIN = looks(findings_of(mail("?", part(PHISH, "message/rfc822", "x.eml"))), "mail/2")


@pytest.mark.parametrize(
    "piece",
    [
        part(PHISH, "message/rfc822", encoded=False),
        part(PHISH, "message/rfc822"),
        part(PHISH, "message/global"),
        part(PHISH, "application/octet-stream", "x.eml"),
        part(PHISH, "text/plain", "x.EML"),
        part(base64.encodebytes(PHISH), "message/rfc822"),
        part(base64.encodebytes(PHISH), "application/octet-stream", "x.eml"),
        part(b"%d\n" % len(PHISH) + PHISH + b"<?xml version='1.0'?><plist/>", "application/octet-stream", "1.emlx"),
        part(b"From a@b.example Mon Jun  1 10:00:02 2026\n" + PHISH, "application/mbox", "x.mbox"),
        part(b"\r\n\r\n" + PHISH, "message/rfc822"),
        part(b"\xef\xbb\xbf" + PHISH, "application/octet-stream", "x.eml"),
        part(b">From a@b.example Mon Jun  1 10:00:02 2026\r\n" + PHISH, "message/rfc822"),
        part(TRAVELLED.encode() + b"\r\n\r\n" + PAGE, "text/plain", "x.eml"),
        part(SAVED, "application/vnd.ms-outlook", "fear.msg"),
        part(SAVED, "application/octet-stream", "noname"),
    ],
)  # fmt: skip
def test_every_wrapping_gives_the_same_findings(piece: bytes) -> None:
    assert "S02" in PLAIN and "A01" in PLAIN and "U06" in PLAIN
    assert looks(findings_of(mail("is this real?", piece)), "mail/2") >= PLAIN


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.eml.txt", b"Subject: this is how a mail begins\r\n\r\n"),
        ("x.eml", b"\x89PNG\r\n\x1a\n"),
        ("x.eml", b""),
        ("data.txt", base64.encodebytes(PHISH)),
        ("plan.doc", vba_project("Sub AutoOpen()\r\nEnd Sub\r\n")),
        ("broken.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0 Macros".encode("utf-16-le") * 99),
    ],
)
def test_other_files_are_no_mails(name: str, content: bytes) -> None:
    assert not is_mail("application/octet-stream", (name,), content)


def test_a_document_that_pretends_to_be_a_mail_stays_a_document() -> None:
    both = ole(message(text(0x1000, "hello")) | {"WordDocument": b"x" * 5000, "Macros": {"VBA": {"dir": b"y"}}})
    assert not is_mail("application/msword", ("plan.doc",), both)
    assert is_mail("application/octet-stream", ("plan.msg",), both)


def test_a_saved_mail_is_read_with_everything_in_it() -> None:
    inner = message(
        text(0x0037, "rendez-vous"), text(0x0C1A, "Nadia"), text(0x5D01, "nadia@paper.example"),
        text(0x1000, "see you"), enclosed(0, text(0x3707, "deep.apk"), octets(0x3701, b"PK\x03\x04deep")), head=24,
    )  # fmt: skip
    saved = msg(
        text(0x0037, "خبر عاجل"),
        text(0x0C1A, "ليلى"),
        text(0x5D01, "layla@paper.example"),
        text(0x1000, "افتحوا الملف"),
        recipient(0, "Sami", "sami@desk.example"),
        enclosed(0, text(0x3707, "صورة.jpg.exe"), text(0x3704, "SORA~1.EXE"), octets(0x3701, b"MZ" + bytes(5000))),
        enclosed(1, text(0x3707, "kept"), kept_mail(inner)),
        enclosed(2, text(0x3707, "letter.eml"), octets(0x3701, PHISH)),
        fixed={0x0039: 133_936_000_000_000_000},
    )
    read = opened(saved)
    assert read.all(WITHOUT_HEADERS) and read.first("subject") == "خبر عاجل"
    assert decoded_words(read.first("from")) == "ليلى <layla@paper.example>" and "sami@desk" in read.first("to")
    assert "2025" in read.first("date") and shown(read) == "افتحوا الملف"
    assert [(piece.name, piece.forwarded) for piece in read.parts[1:]] == [
        ("صورة.jpg.exe", False), ("kept.eml", True), ("letter.eml", True),
    ]  # fmt: skip
    kept = mail_in(read.parts[2])
    assert "nadia@paper.example" in kept.first("from") and shown(kept) == "see you"
    assert kept.parts[1].name == "deep.apk" and kept.parts[1].content == b"PK\x03\x04deep"
    assert looks(findings_of(mail("?", part(saved, "application/vnd.ms-outlook", "x.msg"))), "mail/2/2") >= {"F16"}


def test_a_mail_kept_only_as_rich_text_shows_its_links() -> None:
    rich = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset178 Arial;}}"
        rb"{\*\generator Riched20;}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        rb"{\*\htmltag84 <a href=\"https://evil.example/x\">}\htmlrtf hidden\htmlrtf0 "
        rb"{\f1 \'e3\'d1\'cd\'c8\'c7} \u1587?\u55357?\u56832?{\*\mhtmltag84 no}{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0 }"
    )
    is_html, words = read_rich_text(rich)
    assert is_html and words.replace("\\", "") == '<p><a href="https://evil.example/x">مرحبا س😀</a>'
    packed = compressed_rtf.compress(rich)
    read = opened(msg(text(0x0C1A, "x"), text(0x1000, "hello"), octets(0x1009, packed)))
    assert [piece.declared for piece in read.parts] == ["text/plain", "text/html"]
    plain = rb"{\rtf1\ansi see{\field{\*\fldinst HYPERLINK http://0xCB007109/a}{\fldrslt here}}\par end}"
    assert read_rich_text(plain) == (False, "seeHYPERLINK http://0xCB007109/ahere\nend")
    assert unpacked(b"\x10\x00\x00\x00" * 5) is None and unpacked(bytes(400_000)) is None


def test_a_reminder_that_rings_on_another_machine_is_seen() -> None:
    saved = msg(text(0x1000, "meeting"), text(0x8012, "\\\\203.0.113.9\\share\\ring.wav"))
    assert "file://203.0.113.9/share/ring.wav" in shown(opened(saved))
    fetched = msg(
        text(0x1000, "x"), enclosed(0, text(0x3707, "plan.docx"), text(0x370D, "\\\\evil.example\\plan.docx"))
    )
    assert "file://evil.example/plan.docx" in shown(opened(fetched))
    assert "file:" not in shown(opened(msg(text(0x1000, "meeting"), text(0x8012, "C:\\Windows\\ring.wav"))))


def test_winmail_is_opened() -> None:
    inside = winmail((0x9003, properties((0x1F, 0x1000, "deep".encode("utf-16-le")))))
    wrapped = winmail(
        (0x00089006, b"\x00\x00\x01\x00"),
        (0x00069007, (1256).to_bytes(4, "little") + bytes(4)),
        (0x00018004, "فاتورة".encode("cp1256") + b"\0"),
        (0x9003, properties((0x3, 0x3FDE, (1256).to_bytes(4, "little")),
                            (0x102, 0x1013, "<p>مرحبا</p>".encode("cp1256")),
                            (0x1F, 0x8005, "\\\\evil.example\\x".encode("utf-16-le")))),
        (0x9002, bytes(14)),
        (0x00018010, b"bill.exe\0"),
        (0x0006800F, b"MZ\x90\x00"),
        (0x9002, bytes(14)),
        (0x9005, properties((0x1F, 0x3707, "kept".encode("utf-16-le")), (0xD, 0x3701, bytes(16) + inside))),
    )  # fmt: skip
    read = opened(wrapped, "winmail.dat")
    assert (
        read.first("subject") == "فاتورة" and "<p>مرحبا</p>" in shown(read) and "file://evil.example/x" in shown(read)
    )
    assert [(piece.name, piece.content[:2], piece.forwarded) for piece in read.parts[2:]] == [
        ("bill.exe", b"MZ", False), ("kept", b"\x78\x9f", True),
    ]  # fmt: skip
    assert shown(mail_in(read.parts[3])) == "deep"
    assert "F16" in looks(findings_of(mail("?", part(wrapped, "application/ms-tnef", "winmail.dat"))), "mail/2/3")


def test_a_mailbox_gives_each_of_its_mails() -> None:
    line = b"\nFrom a@b.example Mon Jun  1 10:00:02 2026\n"
    read = opened(line.lstrip() + PHISH + line + b"From: c@d.example\n\ntwo\n" + line + PHISH, "x.mbox")
    assert [piece.forwarded for piece in read.parts] == [False, True, True]
    assert mail_in(read.parts[1]).first("from") == "c@d.example"


@pytest.mark.parametrize("cut", [600, 1600, 2500, 3700, len(SAVED) - 700])
def test_what_is_broken_is_told_and_breaks_nothing(cut: int) -> None:
    found = findings_of(mail("?", part(SAVED[:cut], "message/rfc822", "x.msg")))
    assert found


def test_broken_winmail_gives_what_it_has() -> None:
    whole = winmail((0x00018004, b"hello\0"), (0x9003, properties((0x1F, 0x1000, b"a\0" * 99))))
    for cut in range(6, len(whole), 7):
        opened(whole[:cut])
    opened(b"\x78\x9f\x3e\x22" + b"\xff" * 500)


def test_limits_are_those_of_what_it_is() -> None:
    binary = Part(1, "x", None, ("x.msg",), True, SAVED + b"\n" * 700_000, True)
    assert too_much_in(binary) is None
    lines = Part(1, "x", None, ("x.eml",), True, b"A: b\n\n" + b"\n" * 700_000, True)
    assert too_much_in(lines) == "too_many_lines"
    hidden = replace(lines, content=base64.encodebytes(lines.content))
    assert too_much_in(hidden) == "too_many_lines"
    with pytest.raises(ValueError, match="too_many_lines"):
        mail_in(hidden)


def test_a_mail_inside_its_signature_is_taken_out() -> None:
    inside = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
    for signed in (signature(inside, certificate("x")), signature(inside, certificate("x"), 9, measured=False)):
        piece = part(signed, "application/pkcs7-mime; smime-type=signed-data", "smime.p7m")
        assert "U06" in looks(findings_of(mail("?", piece)), "mail/2")
        assert opened(signed, "smime.p7m").all(WITHOUT_HEADERS)
    assert not is_mail("application/pkcs7-signature", ("smime.p7s",), signature(b"", certificate("x")))
    assert not is_mail("application/x-apple-aspen-config", ("x.mobileconfig",), signature(b"<?xml?>", certificate("x")))


def test_a_mail_without_wrapping_is_what_it_was() -> None:
    assert mail_in(Part(1, "message/rfc822", None, (), True, PHISH, True)) == read_mail(PHISH)
