"""Each look sees its trick, and is not frightened by what honest people do."""

import zlib

import pytest

from mailflows.examine.finding import LOOK_IDS, Finding, Severity
from mailflows.examine.looks import LOOKS
from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict
from templates.labels import label, languages
from tests.exhibits import PHISH, compound, macro_document, mail, part, zipped_as


def findings_of(raw: bytes) -> list[Finding]:
    """Everything found in a mail and what is inside it, without walls: these mails are ours."""
    found: list[Finding] = []
    waiting = ["mail"]
    while waiting:
        turn = take_turn(raw, waiting.pop(0))
        found += turn.findings
        waiting += turn.further
    return found


def forwarded(headers: str, body: str = "hello", kind: str = "text/plain") -> list[Finding]:
    suspect = f"{headers}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
    return findings_of(mail("look", part(suspect, "message/rfc822", "x.eml")))


def looks(found: list[Finding]) -> set[str]:
    return {finding.look for finding in found if finding.weight}


def test_the_table_and_the_names_agree() -> None:
    assert {look.id for look in LOOKS} <= LOOK_IDS
    for look in LOOKS:
        assert look.false_alarms and 0 <= look.weight <= 10 and look.egress == "none"
        for language in languages():
            assert label("look_handler", look.id, language) and label("look_reporter", look.id, language)


def test_a_phishing_mail_is_seen_through() -> None:
    found = findings_of(mail("is this real?", part(PHISH, "message/rfc822", "x.eml")))
    assert looks(found) == {"S02", "S06", "A01", "U05", "U06", "U08"}
    assert verdict(found, ("forwarded-mail", "headers", "links")).word is Word.DANGEROUS
    assert all(finding.path == "mail/2" for finding in found)


@pytest.mark.parametrize(
    "sender",
    [
        "X: y",
        "From: a@b.example\r\nFrom: c@d.example",
        "From: a@b.example, c@d.example",
        "From: Your match, jehd <thanks@carrier.example>",
        "From: nobody here",
        "From: <>",
    ],
)
def test_s01_an_ambiguous_sender(sender: str) -> None:
    assert "S01" in looks(forwarded(sender))


@pytest.mark.parametrize(
    "sender",
    [
        'From: "Haddad, Layla" <layla@paper.example>',
        "From: layla@paper.example",
        "From: layla@paper.example <layla@paper.example>",
        "From: =?utf-8?b?2YTZitmE2Yk=?= <layla@paper.example>",
        "From: ليلى <layla@paper.example>",
    ],
)
def test_an_honest_sender_is_left_alone(sender: str) -> None:
    assert not looks(forwarded(sender))


def test_s06_answers_to_a_free_mailbox() -> None:
    assert "S06" in looks(forwarded("From: a@bank.example\r\nReply-To: bank@gmail.com"))
    assert "S06" not in looks(forwarded("From: a@gmail.com\r\nReply-To: b@proton.me"))
    assert "S06" not in looks(forwarded("From: a@bank.example\r\nReply-To: b@mail.bank.example"))


RECEIVED = (
    "Received: from mx1.provider.example by store.provider.example; Mon, 1 Jun 2026 10:00:02 +0000\r\n"
    "{above}"
    "Received: from out.stranger.example by mx1.provider.example; Mon, 1 Jun 2026 10:00:01 +0000\r\n"
    "{below}"
    "From: a@stranger.example"
)


def test_authentication_is_believed_only_above_the_border() -> None:
    fail = "Authentication-Results: mx1.provider.example; spf=fail; dkim=none; dmarc=fail\r\n"
    good = "Authentication-Results: mx1.provider.example; spf=pass; dkim=pass; dmarc=pass\r\n"
    none = "Authentication-Results: mx1.provider.example; spf=none; dkim=none\r\n"
    assert looks(forwarded(RECEIVED.format(above=fail, below=""))) == {"A01"}
    assert looks(forwarded(RECEIVED.format(above=none, below=""))) == {"A02"}
    lower = forwarded(RECEIVED.format(above="", below=good))  # some servers write there themselves
    assert not looks(lower) and "A04" in {finding.look for finding in lower}
    assert looks(forwarded(RECEIVED.format(above=fail, below=good))) == {"A01", "A04"}
    assert looks(forwarded(RECEIVED.format(above=good, below=""))) == set()
    assert looks(forwarded(RECEIVED.format(above="", below=fail))) == set()
    assert looks(forwarded("List-Id: <a.lists.example>\r\n" + RECEIVED.format(above=fail, below=""))) == set()


