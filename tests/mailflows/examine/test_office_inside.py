"""What is locked or packed into a document is got out and looked at; what is built to hurt costs only its own turn."""

import pytest

from mailflows.examine.openers import members_of, shown_by, take_out
from tests.exhibits import compound, vba_project, zipped_as
from tests.exhibits import office as made
from tests.exhibits.office_asked import CODE, file, ids, seen

# Locks


def test_f07_a_lock_that_opens_is_looked_behind() -> None:
    secret = made.locked({"word/vbaProject.bin": vba_project(CODE)}, "s3cret!")
    told = file("a.docx", secret, "other", "s3cret!")
    assert ids(told) == {"F07": 4}
    assert [member.name for member in members_of(told)] == ["unlocked-a.docx"]
    assert ids(take_out(told, 1)) == {"F03": 6}
    closed = file("a.docx", secret)
    assert ids(closed) == {"F07": 3} and members_of(closed) == ()
    assert "F25" in {one.look for one in seen(closed)}


def test_f07_the_password_office_tries_unasked() -> None:
    unasked = file("a.xlsx", made.locked({"xl/workbook.xml": b"<workbook/>"}, "VelvetSweatshop"))
    assert ids(unasked) == {"F07": 3} and "without asking" in seen(unasked)[0].evidence
    assert len(members_of(unasked)) == 1


def test_f07_the_old_kind_of_lock_is_opened_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", None)
    old = made.old_locked("s3cret!", (0xE1, b"\x00\x00"), (0x204, bytes(8) + b"hello"))
    assert ids(file("a.xls", old)) == {"F07": 3}
    told = file("a.xls", old, "s3cret!")
    assert ids(told) == {"F07": 4}
    assert shown_by(take_out(told, 1)).text == "hello"


def test_f07_a_locked_open_document() -> None:
    manifest = b'<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    odt = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"\x8e",
        "META-INF/manifest.xml": manifest,
    }
    assert ids(file("a.odt", zipped_as(odt))) == {"F07": 3}


def test_f07_a_lock_built_to_cost_time_is_not_tried() -> None:
    slow = b'\x04\x00\x04\x00@\x00\x00\x00<keyEncryptors><p:encryptedKey spinCount="9000000"/></keyEncryptors>'.ljust(
        4096
    )
    assert ids(file("a.docx", compound({"EncryptionInfo": slow, "EncryptedPackage": bytes(4096)}))) == {"F07": 3}


# What is carried


def test_f08_packed_files() -> None:
    loud = file("a.doc", made.with_packed("invoice.js", b"WScript.Echo(1)"))
    assert ids(loud) == {"F08": 6}
    assert [(member.name, member.read()) for member in members_of(loud)] == [("invoice.js", b"WScript.Echo(1)")]
    assert ids(file("a.doc", made.with_packed("notes.txt", b"hello"))) == {"F08": 1}
    held = made.document(word_S_embeddings_S_oleObject1__bin=made.with_packed("a.exe", b"MZ"))
    assert ids(file("a.docx", held)) == {"F08": 6}
    assert [member.name for member in members_of(file("a.docx", held))] == ["word/embeddings/oleObject1.bin"]


def test_f08_a_sheet_in_a_letter_is_ordinary() -> None:
    letter = made.document(word_S_embeddings_S_Sheet1__xlsx=made.workbook(), word_S_media_S_image1__png=b"\x89PNG\r\n")
    assert ids(file("a.docx", letter)) == {}
    names = [member.name for member in members_of(file("a.docx", letter))]
    assert names == ["word/embeddings/Sheet1.xlsx", "word/media/image1.png"]


@pytest.mark.parametrize(
    ("name", "content", "weight"),
    [
        ("tool.xll", b"MZ", 6),
        ("tool.wll", b"MZ", 6),
        ("tool.ppam", zipped_as(made.TYPES), 3),
        ("tool.vsto", b"<?xml?>", 6),
        ("list.accde", b"\x00\x01\x00\x00Standard ACE DB", 5),
        ("list.bin", b"\x00\x01\x00\x00Standard Jet DB", 3),
        ("letter.odt", b"", 0),
    ],
)
def test_f08_documents_that_are_parts_of_office(name: str, content: bytes, weight: int) -> None:
    assert ids(file(name, content)).get("F08", 0) == weight


def test_f08_controls_and_assemblies() -> None:
    script = b'<ax:ocx ax:classid="{0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC}"/>'
    assert ids(file("a.docx", made.document(word_S_activeX_S_activeX1__xml=script))) == {"F08": 6}
    button = b'<ax:ocx ax:classid="{D7053240-CE69-11CD-A777-00DD01143C57}"/>'
    assert ids(file("a.docx", made.document(word_S_activeX_S_activeX1__xml=button))) == {}
    assembly = b'<property name="_AssemblyLocation"><vt:lpwstr>https://e.example/a.vsto</vt:lpwstr></property>'
    assert ids(file("a.docx", made.document(docProps_S_custom__xml=assembly))) == {"F08": 6}


def test_f08_slides_that_act() -> None:
    run = b'<a:hlinkMouseOver r:id="rId2" action="ppaction://program"/>'
    assert ids(file("a.pptx", made.document(ppt_S_slides_S_slide1__xml=run))) == {"F08": 6}
    passing = b'<a:hlinkMouseOver r:id="rId2"/>'
    assert ids(file("a.pptx", made.document(ppt_S_slides_S_slide1__xml=passing))) == {"F08": 3}
    honest = b'<a:hlinkClick r:id="rId2"/><a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>'
    assert ids(file("a.pptx", made.document(ppt_S_slides_S_slide1__xml=honest))) == {}