def test_the_reporters_own_headers_are_no_evidence() -> None:
    found = findings_of(
        mail("hello", headers="Reply-To: layla@gmail.com\r\nAuthentication-Results: x.example; dmarc=fail\r\n")
    )
    assert found == []


@pytest.mark.parametrize(
    ("link", "look"),
    [
        ("http://203.0.113.9/login", "U05"),
        ("http://0xCB007109/", "U05"),
        ("http://3405803785/", "U05"),
        ("http://0313.0.0x71.9/", "U05"),
        ("http:\\\\203.0.113.9\\login", "U05"),
        ("http://[2001:db8::1]/", "U05"),
        ("https://www.bank.example@evil.example/", "U06"),
        ("https://www.bank.example%2Flogin@evil.example/", "U06"),
        ("https://раypal.com/", "U07"),
        ("https://xn--ypal-43d9g.com/", "U07"),
        ("https://аррӏе.com/", "U07"),
        ("https://files.example/Signal.apk?x=1", "U13"),
        ("https://files.example/setup.mobileconfig", "U13"),
        ("search-ms:query=x&crumb=location:\\\\evil.example", "U13"),
        ("data:text/html;base64,PHNjcmlwdD4=", "U13"),
    ],
)
def test_links_that_hide_something(link: str, look: str) -> None:
    found = forwarded("From: a@stranger.example", f'<a href="{link}">open</a>', "text/html")
    assert looks(found) == {look}
    shown = next(finding.evidence for finding in found if finding.look == look)
    assert "http" not in shown and len(shown) <= 200


@pytest.mark.parametrize(
    "link",
    [
        "https://www.bank.example/login?next=https://x.example/a@b",
        "https://موقع.السعودية/",
        "https://xn--4gbrim.xn--mgberp4a5d4ar/",
        "https://bücher.example/",
        "https://日本語テスト.example/",
        "http://192.168.1.1/",
        "https://files.example/report.pdf",
        "mailto:a@b.example",
        "javascript:void(0)",
        "https://[broken",
    ],
)
def test_honest_links_are_left_alone(link: str) -> None:
    assert not looks(forwarded("From: a@stranger.example", f'<a href="{link}">open</a>', "text/html"))


def test_u08_the_words_name_another_site() -> None:
    lie = '<a href="https://evil.example/x">https://www.bank.com/login</a>'
    assert "U08" in looks(forwarded("From: a@stranger.example", lie, "text/html"))
    tracked = '<a href="https://u1.ct.sendgrid.net/x">www.paper.com</a><a href="https://paper.org/">paper.com</a>'
    assert not looks(forwarded("From: a@stranger.example", tracked, "text/html"))
    assert not looks(forwarded("From: a@stranger.example\r\nList-Unsubscribe: <mailto:x@y.example>", lie, "text/html"))
    own = '<a href="https://click.stranger.example/x">www.paper.com</a>'
    assert not looks(forwarded("From: a@stranger.example", own, "text/html"))


def test_a_link_the_reporter_pastes_is_examined_too() -> None:
    found = findings_of(mail("is http://0xCB007109/login real? see hxxps://www.bank.example@evil.example/"))
    assert looks(found) == {"U05", "U06"} and {finding.path for finding in found} == {"mail"}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("invoice\u202efdp.exe", b"MZ\x90\x00", {"F01", "F16"}),
        ("report.pdf.js", b"var a=1", {"F01", "F16"}),
        ("report.pdf" + " " * 40 + ".scr", b"MZ", {"F01", "F16"}),
        ("photo.jpg", b"MZ\x90\x00", {"F02", "F16"}),
        ("letter.pdf", b"PK\x03\x04", {"F02", "F25"}),
        ("link.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", {"F13", "F25"}),
        ("disk.iso", b"\x00" * 0x8001 + b"CD001", {"F12", "F25"}),
        ("vpn.mobileconfig", b"<?xml", {"F19"}),
        ("a.zip", zipped_as({"invoice.pdf.js": b"x", "readme.txt": b"y"}), {"F01", "F11", "F16"}),
        ("plan.docm", macro_document(), {"F03"}),
        ("plan.docx", macro_document(), {"F03"}),
        ("quiet.docm", macro_document("Sub Add()\r\nx = 1\r\nEnd Sub\r\n"), {"F03"}),
        ("locked.docx", compound({"EncryptionInfo": b"x" * 4096, "EncryptedPackage": b"y" * 4096}), {"F07"}),
        ("broken.zip", b"PK\x03\x04" + b"\xff" * 500, {"F25"}),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_files_that_hide_something(name: str, content: bytes, expected: set[str]) -> None:
    found = findings_of(mail("look", part(content, "application/octet-stream", name)))
    assert looks(found) == expected
    assert all("\u202e" not in finding.evidence for finding in found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("تقرير\u200f 2026.pdf", b"%PDF-1.7"),
        ("صورة\u2067.jpg", b"\xff\xd8\xff\xe0"),
        ("notes.v2.final.txt", b"hello"),
        ("a.zip", zipped_as({"readme.txt": b"y", "photo.jpg": b"\xff\xd8\xff\xd9"})),
        ("0x1234.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----"),
        ("letter.docx", zipped_as({"word/document.xml": b"<x/>"})),
        ("letter.doc", b"Please open and call Shell, powershell, AutoOpen"),
    ],
)
def test_honest_files_are_left_alone(name: str, content: bytes) -> None:
    raw = mail("look", part(content, "application/octet-stream", "PLACE").replace(b"PLACE", name.encode()))
    assert not looks(findings_of(raw))


def test_a_bomb_in_a_zip_is_told_and_not_unpacked() -> None:
    bomb = zipped_as({"zeros.bin": bytes(150_000_000)})
    assert looks(findings_of(mail("look", part(bomb, "application/zip", "x.zip")))) == {"F11", "F25"}


def test_a_program_in_a_zip_is_dangerous() -> None:
    packed = zipped_as({"photo.jpg.exe": b"MZ"})
    found = findings_of(mail("look", part(packed, "application/zip", "photos.zip")))
    assert [(finding.path, finding.severity) for finding in found if finding.look in ("F11", "F16")] == [
        ("mail/2/in/1", Severity.HIGH),
        ("mail/2/in/1", Severity.HIGH),
    ]
    assert verdict(found, ("files",)).word is Word.DANGEROUS


def test_forwards_are_followed_four_deep() -> None:
    inner = PHISH
    for _ in range(6):
        inner = mail("fwd", part(inner, "message/rfc822", "x.eml"))
    paths = {finding.path for finding in findings_of(inner) if finding.look == "F22"}
    assert paths == {"mail/2", "mail/2/2", "mail/2/2/2", "mail/2/2/2/2", "mail/2/2/2/2/2"}


def test_the_same_bytes_give_the_same_findings() -> None:
    raw = mail("look", part(PHISH, "message/rfc822", "x.eml"), part(macro_document(), "application/x", "a.docm"))
    assert zlib.crc32(repr(findings_of(raw)).encode()) == zlib.crc32(repr(findings_of(raw)).encode())


def test_what_was_pasted_from_a_chat_is_seen_in_the_reporters_own_words() -> None:
    pasted = "صديقتي كتبت لي على واتساب: أرسلي لي رمز التحقق الذي وصلك بالخطأ. هل هذا منها؟"
    assert looks(findings_of(mail(pasted))) == {"B02"}
    assert looks(findings_of(mail("Somebody wrote to me and I am afraid. What shall I do?"))) == set()


@pytest.mark.parametrize("line", ["X-\u0645: 1", "no header at all", "X y: 1"])
def test_a_broken_line_hides_no_sender(line: str) -> None:
    raw = f"Subject: hello\r\n{line}\r\nFrom: a@b.example, c@d.example\r\nX-Last: 1\r\n\r\nhello\r\n".encode()
    assert "S01" in looks(list(take_turn(raw, "suspect").findings))
    spaced = b"From : Bank <x@evil.example>\r\nSubject : hi\r\nTo: l@reporter.example\r\n\r\nhello\r\n"
    assert not looks(list(take_turn(spaced, "suspect").findings))


def test_a_mail_without_an_empty_line_keeps_its_words() -> None:
    assert not looks(
        list(take_turn(b"From: a@b.example\r\nSubject: x\r\nhello you\r\n\r\nmore\r\n", "suspect").findings)
    )