# OneNote and rich text


def test_f14_what_is_attached_to_a_page() -> None:
    script = file("a.one", made.notebook(("button.png", b"\x89PNG\r\n\x1a\n"), ("open.hta", b"<script>x()</script>")))
    assert ids(script) == {"F14": 6}
    assert [member.name for member in members_of(script)] == ["open.hta", "button.png"]
    assert ids(file("a.one", made.notebook(("plan.docx", b"PK\x03\x04")))) == {"F14": 3}
    assert ids(file("a.one", made.notebook(("photo.png", b"\x89PNG\r\n\x1a\n")))) == {"F14": 1}


def test_f15_objects_in_rich_text() -> None:
    assert ids(file("a.rtf", made.rich_object("Equation.3", b"\x1c\x00"))) == {"F15": 6}
    assert ids(file("a.doc", made.rich_object("x", made.EQUATION))) == {"F15": 6}
    link = made.URL_MONIKER + "http://e.example/x.hta".encode("utf-16-le")
    assert ids(file("a.rtf", made.rich_object("OLE2Link", link))) == {"F15": 6}
    package = made.packed("a.exe", b"MZ\x90")[4:]
    assert ids(file("a.rtf", made.rich_object("Package", package))) == {"F15": 6}
    assert ids(file("a.rtf", made.rich_object("Excel.Sheet.8", bytes(100)))) == {}
    assert ids(file("a.rtf", made.rich(b"hello \\par"))) == {}


@pytest.mark.parametrize("between", [b"{\\*\\junk 4142}", b"\\par ", b"{\\a}", b" \r\n", b"{}"])
def test_f15_digits_that_are_broken_up(between: bytes) -> None:
    assert ids(file("a.rtf", made.rich_object("Equation.3", b"\x1c\x00", between)))["F15"] == 6


def test_f15_members_and_fonts() -> None:
    package = made.packed("a.exe", b"MZ\x90")[4:]
    assert [(one.name, one.read()) for one in members_of(file("a.rtf", made.rich_object("Package", package)))] == [
        ("a.exe", b"MZ\x90")
    ]
    fonts = b"".join(b"{\\f%d A;}" % number for number in range(33000))
    assert ids(file("a.rtf", b"{\\rtf1{\\fonttbl" + fonts + b"}}")) == {"F15": 6}


# What a document shows


def test_words_and_links_of_documents() -> None:
    body = f"<w:p><w:t>كلمة السر</w:t></w:p><w:p>{made.field('HYPERLINK', ' &quot;https://e.example/a&quot;')}</w:p>"
    shown = shown_by(file("a.docx", made.document(body)))
    assert shown.text == "كلمة السر\nshown" and [link.target for link in shown.links] == ["https://e.example/a"]
    shown = shown_by(file("a.docx", made.reaching("hyperlink", "https://e.example/b?x=1&amp;y=2")))
    assert [link.target for link in shown.links] == ["https://e.example/b?x=1&y=2"]
    shown = shown_by(file("a.rtf", b"{\\rtf1\\ansicpg1256 \\'d3\\'e1{\\*\\x no} \\u1587?{\\pict 00}\\par b}"))
    assert shown.text.strip() == "سل س\nb"
    assert "مرحبا" in shown_by(file("a.doc", made.old_document("مرحبا\rhello"))).text
    table = shown_by(file("a.csv", b'=HYPERLINK("https://e.example/c","open")'))
    assert [link.target for link in table.links] == ["https://e.example/c"]


# Built to hurt


def test_broken_documents_are_told_once() -> None:
    for name, content in (
        ("a.docx", made.document()[:-40]),
        ("a.docx", zipped_as({**made.TYPES, "word/zeros.bin": bytes(150_000_000)})),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ):
        assert ids(file(name, content)) == {"F25": 1}
        assert members_of(file(name, content)) == ()


def test_a_damaged_part_is_read_as_far_as_it_goes() -> None:
    whole = made.reaching("attachedTemplate", "http://e.example/a")
    wrong_sum = bytearray(whole)
    at = whole.rindex(b"PK\x01\x02")
    wrong_sum[at + 16 : at + 20] = b"\0\0\0\0"
    assert ids(file("a.docx", bytes(wrong_sum))) == {"F05": 6, "F25": 1}


def test_a_web_archive_with_a_letter_missing_is_still_read() -> None:
    archive = made.active_mime(vba_project(CODE))
    at = archive.index(b"QWN0") + 400
    assert ids(file("a.mht", archive[:at] + archive[at + 1 :]))["F08"] == 3


def test_hostile_lengths_are_survived_quickly() -> None:
    opened = b'<w:fldChar w:fldCharType="begin"/>' * 50_000
    for name, content in (
        ("a.docx", made.document(word_S_header1__xml=opened)),
        ("a.docx", made.document(word_S_header1__xml=b"<" * 500_000)),
        ("a.rtf", made.rich(b"\\objdata " * 50_000)),
        ("a.rtf", made.rich(b"{\\*\\objdata 0" + b"{\\x 1" * 50_000)),
        ("a.csv", b"=|!" * 100_000),
        ("a.one", made.notebook() + b"a\0.\0b\0" * 50_000),
        ("a.xls", made.old_workbook((0x85, b""), (0x18, b""), (0x1AE, b"\x03"), (0xFC, b"\xff" * 20))),
        ("a.xml", b"<?mso-application ?>" + b"<w:binData>AAAA" * 50_000),
    ):
        seen(file(name, content))
        shown_by(file(name, content))
        members_of(file(name, content))
